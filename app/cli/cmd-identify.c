/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "endpoint.h"
#include "job.h"
#include "output.h"
#include "run.h"
#include "start.h"
#include "text.h"
#include "words.h"

static const Start identify_start = {
  .sets = OPTIONS_COMMON | OPTIONS_PORT,
  .usage = "dfota identify [OPTION…]",
  .summary = N_ ("Asks the module who it is: model, firmware version, and how it can be upgraded. Read-only."),
};

static const char *
method_words (const DfotaModule *module)
{
  if (!module->supported)
    return _ ("this program does not know how");
  if (module->method == DFOTA_METHOD_DFOTA)
    return "DFOTA";
  if (module->method == DFOTA_METHOD_MINIFOTA)
    return "MiniFOTA";
  return _ ("DFOTA or MiniFOTA: the version does not tell");
}

static void
print_module (const DfotaModule *module)
{
  g_autofree char *memory = module->flash_mb > 0 ? g_strdup_printf (_ ("%d MB"), module->flash_mb) : NULL;
  g_autoptr (GString) vias = g_string_new (NULL);

  for (guint via = 0; module->supported && via < DFOTA_N_VIAS; via++)
    if ((module->vias & (1u << via)) != 0)
      g_string_append_printf (vias, "%s%s", vias->len > 0 ? ", " : "", dfota_via_name (via));

  const TextRow rows[] = {
    { _ ("Manufacturer:"), module->manufacturer }, { _ ("Model:"), module->model },
    { _ ("Firmware:"), module->revision },         { _ ("Full version:"), module->full_revision },
    { _ ("Sub-edition:"), module->sub_edition },   { _ ("Flash memory:"), memory },
    { _ ("Upgrades by:"), method_words (module) }, { _ ("Ways:"), vias->len > 0 ? vias->str : NULL },
  };
  text_print_rows (rows, G_N_ELEMENTS (rows));
}

typedef struct
{
  View *view;
  gboolean told; /* one module object, however often it was asked */
} Identify;

static void
on_event (const DfotaEvent *event, gpointer user_data)
{
  Identify *identify = user_data;

  if (event->type == DFOTA_EVENT_LINE)
    view_event (identify->view, event);
  if (event->type == DFOTA_EVENT_MODULE && !identify->told)
    {
      identify->told = TRUE;
      if (identify->view->json)
        output_module (event->module.module);
      else
        print_module (event->module.module);
    }
  if (event->type == DFOTA_EVENT_FINISHED && event->finished.exit_code != 0)
    view_event (identify->view, event);
}

int
cmd_identify (char **args)
{
  int exit_code;
  g_autoptr (GError) error = NULL;
  g_autoptr (Options) options = start (&identify_start, args, &exit_code);
  g_autoptr (View) view = NULL;
  g_autoptr (DfotaJob) job = NULL;
  g_autoptr (Endpoint) endpoint = NULL;
  Identify identify = { 0 };

  if (options == NULL)
    return exit_code;
  job = job_to_identify (options, &error);
  if (job != NULL)
    identify.view = view = view_new (options, &error);
  if (view != NULL)
    endpoint = endpoint_new (job, FALSE, &error);
  if (endpoint == NULL)
    return view_refusal (options->json, error);

  return run_session (DFOTA_DEED_IDENTIFY, job, view, on_event, &identify);
}
