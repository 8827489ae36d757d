/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/run-private.h"

/* The proof: who the module is after its last restart, and what the whole amounts to. */

#define SECOND DFOTA_PORT_SECOND

/* After END the module restarts once more; where it does not, this is how long it was given. */
#define NO_RESTART_S 60

/* It answers, but not yet with a version: asked again after this time. */
#define ASK_AGAIN_S 1

/* So often a reading is begun anew because the module restarted meanwhile, or said two things. */
#define READINGS 6

/* Quiet for this long after an answer: it was not about to restart. */
#define STEADY_S 2

static gint64
now (DfotaRun *run)
{
  return dfota_port_now (run->port);
}

static gboolean
is_leaving (DfotaRun *run)
{
  return dfota_gate_is_leaving (&run->gate);
}

/* An answer that can be compared with what was before; nobody may know what was. */
static gboolean
tells_version (DfotaRun *run, const DfotaModule *module)
{
  return run->before != NULL ? dfota_module_is_comparable (run->before, module)
                             : module->revision != NULL || module->full_revision != NULL;
}

static gboolean
has_changed (DfotaRun *run)
{
  return run->before != NULL && dfota_module_differs (run->before, run->after);
}

DfotaModule *
dfota_run_ask_who (DfotaRun *run, gint64 until)
{
  while (!is_leaving (run) && now (run) < until)
    {
      g_autoptr (GError) error = NULL;

      if (run->story.away && !dfota_run_await_port (run, until))
        return NULL;
      g_autoptr (DfotaModule) module = dfota_identify (run->at, until, run->gate.leave, &error);
      /* no answer at all says nothing about what it was doing */
      if (module != NULL || g_error_matches (error, DFOTA_ERROR, DFOTA_ERROR_DOWNLOAD_MODE))
        run->story.waiting = module == NULL;
      if (module != NULL && tells_version (run, module))
        return g_steal_pointer (&module);
      if (module != NULL)
        {
          dfota_run_listen (run, now (run) + ASK_AGAIN_S * SECOND);
          continue;
        }
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
        return NULL;
      dfota_story_hang_up (&run->story, now (run));
      dfota_run_observe (run);
    }
  return NULL;
}

/* TRUE if nothing happened to the module for a moment: what was read is what it is after its last restart. */
static gboolean
is_steady (DfotaRun *run)
{
  int restarts = run->story.restarts;
  gboolean owes_restart = run->story.ended && run->story.end_code == 0 && !run->story.restarted_after_work;
  gboolean may_restart = owes_restart && !has_changed (run);
  gint64 until = now (run) + (may_restart ? dfota_run_brief (run, NO_RESTART_S) : dfota_run_careful (run, STEADY_S));

  while (run->story.restarts == restarts && !run->story.away && now (run) < until)
    if (!dfota_run_listen (run, until))
      break;
  return run->story.restarts == restarts && !run->story.away;
}

/* A new version counts when it has been read twice: a stray line in one answer must not pass for a success. */
static gboolean
is_certain (DfotaRun *run, gint64 until)
{
  if (run->before != NULL && !has_changed (run))
    return TRUE;

  g_autoptr (DfotaModule) again = dfota_run_ask_who (run, until);
  return again != NULL && dfota_module_is_comparable (run->after, again) && !dfota_module_differs (run->after, again);
}

/* A module that boots may answer AT, and for some seconds nothing that tells who it is. */
static DfotaModule *
ask_until (DfotaRun *run, gint64 until)
{
  DfotaModule *module = dfota_run_ask_who (run, until);

  while (module == NULL && !is_leaving (run) && now (run) + ASK_AGAIN_S * SECOND < until)
    {
      gint64 again = now (run) + ASK_AGAIN_S * SECOND;

      while (!run->story.away && now (run) < again && dfota_run_listen (run, again))
        continue;
      module = dfota_run_ask_who (run, until);
    }
  return module;
}

