/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/run-private.h"

/* The listener. From the last byte on the module leads: its messages get lost, come twice or early, and its port vanishes when
 * it likes. So nothing here waits for a particular line: facts come in (story.c), and when there is no news for longer than is
 * normal, the module is asked who it is. */

#define SECOND DFOTA_PORT_SECOND

/* It has restarted and says nothing of an upgrade for so long: ask who it is. Sooner where its SIM and phonebook messages show
 * that the ordinary firmware is up. */
#define PEEK_S        20
#define PEEK_NORMAL_S 8
#define PEEK_ANSWER_S 10

/* The ordinary firmware is up, it is the old one, and nothing speaks of an upgrade: it is given so much longer. */
#define OLD_FIRMWARE_S 60

/* A module that has been silent for the whole limit is asked for so long. */
#define LAST_ASK_S 40

/* After END the module restarts once more; where it does not, this is how long it was given. */
#define LAST_RESTART_S 20
#define NO_RESTART_S   60

/* It answers, but not yet with a version: asked again after this time. */
#define ASK_AGAIN_S 1

/* So often a reading is begun anew because the module restarted meanwhile, or said two things. */
#define READINGS 6

/* Quiet for this long after an answer: it was not about to restart. */
#define STEADY_S 2

/* A module that may still be taking bytes as payload is asked for this long at the most: see DFOTA_TRIP_LAST. */
#define RETREAT_ASK_S 60

static GCancellable *
leave_of (DfotaRun *run)
{
  return run->gate.leave;
}

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

/* The port is gone: waits for it at its place. FALSE: not back by @until. */
static gboolean
await_port (DfotaRun *run, gint64 until)
{
  if (!dfota_port_await (run->port, until, leave_of (run), NULL))
    return FALSE;
  dfota_at_channel_reopened (run->at);
  dfota_run_keep_awake (run); /* for the system it is a new device */
  dfota_story_return (&run->story, now (run));
  dfota_run_observe (run);
  return TRUE;
}

/* Listens for something unsolicited. FALSE when @until has come, or we leave. A hang-up is a fact like any other. */
static gboolean
listen (DfotaRun *run, gint64 until)
{
  g_autoptr (GError) error = NULL;

  if (dfota_at_wait (run->at, until, leave_of (run), &error))
    return TRUE;
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    return FALSE;
  dfota_story_hang_up (&run->story, now (run));
  dfota_run_observe (run);
  return TRUE;
}

/* Who is it now? NULL: no answer with a version by @until. */
static DfotaModule *
ask_who (DfotaRun *run, gint64 until)
{
  while (!is_leaving (run) && now (run) < until)
    {
      g_autoptr (GError) error = NULL;

      if (run->story.away && !await_port (run, until))
        return NULL;
      g_autoptr (DfotaModule) module = dfota_identify (run->at, until, leave_of (run), &error);
      if (module != NULL && dfota_module_is_comparable (run->before, module))
        return g_steal_pointer (&module);
      if (module != NULL)
        {
          listen (run, now (run) + ASK_AGAIN_S * SECOND);
          continue;
        }
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
        return NULL;
      dfota_story_hang_up (&run->story, now (run));
      dfota_run_observe (run);
    }
  return NULL;
}

/* Has it become another? The messages of a whole upgrade can be lost. TRUE: it has. */
static gboolean
peek (DfotaRun *run)
{
  g_autoptr (DfotaModule) module = ask_who (run, now (run) + dfota_run_brief (run, PEEK_ANSWER_S));

  if (module != NULL && run->story.normal_system)
    run->old_firmware_at = now (run);
  return module != NULL && dfota_module_differs (run->before, module);
}

/* When the watching ends if nothing new is heard. */
static gint64
deadline_of (DfotaRun *run)
{
  gint64 limit = run->story.news_at + dfota_run_silence (run, dfota_gate_state (&run->gate));
  gint64 old = run->old_firmware_at + dfota_run_brief (run, OLD_FIRMWARE_S);

  return run->old_firmware_at > run->story.news_at ? MIN (limit, old) : limit;
}

/* upgrade_mode 0: the module restarts first, and where no restart comes the user is asked for one, once. */
static gboolean
ask_for_restart (DfotaRun *run)
{
  if (run->job->mode != 0 || run->story.restarts > 0 || run->story.started || run->asked_for_restart)
    return FALSE;
  run->asked_for_restart = TRUE;
  dfota_run_tell_finding (run, DFOTA_CHECK_RESTART, DFOTA_VERDICT_WARN, "");
  run->story.news_at = now (run);
  return TRUE;
}

/* One piece of news, or the end of patience (FALSE). */
static gboolean
watch (DfotaRun *run)
{
  DfotaStory *story = &run->story;
  gint64 deadline = deadline_of (run);

  if (is_leaving (run))
    return FALSE;
  if (story->away)
    return await_port (run, deadline);

  gboolean may_peek = story->all_sent && story->restarts > run->peeked;
  gint64 quiet = dfota_run_brief (run, story->normal_system ? PEEK_NORMAL_S : PEEK_S);
  gint64 until = may_peek ? story->news_at + quiet : deadline;
  if (listen (run, MIN (until, deadline)) || is_leaving (run))
    return !is_leaving (run);
  if (now (run) >= deadline)
    return ask_for_restart (run);

  run->peeked = story->restarts;
  return !peek (run);
}

