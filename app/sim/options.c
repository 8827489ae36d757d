/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "options.h"

#include <stddef.h>
#include <string.h>

#include "fetch.h"
#include "words.h"

typedef enum
{
  KIND_TEXT,
  KIND_NUMBER,
  KIND_COUNT, /* guint64, guint or int by `size` */
  KIND_ON_OFF,
  KIND_FLAG, /* no value on the command line */
  KIND_ECHO_FORM,
  KIND_OUTSIDE,  /* not the engine's */
  KIND_PATIENCE, /* nor this */
} Kind;

typedef struct
{
  const char *name;
  Kind kind;
  gsize offset;
  gsize size;
  const char *value; /* how --help calls it */
  const char *what;
} Row;

#define FIELD(f) offsetof (SimConfig, f), sizeof (((SimConfig *) NULL)->f)

static const Row rows[] = {
  { "listen", KIND_OUTSIDE, 0, 0, "HOST:PORT", N_ ("Serve the module over TCP; port 0 takes a free one") },
  { "pty", KIND_OUTSIDE, 0, 0, "LINK", N_ ("Serve the module on a pseudo terminal behind this link") },
  { "scenario", KIND_OUTSIDE, 0, 0, "FILE", N_ ("Read options from the [module] group of a file") },
  { "report", KIND_OUTSIDE, 0, 0, "FILE", N_ ("Write what the module saw as JSON") },
  { "ca", KIND_OUTSIDE, 0, 0, "FILE", N_ ("HTTPS servers must be signed by this PEM file; otherwise any will do") },
  { "fetch-patience", KIND_PATIENCE, 0, 0, "S", N_ ("Seconds without a byte from a server before a download is given up") },
  { "family", KIND_TEXT, FIELD (family), "ID", N_ ("lte-standard, lte-standard-mini, bc260y, ep06 or unknown") },
  { "model", KIND_TEXT, FIELD (model), "NAME", N_ ("Model that ATI names") },
  { "manufacturer", KIND_TEXT, FIELD (manufacturer), "NAME", N_ ("Manufacturer that ATI names") },
  { "revision", KIND_TEXT, FIELD (revision), "REV", N_ ("Firmware before the upgrade") },
  { "target", KIND_TEXT, FIELD (target), "REV", N_ ("Firmware after the upgrade") },
  { "suffix", KIND_TEXT, FIELD (suffix), "TEXT", N_ ("End of AT+QGMR before the upgrade") },
  { "target-suffix", KIND_TEXT, FIELD (target_suffix), "TEXT", N_ ("End of AT+QGMR after the upgrade") },
  { "flash", KIND_COUNT, FIELD (flash_mb), "MB", N_ ("Flash size, if the revision does not tell") },
  { "uart", KIND_FLAG, FIELD (usb), NULL, N_ ("A serial line that stays while the module restarts") },
  { "echo", KIND_ON_OFF, FIELD (echo), "on|off", N_ ("Repeat commands") },
  { "echo-form", KIND_ECHO_FORM, FIELD (echo_form), "FORM", N_ ("crcrlf, crlf, space or none") },
  { "blank-lines", KIND_ON_OFF, FIELD (blank_lines), "on|off", N_ ("Blank lines around answers") },
  { "range-line", KIND_ON_OFF, FIELD (range_line), "on|off", N_ ("AT+QFOTADL=? prints its ranges") },
  { "chunk", KIND_COUNT, FIELD (chunk), "N", N_ ("Deliver N bytes at a time") },
  { "rate", KIND_COUNT, FIELD (rate), "N", N_ ("Bytes per second of the line") },
  { "speed", KIND_NUMBER, FIELD (speed), "FACTOR", N_ ("Divide the module's own durations") },
  { "seed", KIND_COUNT, FIELD (seed), "N", N_ ("Seed of everything random") },
  { "boot-urcs", KIND_ON_OFF, FIELD (boot_urcs), "on|off", N_ ("RDY and its like after a restart") },
  { "boot-junk", KIND_ON_OFF, FIELD (boot_junk), "on|off", N_ ("Words of the boot ROM after a restart") },
  { "mode1-restart", KIND_ON_OFF, FIELD (mode1_restart), "on|off", N_ ("Upgrade mode 1 restarts before it begins, too") },
  { "to-hundred", KIND_ON_OFF, FIELD (to_hundred), "on|off", N_ ("UPDATING reaches 100") },
  { "honour-update-urcs", KIND_ON_OFF, FIELD (honour_update_urcs), "on|off", N_ ("UPDATING counts as the command asks") },
  { "filestart", KIND_NUMBER, FIELD (filestart_s), "S", N_ ("Seconds to FILESTART") },
  { "verify", KIND_NUMBER, FIELD (verify_s), "S", N_ ("Seconds that the check of the package takes") },
  { "away", KIND_NUMBER, FIELD (away_s), "S", N_ ("Seconds that a restart takes") },
  { "updating", KIND_NUMBER, FIELD (updating_s), "S", N_ ("Seconds from START to the last UPDATING") },
  { "timeout", KIND_NUMBER, FIELD (timeout_s), "S", N_ ("Seconds without a byte before FILEEND,500") },
  { "download-rate", KIND_COUNT, FIELD (net_rate), "N", N_ ("Bytes per second of the module's network; 0: no limit") },
  { "fetch", KIND_NUMBER, FIELD (fetch_s), "S", N_ ("Seconds to FTPSTART, HTTPSTART or COAPSTART") },
  { "register", KIND_NUMBER, FIELD (register_s), "S", N_ ("MiniFOTA: seconds until the Mini system is on the network") },
  { "mini-timeout", KIND_NUMBER, FIELD (mini_timeout_s), "S",
    N_ ("MiniFOTA: seconds without a package before it gives up") },
  { "retry", KIND_NUMBER, FIELD (retry_s), "S", N_ ("MiniFOTA: seconds between attempts in download mode") },
  { "power", KIND_NUMBER, FIELD (power_s), "S", N_ ("Seconds until power returns") },
  { "receiver", KIND_TEXT, FIELD (receiver), "NAME", N_ ("Who takes a protocol download: xmodem-crc, xmodem-1k or none") },
  { "folder", KIND_TEXT, FIELD (folder), "PATH", N_ ("Folder of stored packages") },
  { "plain-name", KIND_ON_OFF, FIELD (plain_name), "on|off", N_ ("A stored package needs no folder in its name") },
  { "missing-error", KIND_ON_OFF, FIELD (missing_error), "on|off", N_ ("ERROR for a stored package that is not there") },
  { "scheme-error", KIND_ON_OFF, FIELD (scheme_error), "on|off", N_ ("ERROR for a kind of address that it cannot fetch") },
  { "mini-https", KIND_ON_OFF, FIELD (mini_https), "on|off", N_ ("MiniFOTA fetches by HTTPS, too") },
  { "https-words", KIND_ON_OFF, FIELD (https_words), "on|off", N_ ("HTTPSSTART and HTTPSEND for https") },
  { "auto-baud", KIND_ON_OFF, FIELD (auto_baud), "on|off", N_ ("The rate of the line is found by the first AT") },
};

