/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/run-private.h"

#include "record/redact.h"

/* The object, and what it tells the world. The story itself is in upgrade.c and follow.c. */

#define SECOND DFOTA_PORT_SECOND

/* A wait as short as this is not made shorter in practice: a busy computer needs it. */
#define SHORT_S 5

/* Progress is told ten times a second, and whenever the bar has moved by a hundredth. */
#define TELL_US (SECOND / 10)

static void
on_stop (GCancellable *stop, GCancellable *ours)
{
  g_cancellable_cancel (ours);
}

DfotaRun *
dfota_run_new (const DfotaJob *job, DfotaPort *port, DfotaRunEmit emit, gpointer user_data)
{
  DfotaRun *run = g_new0 (DfotaRun, 1);

  run->job = dfota_job_copy (job);
  run->port = port;
  run->emit = emit;
  run->user_data = user_data;
  run->promised = -1;
  run->redactor = dfota_redactor_new ();
  run->began = g_get_monotonic_time ();
  dfota_gate_init (&run->gate);
  dfota_story_init (&run->story, 0);
  run->ours = g_cancellable_new ();
  run->ours_link = g_cancellable_connect (run->gate.stop, G_CALLBACK (on_stop), run->ours, NULL);
  return run;
}

void
dfota_run_free (DfotaRun *run)
{
  if (run == NULL)
    return;
  g_clear_pointer (&run->at, dfota_at_channel_free);
  g_clear_pointer (&run->port, dfota_port_free);
  dfota_module_free (run->before);
  dfota_module_free (run->after);
  g_clear_pointer (&run->package, dfota_package_free);
  g_clear_pointer (&run->second, dfota_package_free);
  dfota_module_free (run->waiting);
  dfota_journal_free (run->journal);
  dfota_redactor_free (run->redactor);
  g_clear_pointer (&run->trip.url, dfota_url_free);
  dfota_fault_free (run->fault);
  dfota_place_clear (&run->place);
  g_cancellable_disconnect (run->gate.stop, run->ours_link);
  g_object_unref (run->ours);
  dfota_gate_clear (&run->gate);
  dfota_job_free (run->job);
  g_free (run);
}

gboolean
dfota_run_stop (DfotaRun *run)
{
  return dfota_gate_stop (&run->gate);
}

void
dfota_run_leave (DfotaRun *run)
{
  dfota_gate_leave (&run->gate);
}

void
dfota_run_tell (DfotaRun *run, DfotaEvent *event)
{
  run->emit (event, run->user_data);
}

void
dfota_run_tell_module (DfotaRun *run, const DfotaModule *module, gboolean after)
{
  DfotaEvent *event = dfota_event_new (DFOTA_EVENT_MODULE);

  event->module.after = after;
  event->module.module = dfota_module_copy (module);
  dfota_run_tell (run, event);
}

void
dfota_run_tell_finding (DfotaRun *run, DfotaCheckId id, DfotaCheckVerdict verdict, const char *value)
{
  DfotaEvent *event = dfota_event_new (DFOTA_EVENT_CHECK);

  event->check.id = id;
  event->check.verdict = verdict;
  event->check.value = g_strdup (value != NULL ? value : "");
  dfota_run_tell (run, event);
}

static void
tell_line (DfotaRun *run, DfotaLineDir dir, const char *text)
{
  DfotaEvent *event = dfota_event_new (DFOTA_EVENT_LINE);

  event->line.dir = dir;
  event->line.text = dir == DFOTA_LINE_TX   ? dfota_redactor_sent (run->redactor, text)
                     : dir == DFOTA_LINE_RX ? dfota_redactor_received (run->redactor, text)
                                            : dfota_redact (text);
  dfota_run_tell (run, event);
}

void
dfota_run_tell_note (DfotaRun *run, const char *text)
{
  tell_line (run, DFOTA_LINE_NOTE, text);
}

/* The bar moves on only where the upgrade does: not for a version that is read after a failure. */
static gboolean
is_on_its_way (const DfotaRun *run, DfotaState state)
{
  if (state == DFOTA_STATE_CONFIRMING)
    return run->story.ended && run->story.end_code == 0;
  return !dfota_state_is_final (state) && run->ending == DFOTA_ENDING_NONE;
}

void
dfota_run_tell_state (DfotaRun *run)
{
  DfotaEvent *event = dfota_event_new (DFOTA_EVENT_STATE);
  DfotaState state = dfota_gate_state (&run->gate);

  event->state.state = state;
  event->state.via = run->way != NULL ? run->way->via : run->job->via;
  event->state.may_stop = dfota_gate_may_stop (&run->gate);
  event->state.past_point = dfota_gate_is_past_point (&run->gate);
  event->state.silence_limit = (int) (dfota_run_silence (run, state) / SECOND);
  dfota_run_tell (run, event);
  if (is_on_its_way (run, state))
    dfota_run_tell_progress (run, 0, FALSE);
}

