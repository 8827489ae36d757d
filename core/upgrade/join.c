/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/run-private.h"

#include <string.h>

#include "error.h"

/* Upgrades that are on their way already when the program comes: started by an earlier run, by another program or by a
 * platform. They are joined, not disturbed. What they are is in the journal, or is told by how the module behaves. */

#define SECOND DFOTA_PORT_SECOND

gboolean
dfota_run_is_joinable (const GError *error)
{
  return g_error_matches (error, DFOTA_ERROR, DFOTA_ERROR_ALREADY_UPGRADING)
         || g_error_matches (error, DFOTA_ERROR, DFOTA_ERROR_DOWNLOAD_MODE);
}

/* Older entries are nobody's upgrade any more. */
#define REMEMBERED_S (24 * 3600)

/* An older one may be another unit's. */
static void
read_recent_journal (DfotaRun *run)
{
  dfota_run_read_journal (run);
  if (run->journal != NULL && dfota_journal_time () - run->journal->began >= REMEMBERED_S)
    g_clear_pointer (&run->journal, dfota_journal_free);
}

/* Silent, and an upgrade of ours was on its way here not long ago: it works. */
static gboolean
is_remembered (DfotaRun *run, const GError *error)
{
  if (!g_error_matches (error, DFOTA_ERROR, DFOTA_ERROR_NO_ANSWER))
    return FALSE;
  read_recent_journal (run);
  return run->journal != NULL;
}

gboolean
dfota_run_may_join (DfotaRun *run, const GError *error)
{
  return dfota_run_is_joinable (error) || is_remembered (run, error);
}

/* A family's way by which an upgrade that we did not start most likely came. */
static const DfotaWay *
likely_way (DfotaFamilyId family)
{
  gsize n;
  const DfotaWay *ways = dfota_ways (&n);

  for (gsize i = 0; i < n; i++)
    if (ways[i].family == family && ways[i].address != NULL)
      return &ways[i];
  return NULL;
}

void
dfota_run_know_waiting (DfotaRun *run)
{
  const DfotaModule *noted;

  dfota_run_read_journal (run);
  noted = run->journal != NULL ? run->journal->module : NULL;
  if (noted != NULL && noted->family == DFOTA_FAMILY_LTE_STANDARD_MINI)
    {
      run->before = dfota_module_copy (noted);
      run->remembered = TRUE;
      run->way = dfota_way_find (noted->family, run->journal->via);
    }
  else
    g_clear_pointer (&run->journal, dfota_journal_free);

  run->waiting = dfota_module_copy (run->before);
  if (run->waiting == NULL)
    {
      run->waiting = g_new0 (DfotaModule, 1);
      run->waiting->family = DFOTA_FAMILY_LTE_STANDARD_MINI;
      run->waiting->method = DFOTA_METHOD_MINIFOTA;
      run->waiting->vias = dfota_family (DFOTA_FAMILY_LTE_STANDARD_MINI)->vias;
      run->waiting->supported = TRUE;
    }
  /* a resend without an address of its own is the same once more */
  gboolean chosen = run->job->resend && (run->job->url != NULL || run->journal == NULL);
  if (chosen && dfota_way_find (run->waiting->family, run->job->via) != NULL)
    run->way = dfota_way_find (run->waiting->family, run->job->via);
  if (run->way == NULL)
    run->way = likely_way (run->waiting->family);
}

/* "Send the command again", for a module that waits in download mode (guide LTE Standard(A), 2.3.1.2 note 2 and 5.2): it cannot
 * say who it is, and need not. */
static void
send_again (DfotaRun *run)
{
  g_autoptr (GError) error = NULL;

  /* a journal keeps no password: an address that had one must be given anew */
  if (run->job->url == NULL && run->journal != NULL && run->journal->url != NULL
      && strstr (run->journal->url, ":***@") == NULL)
    run->job->url = g_strdup (run->journal->url);
  dfota_run_pack_trip (run, run->waiting);
  dfota_run_plan (run, DFOTA_FLOW_NONE);
  if (!dfota_run_enter (run, DFOTA_STATE_CHECKING, &error) || !run->way->route->check (&run->trip, &error))
    {
      dfota_run_end_before_command (run, error);
      return;
    }
  dfota_run_start (run);
}

/* The module leads from the start. */
static void
follow_on (DfotaRun *run)
{
  dfota_at_channel_set_licence (run->at, DFOTA_LICENCE_READ);
  dfota_gate_pass_point (&run->gate);
  run->following = TRUE;
  run->story.all_sent = TRUE;
  dfota_run_follow (run);
  dfota_run_end_after_command (run);
}

