/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/run-private.h"

#include "error.h"
#include "module/revision.h"
#include "package/match.h"
#include "route/framing.h"

/* The first half of the recipe: until nothing more can be checked. Nothing is sent that changes the module; `dfota check` is
 * this and nothing else. */

/* A module in the middle of an upgrade tells so by itself within this time. */
#define LISTEN_US         (3 * DFOTA_PORT_SECOND) /* whatever the user's patience is */
#define LISTEN_BRIEFLY_US (DFOTA_PORT_SECOND / 5)
#define ANSWER_MS         5000

/* So often two readings of who it is may differ. */
#define READINGS 4

/* Half of a pair that a module may fetch: then both are needed. */
static gboolean
is_pair (const DfotaJob *job)
{
  gboolean half = dfota_package_half (job->package_path) != 0;

  return job->package2_path != NULL || (half && dfota_via_is_network (job->via));
}

/* A framing profile is looked at with the package, before the port is opened. */
static gboolean
look_at_framing (DfotaRun *run, GError **error)
{
  if (run->job->via != DFOTA_VIA_PROTOCOL)
    return TRUE;

  g_autoptr (DfotaFraming) framing = dfota_framing_load (run->job->framing, error);
  return framing != NULL;
}

static gboolean
look_at_package (DfotaRun *run, GError **error)
{
  const DfotaJob *job = run->job;

  if (job->package_path == NULL)
    return dfota_via_is_network (job->via) || dfota_fail (error, DFOTA_ERROR_USAGE, "--package");
  if (is_pair (job))
    return dfota_package_pair (job->package_path, job->package2_path, run->gate.stop, &run->package, &run->second, error)
           && dfota_run_are_agreed_packages (run, error);
  run->package = dfota_package_new (job->package_path, run->gate.stop, error);
  return run->package != NULL && dfota_run_are_agreed_packages (run, error);
}

gboolean
dfota_run_is_idle (DfotaRun *run, GError **error)
{
  const DfotaStory *story = &run->story;
  gboolean downloads = story->download_started || story->downloaded >= 0 || story->download_ended;

  if (story->started || story->ended || (downloads && !run->open_delivery))
    return dfota_fail (error, DFOTA_ERROR_ALREADY_UPGRADING, run->port->title);
  return TRUE;
}

