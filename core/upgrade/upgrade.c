/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/run-private.h"

#include "error.h"

/* The recipe: reads top-down like the guide, up to the last byte. What comes before the first command that changes something is
 * in rehearse.c; what the module does from the last byte on is followed in follow.c. */

#define SECOND DFOTA_PORT_SECOND

#define COMMAND_S 10

/* A module that may be asleep answers within 300 ms or not at all (guide BC260Y-CN, 2.2): so long is it waited for, and so much
 * longer must nothing at all have come back before the command is sent once more. */
#define SLEEPER_S 3
#define SLEEP_S   3
#define WAKE_MS   3000

static gboolean
is_timeout (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
}

/* --- the connection is set up, the package goes into the module's storage, the command goes out, the package goes over --- */

static gboolean
prepare (DfotaRun *run, GError **error)
{
  if (!dfota_run_enter (run, DFOTA_STATE_PREPARING, error))
    return FALSE;

  dfota_run_keep_awake (run);
  dfota_at_channel_set_licence (run->at, DFOTA_LICENCE_CHANGE);
  if (run->way->route->prepare != NULL && !run->way->route->prepare (&run->trip, error))
    return FALSE;
  dfota_run_plan (run, run->trip.flow);
  return TRUE;
}

/* Only ERROR is a failure here: an OK that does not come proves nothing. And where the command went out twice, ERROR to the
 * second may mean that the first is being carried out. */
