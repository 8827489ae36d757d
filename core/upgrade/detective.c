/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/run-private.h"

#include "error.h"

/* The detective, who looks at a module when nobody watched its upgrade to the end (status.c concludes). */

#define SECOND DFOTA_PORT_SECOND

/* A module at work speaks within this time; one that has just restarted is back; another version is read twice. */
#define LISTEN_S 3
#define RETURN_S 30
#define ASK_S    20
#define STEADY_S 2

/* --- what an earlier run left behind --- */

/* Does the module still take our next bytes for a part of the package? */
static gboolean
takes_payload (const DfotaJournal *journal)
{
  gboolean line = journal->via == DFOTA_VIA_FILE || journal->via == DFOTA_VIA_PROTOCOL || journal->via == DFOTA_VIA_STORAGE;
  gboolean open = g_strcmp0 (journal->state, "starting") == 0 || g_strcmp0 (journal->state, "sending") == 0;

  return line && open && !journal->past_point;
}

gint64
dfota_run_listening (DfotaRun *run, gint64 usual)
{
  g_autoptr (DfotaJournal) journal = dfota_run_find_journal (run);

  if (journal == NULL || !takes_payload (journal))
    return usual;
  gint64 owed = dfota_run_careful (run, dfota_status_may_work (journal, dfota_journal_time ()));
  run->open_delivery = owed > 0;
  return MAX (usual, owed);
}

void
dfota_run_hear_given_up (DfotaRun *run, gint64 usual, gint64 *until)
{
  if (!run->open_delivery || !run->story.download_ended)
    return;
  run->open_delivery = FALSE;
  dfota_story_init (&run->story, dfota_port_now (run->port));
  *until = MIN (*until, run->story.news_at + usual);
}

/* Is it the same once more: this file, or this address? */
static gboolean
is_same_package (const DfotaRun *run, const DfotaJournal *journal)
{
  if (run->package != NULL)
    return g_strcmp0 (run->package->name, journal->package) == 0;
  return journal->url != NULL && g_strcmp0 (run->job->url, journal->url) == 0;
}

gboolean
dfota_run_is_forgotten (DfotaRun *run, GError **error)
{
  g_autoptr (DfotaJournal) journal = run->job->resend ? NULL : dfota_run_find_journal (run);
  DfotaStatusEvent status = { .sign = DFOTA_SIGN_ITSELF, .journal = journal, .module = run->before };

  if (journal == NULL)
    return FALSE;
  dfota_status_conclude (&status, dfota_journal_time ());
  if (status.conclusion == DFOTA_CONCLUSION_DONE && is_same_package (run, journal))
    return !dfota_fail (error, DFOTA_ERROR_PACKAGE_INSTALLED, journal->package != NULL ? journal->package : journal->url);
  if (status.conclusion != DFOTA_CONCLUSION_STILL_UPGRADING)
    return FALSE;
  dfota_journal_free (run->journal);
  run->journal = g_steal_pointer (&journal);
  return !dfota_fail (error, DFOTA_ERROR_ALREADY_UPGRADING, run->port->title);
}

/* --- the detective --- */

/* A port that is not there tells no place: its name does. */
static DfotaJournal *
find_by_name (DfotaRun *run)
{
  g_autoptr (GPtrArray) list = dfota_journal_list (run->job->journal);

  for (guint i = 0; i < list->len; i++)
    {
      const DfotaJournal *journal = g_ptr_array_index (list, i);

      if (g_strcmp0 (journal->port, run->job->port) == 0)
        return dfota_journal_copy (journal);
    }
  return NULL;
}