static void
measure_rate (DfotaRun *run, DfotaProgressEvent *progress, gint64 now)
{
  double seconds = (double) (now - run->sending_since) / SECOND;

  if (run->package == NULL)
    return;
  progress->bytes = run->trip.delivered;
  progress->total = run->package->size;
  if (seconds < 0.5)
    return;
  progress->rate = (double) progress->bytes / seconds;
}

void
dfota_run_tell_progress (DfotaRun *run, double part, gboolean known)
{
  /* without a plan there is no bar: an upgrade that is watched for, and has not begun */
  if (run->way == NULL || run->progress.total <= 0)
    return;

  DfotaState state = dfota_gate_state (&run->gate);
  gint64 now = dfota_port_now (run->port);
  double fraction = dfota_progress_at (&run->progress, state, part);
  if (part > 0 && part < 1 && now - run->told_at < TELL_US && fraction - run->told < 0.01)
    return;

  DfotaEvent *event = dfota_event_new (DFOTA_EVENT_PROGRESS);
  event->progress.state = state;
  event->progress.fraction = fraction;
  event->progress.known = known;
  event->progress.point = dfota_progress_point (&run->progress, run->way);
  if (state == DFOTA_STATE_SENDING)
    measure_rate (run, &event->progress, now);
  event->progress.seconds_left = dfota_progress_left (&run->progress, state, part, known, now, &event->progress.stage_left);
  run->told = fraction;
  run->told_at = now;
  dfota_run_tell (run, event);
}

void
dfota_run_plan (DfotaRun *run, DfotaFlow flow)
{
  DfotaPace pace = dfota_pace (flow, run->port->baud);
  DfotaProgress before = run->progress;
  goffset size = run->package != NULL ? run->package->size : 0;

  if (run->second != NULL)
    size += run->second->size;
  dfota_progress_init (&run->progress, run->way, size, dfota_way_uses_line (run->way) ? &pace : NULL);
  dfota_progress_hasten (&run->progress, run->job->haste);
  dfota_progress_resume (&run->progress, &before);
  /* what counts is what was said first */
  if (run->promised < 0)
    run->promised = (int) (run->progress.total + 0.5);
}

/* A Stop was there first: what was about to be done is not. */
static gboolean
say_stopped (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");
  return FALSE;
}

gboolean
dfota_run_pass_point (DfotaRun *run, GError **error)
{
  if (!dfota_gate_pass_point (&run->gate))
    return say_stopped (error);
  dfota_run_write_journal (run);
  return TRUE;
}

gboolean
dfota_run_enter (DfotaRun *run, DfotaState state, GError **error)
{
  gboolean turns = dfota_gate_state (&run->gate) != state; /* the module may have been there first */

  if (!dfota_gate_enter (&run->gate, state))
    return say_stopped (error);
  if (turns && state >= DFOTA_STATE_PREPARING)
    dfota_run_write_journal (run);
  if (turns)
    dfota_run_tell_state (run);
  return TRUE;
}

static void
tell_restarts (DfotaRun *run)
{
  DfotaEvent *event = dfota_event_new (DFOTA_EVENT_RESTART);

  run->restarts_told = run->story.restarts;
  event->restart.seen = run->story.restarts;
  event->restart.expected = run->way != NULL ? run->way->restarts : 0;
  dfota_run_tell (run, event);
}

/* What a person may take for a failure and is none. */
static void
tell_surprises (DfotaRun *run)
{
  const DfotaStory *story = &run->story;
  gboolean mini = run->way != NULL && run->way->download_mode;

  /* one into the Mini system, one into the upgrade: a third before START is .mini_1 fetched again (guide 2.3.1.2, step 4) */
  if (mini && !story->started && story->restarts > 2 && story->restarts != run->restarts_told)
    {
      g_autofree char *restarts = g_strdup_printf ("%d", story->restarts);
      dfota_run_tell_finding (run, DFOTA_CHECK_MORE_RESTARTS, DFOTA_VERDICT_WARN, restarts);
    }
  /* between its two packages MiniFOTA restarts as a matter of course */
  if (run->way != NULL && story->resumed > MAX (run->resumed_told, mini ? 1 : 0))
    dfota_run_tell_finding (run, DFOTA_CHECK_RESUMED, DFOTA_VERDICT_WARN, "");
  run->resumed_told = story->resumed;
  if (story->waiting && !run->waiting_told)
    {
      /* guide 5.1: UPDATING is only said once .mini_1 is on the module; before it nothing tells how far it is */
      gboolean second = story->started || (run->journal != NULL && run->journal->updated > 0);
      gboolean first = run->journal != NULL || (story->commanded && run->waiting == NULL);
      dfota_run_tell_finding (run,
                              second  ? DFOTA_CHECK_WAITING_SECOND
                              : first ? DFOTA_CHECK_WAITING_FIRST
                                      : DFOTA_CHECK_WAITING,
                              DFOTA_VERDICT_WARN, "");
    }
  run->waiting_told = story->waiting;
}

