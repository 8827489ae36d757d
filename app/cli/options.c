/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "options.h"

#include <string.h>

#include "common/app-locale.h"
#include "text.h"
#include "usage.h"
#include "words.h"

typedef struct
{
  const char *name;
  GOptionArg kind;
  gsize field; /* offset in Options */
  guint sets;
  const char *what;  /* NULL: understood, to be refused with a sentence, and not offered in --help */
  const char *value; /* how its value is called in --help */
} Row;

#define AT(field) G_STRUCT_OFFSET (Options, field)
#define RUNS      (OPTIONS_RUN)
#define ANY       (OPTIONS_COMMON | OPTIONS_PROGRAM)

static const Row rows[] = {
  { "port", G_OPTION_ARG_STRING, AT (port), OPTIONS_PORT,
    N_ ("the module's port: /dev/ttyUSB2, COM7, tcp:HOST:PORT, practice, or auto (default)"), N_ ("PORT") },
  { "baud", G_OPTION_ARG_STRING, AT (baud), OPTIONS_PORT, N_ ("line rate of a serial adapter (default 115200)"), N_ ("N") },
  { "package", G_OPTION_ARG_FILENAME_ARRAY, AT (packages), RUNS, N_ ("the upgrade package"), N_ ("FILE") },
  { "via", G_OPTION_ARG_STRING, AT (via), RUNS, N_ ("how the package gets to the module: file (default), over the cable"),
    N_ ("WAY") },
  { "flow", G_OPTION_ARG_STRING, AT (flow), RUNS, N_ ("flow control: auto (default), rtscts or none"), N_ ("KIND") },
  { "mode", G_OPTION_ARG_STRING, AT (mode), RUNS,
    N_ ("1 (default): the module restarts into the upgrade by itself; 0: it waits for a restart"), "0|1" },
  { "method", G_OPTION_ARG_STRING, AT (method), RUNS,
    N_ ("dfota or minifota; only where the module does not tell it by itself"), N_ ("METHOD") },
  { "download-urcs", G_OPTION_ARG_STRING, AT (download_urcs), RUNS,
    N_ ("how often the module reports while it receives: 0 or 5 to 100 (default 100)"), N_ ("N") },
  { "update-urcs", G_OPTION_ARG_STRING, AT (update_urcs), RUNS,
    N_ ("how often it reports while it installs: 0 or 5 to 100 (default: as the module likes)"), N_ ("N") },
  { "target", G_OPTION_ARG_STRING, AT (target), RUNS, N_ ("the firmware version that must be read at the end"),
    N_ ("VERSION") },
  { "patience", G_OPTION_ARG_STRING, AT (patience), RUNS,
    N_ ("longest silence before the watching ends; the module is never stopped (default: by table)"), N_ ("SECONDS") },
  { "yes", G_OPTION_ARG_NONE, AT (yes), RUNS, N_ ("start without asking (a rehearsal never asks)"), NULL },
  { "verbose", G_OPTION_ARG_NONE, AT (verbose), OPTIONS_PORT, N_ ("show what goes over the line"), NULL },
  { "family", G_OPTION_ARG_STRING, AT (family), OPTIONS_EXPLAIN,
    N_ ("lte-standard (default), lte-standard-mini, bc260y or ep06"), N_ ("FAMILY") },
  { "kind", G_OPTION_ARG_STRING, AT (kind), OPTIONS_EXPLAIN,
    N_ ("the stage that reported it: ftp, http, file, coap or upgrade"), N_ ("KIND") },
  { "json", G_OPTION_ARG_NONE, AT (json), OPTIONS_COMMON, N_ ("one JSON object per line, for programs"), NULL },
  { "lang", G_OPTION_ARG_STRING, AT (lang), ANY, N_ ("en or zh_CN"), N_ ("LANGUAGE") },
  { "log", G_OPTION_ARG_FILENAME, AT (log), OPTIONS_COMMON,
    N_ ("append what goes over the line to FILE, without numbers that identify you"), N_ ("FILE") },
  { "help", G_OPTION_ARG_NONE, AT (help), ANY, N_ ("show this"), NULL },
  { "version", G_OPTION_ARG_NONE, AT (version), OPTIONS_PROGRAM, N_ ("show the version"), NULL },

  { "url", G_OPTION_ARG_STRING, AT (url), RUNS, NULL, NULL },
  { "host-here", G_OPTION_ARG_NONE, AT (host_here), RUNS, NULL, NULL },
  { "apn", G_OPTION_ARG_STRING, AT (apn), RUNS, NULL, NULL },
  { "cid", G_OPTION_ARG_STRING, AT (cid), RUNS, NULL, NULL },
  { "framing", G_OPTION_ARG_FILENAME, AT (framing), RUNS, NULL, NULL },
  { "plan", G_OPTION_ARG_FILENAME, AT (plan), RUNS, NULL, NULL },
  { "no-probe", G_OPTION_ARG_NONE, AT (no_probe), RUNS, NULL, NULL },
  { "resend", G_OPTION_ARG_NONE, AT (resend), RUNS, NULL, NULL },
  { "case", G_OPTION_ARG_STRING, AT (case_code), OPTIONS_EXPLAIN, NULL, NULL },
};