static gboolean
listen_first (DfotaRun *run, gint64 usual, GError **error)
{
  gint64 until = dfota_port_now (run->port) + dfota_run_listening (run, usual);
  g_autoptr (GError) local = NULL;

  while (dfota_at_wait (run->at, until, run->gate.stop, &local))
    dfota_run_hear_given_up (run, usual, &until);
  run->open_delivery = FALSE;
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    dfota_story_hang_up (&run->story, dfota_port_now (run->port));
  /* first of all, for a module at work may vanish while we listen */
  if (!dfota_run_is_idle (run, error))
    return FALSE;
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Who it is, read until two readings agree: what is changed will be judged by it, and a stray line or a damaged letter in one
 * answer would make a new version of the old one. */
static DfotaModule *
read_who (DfotaRun *run, gint64 until, GError **error)
{
  g_autoptr (DfotaModule) module = dfota_identify (run->at, until, run->ours, error);

  for (int tries = 0; module != NULL && tries < READINGS; tries++)
    {
      g_autoptr (DfotaModule) first = g_steal_pointer (&module);

      module = dfota_identify (run->at, until, run->ours, error);
      if (module == NULL || dfota_module_agrees (first, module))
        return g_steal_pointer (&module);
    }
  if (module != NULL)
    dfota_fail (error, DFOTA_ERROR_GARBAGE, run->port->title);
  return NULL;
}

static gboolean
identify (DfotaRun *run, GError **error)
{
  if (!dfota_run_enter (run, DFOTA_STATE_IDENTIFYING, error))
    return FALSE;

  gint64 until = dfota_port_now (run->port) + dfota_run_silence (run, DFOTA_STATE_IDENTIFYING);
  g_autoptr (GError) local = NULL;
  dfota_at_channel_set_licence (run->at, DFOTA_LICENCE_READ);
  run->before = read_who (run, until, &local);
  /* a module at work answers nothing, and says so while it is being asked */
  if (!dfota_run_is_idle (run, error))
    return FALSE;
  if (run->before == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!dfota_run_is_agreed_module (run, error) || !dfota_module_choose_method (run->before, run->job->method, error))
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
  const DfotaPackage *package = run->package;

  if (package == NULL)
    return TRUE;
  if (!dfota_package_check_name (package, run->before->method, error))
    return FALSE;
  gboolean pair = run->before->method == DFOTA_METHOD_MINIFOTA;
  if (pair != (run->second != NULL))
    return dfota_fail (error, pair ? DFOTA_ERROR_PACKAGE_PAIR : DFOTA_ERROR_PACKAGE_EXTENSION, package->name);
  dfota_run_tell_finding (run, DFOTA_CHECK_PACKAGE, DFOTA_VERDICT_PASS, package->name);
  if (pair)
    dfota_run_tell_finding (run, DFOTA_CHECK_PAIR, DFOTA_VERDICT_PASS, run->second->name);
  return TRUE;
}

/* What the package is called: the file on this computer, else the one the address names. */
static char *
name_of_package (DfotaRun *run)
{
  if (run->package != NULL)
    return g_strdup (run->package->name);

  g_autoptr (DfotaUrl) url
      = run->way->address != NULL && run->job->url != NULL ? dfota_url_new (run->job->url, run->way->address, NULL) : NULL;
  return url != NULL ? g_strdup (url->file) : NULL;
}

/* A name that says clearly that the package is for another module, or another version, ends the run here; the baseline is the next
 * check's. What no name tells, the module finds out. */
static gboolean
check_match (DfotaRun *run, GError **error)
{
  g_autofree char *name = name_of_package (run);

  if (name == NULL || run->job->resend)
    return TRUE;

  g_autoptr (DfotaMatch) match = dfota_match_new (name, run->before);
  if (match->fit == DFOTA_FIT_BASELINE)
    return TRUE;
  if (dfota_fit_is_no (match->fit))
    {
      DfotaErrorCode code = dfota_fit_error (match->fit);
      g_autofree char *value = g_strdup_printf ("%s %s", dfota_error_id (code), name);

      dfota_run_tell_finding (run, DFOTA_CHECK_MATCH, DFOTA_VERDICT_FAIL, value);
      return dfota_fail (error, code, name);
    }
  dfota_run_tell_finding (run, DFOTA_CHECK_MATCH, match->fit == DFOTA_FIT_YES ? DFOTA_VERDICT_PASS : DFOTA_VERDICT_WARN,
                          name);
  if (match->to != NULL && dfota_revision_is_downgrade (run->before->revision, match->to))
    dfota_run_tell_finding (run, DFOTA_CHECK_DOWNGRADE, DFOTA_VERDICT_WARN, match->to);
  return TRUE;
}

/* R01 and R02 firmware of BC260Y-CN are no steps of one ladder (guide BC260Y-CN, chapter 1, note 1): where the target or a name
 * tells, a package across them goes no further; where nothing tells, the user must know. */
static gboolean
check_baseline (DfotaRun *run, GError **error)
{
  guint own = dfota_revision_baselines (run->before->revision);

  if (run->before->family != DFOTA_FAMILY_BC260Y || own == 0)
    return TRUE;

  g_autofree char *name = name_of_package (run);
  guint told = dfota_revision_baselines (run->job->target) | dfota_revision_baselines (name);
  DfotaCheckVerdict verdict = told == 0 ? DFOTA_VERDICT_WARN : told == own ? DFOTA_VERDICT_PASS : DFOTA_VERDICT_FAIL;
  dfota_run_tell_finding (run, DFOTA_CHECK_BASELINE, verdict, own == 1u << 1 ? "R01" : "R02");
  return verdict != DFOTA_VERDICT_FAIL
         || dfota_fail (error, DFOTA_ERROR_PACKAGE_BASELINE, run->job->target != NULL ? run->job->target : name);
}

static void
on_trip_finding (DfotaTrip *trip, DfotaCheckId id, DfotaCheckVerdict verdict, const char *value)
{
  DfotaRun *run = trip->run;

  if (id == DFOTA_CHECK_BAUD && verdict == DFOTA_VERDICT_WARN)
    run->unsynchronised = *value == '!';
  dfota_run_tell_finding (run, id, verdict, value);
}

static void
on_trip_progress (DfotaTrip *trip, goffset sent)
{
  dfota_run_tell_progress (trip->run, (double) sent / (double) trip->package->size, TRUE);
  dfota_run_refresh_journal (trip->run);
}

void
dfota_run_pack_trip (DfotaRun *run, const DfotaModule *module)
{
  run->trip = (DfotaTrip){
    .job = run->job,
    .module = module,
    .package = run->package,
    .second = run->second,
    .address = run->way->address,
    .sends = run->way->sends,
    .folder = run->way->folder,
    .at = run->at,
    .port = run->port,
    .story = &run->story,
    .cancel = run->gate.stop,
    .stall_us = dfota_run_silence (run, DFOTA_STATE_SENDING),
    .finding = on_trip_finding,
    .progress = on_trip_progress,
    .baud_before = DFOTA_UNSET,
    .run = run,
  };
}

static gboolean
check (DfotaRun *run, GError **error)
{
  if (!dfota_run_enter (run, DFOTA_STATE_CHECKING, error) || dfota_run_is_forgotten (run, error)
      || !check_module (run, error) || !check_dfota (run, error) || !check_package (run, error) || !check_match (run, error)
      || !check_baseline (run, error))
    return FALSE;

  dfota_run_pack_trip (run, run->before);
  dfota_run_plan (run, run->job->flow == DFOTA_FLOW_CHOICE_NONE ? DFOTA_FLOW_NONE : DFOTA_FLOW_RTSCTS);
  if (!dfota_journal_may_write (run->job->journal))
    dfota_run_tell_finding (run, DFOTA_CHECK_JOURNAL, DFOTA_VERDICT_WARN, "");
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
dfota_run_listen_and_introduce (DfotaRun *run, GError **error)
{
  dfota_run_tell_state (run);
  return dfota_job_check (run->job, error) && dfota_run_open (run, error) && listen_first (run, LISTEN_US, error)
         && identify (run, error) && dfota_run_is_idle (run, error);
}

gboolean
dfota_run_rehearse (DfotaRun *run, GError **error)
{
  dfota_run_tell_state (run);
  return dfota_job_check (run->job, error) && look_at_framing (run, error) && look_at_package (run, error)
         && dfota_run_open (run, error) && listen_first (run, LISTEN_US, error) && identify (run, error)
         && check (run, error);
}
