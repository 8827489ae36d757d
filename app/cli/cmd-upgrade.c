/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "address.h"
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
  .usage = "dfota upgrade [--package FILE] [--via WAY] [--url URL] [OPTION…]",
  .summary = N_ ("Upgrades the module's firmware with a package. Keep the cable and power connected until it has ended."),
};

typedef struct
{
  View *view;
  /* as the rehearsal found it */
  DfotaModule *module;
  char *address;
  goffset size; /* on the server; 0: not known */
  gboolean downgrade;
  DfotaErrorCode at_work; /* the module upgrades already, or waits for its package; 0: it does not */
  gboolean rehearsed;     /* what was found before the start has been shown already */
} Upgrade;

static void
note_finding (Upgrade *upgrade, const DfotaCheckEvent *check)
{
  if (check->id == DFOTA_CHECK_DOWNGRADE && check->verdict == DFOTA_VERDICT_WARN)
    upgrade->downgrade = TRUE;
  /* a pair is two of them */
  if (check->id == DFOTA_CHECK_PROBE && check->verdict == DFOTA_VERDICT_PASS)
    upgrade->size += g_ascii_strtoll (check->value, NULL, 10);
  if (check->id != DFOTA_CHECK_ADDRESS)
    return;
  g_free (upgrade->address);
  upgrade->address = g_strdup (check->value);
}

static gboolean
is_at_work (const DfotaFault *fault)
{
  return fault != NULL && (fault->error == DFOTA_ERROR_ALREADY_UPGRADING || fault->error == DFOTA_ERROR_DOWNLOAD_MODE);
}

static void
on_rehearsal (const DfotaEvent *event, gpointer user_data)
{
  Upgrade *upgrade = user_data;

  if (event->type == DFOTA_EVENT_MODULE && upgrade->module == NULL)
    upgrade->module = dfota_module_copy (event->module.module);
  if (event->type == DFOTA_EVENT_CHECK)
    note_finding (upgrade, &event->check);
  if (event->type == DFOTA_EVENT_FINISHED && is_at_work (event->finished.fault))
    upgrade->at_work = event->finished.fault->error;

  /* The way there is no news, and of its end only trouble: otherwise the question follows. */
  gboolean trouble
      = event->type == DFOTA_EVENT_FINISHED && event->finished.exit_code != 0 && !is_at_work (event->finished.fault);
  if (trouble || (event->type != DFOTA_EVENT_PROGRESS && event->type != DFOTA_EVENT_FINISHED))
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

/* What is shown and agreed to is this content and no other: the rehearsal looks whether it is the same. */
static gboolean
read_packages (DfotaJob *job, DfotaPackage **ret_package, DfotaPackage **ret_second, GError **error)
{
  g_autofree char *beside = job->package_path != NULL ? job_other_half (job->package_path) : NULL;
  const char *second = job->package2_path != NULL ? job->package2_path : beside;

  if (job->package_path == NULL)
    return TRUE;
  *ret_package = dfota_package_new (job->package_path, NULL, error);
  if (*ret_package == NULL)
    return FALSE;
  g_free (job->package_sha256);
  job->package_sha256 = g_strdup ((*ret_package)->sha256);
  if (second == NULL)
    return TRUE;
  *ret_second = dfota_package_new (second, NULL, error);
  if (*ret_second == NULL)
    return FALSE;
  g_free (job->package2_sha256);
  job->package2_sha256 = g_strdup ((*ret_second)->sha256);
  return TRUE;
}

static gboolean
agree (Upgrade *upgrade, const DfotaJob *job, DfotaPortKind kind, const DfotaPackage *package, const DfotaPackage *second)
{
  goffset size = package != NULL ? package->size + (second != NULL ? second->size : 0) : upgrade->size;
  const Plan plan = { upgrade->module, package, second, upgrade->address, size, job, kind, upgrade->downgrade };

  return upgrade->module != NULL && confirm_ask (&plan);
}

/* It is joined, and that needs no leave: nothing is sent. Sending again does. */
static int
ask_to_go_on (Upgrade *upgrade, const DfotaJob *job)
{
  g_autofree char *address = job->url != NULL ? address_public (job->url) : NULL;

  if (job->resend && upgrade->at_work == DFOTA_ERROR_DOWNLOAD_MODE && !confirm_resend (address))
    return stop_before_start (upgrade);
  g_print ("\n");
  return 0;
}

/* For people on a terminal: rehearse, show, ask. Returns 0 to go on, else the exit code. */
static int
rehearse_and_ask (Upgrade *upgrade, DfotaJob *job, DfotaPortKind kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DfotaPackage) package = NULL;
  g_autoptr (DfotaPackage) second = NULL;
  /* what is wrong with a file the rehearsal says better */
  gboolean read = read_packages (job, &package, &second, &error);
  int exit_code = run_session (DFOTA_DEED_CHECK, job, upgrade->view, on_rehearsal, upgrade);

  if (upgrade->at_work != 0)
    return ask_to_go_on (upgrade, job);
  if (exit_code != 0)
    return exit_code;
  if (!read)
    return view_refusal (FALSE, error);
  if (!agree (upgrade, job, kind, package, second))
    return stop_before_start (upgrade);

  job->agreed = dfota_module_copy (upgrade->module);
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
    endpoint = endpoint_new (job, job_is_served_here (job, options), &error);
  if (endpoint == NULL)
    return view_refusal (options->json, error);

  exit_code = options->yes ? 0 : rehearse_and_ask (&upgrade, job, endpoint->kind);
  if (exit_code == 0)
    exit_code = run_session (DFOTA_DEED_UPGRADE, job, view, on_event, &upgrade);
  dfota_module_free (upgrade.module);
  g_free (upgrade.address);
  return exit_code;
}