/* After END the last restart is still to come, unless it came before. */
static void
await_last_restart (DfotaRun *run)
{
  gboolean due = run->story.ended && run->story.end_code == 0 && !run->story.restarted_after_work;
  gint64 until = now (run) + dfota_run_brief (run, due ? LAST_RESTART_S : STEADY_S);

  while (!run->story.away && now (run) < until && !(due && run->story.restarted_after_work))
    if (!listen (run, until))
      return;
}

/* TRUE if nothing happened to the module for a moment: what was read is what it is after its last restart. */
static gboolean
is_steady (DfotaRun *run)
{
  int restarts = run->story.restarts;
  gboolean same = !dfota_module_differs (run->before, run->after);
  gboolean may_restart = run->story.ended && run->story.end_code == 0 && same && !run->story.restarted_after_work;
  gint64 until = now (run) + dfota_run_brief (run, may_restart ? NO_RESTART_S : STEADY_S);

  while (run->story.restarts == restarts && !run->story.away && now (run) < until)
    if (!listen (run, until))
      break;
  return run->story.restarts == restarts && !run->story.away;
}

/* A new version counts when it has been read twice: a stray line in one answer must not pass for a success. */
static gboolean
is_certain (DfotaRun *run, gint64 until)
{
  if (!dfota_module_differs (run->before, run->after))
    return TRUE;

  g_autoptr (DfotaModule) again = ask_who (run, until);
  return again != NULL && dfota_module_is_comparable (run->after, again) && !dfota_module_differs (run->after, again);
}

static void
read_back (DfotaRun *run, gint64 length)
{
  gint64 until = now (run) + length;

  for (int reading = 0; reading < READINGS && !is_leaving (run); reading++)
    {
      int restarts = run->story.restarts;

      g_clear_pointer (&run->after, dfota_module_free);
      run->after = ask_who (run, until);
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

/* What went wrong, where the module did not say done. */
static void
name_fault (DfotaRun *run)
{
  DfotaCodeKind kind;
  int code;
  DfotaFault *fault = NULL;
  gboolean same = run->after != NULL && !dfota_module_differs (run->before, run->after);

  if (dfota_story_failed (&run->story, &kind, &code))
    fault = dfota_fault_new_code (run->before->family, kind, code);
  else if (run->story.not_supported)
    fault = dfota_fault_new (DFOTA_ERROR_NOT_SUPPORTED, NULL);
  else if (run->fault != NULL)
    return;
  else if (same)
    fault = dfota_fault_new (run->asked_for_restart ? DFOTA_ERROR_RESTART_MISSING : DFOTA_ERROR_LOST, run->after->revision);
  else if (run->story.away)
    fault = dfota_fault_new (DFOTA_ERROR_GONE, run->port->name);
  else
    {
      g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, run->quiet / SECOND);
      fault = dfota_fault_new (DFOTA_ERROR_SILENT, seconds);
    }
  dfota_fault_free (run->fault);
  run->fault = fault;
}

static DfotaEnding
ending_of (const DfotaStory *story)
{
  DfotaCodeKind kind;
  int code;

  if (story->refused || story->not_supported || dfota_story_failed (story, &kind, &code))
    return DFOTA_ENDING_SAID_ERROR;
  return story->ended ? DFOTA_ENDING_SAID_DONE : DFOTA_ENDING_LOST;
}

void
dfota_run_follow (DfotaRun *run)
{
  gboolean offered = dfota_gate_may_stop (&run->gate);

  run->trip.cancel = leave_of (run);
  run->story.news_at = now (run);
  dfota_gate_close (&run->gate);
  if (offered)
    dfota_run_tell_state (run);
  dfota_run_observe (run);
  while (!dfota_story_is_settled (&run->story) && watch (run))
    continue;
  if (is_leaving (run))
    return;

  run->quiet = now (run) - run->story.news_at;
  /* a port that never came back is not waited for twice */
  gboolean gone = run->story.away && !dfota_story_is_settled (&run->story);
  if (dfota_gate_observe (&run->gate, DFOTA_STATE_CONFIRMING))
    dfota_run_tell_state (run);
  if (!gone)
    {
      await_last_restart (run);
      gint64 boot = dfota_run_silence (run, DFOTA_STATE_CONFIRMING);
      gint64 mute = dfota_run_brief (run, LAST_ASK_S);
      read_back (run, dfota_story_is_settled (&run->story) ? boot : mute);
    }
  run->ending = ending_of (&run->story);
  name_fault (run);
}

void
dfota_run_retreat (DfotaRun *run)
{
  gint64 until = now (run) + dfota_run_silence (run, DFOTA_STATE_SENDING);

  run->trip.cancel = leave_of (run);
  dfota_gate_close (&run->gate);
  dfota_run_tell_state (run);
  /* until it says that it has given up, or has restarted: then it takes no more payload */
  while (!dfota_story_is_settled (&run->story) && (run->story.away || run->story.restarts == 0) && now (run) < until
         && !is_leaving (run))
    if (run->story.away ? !await_port (run, until) : !listen (run, until))
      break;
  if (is_leaving (run) || run->story.away)
    return;

  if (dfota_gate_observe (&run->gate, DFOTA_STATE_CONFIRMING))
    dfota_run_tell_state (run);
  read_back (run, dfota_run_brief (run, RETREAT_ASK_S));
}