static const Row *
find_row (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (strcmp (rows[i].name, name) == 0)
      return &rows[i];
  return NULL;
}

static gboolean
remember (const char *option, const char *value, gpointer data, GError **error)
{
  SimOptions *options = data;
  const char *name = option + strspn (option, "-");

  if (strcmp (name, "fault") == 0)
    g_ptr_array_add (options->faults, g_strdup (value));
  else
    g_hash_table_insert (options->values, g_strdup (name), g_strdup (value != NULL ? value : "on"));
  return TRUE;
}

static gboolean
read_on_off (const char *text, gboolean *ret)
{
  *ret = strcmp (text, "on") == 0 || strcmp (text, "true") == 0;
  return *ret || strcmp (text, "off") == 0 || strcmp (text, "false") == 0;
}

static gboolean
read_echo_form (const char *text, SimEcho *ret)
{
  const char *const names[] = { "crcrlf", "crlf", "space", "none" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], text) == 0)
      {
        *ret = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_number (const char *text, double *ret)
{
  char *end = NULL;

  *ret = g_ascii_strtod (text, &end);
  return end != text && *end == '\0';
}

static gboolean
apply (SimOptions *options, const Row *row, const char *text)
{
  SimConfig *config = &options->config;
  void *field = (char *) config + row->offset;
  guint64 count;
  gboolean on;

  switch (row->kind)
    {
    case KIND_TEXT:
      *(const char **) field = text;
      /* a CR or a quote in an identity would be another module's fault than the ones on offer */
      return g_str_is_ascii (text) && strpbrk (text, "\r\n\"") == NULL;
    case KIND_NUMBER:
      return read_number (text, field);
    case KIND_PATIENCE:
      return read_number (text, &options->patience_s) && options->patience_s > 0 && options->patience_s < 1e6;
    case KIND_COUNT:
      if (!g_ascii_string_to_unsigned (text, 10, 0, row->size == sizeof (guint64) ? G_MAXINT64 : G_MAXINT, &count, NULL))
        return FALSE;
      if (row->size == sizeof (guint64))
        *(guint64 *) field = count;
      else
        *(guint32 *) field = count;
      return TRUE;
    case KIND_ON_OFF:
      return read_on_off (text, field);
    case KIND_FLAG:
      if (!read_on_off (text, &on))
        return FALSE;
      config->usb = !on;
      return TRUE;
    case KIND_ECHO_FORM:
      return read_echo_form (text, field);
    case KIND_OUTSIDE:
      break;
    }
  return TRUE;
}

static gboolean
apply_all (SimOptions *options, GError **error)
{
  sim_config_init (&options->config, sim_options_get (options, "family"));
  options->patience_s = SIM_FETCH_PATIENCE_S;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *text = sim_options_get (options, rows[i].name);

      if (text != NULL && !apply (options, &rows[i], text))
        {
          g_set_error (error, SIM_ERROR, SIM_ERROR_VALUE, _ ("\"%s\" is no value for %s."), text, rows[i].name);
          return FALSE;
        }
    }
  g_ptr_array_add (options->faults, NULL);
  options->config.faults = (const char *const *) options->faults->pdata;
  return sim_config_check (&options->config, error);
}

