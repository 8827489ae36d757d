/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "confirm.h"
#include "endpoint.h"
#include "job.h"
#include "run.h"
#include "start.h"
#include "terminal.h"
#include "words.h"

#define EXIT_STOPPED 130

static const Start upgrade_start = {
  .sets = OPTIONS_COMMON | OPTIONS_PORT | OPTIONS_RUN,
  .usage = "dfota upgrade --package FILE [OPTION…]",
  .summary = N_ ("Upgrades the module's firmware with a package. Keep the cable and power connected until it has ended."),
};

typedef struct
{
  View *view;
  DfotaModule *module; /* as the rehearsal found it */
  gboolean downgrade;
  gboolean rehearsed; /* what was found before the start has been shown already */
} Upgrade;

static void
on_rehearsal (const DfotaEvent *event, gpointer user_data)
{
  Upgrade *upgrade = user_data;

  if (event->type == DFOTA_EVENT_MODULE && upgrade->module == NULL)
    upgrade->module = dfota_module_copy (event->module.module);
  if (event->type == DFOTA_EVENT_CHECK && event->check.id == DFOTA_CHECK_DOWNGRADE
      && event->check.verdict == DFOTA_VERDICT_WARN)
    upgrade->downgrade = TRUE;

  /* The way there is no news, and of its end only trouble: otherwise the question follows. */
  if (event->type != DFOTA_EVENT_PROGRESS && (event->type != DFOTA_EVENT_FINISHED || event->finished.exit_code != 0))
    view_event (upgrade->view, event);
}

static void
on_event (const DfotaEvent *event, gpointer user_data)
{
  Upgrade *upgrade = user_data;

  if (event->type == DFOTA_EVENT_STATE && event->state.state >= DFOTA_STATE_STARTING)
    upgrade->rehearsed = FALSE;
  if (event->type != DFOTA_EVENT_CHECK || !upgrade->rehearsed)
    view_event (upgrade->view, event);
}

static int
stop_before_start (Upgrade *upgrade)
{
  g_autoptr (DfotaEvent) event = dfota_event_new (DFOTA_EVENT_FINISHED);

  event->finished.outcome = DFOTA_OUTCOME_CANCELLED;
  event->finished.before = dfota_module_copy (upgrade->module);
  event->finished.promised = -1;
  event->finished.fault = dfota_fault_new (DFOTA_ERROR_STOPPED, "");
  event->finished.exit_code = EXIT_STOPPED;
  view_event (upgrade->view, event);
  return event->finished.exit_code;
}

/* For people on a terminal: rehearse, show, ask. Returns 0 to go on, else the exit code. */
static int
rehearse_and_ask (Upgrade *upgrade, DfotaJob *job, DfotaPortKind kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DfotaPackage) package = NULL;
  int exit_code = run_session (DFOTA_DEED_CHECK, job, upgrade->view, on_rehearsal, upgrade);

  if (exit_code != 0)
    return exit_code;
  package = dfota_package_new (job->package_path, NULL, &error);
  if (package == NULL)
    return view_refusal (FALSE, error);

  const Plan plan = { upgrade->module, package, job, kind, upgrade->downgrade };
  if (upgrade->module == NULL || !confirm_ask (&plan))
    return stop_before_start (upgrade);

  /* What was agreed to is this content and no other. */
  g_free (job->package_sha256);
  job->package_sha256 = g_strdup (package->sha256);
  upgrade->rehearsed = TRUE;
  g_print ("\n");
  return 0;
}

static gboolean
may_start (const Options *options, GError **error)
{
  if (options->yes || (!options->json && terminal_can_ask ()))
    return TRUE;
  return dfota_fail (error, DFOTA_ERROR_CONFIRM_NEEDED, NULL);
}

int
cmd_upgrade (char **args)
{
  int exit_code = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (Options) options = start (&upgrade_start, args, &exit_code);
  g_autoptr (View) view = NULL;
  g_autoptr (DfotaJob) job = NULL;
  g_autoptr (Endpoint) endpoint = NULL;
  Upgrade upgrade = { 0 };

  if (options == NULL)
    return exit_code;
  job = job_from_options (options, &error);
  if (job != NULL && may_start (options, &error))
    upgrade.view = view = view_new (options, &error);
  if (view != NULL)
    endpoint = endpoint_new (job, &error);
  if (endpoint == NULL)
    return view_refusal (options->json, error);

  exit_code = options->yes ? 0 : rehearse_and_ask (&upgrade, job, endpoint->kind);
  if (exit_code == 0)
    exit_code = run_session (DFOTA_DEED_UPGRADE, job, view, on_event, &upgrade);
  dfota_module_free (upgrade.module);
  return exit_code;
}