/* What it says by itself, for a while. FALSE: the port is gone, or we are to stop. */
static gboolean
listen (DfotaRun *run, GError **error)
{
  gint64 usual = dfota_run_careful (run, LISTEN_S);
  gint64 until = dfota_port_now (run->port) + dfota_run_listening (run, usual);
  g_autoptr (GError) local = NULL;

  while (dfota_run_is_idle (run, NULL) && dfota_at_wait (run->at, until, run->gate.stop, &local))
    dfota_run_hear_given_up (run, usual, &until);
  run->open_delivery = FALSE;
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    {
      until = dfota_port_now (run->port) + dfota_run_brief (run, RETURN_S);
      if (!dfota_port_await (run->port, until, run->gate.stop, error))
        return FALSE;
      dfota_at_channel_reopened (run->at);
    }
  else if (local != NULL && !g_error_matches (local, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return TRUE;
}

/* It has said how it ended, and that is not the good end: it can be asked again. */
static gboolean
has_given_up (const DfotaStory *story)
{
  DfotaCodeKind kind;
  int code;

  return dfota_story_failed (story, &kind, &code);
}

/* Another version than before is read until two readings agree: a stray line may pass for an answer once. */
static void
make_sure (DfotaRun *run, DfotaModule **module)
{
  g_autoptr (DfotaJournal) journal = dfota_run_find_journal (run);

  if (journal == NULL || journal->module == NULL)
    return;
  for (int tries = 0; tries < 3 && *module != NULL && dfota_module_differs (journal->module, *module); tries++)
    {
      gint64 steady = dfota_port_now (run->port) + dfota_run_careful (run, STEADY_S);
      g_autoptr (DfotaModule) first = g_steal_pointer (module);

      while (dfota_at_wait (run->at, steady, run->gate.stop, NULL))
        continue;
      *module = dfota_identify (run->at, dfota_port_now (run->port) + dfota_run_brief (run, ASK_S), run->gate.stop, NULL);
      if (*module != NULL && dfota_module_is_comparable (first, *module) && !dfota_module_differs (first, *module))
        return;
    }
  if (*module != NULL && dfota_module_differs (journal->module, *module))
    g_clear_pointer (module, dfota_module_free);
}

static DfotaSign
ask (DfotaRun *run, DfotaModule **ret_module, GError **error)
{
  gint64 until = dfota_port_now (run->port) + dfota_run_brief (run, ASK_S);
  gboolean over = has_given_up (&run->story);
  g_autoptr (GError) local = NULL;

  dfota_at_channel_set_licence (run->at, DFOTA_LICENCE_READ);
  *ret_module = dfota_identify (run->at, until, over ? run->gate.stop : run->ours, &local);
  if (*ret_module != NULL)
    make_sure (run, ret_module);
  if (!over && !dfota_run_is_idle (run, NULL))
    return DFOTA_SIGN_AT_WORK;
  if (*ret_module != NULL)
    return DFOTA_SIGN_ITSELF;
  if (g_error_matches (local, DFOTA_ERROR, DFOTA_ERROR_DOWNLOAD_MODE))
    return DFOTA_SIGN_DOWNLOAD_MODE;
  g_propagate_error (error, g_steal_pointer (&local));
  return DFOTA_SIGN_SILENT;
}

static DfotaSign
look (DfotaRun *run, DfotaModule **ret_module, GError **error)
{
  if (!listen (run, error) || !dfota_run_enter (run, DFOTA_STATE_IDENTIFYING, error))
    return DFOTA_SIGN_NO_PORT;
  if (!dfota_run_is_idle (run, NULL) && !has_given_up (&run->story))
    return DFOTA_SIGN_AT_WORK;
  return ask (run, ret_module, error);
}

static DfotaFault *
fault_of (DfotaRun *run, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    return dfota_fault_new (DFOTA_ERROR_GONE, run->job->port);
  return error != NULL && error->domain == DFOTA_ERROR ? dfota_fault_new_from_error (error) : NULL;
}

static void
tell_status (DfotaRun *run, DfotaSign sign, DfotaModule *module, const GError *error)
{
  DfotaEvent *event = dfota_event_new (DFOTA_EVENT_STATUS);

  event->status.sign = sign;
  event->status.module = module;
  event->status.fault = fault_of (run, error);
  event->status.journal = sign == DFOTA_SIGN_NO_PORT ? find_by_name (run) : NULL;
  if (event->status.journal == NULL)
    event->status.journal = dfota_run_find_journal (run);
  dfota_status_conclude (&event->status, dfota_journal_time ());
  dfota_run_tell (run, event);
}

void
dfota_run_status (DfotaRun *run)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DfotaModule) module = NULL;
  DfotaSign sign = DFOTA_SIGN_NO_PORT;

  dfota_run_tell_state (run);
  if (!dfota_job_check (run->job, &error))
    {
      dfota_run_end_before_command (run, error);
      return;
    }
  if (dfota_run_open (run, &error))
    sign = look (run, &module, &error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      if (module != NULL)
        dfota_run_tell_module (run, module, FALSE);
      tell_status (run, sign, g_steal_pointer (&module), error);
    }
  if (error == NULL)
    dfota_run_finish (run, &(DfotaVerdict){ .outcome = DFOTA_OUTCOME_DONE, .module_safe = TRUE });
  else
    dfota_run_end_before_command (run, error);
}
