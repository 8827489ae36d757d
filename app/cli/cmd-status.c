/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "common/app-words.h"
#include "endpoint.h"
#include "job.h"
#include "output.h"
#include "run.h"
#include "start.h"
#include "text.h"
#include "words.h"

static const Start status_start = {
  .sets = OPTIONS_COMMON | OPTIONS_PORT,
  .usage = "dfota status [OPTION…]",
  .summary
  = N_ ("Says what became of an upgrade that nobody watched to its end: reads what this computer remembers, listens, "
        "and asks the module who it is. Read-only; nothing is sent again."),
};

static const int exit_codes[] = {
  [DFOTA_CONCLUSION_IDLE] = 0,    [DFOTA_CONCLUSION_NOT_STARTED] = 0, [DFOTA_CONCLUSION_STILL_UPGRADING] = 0,
  [DFOTA_CONCLUSION_WAITING] = 4, [DFOTA_CONCLUSION_DONE] = 0,        [DFOTA_CONCLUSION_FAILED] = 1,
  [DFOTA_CONCLUSION_UNKNOWN] = 3,
};

typedef struct
{
  View *view;
  gboolean told;
  int exit_code;
} Status;

static void
print_journal (const DfotaJournal *journal)
{
  g_autofree char *began = app_words_date (journal->began);
  const DfotaModule *before = journal->module;
  const TextRow rows[] = {
    { _ ("Started:"), began },
    { _ ("Model:"), before != NULL ? before->model : NULL },
    { _ ("Old version:"), before != NULL ? before->revision : NULL },
    { _ ("Package:"), journal->package },
    { _ ("Address:"), journal->url },
    { _ ("Last seen:"), dfota_state_label (dfota_state_by_id (journal->state), journal->via) },
  };

  g_print ("\n%s\n", _ ("What this computer remembers:"));
  text_print_rows (rows, G_N_ELEMENTS (rows));
}

static void
print_status (const DfotaStatusEvent *status)
{
  g_autofree char *title = NULL;
  g_autofree char *advice = NULL;

  dfota_status_words (status, &title, &advice);
  g_print ("%s\n", title);
  if (*advice != '\0')
    g_print ("%s\n", advice);
  if (status->journal != NULL)
    print_journal (status->journal);
}

static void
on_event (const DfotaEvent *event, gpointer user_data)
{
  Status *status = user_data;

  if (event->type == DFOTA_EVENT_LINE)
    view_event (status->view, event);
  if (event->type == DFOTA_EVENT_STATUS)
    {
      status->told = TRUE;
      status->exit_code = exit_codes[event->status.conclusion];
      if (status->view->json)
        output_status (&event->status);
      else
        print_status (&event->status);
    }
  if (event->type == DFOTA_EVENT_FINISHED && !status->told)
    view_event (status->view, event);
}

/* The module may have restarted or lost its power: where no port is there at all, the one of the last unfinished upgrade is
 * spoken of. */
static void
take_remembered_port (DfotaJob *job)
{
  g_autoptr (GPtrArray) ports = dfota_port_list ();
  g_autoptr (GPtrArray) unfinished = dfota_journal_list (job->journal);
  const DfotaJournal *last = unfinished->len > 0 ? g_ptr_array_index (unfinished, 0) : NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;

  if (!g_str_equal (job->port, "auto") || last == NULL || last->port == NULL)
    return;
  found = dfota_port_list_choose (ports, &error);
  if (found != NULL || !g_error_matches (error, DFOTA_ERROR, DFOTA_ERROR_PORT_NONE))
    return;
  g_free (job->port);
  job->port = g_strdup (last->port);
}

int
cmd_status (char **args)
{
  int exit_code;
  g_autoptr (GError) error = NULL;
  g_autoptr (Options) options = start (&status_start, args, &exit_code);
  g_autoptr (View) view = NULL;
  g_autoptr (DfotaJob) job = NULL;
  g_autoptr (Endpoint) endpoint = NULL;
  Status status = { 0 };

  if (options == NULL)
    return exit_code;
  job = job_to_identify (options, &error);
  if (job != NULL)
    {
      take_remembered_port (job);
      status.view = view = view_new (options, &error);
    }
  if (view != NULL)
    endpoint = endpoint_new (job, FALSE, &error);
  if (endpoint == NULL)
    return view_refusal (options->json, error);

  exit_code = run_session (DFOTA_DEED_STATUS, job, view, on_event, &status);
  return status.told ? status.exit_code : exit_code;
}
