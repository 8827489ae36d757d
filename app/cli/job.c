/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job.h"

#include <string.h>

#include "address.h"
#include "job-network.h"
#include "usage.h"
#include "words.h"

/* The two files of a package for MiniFOTA (guide LTE Standard(A), 4.1). */
#define FIRST_HALF  ".mini_1"
#define SECOND_HALF ".mini_2"

/* A number of --option: its limits, and whether 0 means "none" besides. */
typedef struct
{
  gint64 least, most;
  gboolean or_zero;
  const char *sentence; /* what is wrong with anything else */
} Limits;

static const Limits mode_limits = { 0, 1, FALSE, N_ ("--mode must be 0 or 1.") };
static const Limits download_limits = { 5, 100, TRUE, N_ ("--download-urcs must be 0 or a number from 5 to 100.") };
static const Limits update_limits = { 5, 100, TRUE, N_ ("--update-urcs must be 0 or a number from 5 to 100.") };
static const Limits patience_limits
    = { 1, 7 * 24 * 3600, FALSE, N_ ("--patience must be a whole number of seconds: 1 or more, a week at most.") };
static const Limits baud_limits = { 300, 4000000, FALSE, N_ ("--baud must be a line rate, such as 115200 or 921600.") };

static gboolean
number (const char *text, const Limits *limits, int *ret_number, GError **error)
{
  gint64 value;

  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_signed (text, 10, 0, limits->most, &value, NULL)
      || (value < limits->least && !(value == 0 && limits->or_zero)))
    return usage_fail (error, DFOTA_ERROR_USAGE, "%s", _ (limits->sentence));

  *ret_number = (int) value;
  return TRUE;
}

static gboolean
choose_flow (const char *text, DfotaFlowChoice *ret_flow, GError **error)
{
  if (text == NULL || g_str_equal (text, "auto"))
    *ret_flow = DFOTA_FLOW_CHOICE_AUTO;
  else if (g_str_equal (text, "rtscts"))
    *ret_flow = DFOTA_FLOW_CHOICE_RTSCTS;
  else if (g_str_equal (text, "none"))
    *ret_flow = DFOTA_FLOW_CHOICE_NONE;
  else
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("--flow must be auto, rtscts or none."));
  return TRUE;
}

static gboolean
choose_method (const char *text, DfotaMethod *ret_method, GError **error)
{
  if (text == NULL)
    return TRUE;
  if (g_str_equal (text, "dfota"))
    *ret_method = DFOTA_METHOD_DFOTA;
  else if (g_str_equal (text, "minifota"))
    *ret_method = DFOTA_METHOD_MINIFOTA;
  else
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("--method must be dfota or minifota."));
  return TRUE;
}

static gboolean
infer_via (const Options *options, DfotaVia *ret_via, GError **error)
{
  if (options->url != NULL && *options->url != '\0' && !address_via (options->url, ret_via))
    return usage_fail (error, DFOTA_ERROR_USAGE,
                       _ ("--url must begin with http://, https://, ftp:// or coap://; or say by --via what it is."));
  if (options->url != NULL && *options->url == '\0')
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("--url must name an address, or be left out."));
  /* every family fetches by HTTP */
  if (options->url == NULL && (options->host_here || options->resend))
    *ret_via = DFOTA_VIA_HTTP;
  return TRUE;
}

static gboolean
choose_via (const Options *options, DfotaVia *ret_via, GError **error)
{
  if (options->via == NULL)
    return infer_via (options, ret_via, error);
  if (!dfota_via_by_name (options->via, ret_via))
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("--via must be file, protocol, http, https, ftp, coap or storage."));
  return TRUE;
}

static gboolean
refuse_others (const Options *options, GError **error)
{
  if (options->plan != NULL)
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("--plan comes later: please give the options one by one."));
  return TRUE;
}

/* In any order: the names say which is which. */
static gboolean
choose_pair (char **packages, DfotaJob *job, GError **error)
{
  gboolean turned = g_str_has_suffix (packages[0], SECOND_HALF);
  const char *first = packages[turned];
  const char *second = packages[!turned];

  if (packages[2] != NULL || !g_str_has_suffix (first, FIRST_HALF) || !g_str_has_suffix (second, SECOND_HALF))
    return usage_fail (
        error, DFOTA_ERROR_USAGE,
        _ ("--package can be given twice only for the two files of one package, NAME.mini_1 and NAME.mini_2."));
  if (!dfota_via_is_network (job->via))
    return usage_fail (
        error, DFOTA_ERROR_USAGE,
        _ ("--package twice, .mini_1 and .mini_2, goes with --via http or --via ftp: the module fetches both."));

  job->package_path = g_strdup (first);
  job->package2_path = g_strdup (second);
  return TRUE;
}

