/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/run-private.h"

#include "error.h"
#include "module/revision.h"

/* The first half of the recipe: until nothing more can be checked. Nothing is sent that changes the module; `dfota check` is
 * this and nothing else. */

/* A module in the middle of an upgrade tells so by itself within this time. */
#define LISTEN_US         (3 * DFOTA_PORT_SECOND)
#define LISTEN_BRIEFLY_US (DFOTA_PORT_SECOND / 5)
#define ANSWER_MS         5000

static gboolean
look_at_package (DfotaRun *run, GError **error)
{
  if (run->job->package_path == NULL)
    return dfota_fail (error, DFOTA_ERROR_USAGE, "--package");
  run->package = dfota_package_new (run->job->package_path, run->gate.stop, error);
  if (run->package == NULL)
    return FALSE;
  if (run->job->package_sha256 != NULL && !g_str_equal (run->job->package_sha256, run->package->sha256))
    return dfota_fail (error, DFOTA_ERROR_PACKAGE_CHANGED, run->package->name);
  return TRUE;
}

gboolean
dfota_run_is_idle (DfotaRun *run, GError **error)
{
  const DfotaStory *story = &run->story;

  if (story->started || story->ended || story->download_started || story->downloaded >= 0)
    return dfota_fail (error, DFOTA_ERROR_ALREADY_UPGRADING, run->port->title);
  return TRUE;
}

static gboolean
listen_first (DfotaRun *run, gint64 length, GError **error)
{
  gint64 until = dfota_port_now (run->port) + length;

  g_autoptr (GError) local = NULL;

  while (dfota_at_wait (run->at, until, run->gate.stop, &local))
    continue;
  /* first of all, for a module at work may vanish while we listen */
  if (!dfota_run_is_idle (run, error))
    return FALSE;
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
identify (DfotaRun *run, GError **error)
{
  if (!dfota_run_enter (run, DFOTA_STATE_IDENTIFYING, error))
    return FALSE;

  gint64 until = dfota_port_now (run->port) + dfota_run_silence (run, DFOTA_STATE_IDENTIFYING);
  dfota_at_channel_set_licence (run->at, DFOTA_LICENCE_READ);
  run->before = dfota_identify (run->at, until, run->gate.stop, error);
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

  if (dfota_at_read (run->at, "AT+QFOTADL=?", ANSWER_MS, run->gate.stop, NULL, &local))
    {
      dfota_run_tell_finding (run, DFOTA_CHECK_DFOTA, DFOTA_VERDICT_PASS, run->before->model);
      return TRUE;
    }
  if (g_error_matches (local, DFOTA_AT_ERROR, DFOTA_AT_ERROR_REFUSED))
    {
      dfota_run_tell_finding (run, DFOTA_CHECK_DFOTA, DFOTA_VERDICT_FAIL, run->before->model);
      return dfota_fail (error, DFOTA_ERROR_NO_DFOTA, run->before->model);
    }
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return dfota_fail (error, DFOTA_ERROR_NO_ANSWER, run->port->title);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
check_package (DfotaRun *run, GError **error)
{
  if (!dfota_package_check_name (run->package, run->before->method, error))
    return FALSE;
  dfota_run_tell_finding (run, DFOTA_CHECK_PACKAGE, DFOTA_VERDICT_PASS, run->package->name);
  return TRUE;
}

/* What the package's name says is a hint: the module itself refuses what does not fit. */
static void
compare_names (DfotaRun *run)
{
  const DfotaPackage *package = run->package;
  const char *revision = run->before->revision;

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
    .cancel = run->gate.stop,
    .stall_us = dfota_run_silence (run, DFOTA_STATE_SENDING),
    .finding = on_trip_finding,
    .progress = on_trip_progress,
    .run = run,
  };
}

static gboolean
check (DfotaRun *run, GError **error)
{
  if (!dfota_run_enter (run, DFOTA_STATE_CHECKING, error) || !check_module (run, error) || !check_dfota (run, error)
      || !check_package (run, error))
    return FALSE;

  pack_trip (run);
  dfota_run_plan (run, run->job->flow == DFOTA_FLOW_CHOICE_NONE ? DFOTA_FLOW_NONE : DFOTA_FLOW_RTSCTS);
  compare_names (run);
  if (run->way->route->check != NULL && !run->way->route->check (&run->trip, error))
    return FALSE;
  return dfota_run_is_idle (run, error);
}

gboolean
dfota_run_introduce (DfotaRun *run, GError **error)
{
  dfota_run_tell_state (run);
  return dfota_job_check (run->job, error) && dfota_run_open (run, error) && listen_first (run, LISTEN_BRIEFLY_US, error)
         && identify (run, error);
}

gboolean
dfota_run_rehearse (DfotaRun *run, GError **error)
{
  gint64 listen = dfota_run_brief (run, LISTEN_US / DFOTA_PORT_SECOND);

  dfota_run_tell_state (run);
  return dfota_job_check (run->job, error) && look_at_package (run, error) && dfota_run_open (run, error)
         && listen_first (run, listen, error) && identify (run, error) && check (run, error);
}
