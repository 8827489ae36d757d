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
  const char *what;    /* NULL: understood, to be refused with a sentence, and not offered in --help */
  const char *value;   /* how its value is called in --help */
  guint ways;          /* bits: the ways it says something of; 0: all */
  const char *nothing; /* the value that asks for nothing, and so goes with every way */
} Row;

#define AT(field) G_STRUCT_OFFSET (Options, field)
#define RUNS      (OPTIONS_RUN)
#define ANY       (OPTIONS_COMMON | OPTIONS_PROGRAM)

#define WAY(via) (1u << DFOTA_VIA_##via)
/* The module fetches; and of those ways the ones of the LTE Standard(A) series. */
#define FETCHES     (WAY (HTTP) | WAY (HTTPS) | WAY (FTP) | WAY (COAP))
#define FETCHES_LTE (WAY (HTTP) | WAY (HTTPS) | WAY (FTP))

static const Row rows[] = {
  { "port", G_OPTION_ARG_STRING, AT (port), OPTIONS_PORT,
    N_ ("the module's port: /dev/ttyUSB2, COM7, tcp:HOST:PORT, practice, or auto (default)"), N_ ("PORT") },
  { "baud", G_OPTION_ARG_STRING, AT (baud), OPTIONS_PORT, N_ ("line rate of a serial adapter (default 115200)"), N_ ("N") },
  { "package", G_OPTION_ARG_FILENAME_ARRAY, AT (packages), RUNS | OPTIONS_PROBE,
    N_ ("the upgrade package; twice for a pair, .mini_1 and .mini_2"), N_ ("FILE") },
  { "via", G_OPTION_ARG_STRING, AT (via), RUNS,
    N_ ("how the package gets to the module; over the cable: file (default), protocol, storage; by its network: http, "
        "https, "
        "ftp, coap"),
    N_ ("WAY") },
  { "via", G_OPTION_ARG_STRING, AT (via), OPTIONS_HOST, N_ ("how it is served: http (default), https, ftp or coap"),
    N_ ("WAY") },
  { "url", G_OPTION_ARG_STRING, AT (url), RUNS, N_ ("the address the module fetches the package from"), N_ ("URL"),
    FETCHES },
  { "host-here", G_OPTION_ARG_NONE, AT (host_here), RUNS, N_ ("serve the package from this computer, and use that address"),
    NULL, FETCHES },
  { "no-probe", G_OPTION_ARG_NONE, AT (no_probe), RUNS, N_ ("do not look whether the package is at its address"), NULL,
    FETCHES },
  { "apn", G_OPTION_ARG_STRING, AT (apn), RUNS, N_ ("access point of the module's network (default: as the module has it)"),
    N_ ("NAME"), FETCHES },
  { "apn-user", G_OPTION_ARG_STRING, AT (apn_user), RUNS, N_ ("user name for it"), N_ ("USER"), FETCHES },
  { "apn-password", G_OPTION_ARG_STRING, AT (apn_password), RUNS,
    N_ ("password for it; better in the environment: DFOTA_APN_PASSWORD"), N_ ("PASSWORD"), FETCHES },
  { "apn-auth", G_OPTION_ARG_STRING, AT (apn_auth), RUNS, N_ ("how the login is proved: none (default), pap or chap"),
    N_ ("KIND"), FETCHES },
  { "cid", G_OPTION_ARG_STRING, AT (cid), RUNS, N_ ("PDP context for the download, 1 to 15 (default: as the module has it)"),
    N_ ("N"), FETCHES },
  { "flow", G_OPTION_ARG_STRING, AT (flow), RUNS, N_ ("flow control: auto (default), rtscts or none"), N_ ("KIND"),
    WAY (FILE), "auto" },
  { "mode", G_OPTION_ARG_STRING, AT (mode), RUNS,
    N_ ("1 (default): the module restarts into the upgrade by itself; 0: it waits for a restart"), "0|1",
    WAY (FILE) | FETCHES_LTE },
  { "method", G_OPTION_ARG_STRING, AT (method), RUNS,
    N_ ("dfota or minifota; only where the module does not tell it by itself"), N_ ("METHOD") },
  { "download-urcs", G_OPTION_ARG_STRING, AT (download_urcs), RUNS,
    N_ ("how often the module reports while it receives: 0 or 5 to 100 (default 100)"), N_ ("N"), WAY (FILE) | FETCHES_LTE },
  { "update-urcs", G_OPTION_ARG_STRING, AT (update_urcs), RUNS,
    N_ ("how often it reports while it installs: 0 or 5 to 100 (default: as the module likes)"), N_ ("N"),
    WAY (FILE) | FETCHES_LTE },
  { "framing", G_OPTION_ARG_FILENAME, AT (framing), RUNS, N_ ("the frames of the protocol download: a *.dfota-framing file"),
    N_ ("FILE"), WAY (PROTOCOL) },
  { "folder", G_OPTION_ARG_STRING, AT (folder), RUNS,
    N_ ("where the module looks for a package in its storage (default /data/ufs; some take /cache/ufs)"), N_ ("PATH"),
    WAY (STORAGE) },
  { "replace", G_OPTION_ARG_NONE, AT (replace), RUNS, N_ ("a file of the same name in the module's storage may be deleted"),
    NULL, WAY (STORAGE) },
  { "resend", G_OPTION_ARG_NONE, AT (resend), RUNS,
    N_ ("for a module that waits in download mode: send the command again, and follow on"), NULL, FETCHES_LTE },
  { "target", G_OPTION_ARG_STRING, AT (target), RUNS | OPTIONS_WATCH,
    N_ ("the firmware version that must be read at the end"), N_ ("VERSION") },
  { "patience", G_OPTION_ARG_STRING, AT (patience), RUNS | OPTIONS_WATCH,
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

  { "plan", G_OPTION_ARG_FILENAME, AT (plan), RUNS, NULL, NULL },
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

      /* a field may stand in two rows */
      if (rows[i].kind == G_OPTION_ARG_FILENAME_ARRAY)
        g_clear_pointer ((char ***) field, g_strfreev);
      else if (rows[i].kind != G_OPTION_ARG_NONE)
        g_clear_pointer ((char **) field, g_free);
    }
  g_strfreev (options->rest);
  g_free (options);
}