static void
tell_part (DfotaRun *run, DfotaState state)
{
  gboolean percent = run->way != NULL && run->way->counts_percent;
  double fetched = dfota_story_fetched (&run->story, percent ? 100 : run->job->download_urcs);

  if (state == DFOTA_STATE_UPDATING && run->story.updated >= 0)
    dfota_run_tell_progress (run, run->story.updated / 100.0, TRUE);
  else if (state == DFOTA_STATE_DOWNLOADING && run->story.fetches && fetched >= 0)
    dfota_run_tell_progress (run, fetched, TRUE);
}

void
dfota_run_observe (DfotaRun *run)
{
  gboolean new = dfota_gate_observe (&run->gate, dfota_story_state (&run->story));

  /* on disk before anybody is told */
  if (new)
    {
      dfota_run_write_journal (run);
      dfota_run_tell_state (run);
    }
  tell_surprises (run);
  if (run->story.restarts != run->restarts_told)
    tell_restarts (run);
  tell_part (run, dfota_gate_state (&run->gate));
}

void
dfota_run_keep_awake (DfotaRun *run)
{
  g_autofree char *command = NULL;
  gboolean owed = FALSE;

  if (run->port->kind == DFOTA_PORT_TCP || run->place.vid == 0)
    return;
  gboolean awake = dfota_place_keep_awake (&run->place, &owed, &command);
  run->power_owed = run->power_owed || owed;
  if (!run->power_told)
    dfota_run_tell_finding (run, DFOTA_CHECK_POWER, awake ? DFOTA_VERDICT_PASS : DFOTA_VERDICT_WARN, command);
  run->power_told = TRUE;
}

/* Waits in which we are to act, not to watch: patience makes them shorter, never longer. */
static gboolean
is_ours (DfotaState state)
{
  return state == DFOTA_STATE_IDENTIFYING || state == DFOTA_STATE_STARTING || state == DFOTA_STATE_SENDING;
}

/* In practice the waits are as much shorter as the module is faster; what is short already stays as it is. */
static int
hasten (const DfotaRun *run, int seconds)
{
  return MAX ((int) (seconds / run->job->haste), MIN (seconds, SHORT_S));
}

int
dfota_run_usual_silence (DfotaRun *run, DfotaState state)
{
  /* before the module is known there is no row yet: it is asked for as long as the first row says */
  const DfotaWay *way = run->way != NULL ? run->way : dfota_way_find (DFOTA_FAMILY_LTE_STANDARD, DFOTA_VIA_FILE);
  int limit = way->silence[state];

  /* a large package over a slow network, from a module that gives no figures */
  if (state == DFOTA_STATE_DOWNLOADING)
    limit = MAX (limit, (int) (3 * run->progress.seconds[state]));
  return state == DFOTA_STATE_IDENTIFYING ? limit : hasten (run, limit);
}

gint64
dfota_run_silence (DfotaRun *run, DfotaState state)
{
  int limit = dfota_run_usual_silence (run, state);

  /* download mode: no time is too long (guide LTE Standard(A), 5.1), only the user's patience ends */
  if (state == DFOTA_STATE_WAITING)
    return run->job->patience != DFOTA_UNSET ? run->job->patience * SECOND : 0;
  if (run->job->patience != DFOTA_UNSET && limit > 0)
    limit = is_ours (state) ? MIN (limit, run->job->patience) : run->job->patience;
  return limit * SECOND;
}

gint64
dfota_run_careful (DfotaRun *run, int seconds)
{
  return hasten (run, seconds) * SECOND;
}

gint64
dfota_run_brief (DfotaRun *run, int seconds)
{
  seconds = hasten (run, seconds);
  if (run->job->patience != DFOTA_UNSET)
    seconds = MIN (seconds, run->job->patience);
  return seconds * SECOND;
}