static void
hear_answer (DfotaRun *run, const GError *error, gboolean twice)
{
  if (error == NULL)
    run->story.accepted = TRUE;
  else if (g_error_matches (error, DFOTA_AT_ERROR, DFOTA_AT_ERROR_REFUSED) && !twice)
    {
      run->story.refused = TRUE;
      dfota_fault_free (run->fault);
      run->fault = dfota_fault_new (DFOTA_ERROR_COMMAND_REFUSED, error->message);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    dfota_story_hang_up (&run->story, dfota_port_now (run->port));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    dfota_run_tell_note (run, "no OK to AT+QFOTADL; following what the module does");
}

/* Is the command itself the point of no return? A package that is all last chunk could be completed by a question. */
static gboolean
is_point_now (const DfotaRun *run)
{
  return !run->way->point_is_last_chunk || run->package->size <= DFOTA_TRIP_LAST;
}

/* Storage: the package goes to the module before the command. */
static gboolean
stage (DfotaRun *run, GError **error)
{
  if (run->way->route->stage == NULL)
    return TRUE;
  if (!dfota_run_enter (run, DFOTA_STATE_SENDING, error))
    return FALSE;
  run->sending_since = dfota_port_now (run->port);
  return run->way->route->stage (&run->trip, error);
}

/* One shot. FALSE: it did not go out; otherwise *ret_answer says what came of it. */
static gboolean
shoot (DfotaRun *run, const DfotaCommand *command, int seconds, GError **ret_answer)
{
  gint64 until = dfota_port_now (run->port) + dfota_run_careful (run, seconds);

  dfota_at_channel_load_shot (run->at);
  dfota_at_ask (run->at, command, run->way->route->answer, until, run->trip.cancel, NULL, ret_answer);
  return !dfota_at_channel_is_loaded (run->at);
}

/* A module in deep sleep loses the command, and with it the whole of it: not even its echo comes back (guide BC260Y-CN, 2.2).
 * Then, and only then, it is woken and the command sent once more; never to one that does not echo, for there a late OK looks
 * the same. */
static gboolean
shoot_again (DfotaRun *run, const DfotaCommand *command, GError **answer)
{
  guint64 received = dfota_at_channel_received (run->at);
  gint64 quiet = dfota_port_now (run->port) + SLEEP_S * SECOND;

  while (dfota_at_wait (run->at, quiet, run->trip.cancel, NULL))
    continue;
  if (dfota_at_channel_received (run->at) != received || dfota_gate_is_leaving (&run->gate))
    return FALSE;
  if (!dfota_at_read (run->at, "AT", WAKE_MS, run->trip.cancel, NULL, NULL)
      && !dfota_at_read (run->at, "AT", WAKE_MS, run->trip.cancel, NULL, NULL))
    return FALSE;
  if (!dfota_run_is_idle (run, NULL) || dfota_gate_is_leaving (&run->gate))
    return FALSE;
  dfota_run_tell_finding (run, DFOTA_CHECK_SENT_AGAIN, DFOTA_VERDICT_WARN, "");
  g_clear_error (answer);
  return shoot (run, command, COMMAND_S, answer);
}

/* What a sleeping module hears first only wakes it. */
static void
wake (DfotaRun *run)
{
  for (int tries = 0; run->way->may_sleep && tries < 3; tries++)
    if (dfota_at_read (run->at, "AT", WAKE_MS, run->trip.cancel, NULL, NULL) || dfota_gate_is_leaving (&run->gate))
      return;
}

/* AT+QFOTADL, once. FALSE: it did not go out. */
static gboolean
send_command (DfotaRun *run, GError **error)
{
  const DfotaRoute *route = run->way->route;
  g_autoptr (DfotaCommand) command = dfota_command_new_upgrade ();
  g_autoptr (GError) answer = NULL;

  if (!route->command (&run->trip, command, error))
    return FALSE;
  wake (run);
  /* what came while a server was asked has not been read yet */
  while (dfota_at_wait (run->at, dfota_port_now (run->port), run->trip.cancel, NULL))
    continue;
  if (!dfota_run_is_idle (run, error) || !dfota_run_enter (run, DFOTA_STATE_STARTING, error))
    return FALSE;
  if (is_point_now (run) && !dfota_run_pass_point (run, error))
    return FALSE;

  if (is_point_now (run))
    {
      run->trip.cancel = run->gate.leave;
      dfota_run_tell_state (run);
    }

  dfota_story_init (&run->story, dfota_port_now (run->port));
  run->restarts_told = 0;
  run->story.commanded = run->following = TRUE;
  run->story.all_sent = route->deliver == NULL;
  run->story.fetches = run->way->address != NULL;
  run->story.mute = run->way->download_mode;
  run->story.download_ended = route->stage != NULL; /* the package is on the module already */
  guint64 received = dfota_at_channel_received (run->at);
  if (!shoot (run, command, run->way->may_sleep ? SLEEPER_S : COMMAND_S, &answer))
    {
      run->story.commanded = run->following = FALSE;
      g_propagate_error (error, g_steal_pointer (&answer));
      return FALSE;
    }
  gboolean lost = run->way->may_sleep && is_timeout (answer) && dfota_at_channel_echoes (run->at)
                  && dfota_at_channel_received (run->at) == received;
  gboolean twice = lost && shoot_again (run, command, &answer);
  hear_answer (run, answer, twice);
  return TRUE;
}

/* The module leads already: no byte of ours is wanted any more. */
static gboolean
is_out_of_our_hands (const DfotaStory *story)
{
  return dfota_story_is_settled (story) || story->restarts > 0 || story->started || story->download_ended;
}

static gboolean
await_invitation (DfotaRun *run, GError **error)
{
  const DfotaRoute *route = run->way->route;
  gint64 until = dfota_port_now (run->port) + dfota_run_silence (run, DFOTA_STATE_STARTING);

  while (!route->is_invited (&run->story) && !is_out_of_our_hands (&run->story))
    if (!dfota_at_wait (run->at, until, run->trip.cancel, error))
      return FALSE;
  return TRUE;
}

static gboolean
deliver (DfotaRun *run, GError **error)
{
  if (is_out_of_our_hands (&run->story))
    return TRUE;
  if (!dfota_run_enter (run, DFOTA_STATE_SENDING, error))
    return FALSE;

  run->sending_since = dfota_port_now (run->port);
  if (!run->way->route->deliver (&run->trip, error))
    return FALSE;
  if (is_out_of_our_hands (&run->story))
    return TRUE;

  /* the point of no return: the last chunk */
  if (!dfota_run_pass_point (run, error))
    return FALSE;
  run->trip.cancel = run->gate.leave;
  dfota_run_tell_state (run);
  gboolean sealed = run->way->route->seal (&run->trip, error);
  run->story.all_sent = run->trip.delivered == run->package->size;
  run->story.news_at = dfota_port_now (run->port);
  return sealed;
}

/* --- how it ended --- */

/* Trouble of ours, as a fault the user reads. */
static DfotaFault *
fault_of (DfotaRun *run, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    return dfota_fault_new (DFOTA_ERROR_GONE, run->port->name);
  gboolean unanswered = is_timeout (error) || g_error_matches (error, DFOTA_AT_ERROR, DFOTA_AT_ERROR_RESTARTED);
  if (unanswered && !run->story.commanded)
    return dfota_fault_new (DFOTA_ERROR_NO_ANSWER, run->port->name);
  if (is_timeout (error))
    {
      gint64 limit = dfota_run_silence (run, dfota_gate_state (&run->gate)) / SECOND;
      g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, limit);
      return dfota_fault_new (DFOTA_ERROR_SILENT, seconds);
    }
  return dfota_fault_new_from_error (error);
}

