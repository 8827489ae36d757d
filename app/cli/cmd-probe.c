/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "address.h"
#include "commands.h"
#include "common/app-words.h"
#include "job.h"
#include "output.h"
#include "start.h"
#include "usage.h"
#include "view.h"
#include "words.h"

static const Start probe_start = {
  .sets = OPTIONS_COMMON | OPTIONS_PROBE,
  .words = 1,
  .usage = "dfota probe URL [--package FILE] [OPTION…]",
  .summary
  = N_ ("Looks whether a package is at its address and how large it is; with --package, whether it is the very file. "
        "Where a .mini_1 is, its .mini_2 is looked for too."),
};

#define EXIT_THERE     0
#define EXIT_NOT_THERE 1

typedef struct
{
  gboolean json;
  const DfotaUrlRules *rules;
  DfotaPackage *packages[2]; /* NULL: not on this computer */
} Probing;

/* What is allowed, and yet often a mistake: whatever the module is. */
static void
tell_oddities (const Probing *probing, const DfotaUrl *url)
{
  static const struct
  {
    DfotaUrlOddity oddity;
    DfotaCheckId id;
  } rows[] = { { DFOTA_URL_PRIVATE, DFOTA_CHECK_ADDRESS_PRIVATE }, { DFOTA_URL_ENCODED, DFOTA_CHECK_ADDRESS_ENCODED } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DfotaEvent) event = NULL;

      if ((dfota_url_oddities (url) & rows[i].oddity) == 0)
        continue;
      event = dfota_event_new (DFOTA_EVENT_CHECK);
      event->check.id = rows[i].id;
      event->check.verdict = DFOTA_VERDICT_WARN;
      event->check.value = g_strdup (rows[i].oddity == DFOTA_URL_PRIVATE ? url->host : url->file);
      if (probing->json)
        output_event (event, NULL);
      else
        person_event (&(Person){ 0 }, event);
    }
}

static gboolean
is_same (const DfotaProbe *probe, const DfotaPackage *package)
{
  if (probe->sha256 != NULL)
    return g_str_equal (probe->sha256, package->sha256);
  return probe->size < 0 || probe->size == package->size;
}

/* What came of it in words: a fault's, or the finding's that an upgrade would tell. */
static DfotaAdvice *
words_of_fault (DfotaErrorCode error, const char *value)
{
  g_autoptr (DfotaFault) fault = dfota_fault_new (error, value);

  return dfota_advice_new (fault);
}

static DfotaAdvice *
words_of_check (DfotaCheckId id, DfotaCheckVerdict verdict, const char *value)
{
  const DfotaCheckEvent check = { id, verdict, (char *) value };
  DfotaAdvice *words = g_new0 (DfotaAdvice, 1);

  dfota_check_words (&check, &words->title, &words->advice);
  return words;
}

static DfotaAdvice *
words_of (const DfotaProbe *probe, const DfotaUrl *url, gboolean same)
{
  g_autofree char *size = g_strdup_printf ("%" G_GOFFSET_FORMAT, probe->size);
  g_autofree char *broken = g_strdup_printf ("%" G_GOFFSET_FORMAT " < %" G_GOFFSET_FORMAT, probe->size, probe->expected);

  switch (probe->result)
    {
    case DFOTA_PROBE_FOUND:
      return same ? words_of_check (DFOTA_CHECK_PROBE, DFOTA_VERDICT_PASS, probe->size < 0 ? "" : size)
                  : words_of_fault (DFOTA_ERROR_PROBE_DIFFERENT, url->file);
    case DFOTA_PROBE_MISSING:
      return words_of_fault (DFOTA_ERROR_PROBE_MISSING, url->file);
    case DFOTA_PROBE_DENIED:
      return words_of_fault (DFOTA_ERROR_PROBE_DENIED, probe->words);
    case DFOTA_PROBE_REFUSED:
      return words_of_fault (DFOTA_ERROR_PROBE_REFUSED, probe->words);
    case DFOTA_PROBE_BROKEN:
      return words_of_fault (DFOTA_ERROR_PROBE_BROKEN, broken);
    case DFOTA_PROBE_NO_NAME:
      return words_of_check (DFOTA_CHECK_ADDRESS_NAME, DFOTA_VERDICT_WARN, url->host);
    case DFOTA_PROBE_NO_ANSWER:
    default:
      return words_of_check (DFOTA_CHECK_PROBE, DFOTA_VERDICT_WARN, url->host);
    }
}

