/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/run-private.h"

#include "error.h"
#include "module/revision.h"

/* The recipe: reads top-down like the guide, up to the last byte. What the module does from there is followed in follow.c. */

#define SECOND DFOTA_PORT_SECOND

/* A module in the middle of an upgrade tells so by itself within this time. */
#define LISTEN_S  3
#define COMMAND_S 10
#define ANSWER_MS 5000

static GCancellable *
stop_of (DfotaRun *run)
{
  return run->gate.stop;
}

static gboolean
is_timeout (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
}

/* --- until nothing more can be checked: nothing is sent that changes the module --- */

static gboolean
look_at_package (DfotaRun *run, GError **error)
{
  if (run->job->package_path == NULL)
    return dfota_fail (error, DFOTA_ERROR_USAGE, "--package");
  run->package = dfota_package_new (run->job->package_path, stop_of (run), error);
  if (run->package == NULL)
    return FALSE;
  if (run->job->package_sha256 != NULL && !g_str_equal (run->job->package_sha256, run->package->sha256))
    return dfota_fail (error, DFOTA_ERROR_PACKAGE_CHANGED, run->package->name);
  return TRUE;
}

static gboolean
listen_first (DfotaRun *run, gint64 length, GError **error)
{
  gint64 until = dfota_port_now (run->port) + length;

  for (;;)
    {
      g_autoptr (GError) local = NULL;

      if (dfota_at_wait (run->at, until, stop_of (run), &local))
        continue;
      if (!is_timeout (local))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      break;
    }

  const DfotaStory *story = &run->story;
  gboolean at_work = story->started || story->download_started || story->downloaded >= 0;
  return !at_work || dfota_fail (error, DFOTA_ERROR_ALREADY_UPGRADING, run->port->title);
}

static gboolean
identify (DfotaRun *run, GError **error)
{
  if (!dfota_run_enter (run, DFOTA_STATE_IDENTIFYING, error))
    return FALSE;

  gint64 until = dfota_port_now (run->port) + dfota_run_silence (run, DFOTA_STATE_IDENTIFYING);
  dfota_at_channel_set_licence (run->at, DFOTA_LICENCE_READ);
  run->before = dfota_identify (run->at, until, stop_of (run), error);
  if (run->before == NULL || !dfota_module_choose_method (run->before, run->job->method, error))
    return FALSE;
  dfota_run_tell_module (run, run->before, FALSE);
  return TRUE;
}

/* Is it one of ours, and may it take this path? */
static gboolean
check_module (DfotaRun *run, GError **error)
{
  const DfotaModule *module = run->before;

  if (!module->supported)
    return dfota_fail (error, DFOTA_ERROR_MODULE_UNSUPPORTED, module->model);
  if (module->method == DFOTA_METHOD_UNKNOWN)
    return dfota_fail (error, DFOTA_ERROR_FLASH_UNKNOWN, module->revision);
  run->way = dfota_way_find (module->family, run->job->via);
  if (run->way == NULL || (module->vias & (1u << run->job->via)) == 0)
    return dfota_fail (error, DFOTA_ERROR_WAY_REFUSED, dfota_via_name (run->job->via));
  dfota_run_tell_finding (run, DFOTA_CHECK_MODULE, DFOTA_VERDICT_PASS, module->model);
  return TRUE;
}