/* GOption wants pointers into one Options, so its own table is made from ours. */
static GArray *
entries_for (Options *options, OptionSet sets)
{
  GArray *entries = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Row *row = &rows[i];
      GOptionEntry entry
          = { row->name, strcmp (row->name, "help") == 0 ? 'h' : 0, 0, row->kind, G_STRUCT_MEMBER_P (options, row->field) };

      if ((row->sets & sets) != 0)
        g_array_append_val (entries, entry);
    }
  return entries;
}

/* GLib's own sentences come in the system's language and may not be translated at all: only the option's name is theirs. */
static gboolean
retell (const GError *parsing, GError **error)
{
  g_autoptr (GRegex) regex = g_regex_new ("--?[[:alnum:]][-[:alnum:]]*", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *option = NULL;

  if (g_regex_match (regex, parsing->message, 0, &match))
    option = g_match_info_fetch (match, 0);
  if (option == NULL)
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("The options cannot be read: %s."), parsing->message);
  if (g_error_matches (parsing, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION))
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("There is no option %s here."), option);
  return usage_fail (error, DFOTA_ERROR_USAGE, _ ("The option %s needs a value."), option);
}

Options *
options_new (OptionSet sets, char **args, GError **error)
{
  g_autoptr (Options) options = g_new0 (Options, 1);
  g_autoptr (GArray) entries = entries_for (options, sets);
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) parsing = NULL;
  char **left = args;

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, (const GOptionEntry *) (void *) entries->data, NULL);
  if (!g_option_context_parse_strv (context, &left, &parsing))
    {
      g_strfreev (left);
      retell (parsing, error);
      return NULL;
    }

  options->rest = left;
  if (options->lang != NULL && !app_locale_is_known (options->lang))
    {
      usage_fail (error, DFOTA_ERROR_USAGE, _ ("--lang must be en or zh_CN."));
      return NULL;
    }
  return g_steal_pointer (&options);
}

void
options_free (Options *options)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gpointer field = G_STRUCT_MEMBER_P (options, rows[i].field);

      if (rows[i].kind == G_OPTION_ARG_FILENAME_ARRAY)
        g_strfreev (*(char ***) field);
      else if (rows[i].kind != G_OPTION_ARG_NONE)
        g_free (*(char **) field);
    }
  g_strfreev (options->rest);
  g_free (options);
}

gboolean
options_take_words (const Options *options, guint n, GError **error)
{
  g_autofree char *word = NULL;

  /* The first is the command's own name. */
  if (g_strv_length (options->rest) <= n + 1)
    return TRUE;

  word = g_filename_display_name (options->rest[n + 1]);
  return usage_fail (error, DFOTA_ERROR_USAGE, _ ("“%s” is not understood here."), word);
}

static char *
row_title (const Row *row)
{
  return row->value == NULL ? g_strdup_printf ("--%s", row->name)
                            : g_strdup_printf ("--%s %s", row->name, *row->value == '0' ? row->value : _ (row->value));
}

void
options_print_help (OptionSet sets, const char *usage, const char *summary)
{
  int width = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *title = row_title (&rows[i]);

      if ((rows[i].sets & sets) != 0 && rows[i].what != NULL)
        text_widen (&width, title);
    }

  g_print (_ ("Usage: %s\n"), usage);
  g_print ("\n%s\n\n%s\n", summary, _ ("Options:"));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *title = row_title (&rows[i]);
      g_autofree char *padded = text_pad (title, width);

      if ((rows[i].sets & sets) != 0 && rows[i].what != NULL)
        g_print ("  %s  %s\n", padded, _ (rows[i].what));
    }
}

const char *
options_peek_lang (char **args)
{
  const char *lang = NULL;

  for (char **arg = args; *arg != NULL; arg++)
    {
      if (g_str_has_prefix (*arg, "--lang="))
        lang = *arg + strlen ("--lang=");
      else if (strcmp (*arg, "--lang") == 0 && arg[1] != NULL)
        lang = arg[1];
    }
  return lang != NULL && app_locale_is_known (lang) ? lang : NULL;
}

gboolean
options_peek_flag (char **args, const char *flag)
{
  return g_strv_contains ((const char *const *) args, flag);
}