void
dfota_run_read_back (DfotaRun *run, gint64 length)
{
  gint64 until = now (run) + length;

  for (int reading = 0; reading < READINGS && !is_leaving (run); reading++)
    {
      int restarts = run->story.restarts;

      g_clear_pointer (&run->after, dfota_module_free);
      run->after = ask_until (run, until);
      if (run->after == NULL || (is_steady (run) && is_certain (run, until)))
        break;
      /* a module that has just restarted is given its time to boot */
      if (run->story.restarts > restarts)
        until = now (run) + dfota_run_silence (run, DFOTA_STATE_CONFIRMING);
      g_clear_pointer (&run->after, dfota_module_free);
    }

  if (run->after != NULL)
    dfota_run_tell_module (run, run->after, TRUE);
}

/* MiniFOTA gave up before anything was changed (guide LTE Standard(A), 5.1, scenes 1 and 2). Where this computer was the server
 * it knows which of the two: the module looks at the first 2 KB of .mini_1 before it goes on. */
static DfotaFault *
fault_of_return (DfotaRun *run)
{
  goffset sent = run->job->host != NULL ? dfota_host_sent (run->job->host, 0) : 0;

  if (run->job->host == NULL)
    return dfota_fault_new (DFOTA_ERROR_MINI_RETURNED, NULL);
  return dfota_fault_new (sent > 0 ? DFOTA_ERROR_MINI_NOT_MATCHING : DFOTA_ERROR_MINI_NOT_REACHED, NULL);
}

static DfotaFault *
fault_of_silence (DfotaRun *run)
{
  gboolean same = run->after != NULL && run->before != NULL && !has_changed (run);

  if (run->story.waiting)
    return dfota_fault_new (DFOTA_ERROR_DOWNLOAD_MODE, run->port->title);
  if (same)
    {
      DfotaFault *fault
          = dfota_fault_new (run->asked_for_restart ? DFOTA_ERROR_RESTART_MISSING : DFOTA_ERROR_LOST, run->after->revision);
      /* it may still be fetching, in silence: a second command would come in between */
      fault->retry = fault->retry && !(run->story.fetches && run->story.restarts == 0);
      return fault;
    }
  if (run->story.away)
    return dfota_fault_new (DFOTA_ERROR_GONE, run->port->name);

  g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, run->quiet / SECOND);
  return dfota_fault_new (DFOTA_ERROR_SILENT, seconds);
}

static DfotaFamilyId
family_of (DfotaRun *run)
{
  if (run->before != NULL)
    return run->before->family;
  return run->after != NULL ? run->after->family : DFOTA_FAMILY_UNKNOWN;
}

/* What went wrong, where the module did not say done. */
static void
name_fault (DfotaRun *run)
{
  DfotaCodeKind kind;
  int code;
  DfotaFault *fault = NULL;

  if (dfota_story_failed (&run->story, &kind, &code))
    fault = dfota_fault_new_code (family_of (run), kind, code);
  else if (run->story.not_supported)
    fault = dfota_fault_new (DFOTA_ERROR_NOT_SUPPORTED, NULL);
  else if (run->fault != NULL)
    return;
  else
    fault = run->story.returned ? fault_of_return (run) : fault_of_silence (run);
  dfota_fault_free (run->fault);
  run->fault = fault;
}

static DfotaEnding
ending_of (const DfotaStory *story)
{
  DfotaCodeKind kind;
  int code;

  if (story->refused || story->not_supported || story->returned || dfota_story_failed (story, &kind, &code))
    return DFOTA_ENDING_SAID_ERROR;
  return story->ended ? DFOTA_ENDING_SAID_DONE : DFOTA_ENDING_LOST;
}

void
dfota_run_conclude (DfotaRun *run)
{
  gboolean mini = run->way != NULL && run->way->download_mode;
  gboolean same = run->after != NULL && run->before != NULL && !has_changed (run);

  /* in its Mini system it cannot say who it is: a module that can has given up, whatever it was waited for */
  if (mini && same && run->story.restarts > 0 && !dfota_story_is_settled (&run->story))
    run->story.returned = TRUE;
  run->ending = ending_of (&run->story);
  name_fault (run);
}