static gboolean
is_given (const Options *options, const Row *row)
{
  gconstpointer field = G_STRUCT_MEMBER_P (options, row->field);

  if (row->kind == G_OPTION_ARG_NONE)
    return *(const gboolean *) field;
  if (row->kind == G_OPTION_ARG_FILENAME_ARRAY)
    return *(char *const *const *) field != NULL;
  return *(const char *const *) field != NULL && g_strcmp0 (*(const char *const *) field, row->nothing) != 0;
}

static char *
name_ways (guint ways)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint via = 0; via < DFOTA_N_VIAS; via++)
    if ((ways & (1u << via)) != 0)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", dfota_via_name (via));
  return g_string_free (g_steal_pointer (&names), FALSE);
}

gboolean
options_fit_way (const Options *options, DfotaVia via, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Row *row = &rows[i];
      g_autofree char *ways = NULL;

      if (row->ways == 0 || (row->ways & (1u << via)) != 0 || !is_given (options, row))
        continue;
      ways = name_ways (row->ways);
      return usage_fail (error, DFOTA_ERROR_USAGE, _ ("--%s says nothing of --via %s; it belongs to --via %s."), row->name,
                         dfota_via_name (via), ways);
    }
  return TRUE;
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
      g_autofree char *ways = rows[i].ways != 0 ? name_ways (rows[i].ways) : NULL;

      if ((rows[i].sets & sets) != 0 && rows[i].what != NULL)
        g_print ("  %s  %s%s%s%s\n", padded, _ (rows[i].what), ways != NULL ? " [" : "", ways != NULL ? ways : "",
                 ways != NULL ? "]" : "");
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