static void
join_waiting (DfotaRun *run)
{
  dfota_run_know_waiting (run);
  if (run->job->resend)
    {
      send_again (run);
      return;
    }
  run->story.waiting = run->story.fetches = run->story.mute = TRUE;
  dfota_run_plan (run, DFOTA_FLOW_NONE);
  follow_on (run);
}

/* Where nothing is heard, the journal tells how far it was. */
static void
take_up_journal (DfotaRun *run)
{
  DfotaStory *story = &run->story;

  if (run->journal == NULL || !dfota_run_is_idle (run, NULL))
    return;
  story->accepted = TRUE;
  story->started = run->journal->updated > 0 || dfota_state_by_id (run->journal->state) == DFOTA_STATE_UPDATING;
}

static void
join_working (DfotaRun *run)
{
  if (run->before == NULL)
    read_recent_journal (run);
  if (run->before == NULL && run->journal != NULL)
    {
      run->before = dfota_module_copy (run->journal->module);
      run->remembered = TRUE;
    }
  if (run->way == NULL && run->before != NULL)
    run->way
        = run->journal != NULL ? dfota_way_find (run->before->family, run->journal->via) : likely_way (run->before->family);
  run->story.fetches = run->way != NULL && run->way->address != NULL;
  run->story.mute = run->way != NULL && run->way->download_mode;
  take_up_journal (run);
  dfota_run_tell_finding (run, DFOTA_CHECK_JOINED, DFOTA_VERDICT_WARN, "");
  if (run->way != NULL)
    dfota_run_plan (run, DFOTA_FLOW_NONE);
  follow_on (run);
}

void
dfota_run_join (DfotaRun *run, const GError *why)
{
  g_autoptr (GError) stopped = NULL;

  /* a Stop that was taken before is not forgotten: nothing was sent, and the module goes on as it likes */
  if (g_cancellable_set_error_if_cancelled (run->gate.stop, &stopped))
    dfota_run_end_before_command (run, stopped);
  else if (g_error_matches (why, DFOTA_ERROR, DFOTA_ERROR_DOWNLOAD_MODE))
    join_waiting (run);
  else
    join_working (run);
}

/* --- watching for an upgrade that somebody else starts --- */

/* The module has restarted, or its cable was pulled: both are everyday before an upgrade. */
static gboolean
come_back (DfotaRun *run, gint64 until, GError **error)
{
  if (!dfota_port_await (run->port, until, run->gate.stop, error))
    return FALSE;
  dfota_at_channel_reopened (run->at);
  return TRUE;
}

/* Listens until the module speaks of an upgrade. FALSE: stopped, or patience is over (*error says). */
static gboolean
await_beginning (DfotaRun *run, GError **error)
{
  gint64 until = G_MAXINT64;

  if (run->job->patience != DFOTA_UNSET)
    until = dfota_port_now (run->port) + run->job->patience * SECOND;
  while (dfota_run_is_idle (run, NULL))
    {
      g_autoptr (GError) local = NULL;

      if (dfota_at_wait (run->at, until, run->gate.stop, &local))
        continue;
      gboolean gone = g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
      if (gone && come_back (run, until, error))
        continue;
      if (gone)
        return FALSE;
      if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
        {
          g_autofree char *seconds = g_strdup_printf ("%d", run->job->patience);
          return dfota_fail (error, DFOTA_ERROR_NOTHING_SEEN, seconds);
        }
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return TRUE;
}

/* Who it is, as long as it may be asked. One in deep sleep does not answer, and is watched all the same. */
static gboolean
know_idle (DfotaRun *run, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!dfota_run_listen_and_introduce (run, &local)
      && (is_remembered (run, local) || !g_error_matches (local, DFOTA_ERROR, DFOTA_ERROR_NO_ANSWER)))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  run->way = run->before != NULL ? likely_way (run->before->family) : NULL;
  /* from here on nothing is sent until the upgrade has ended */
  dfota_at_channel_set_licence (run->at, DFOTA_LICENCE_LISTEN);
  return dfota_run_enter (run, DFOTA_STATE_CHECKING, error);
}

void
dfota_run_watch (DfotaRun *run)
{
  g_autoptr (GError) error = NULL;

  if (know_idle (run, &error) && await_beginning (run, &error))
    {
      if (run->way != NULL)
        dfota_run_plan (run, DFOTA_FLOW_NONE);
      run->story.restarts = 0;
      run->story.fetches = TRUE;
      follow_on (run);
    }
  else if (dfota_run_may_join (run, error))
    dfota_run_join (run, error);
  else
    dfota_run_end_before_command (run, error);
}