/* TRUE: there, and the same where there is something to compare it with. *error: it could not even be tried. */
static gboolean
probe_one (const Probing *probing, const DfotaUrl *url, const DfotaPackage *package, GError **error)
{
  g_autofree char *text = dfota_url_text (url, probing->rules);
  g_autofree char *shown = dfota_url_public (url, probing->rules);
  g_autoptr (DfotaProbe) probe = dfota_probe_new (text, package != NULL, NULL, error);
  g_autoptr (DfotaAdvice) words = NULL;
  gboolean same;

  if (probe == NULL)
    return FALSE;
  same = package == NULL || is_same (probe, package);
  words = words_of (probe, url, same);
  if (probing->json)
    output_probe (probe, shown, package != NULL && probe->result == DFOTA_PROBE_FOUND ? same : -1, words);
  else
    g_print ("%s\n  %s%s%s\n", shown, words->title, *words->advice != '\0' ? "\n  " : "", words->advice);
  return probe->result == DFOTA_PROBE_FOUND && same;
}

static gboolean
read_package (Probing *probing, const char *path, guint i, GError **error)
{
  if (path != NULL)
    probing->packages[i] = dfota_package_new (path, NULL, error);
  return path == NULL || probing->packages[i] != NULL;
}

/* The first is the one that the address names. Of a pair in one folder the second need not be named. */
static gboolean
read_packages (Probing *probing, char **paths, GError **error)
{
  if (paths == NULL)
    return TRUE;
  if (paths[1] != NULL && paths[2] != NULL)
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("--package can be given twice at the most."));

  gboolean turned = paths[1] != NULL && g_str_has_suffix (paths[0], ".mini_2");
  g_autofree char *beside = paths[1] == NULL ? job_other_half (paths[0]) : NULL;
  const char *second = paths[1 - turned];

  if (second == NULL && beside != NULL && g_file_test (beside, G_FILE_TEST_EXISTS))
    second = beside;
  return read_package (probing, paths[turned], 0, error) && read_package (probing, second, 1, error);
}

static DfotaUrl *
read_url (Probing *probing, const Options *options, GError **error)
{
  DfotaVia via;

  if (options->rest[1] == NULL)
    {
      usage_fail (error, DFOTA_ERROR_USAGE, _ ("Name the address to look at: dfota probe URL."));
      return NULL;
    }
  if (!address_via (options->rest[1], &via))
    {
      usage_fail (error, DFOTA_ERROR_USAGE, _ ("URL must begin with http://, https://, ftp:// or coap://."));
      return NULL;
    }
  probing->rules = address_rules (via);
  return dfota_url_new (options->rest[1], probing->rules, error);
}

int
cmd_probe (char **args)
{
  int exit_code;
  g_autoptr (GError) error = NULL;
  g_autoptr (Options) options = start (&probe_start, args, &exit_code);
  g_autoptr (DfotaUrl) url = NULL;
  g_autoptr (DfotaUrl) second = NULL;
  Probing probing = { 0 };
  gboolean there = FALSE;

  if (options == NULL)
    return exit_code;
  probing.json = options->json;
  url = read_url (&probing, options, &error);
  if (url != NULL && read_packages (&probing, options->packages, &error))
    {
      tell_oddities (&probing, url);
      if (g_str_has_suffix (url->file, ".mini_1"))
        second = dfota_url_second (url);
      there = probe_one (&probing, url, probing.packages[0], &error);
      if (second != NULL && error == NULL)
        there &= probe_one (&probing, second, probing.packages[1], &error);
    }
  dfota_package_free (probing.packages[0]);
  dfota_package_free (probing.packages[1]);
  if (error != NULL)
    return view_complaint (options->json, error);
  return there ? EXIT_THERE : EXIT_NOT_THERE;
}