static gboolean
check_dfota (DfotaRun *run, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (dfota_at_read (run->at, "AT+QFOTADL=?", ANSWER_MS, stop_of (run), NULL, &local))
    {
      dfota_run_tell_finding (run, DFOTA_CHECK_DFOTA, DFOTA_VERDICT_PASS, run->before->model);
      return TRUE;
    }
  if (g_error_matches (local, DFOTA_AT_ERROR, DFOTA_AT_ERROR_REFUSED))
    {
      dfota_run_tell_finding (run, DFOTA_CHECK_DFOTA, DFOTA_VERDICT_FAIL, run->before->model);
      return dfota_fail (error, DFOTA_ERROR_NO_DFOTA, run->before->model);
    }
  if (is_timeout (local))
    return dfota_fail (error, DFOTA_ERROR_NO_ANSWER, run->port->title);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* What the package's name says is a hint: the module itself refuses what does not fit. */
static void
compare_names (DfotaRun *run)
{
  const DfotaPackage *package = run->package;
  const char *revision = run->before->revision;

  dfota_run_tell_finding (run, DFOTA_CHECK_PACKAGE, DFOTA_VERDICT_PASS, package->name);
  if (package->from == NULL || revision == NULL)
    return;

  gboolean fits = g_str_has_prefix (revision, package->from);
  dfota_run_tell_finding (run, DFOTA_CHECK_MATCH, fits ? DFOTA_VERDICT_PASS : DFOTA_VERDICT_WARN, package->name);
  if (dfota_revision_is_downgrade (revision, package->to))
    dfota_run_tell_finding (run, DFOTA_CHECK_DOWNGRADE, DFOTA_VERDICT_WARN, package->to);
}

static void
on_trip_finding (DfotaTrip *trip, DfotaCheckId id, DfotaCheckVerdict verdict, const char *value)
{
  dfota_run_tell_finding (trip->run, id, verdict, value);
}

static void
on_trip_progress (DfotaTrip *trip, goffset sent)
{
  dfota_run_tell_progress (trip->run, (double) sent / (double) trip->package->size, TRUE);
}

static void
pack_trip (DfotaRun *run)
{
  run->trip = (DfotaTrip){
    .job = run->job,
    .module = run->before,
    .package = run->package,
    .at = run->at,
    .port = run->port,
    .story = &run->story,
    .cancel = stop_of (run),
    .stall_us = dfota_run_silence (run, DFOTA_STATE_SENDING),
    .finding = on_trip_finding,
    .progress = on_trip_progress,
    .run = run,
  };
}

/* The bar's shares: anew when flow control is settled, without going back. */
static void
plan_progress (DfotaRun *run, DfotaFlow flow)
{
  DfotaPace pace = dfota_pace (flow, run->port->baud);
  double shown = run->progress.fraction;

  dfota_progress_init (&run->progress, run->way, run->package->size, run->way->route->deliver != NULL ? &pace : NULL);
  run->progress.fraction = shown;
  run->promised = (int) (run->progress.total + 0.5);
}

static gboolean
check (DfotaRun *run, GError **error)
{
  if (!dfota_run_enter (run, DFOTA_STATE_CHECKING, error) || !check_module (run, error) || !check_dfota (run, error))
    return FALSE;

  pack_trip (run);
  plan_progress (run, run->job->flow == DFOTA_FLOW_CHOICE_NONE ? DFOTA_FLOW_NONE : DFOTA_FLOW_RTSCTS);
  compare_names (run);
  return run->way->route->check == NULL || run->way->route->check (&run->trip, error);
}

static gboolean
rehearse (DfotaRun *run, GError **error)
{
  dfota_run_tell_state (run);
  return dfota_job_check (run->job, error) && look_at_package (run, error) && dfota_run_open (run, error)
         && listen_first (run, dfota_run_brief (run, LISTEN_S), error) && identify (run, error) && check (run, error);
}

/* --- the connection is set up, the command goes out, the package goes over --- */

static void
keep_awake (DfotaRun *run)
{
  g_autofree char *command = NULL;

  if (run->port->kind == DFOTA_PORT_TCP || run->place.vid == 0)
    return;
  gboolean awake = dfota_place_keep_awake (&run->place, &run->power_owed, &command);
  dfota_run_tell_finding (run, DFOTA_CHECK_POWER, awake ? DFOTA_VERDICT_PASS : DFOTA_VERDICT_WARN, command);
}

static gboolean
prepare (DfotaRun *run, GError **error)
{
  if (!dfota_run_enter (run, DFOTA_STATE_PREPARING, error))
    return FALSE;

  keep_awake (run);
  dfota_at_channel_set_licence (run->at, DFOTA_LICENCE_CHANGE);
  if (run->way->route->prepare != NULL && !run->way->route->prepare (&run->trip, error))
    return FALSE;
  plan_progress (run, run->trip.flow);
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
  else
    dfota_run_tell_note (run, "no OK to AT+QFOTADL; following what the module does");
}

/* AT+QFOTADL, once. FALSE: it did not go out. */
static gboolean
send_command (DfotaRun *run, GError **error)
{
  g_autoptr (DfotaCommand) command = dfota_command_new_upgrade ();
  g_autoptr (GError) local = NULL;

  if (!run->way->route->command (&run->trip, command, error) || !dfota_run_enter (run, DFOTA_STATE_STARTING, error))
    return FALSE;
  if (!run->way->point_is_last_chunk && !dfota_gate_pass_point (&run->gate))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");
      return FALSE;
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
  return dfota_story_is_settled (story) || story->away || story->started || story->download_ended;
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
  if (!dfota_gate_pass_point (&run->gate))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");
      return FALSE;
    }
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
    .module_safe = TRUE,
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

/* The delivery did not come to its end. Before the point that is ours to tidy up; after it the module decides. */
static gboolean
must_retreat (DfotaRun *run, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    dfota_story_hang_up (&run->story, dfota_port_now (run->port));
  if (error == NULL || dfota_gate_is_past_point (&run->gate))
    return FALSE;

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

static void
end_after_command (DfotaRun *run)
{
  DfotaVerdict verdict = dfota_verdict (run->ending, reading_of (run), dfota_gate_is_past_point (&run->gate));

  if (dfota_gate_is_leaving (&run->gate))
    verdict = (DfotaVerdict){ DFOTA_OUTCOME_UNCERTAIN, 3, FALSE, FALSE, DFOTA_ERROR_WATCH_ENDED };
  dfota_run_finish (run, &verdict);
}

void
dfota_run_identify (DfotaRun *run)
{
  g_autoptr (GError) error = NULL;

  dfota_run_tell_state (run);
  if (dfota_job_check (run->job, &error) && dfota_run_open (run, &error) && listen_first (run, SECOND / 5, &error)
      && identify (run, &error))
    end_well (run);
  else
    end_before_command (run, error);
}

void
dfota_run_check (DfotaRun *run)
{
  g_autoptr (GError) error = NULL;

  if (rehearse (run, &error))
    end_well (run);
  else
    end_before_command (run, error);
}

void
dfota_run_upgrade (DfotaRun *run)
{
  g_autoptr (GError) error = NULL;

  if (!rehearse (run, &error) || !prepare (run, &error) || !send_command (run, &error))
    {
      end_before_command (run, error);
      return;
    }
  gboolean delivered = await_invitation (run, &error) && deliver (run, &error);
  if (!run->story.all_sent)
    dfota_port_drop_output (run->port); /* after FILEEND or a Stop it would go out as commands */
  if (run->way->route->tidy != NULL)
    run->way->route->tidy (&run->trip);

  if (!delivered && must_retreat (run, error))
    dfota_run_retreat (run);
  else
    dfota_run_follow (run);
  end_after_command (run);
}
