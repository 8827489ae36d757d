/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "options.h"
#include "common/app-locale.h"

#include <glib/gi18n.h>
#include <string.h>

static int
refuse (const char *format, const char *value)
{
  g_autofree char *text = g_strdup_printf (format, value);

  g_printerr ("dfota-wizard: %s\n", text);
  return WIZARD_WRONG_USE;
}

static gboolean
flow_by_name (const char *name, DfotaFlowChoice *ret_flow)
{
  static const char *const names[]
      = { [DFOTA_FLOW_CHOICE_AUTO] = "auto", [DFOTA_FLOW_CHOICE_RTSCTS] = "rtscts", [DFOTA_FLOW_CHOICE_NONE] = "none" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (name, names[i]) == 0)
      {
        *ret_flow = (DfotaFlowChoice) i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
via_of_address (const char *url, DfotaVia *ret_via)
{
  for (DfotaVia via = 0; via < DFOTA_N_VIAS; via++)
    {
      g_autofree char *scheme = g_strdup_printf ("%s://", dfota_via_name (via));

      if (!wizard_card_takes_address (wizard_card_of (via)) || g_ascii_strncasecmp (url, scheme, strlen (scheme)) != 0)
        continue;
      *ret_via = via;
      return TRUE;
    }
  return FALSE;
}

/* The way, and with an address what the address says of it. -1: go on. */
static int
take_way (WizardModel *model, GVariantDict *options)
{
  const char *name = NULL;
  const char *url = NULL;
  DfotaVia via = DFOTA_VIA_FILE;

  g_variant_dict_lookup (options, "via", "&s", &name);
  g_variant_dict_lookup (options, "url", "&s", &url);
  if (name == NULL && url == NULL)
    return -1;
  if (name != NULL && !dfota_via_by_name (name, &via))
    return refuse (_ ("--via: there is no way called %s"), name);
  if (name == NULL && !via_of_address (url, &via))
    return refuse (_ ("--url must begin with http://, https://, ftp:// or coap://"), NULL);
  if (url != NULL && !wizard_card_takes_address (wizard_card_of (via)))
    return refuse (_ ("--url belongs to a way on which the module fetches the package, and not to --via %s"), name);

  wizard_model_choose_via (model, via);
  if (url != NULL)
    wizard_model_set_address (model, url);
  return -1;
}

/* One file, or the two of a pair. -1: go on. */
static int
take_packages (WizardModel *model, GVariantDict *options)
{
  g_autofree const char **paths = NULL;
  guint n;

  if (!g_variant_dict_lookup (options, "package", "^a&ay", &paths))
    {
      wizard_model_set_on_server (model, g_variant_dict_contains (options, "url"));
      return -1;
    }
  n = g_strv_length ((GStrv) paths);
  if (n > 2)
    return refuse (_ ("--package can be given once, or twice for the two files of one package; there is one too many: %s"),
                   paths[2]);
  for (guint i = 0; i < n; i++)
    wizard_model_take_package (model, paths[i]);
  return -1;
}

int
wizard_options_take (WizardModel *model, GVariantDict *options)
{
  g_autofree const char **plan = NULL;
  const char *value;
  DfotaFlowChoice flow;
  int code;

  if (g_variant_dict_lookup (options, "lang", "&s", &value) && !app_locale_is_known (value))
    return refuse (_ ("--lang must be en or zh_CN, not %s"), value);
  if (g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&ay", &plan))
    return refuse (_ ("%s: plans come in a later version"), plan[0]);
  if (g_variant_dict_lookup (options, "flow", "&s", &value))
    {
      if (!flow_by_name (value, &flow))
        return refuse (_ ("--flow must be auto, rtscts or none, not %s"), value);
      wizard_model_choose_flow (model, flow);
    }
  code = take_way (model, options);
  if (code < 0)
    code = take_packages (model, options);
  if (code >= 0)
    return code;
  if (g_variant_dict_lookup (options, "port", "&s", &value) && strcmp (value, "auto") != 0)
    wizard_model_choose_port (model, value, TRUE);
  return -1;
}

void
wizard_options_add (GApplication *application)
{
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_STRING, NULL, _ ("The port of the module, or practice"), "P" },
    { "package", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, _ ("The upgrade package; twice for a pair, .mini_1 and .mini_2"),
      "FILE" },
    { "via", 0, 0, G_OPTION_ARG_STRING, NULL, _ ("The way the package takes"), "file|protocol|http|https|ftp|coap|storage" },
    { "url", 0, 0, G_OPTION_ARG_STRING, NULL, _ ("The package's address on a server"), "URL" },
    { "flow", 0, 0, G_OPTION_ARG_STRING, NULL, _ ("Flow control"), "auto|rtscts|none" },
    { "lang", 0, 0, G_OPTION_ARG_STRING, NULL, _ ("The language"), "en|zh_CN" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, "[PLAN]" },
    { NULL },
  };

  g_application_add_main_option_entries (application, entries);
}