/* What the command line says goes before what the file says; faults add up. */
static gboolean
read_scenario (SimOptions *options, const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) keys = NULL;
  g_auto (GStrv) groups = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, error))
    return FALSE;
  groups = g_key_file_get_groups (file, NULL);
  for (char **group = groups; *group != NULL; group++)
    if (strcmp (*group, "module") != 0)
      {
        g_set_error (error, SIM_ERROR, SIM_ERROR_KEY, _ ("The scenario has an unknown group \"%s\"."), *group);
        return FALSE;
      }
  keys = g_key_file_get_keys (file, "module", NULL, error);
  if (keys == NULL)
    return FALSE;
  for (char **key = keys; *key != NULL; key++)
    {
      gboolean faults = strcmp (*key, "faults") == 0;
      g_auto (GStrv) list = faults ? g_key_file_get_string_list (file, "module", *key, NULL, NULL) : NULL;
      g_autofree char *text = faults ? NULL : g_key_file_get_string (file, "module", *key, NULL);

      if (!faults && (find_row (*key) == NULL || strcmp (*key, "scenario") == 0))
        {
          g_set_error (error, SIM_ERROR, SIM_ERROR_KEY, _ ("The scenario has an unknown key \"%s\"."), *key);
          return FALSE;
        }
      for (char **fault = list; fault != NULL && *fault != NULL; fault++)
        g_ptr_array_add (options->faults, g_strdup (*fault));
      if (text != NULL && sim_options_get (options, *key) == NULL)
        g_hash_table_insert (options->values, g_strdup (*key), g_strdup (text));
    }
  return TRUE;
}

static GOptionGroup *
make_group (SimOptions *options)
{
  GOptionGroup *group = g_option_group_new ("", "", "", options, NULL);
  GOptionEntry more[] = {
    { "fault", 0, 0, G_OPTION_ARG_CALLBACK, remember, N_ ("Go wrong in this way; may be repeated"), "NAME[@WHERE]" },
    { "list-faults", 0, 0, G_OPTION_ARG_NONE, &options->list_faults, N_ ("Name all faults"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_ ("List them as JSON"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, N_ ("Print the version"), NULL },
    { NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      int flags = rows[i].kind == KIND_FLAG ? G_OPTION_FLAG_NO_ARG : 0;
      GOptionEntry one[] = {
        { rows[i].name, 0, flags, G_OPTION_ARG_CALLBACK, remember, rows[i].what, rows[i].value },
        { NULL },
      };

      g_option_group_add_entries (group, one);
    }
  g_option_group_add_entries (group, more);
  g_option_group_set_translation_domain (group, SIM_GETTEXT_DOMAIN);
  return group;
}

gboolean
sim_options_parse (SimOptions *options, char ***argv, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  options->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  options->faults = g_ptr_array_new_with_free_func (g_free);
  g_option_context_set_summary (context, _ ("A simulated cellular module to practise firmware upgrades on."));
  g_option_context_set_main_group (context, make_group (options));
  if (!g_option_context_parse_strv (context, argv, error))
    return FALSE;
  if ((*argv)[0] != NULL && (*argv)[1] != NULL)
    {
      g_set_error (error, SIM_ERROR, SIM_ERROR_KEY, _ ("\"%s\" is one word too many."), (*argv)[1]);
      return FALSE;
    }
  if (sim_options_get (options, "scenario") != NULL
      && !read_scenario (options, sim_options_get (options, "scenario"), error))
    return FALSE;
  return apply_all (options, error);
}

const char *
sim_options_get (const SimOptions *options, const char *name)
{
  return g_hash_table_lookup (options->values, name);
}

void
sim_options_clear (SimOptions *options)
{
  g_clear_pointer (&options->values, g_hash_table_unref);
  g_clear_pointer (&options->faults, g_ptr_array_unref);
}
