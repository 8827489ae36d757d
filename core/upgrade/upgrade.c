/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/run-private.h"

#include "error.h"

/* The recipe: reads top-down like the guide, up to the last byte. What comes before the first command that changes something is
 * in rehearse.c; what the module does from the last byte on is followed in follow.c. */

#define SECOND DFOTA_PORT_SECOND

#define COMMAND_S 10

static gboolean
is_timeout (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
}

/* --- the connection is set up, the command goes out, the package goes over --- */

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

/* Only ERROR is a failure here: an OK that does not come proves nothing. */
static void
hear_answer (DfotaRun *run, const GError *error)
{
  if (error == NULL)
    run->story.accepted = TRUE;
  else if (g_error_matches (error, DFOTA_AT_ERROR, DFOTA_AT_ERROR_REFUSED))
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

/* AT+QFOTADL, once. FALSE: it did not go out. */
static gboolean
send_command (DfotaRun *run, GError **error)
{
  g_autoptr (DfotaCommand) command = dfota_command_new_upgrade ();
  g_autoptr (GError) local = NULL;

  if (!run->way->route->command (&run->trip, command, error) || !dfota_run_is_idle (run, error)
      || !dfota_run_enter (run, DFOTA_STATE_STARTING, error))
    return FALSE;
  if (is_point_now (run) && !dfota_run_pass_point (run, error))
    return FALSE;

  if (is_point_now (run))
    {
      run->trip.cancel = run->gate.leave;
      dfota_run_tell_state (run);
    }

  gint64 now = dfota_port_now (run->port);
  dfota_story_init (&run->story, now);
  run->restarts_told = 0;
  run->story.commanded = TRUE;
  dfota_at_channel_load_shot (run->at);
  dfota_at_ask (run->at, command, DFOTA_LINE_OK, now + dfota_run_brief (run, COMMAND_S), run->trip.cancel, NULL, &local);
  if (dfota_at_channel_is_loaded (run->at))
    {
      run->story.commanded = FALSE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  hear_answer (run, local);
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

static void
end_before_command (DfotaRun *run, const GError *error)
{
  gboolean stopped = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  DfotaVerdict verdict = {
    .outcome = stopped ? DFOTA_OUTCOME_CANCELLED : DFOTA_OUTCOME_FAILED,
    .exit_code = stopped ? 130 : 2,
    /* by us; but it may be upgrading itself */
    .module_safe = !g_error_matches (error, DFOTA_ERROR, DFOTA_ERROR_ALREADY_UPGRADING),
    .own_error = TRUE,
  };

  run->fault = stopped ? dfota_fault_new (DFOTA_ERROR_STOPPED, NULL) : fault_of (run, error);
  dfota_run_finish (run, &verdict);
}

static void
end_well (DfotaRun *run)
{
  dfota_run_finish (run, &(DfotaVerdict){ .outcome = DFOTA_OUTCOME_DONE, .module_safe = TRUE });
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
    return FALSE;
  if (error == NULL)
    return has_only_restarted (run);

  gboolean stopped = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  run->ending = stopped ? DFOTA_ENDING_STOPPED : DFOTA_ENDING_BROKEN;
  if (!stopped)
    run->fault = fault_of (run, error);
  return TRUE;
}

static DfotaReading
reading_of (const DfotaRun *run)
{
  if (run->after == NULL)
    return DFOTA_READING_NONE;
  if (!dfota_module_differs (run->before, run->after))
    return DFOTA_READING_SAME;
  if (run->job->target != NULL && !dfota_module_is_target (run->after, run->job->target))
    return DFOTA_READING_NOT_TARGET;
  return DFOTA_READING_CHANGED;
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

static void
end_after_command (DfotaRun *run)
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
    end_before_command (run, error);
}

void
dfota_run_check (DfotaRun *run)
{
  g_autoptr (GError) error = NULL;

  if (dfota_run_rehearse (run, &error))
    end_well (run);
  else
    end_before_command (run, error);
}

void
dfota_run_upgrade (DfotaRun *run)
{
  g_autoptr (GError) error = NULL;

  if (!dfota_run_rehearse (run, &error) || !prepare (run, &error) || !send_command (run, &error))
    {
      end_before_command (run, error);
      return;
    }
  if (await_invitation (run, &error))
    deliver (run, &error);
  if (!run->story.all_sent)
    dfota_port_drop_output (run->port); /* after FILEEND or a Stop it would go out as commands */
  if (run->way->route->tidy != NULL)
    run->way->route->tidy (&run->trip);

  if (must_retreat (run, error))
    dfota_run_retreat (run);
  else
    dfota_run_follow (run);
  end_after_command (run);
}