/* What the module says by itself, on arrival, whoever was waiting. */
static void
on_urc (const char *line, gpointer user_data)
{
  DfotaRun *run = user_data;
  gboolean news = dfota_story_hear (&run->story, line, dfota_port_now (run->port));

  if (news && run->following)
    {
      dfota_run_observe (run);
      dfota_run_refresh_journal (run);
    }
  else if (news && !dfota_run_is_idle (run, NULL))
    g_cancellable_cancel (run->ours);
}

static void
on_traffic (char dir, const char *text, gpointer user_data)
{
  tell_line (user_data, dir == 't' ? DFOTA_LINE_TX : DFOTA_LINE_RX, text);
}

static const DfotaAtWatcher watcher = { on_urc, on_traffic };

gboolean
dfota_run_open (DfotaRun *run, GError **error)
{
  if (run->port == NULL)
    run->port = dfota_port_new (run->job->port, run->job->baud, error);
  if (run->port == NULL || !dfota_port_open (run->port, error))
    return FALSE;
  run->at = dfota_at_channel_new (run->port, &watcher, run);
  dfota_place_read (&run->place, run->port->title);
  return TRUE;
}

static DfotaState
final_state (DfotaOutcome outcome)
{
  static const DfotaState states[] = { DFOTA_STATE_DONE, DFOTA_STATE_FAILED, DFOTA_STATE_CANCELLED, DFOTA_STATE_UNCERTAIN };

  return states[outcome];
}

static DfotaFault *
final_fault (DfotaRun *run, const DfotaVerdict *verdict)
{
  if (verdict->outcome == DFOTA_OUTCOME_DONE)
    return NULL;
  if (!verdict->own_error || run->fault == NULL)
    {
      const DfotaModule *named = run->after != NULL ? run->after : run->before;
      dfota_fault_free (run->fault);
      run->fault = dfota_fault_new (verdict->error, named != NULL ? named->revision : NULL);
    }
  run->fault->module_safe = verdict->module_safe;
  run->fault->retry = run->fault->retry && verdict->module_safe; /* first it must be known how the module is */
  const DfotaModule *known = run->before != NULL ? run->before : run->waiting;
  run->fault->family = known != NULL ? known->family : DFOTA_FAMILY_UNKNOWN;
  return g_steal_pointer (&run->fault);
}

/* What a route changed on the module, and what it holds. A module that is at work, or silent, is left alone. */
void
dfota_run_clear_up (DfotaRun *run)
{
  const DfotaRoute *route = run->way != NULL ? run->way->route : NULL;

  if (route == NULL || run->trip.at == NULL)
    return;
  if (route->leave != NULL && (run->after != NULL || !run->story.commanded) && !dfota_gate_is_leaving (&run->gate))
    {
      run->trip.cancel = run->gate.leave;
      route->leave (&run->trip);
    }
  if (route->tidy != NULL)
    route->tidy (&run->trip);
}

/* Is it known how the upgrade ended? The old version proves nothing where the user had less patience than the module may need. */
static gboolean
is_known (const DfotaRun *run, const DfotaVerdict *verdict)
{
  gboolean lost = run->ending == DFOTA_ENDING_LOST && verdict->outcome == DFOTA_OUTCOME_UNCERTAIN;

  return verdict->exit_code == 0 || (run->after != NULL && !(lost && run->job->patience != DFOTA_UNSET));
}

void
dfota_run_finish (DfotaRun *run, const DfotaVerdict *verdict)
{
  dfota_run_clear_up (run);
  dfota_run_close_journal (run, is_known (run, verdict));
  if (run->power_owed)
    dfota_place_restore_power (&run->place);
  if (run->port != NULL)
    dfota_port_close (run->port);
  dfota_gate_finish (&run->gate, final_state (verdict->outcome));
  dfota_run_tell_state (run);
  if (verdict->outcome == DFOTA_OUTCOME_DONE && run->following)
    dfota_run_tell_progress (run, 1, TRUE);

  DfotaEvent *event = dfota_event_new (DFOTA_EVENT_FINISHED);
  event->finished.outcome = verdict->outcome;
  event->finished.started = run->following;
  event->finished.before = dfota_module_copy (run->before);
  event->finished.after = dfota_module_copy (run->after);
  event->finished.fault = final_fault (run, verdict);
  event->finished.seconds = (double) (g_get_monotonic_time () - run->began) / G_USEC_PER_SEC;
  event->finished.promised = run->promised;
  event->finished.needs_attention = verdict->exit_code == 4;
  event->finished.exit_code = verdict->exit_code;
  dfota_run_tell (run, event);
}