static void
choose_one (const char *package, DfotaJob *job)
{
  if (dfota_via_is_network (job->via) && g_str_has_suffix (package, SECOND_HALF))
    {
      job->package2_path = g_strdup (package);
      job->package_path = job_other_half (package);
    }
  else
    job->package_path = g_strdup (package);
}

static gboolean
choose_package (char **packages, DfotaJob *job, GError **error)
{
  if (packages == NULL && dfota_via_is_network (job->via))
    return TRUE;
  if (packages == NULL || g_strv_contains ((const char *const *) packages, ""))
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("--package is missing: name the upgrade package."));
  if (packages[1] != NULL)
    return choose_pair (packages, job, error);

  choose_one (packages[0], job);
  return TRUE;
}

char *
job_other_half (const char *package)
{
  char *other = g_strdup (package);

  if (g_str_has_suffix (package, FIRST_HALF))
    other[strlen (other) - 1] = '2';
  else if (g_str_has_suffix (package, SECOND_HALF))
    other[strlen (other) - 1] = '1';
  else
    g_clear_pointer (&other, g_free);
  return other;
}

gboolean
job_is_served_here (const DfotaJob *job, const Options *options)
{
  gboolean practised = dfota_practice_is_name (job->port) && !job->resend;

  return dfota_via_is_network (job->via) && job->url == NULL && job->package_path != NULL
         && (options->host_here || practised);
}

static gboolean
fill_storage (DfotaJob *job, const Options *options, GError **error)
{
  /* "" is a folder too: some firmware takes the bare file name */
  if (options->folder != NULL && *options->folder != '\0'
      && (*options->folder != '/' || strpbrk (options->folder, "\"\\") != NULL))
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("--folder must be a path on the module, such as /data/ufs."));

  job->folder = g_strdup (options->folder);
  job->replace = options->replace;
  return TRUE;
}

static gboolean
fill (DfotaJob *job, const Options *options, GError **error)
{
  if (!choose_via (options, &job->via, error) || !refuse_others (options, error)
      || !options_fit_way (options, job->via, error) || !choose_flow (options->flow, &job->flow, error)
      || !choose_method (options->method, &job->method, error) || !number (options->mode, &mode_limits, &job->mode, error)
      || !number (options->download_urcs, &download_limits, &job->download_urcs, error)
      || !number (options->update_urcs, &update_limits, &job->update_urcs, error)
      || !number (options->patience, &patience_limits, &job->patience, error)
      || !choose_package (options->packages, job, error) || !job_fill_network (job, options, error)
      || !fill_storage (job, options, error))
    return FALSE;

  job->framing = g_strdup (options->framing);
  return TRUE;
}

static gboolean
choose_target (const char *text, char **ret_target, GError **error)
{
  if (text != NULL && *text == '\0')
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("--target must name a firmware version, or be left out."));
  *ret_target = g_strdup (text);
  return TRUE;
}

DfotaJob *
job_to_identify (const Options *options, GError **error)
{
  g_autoptr (DfotaJob) job = dfota_job_new ();
  int baud = 0;

  if (options->port != NULL && *options->port == '\0')
    {
      usage_fail (error, DFOTA_ERROR_USAGE, _ ("--port must name a port, or be left out."));
      return NULL;
    }
  if (!number (options->baud, &baud_limits, &baud, error))
    return NULL;

  job->port = g_strdup (options->port != NULL ? options->port : "auto");
  /* a practice module is gone when we are: what was begun with it is nobody's business later */
  if (dfota_practice_is_name (job->port))
    job->journal = g_strdup ("");
  job->baud = (guint) baud;
  return g_steal_pointer (&job);
}

DfotaJob *
job_to_watch (const Options *options, GError **error)
{
  g_autoptr (DfotaJob) job = job_to_identify (options, error);

  if (job == NULL || !number (options->patience, &patience_limits, &job->patience, error)
      || !choose_target (options->target, &job->target, error))
    return NULL;
  return g_steal_pointer (&job);
}

DfotaJob *
job_from_options (const Options *options, GError **error)
{
  g_autoptr (DfotaJob) job = job_to_identify (options, error);

  if (job == NULL || !fill (job, options, error) || !choose_target (options->target, &job->target, error))
    return NULL;
  return g_steal_pointer (&job);
}