static int
exit_code_before (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return 130;
  if (g_error_matches (error, DFOTA_ERROR, DFOTA_ERROR_DOWNLOAD_MODE))
    return 4; /* as found: it needs attention */
  return 2;
}

void
dfota_run_end_before_command (DfotaRun *run, const GError *error)
{
  gboolean stopped = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  DfotaVerdict verdict = {
    .outcome = stopped ? DFOTA_OUTCOME_CANCELLED : DFOTA_OUTCOME_FAILED,
    .exit_code = exit_code_before (error),
    /* by us; but it may be upgrading itself */
    .module_safe = !dfota_run_is_joinable (error) && run->waiting == NULL,
    .own_error = TRUE,
  };

  DfotaErrorCode word = run->waiting != NULL ? DFOTA_ERROR_DOWNLOAD_MODE : DFOTA_ERROR_STOPPED;
  run->fault = stopped ? dfota_fault_new (word, NULL) : fault_of (run, error);
  dfota_run_finish (run, &verdict);
}

static void
end_well (DfotaRun *run)
{
  dfota_run_finish (run, &(DfotaVerdict){ .outcome = DFOTA_OUTCOME_DONE, .module_safe = TRUE });
}

/* The package did not get into the module's storage whole: what lies there is removed, and the old firmware is read. */
static void
end_staging (DfotaRun *run, const GError *error)
{
  gboolean stopped = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  run->ending = stopped ? DFOTA_ENDING_STOPPED : DFOTA_ENDING_BROKEN;
  if (!stopped)
    run->fault = fault_of (run, error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    dfota_story_hang_up (&run->story, dfota_port_now (run->port));
  dfota_run_clear_up (run);
  dfota_run_retreat (run);
  dfota_run_end_after_command (run);
}

/* It restarted in the middle of our package and says nothing of an upgrade: it cannot be doing one. */
static gboolean
has_only_restarted (DfotaRun *run)
{
  const DfotaStory *story = &run->story;

  if (story->restarts == 0 || story->started || story->download_ended || dfota_story_is_settled (story))
    return FALSE;
  run->ending = DFOTA_ENDING_BROKEN;
  run->fault = dfota_fault_new (DFOTA_ERROR_GONE, run->port->name);
  return TRUE;
}

/* The delivery did not come to its end. Before the point that is ours to tidy up; after it the module decides. */
static gboolean
must_retreat (DfotaRun *run, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    dfota_story_hang_up (&run->story, dfota_port_now (run->port));
  if (dfota_gate_is_past_point (&run->gate))
    {
      /* the module decides; if it never says how it ended, this is what is known */
      if (error != NULL && error->domain == DFOTA_ERROR && run->fault == NULL)
        run->fault = dfota_fault_new_from_error (error);
      return FALSE;
    }
  if (error == NULL)
    return has_only_restarted (run);

  gboolean stopped = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  run->ending = stopped ? DFOTA_ENDING_STOPPED : DFOTA_ENDING_BROKEN;
  if (!stopped)
    run->fault = fault_of (run, error);
  return TRUE;
}

/* A serial server, or a cable in another socket: what answers now need not be what was there before. */
static gboolean
is_another (const DfotaModule *before, const DfotaModule *after)
{
  return before != NULL && before->model != NULL && after->model != NULL
         && g_ascii_strcasecmp (before->model, after->model) != 0;
}

/* What was read, against what was before. What only the journal knows may be another unit's: it counts where the model is the
 * same and the module itself says that it is done. */
static DfotaReading
reading_of (const DfotaRun *run)
{
  const char *target = run->job->target;

  if (run->after == NULL)
    return DFOTA_READING_NONE;
  if (target == NULL && run->remembered && run->journal != NULL)
    target = run->journal->target;
  if (is_another (run->before, run->after))
    return DFOTA_READING_ANOTHER;
  gboolean is_target = target != NULL && dfota_module_is_target (run->after, target);

  gboolean trusted = run->ending == DFOTA_ENDING_SAID_DONE && run->before != NULL
                     && g_strcmp0 (run->before->model, run->after->model) == 0;
  if (run->before == NULL || (run->remembered && !trusted))
    return target == NULL || run->ending == DFOTA_ENDING_SAID_ERROR ? DFOTA_READING_UNKNOWN
           : is_target                                              ? DFOTA_READING_CHANGED
                                                                    : DFOTA_READING_NOT_TARGET;
  if (!dfota_module_differs (run->before, run->after))
    return DFOTA_READING_SAME;
  return target != NULL && !is_target ? DFOTA_READING_NOT_TARGET : DFOTA_READING_CHANGED;
}

/* A module that is back with its old version is another story than one that is gone. */
static void
mend_fault (DfotaRun *run, DfotaReading reading)
{
  if (run->ending != DFOTA_ENDING_BROKEN || reading != DFOTA_READING_SAME || run->fault->error != DFOTA_ERROR_GONE)
    return;
  dfota_fault_free (run->fault);
  run->fault = dfota_fault_new (DFOTA_ERROR_INTERRUPTED, run->after->revision);
}

void
dfota_run_end_after_command (DfotaRun *run)
{
  static const DfotaVerdict left = { DFOTA_OUTCOME_UNCERTAIN, 3, FALSE, FALSE, DFOTA_ERROR_WATCH_ENDED };
  DfotaVerdict verdict = left;

  DfotaReading reading = reading_of (run);

  if (!dfota_gate_is_leaving (&run->gate))
    {
      mend_fault (run, reading);
      verdict = dfota_verdict (run->ending, reading, dfota_gate_is_past_point (&run->gate));
    }
  dfota_run_finish (run, &verdict);
}

void
dfota_run_identify (DfotaRun *run)
{
  g_autoptr (GError) error = NULL;

  if (dfota_run_introduce (run, &error))
    end_well (run);
  else
    dfota_run_end_before_command (run, error);
}

void
dfota_run_check (DfotaRun *run)
{
  g_autoptr (GError) error = NULL;

  if (dfota_run_rehearse (run, &error))
    end_well (run);
  else
    dfota_run_end_before_command (run, error);
}

void
dfota_run_start (DfotaRun *run)
{
  g_autoptr (GError) error = NULL;

  if (!prepare (run, &error) || !stage (run, &error) || !send_command (run, &error))
    {
      if (run->trip.touched)
        end_staging (run, error);
      else if (dfota_run_is_joinable (error))
        dfota_run_join (run, error);
      else
        dfota_run_end_before_command (run, error);
      return;
    }
  if (run->way->route->deliver != NULL && await_invitation (run, &error))
    deliver (run, &error);
  if (!run->story.all_sent)
    dfota_port_drop_output (run->port); /* after FILEEND or a Stop it would go out as commands */

  if (must_retreat (run, error))
    dfota_run_retreat (run);
  else
    dfota_run_follow (run);
  dfota_run_end_after_command (run);
}

void
dfota_run_upgrade (DfotaRun *run)
{
  g_autoptr (GError) error = NULL;

  if (!dfota_run_rehearse (run, &error))
    {
      if (dfota_run_may_join (run, error))
        dfota_run_join (run, error);
      else
        dfota_run_end_before_command (run, error);
    }
  else if (run->job->resend)
    {
      g_set_error_literal (&error, DFOTA_ERROR, DFOTA_ERROR_RESEND_REFUSED, run->before->model);
      dfota_run_end_before_command (run, error);
    }
  else
    dfota_run_start (run);
}
