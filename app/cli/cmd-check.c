/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "endpoint.h"
#include "job.h"
#include "output.h"
#include "run.h"
#include "start.h"
#include "words.h"

#define EXIT_READY     0
#define EXIT_NOT_READY 2

static const Start check_start = {
  .sets = OPTIONS_COMMON | OPTIONS_PORT | OPTIONS_RUN,
  .usage = "dfota check [--package FILE] [--via WAY] [--url URL] [OPTION…]",
  .summary
  = N_ ("A rehearsal: looks at everything an upgrade needs and changes nothing. Takes the options of dfota upgrade."),
};

typedef struct
{
  View *view;
  guint counts[3];
} Check;

static void
print_summary (const Check *check, gboolean ready)
{
  g_print (_ ("\n%u in order, %u to note, %u in the way\n"), check->counts[DFOTA_VERDICT_PASS],
           check->counts[DFOTA_VERDICT_WARN], check->counts[DFOTA_VERDICT_FAIL]);
  if (ready)
    g_print ("%s\n", _ ("The upgrade can start."));
}

/* What ended the rehearsal is a finding too, unless one has said it already. */
static void
count_obstacle (Check *check, const DfotaFault *fault)
{
  if (fault == NULL || fault->error == DFOTA_ERROR_STOPPED || check->counts[DFOTA_VERDICT_FAIL] > 0)
    return;
  check->counts[DFOTA_VERDICT_FAIL]++;
  if (check->view->json)
    output_obstacle (fault);
}

static void
finish (Check *check, const DfotaEvent *event)
{
  count_obstacle (check, event->finished.fault);
  /* A rehearsal that could not be carried through says why; one that was has no more to say than its findings. */
  if (event->finished.fault != NULL)
    view_event (check->view, event);
  if (check->view->json)
    output_summary (check->counts, event->finished.fault);
  else
    print_summary (check, event->finished.fault == NULL && check->counts[DFOTA_VERDICT_FAIL] == 0);
}

static void
on_event (const DfotaEvent *event, gpointer user_data)
{
  Check *check = user_data;

  if (event->type == DFOTA_EVENT_CHECK)
    check->counts[event->check.verdict]++;
  if (event->type == DFOTA_EVENT_CHECK || event->type == DFOTA_EVENT_LINE)
    view_event (check->view, event);
  if (event->type == DFOTA_EVENT_FINISHED)
    finish (check, event);
}

int
cmd_check (char **args)
{
  int exit_code;
  g_autoptr (GError) error = NULL;
  g_autoptr (Options) options = start (&check_start, args, &exit_code);
  g_autoptr (View) view = NULL;
  g_autoptr (DfotaJob) job = NULL;
  g_autoptr (Endpoint) endpoint = NULL;
  Check check = { 0 };

  if (options == NULL)
    return exit_code;
  job = job_from_options (options, &error);
  if (job != NULL)
    check.view = view = view_new (options, &error);
  if (view != NULL)
    endpoint = endpoint_new (job, job_is_served_here (job, options), &error);
  if (endpoint == NULL)
    return view_refusal (options->json, error);

  exit_code = run_session (DFOTA_DEED_CHECK, job, view, on_event, &check);
  if (exit_code == EXIT_READY && check.counts[DFOTA_VERDICT_FAIL] > 0)
    return EXIT_NOT_READY;
  return exit_code;
}
