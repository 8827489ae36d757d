/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "endpoint.h"
#include "job.h"
#include "run.h"
#include "start.h"
#include "words.h"

static const Start watch_start = {
  .sets = OPTIONS_COMMON | OPTIONS_PORT | OPTIONS_WATCH,
  .usage = "dfota watch [OPTION…]",
  .summary
  = N_ ("Follows an upgrade that is already running, or that a platform starts, until the version has been read at its "
        "end. Sends nothing while the module is at work. Ctrl-C ends the watching, never the upgrade."),
};

static void
on_event (const DfotaEvent *event, gpointer user_data)
{
  view_event (user_data, event);
}

int
cmd_watch (char **args)
{
  int exit_code;
  g_autoptr (GError) error = NULL;
  g_autoptr (Options) options = start (&watch_start, args, &exit_code);
  g_autoptr (View) view = NULL;
  g_autoptr (DfotaJob) job = NULL;
  g_autoptr (Endpoint) endpoint = NULL;

  if (options == NULL)
    return exit_code;
  job = job_to_watch (options, &error);
  if (job != NULL)
    view = view_new (options, &error);
  if (view != NULL)
    endpoint = endpoint_new (job, FALSE, &error);
  if (endpoint == NULL)
    return view_refusal (options->json, error);

  return run_session (DFOTA_DEED_WATCH, job, view, on_event, view);
}
