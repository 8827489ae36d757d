/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/run-private.h"

/* The journal of a run: what is about to be done, and when the module was last heard. It is on disk before the deed. */

/* What was heard is noted this often; a state, and the point of no return, at once. */
#define REFRESH_S 5

static char *
place_of (DfotaRun *run)
{
  return dfota_journal_place (run->job->port, run->place.path, run->place.interface, run->place.port);
}

/* Where the package comes from; a resend may have another address than the command before. */
static void
note_address (DfotaRun *run)
{
  if (run->trip.url == NULL)
    return;
  g_free (run->journal->url);
  run->journal->url = dfota_url_public (run->trip.url, run->way->address);
  run->journal->via = run->way->via;
}

static void
begin_journal (DfotaRun *run)
{
  run->journal = g_new0 (DfotaJournal, 1);
  run->journal->place = place_of (run);
  run->journal->port = g_strdup (run->job->port);
  run->journal->began = dfota_journal_time ();
  run->journal->module = dfota_module_copy (run->before);
  run->journal->via = run->way != NULL ? run->way->via : run->job->via;
  run->journal->package = run->package != NULL ? g_strdup (run->package->name) : NULL;
  run->journal->path = run->package != NULL ? g_canonicalize_filename (run->package->path, NULL) : NULL;
  run->journal->hosted = run->job->host != NULL;
  run->journal->target = g_strdup (run->job->target);
  run->journal->updated = -1;
  run->journal->code = -1;
  note_address (run);
}

static void
note_state (DfotaRun *run)
{
  DfotaJournal *journal = run->journal;
  DfotaState state = dfota_gate_state (&run->gate);
  DfotaCodeKind kind;
  int code = -1;
  gboolean failed = dfota_story_failed (&run->story, &kind, &code);

  g_free (journal->state);
  journal->state = g_strdup (dfota_state_id (state));
  journal->seen = dfota_journal_time ();
  journal->silence = dfota_run_usual_silence (run, state);
  journal->past_point = journal->past_point || dfota_gate_is_past_point (&run->gate);
  journal->updated = MAX (journal->updated, run->story.updated);
  if (failed || run->story.ended)
    journal->code = code;
}

void
dfota_run_write_journal (DfotaRun *run)
{
  /* of an upgrade that was joined and is not in the journal there is nothing to be remembered */
  if (run->journal == NULL && run->before == NULL)
    return;
  /* until the command goes out again the module waits as before */
  if (run->job->resend && !dfota_gate_is_past_point (&run->gate))
    return;
  if (run->journal == NULL)
    begin_journal (run);
  else if (run->job->resend)
    note_address (run);
  note_state (run);
  run->noted = TRUE;
  if (dfota_journal_write (run->journal, run->job->journal))
    return;
  dfota_run_tell_note (run, "the journal cannot be written");
  /* on a full disk what stands there must not say that nothing has begun */
  if (run->journal->past_point)
    dfota_journal_pass_point (run->journal->place, run->job->journal);
}

void
dfota_run_refresh_journal (DfotaRun *run)
{
  if (run->noted && dfota_journal_time () - run->journal->seen >= REFRESH_S)
    dfota_run_write_journal (run);
}

void
dfota_run_close_journal (DfotaRun *run, gboolean known)
{
  /* without a command there is nothing that could go on; one that was to go out again leaves the module as it was */
  gboolean over = run->following ? known : run->noted && !run->job->resend;

  if (run->journal != NULL && over)
    dfota_journal_forget (run->journal->place, run->job->journal);
}

DfotaJournal *
dfota_run_find_journal (DfotaRun *run)
{
  g_autofree char *place = place_of (run);

  return dfota_journal_find (place, run->job->journal);
}

void
dfota_run_read_journal (DfotaRun *run)
{
  if (run->journal == NULL)
    run->journal = dfota_run_find_journal (run);
}
