/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job.h"

#include "usage.h"
#include "words.h"

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
choose_via (const char *text, DfotaVia *ret_via, GError **error)
{
  if (text != NULL && !dfota_via_by_name (text, ret_via))
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("--via must be file, protocol, http, https, ftp, coap or storage."));
  if (*ret_via != DFOTA_VIA_FILE)
    return usage_fail (error, DFOTA_ERROR_WAY_REFUSED,
                       _ ("--via %s comes later: this version sends the package over the cable only (--via file)."), text);
  return TRUE;
}

/* Options of the paths and tools that are not there yet, and those that say nothing about an upgrade by file. */
static gboolean
refuse_others (const Options *options, GError **error)
{
  const struct
  {
    gboolean given;
    const char *name;
  } network[] = { { options->url != NULL, "--url" },
                  { options->host_here, "--host-here" },
                  { options->apn != NULL, "--apn" },
                  { options->cid != NULL, "--cid" },
                  { options->no_probe, "--no-probe" } };

  for (guint i = 0; i < G_N_ELEMENTS (network); i++)
    if (network[i].given)
      return usage_fail (error, DFOTA_ERROR_USAGE, _ ("%s belongs to the network paths, which come later."),
                         network[i].name);
  if (options->framing != NULL)
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("--framing belongs to --via protocol, which comes later."));
  if (options->plan != NULL)
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("--plan comes later: please give the options one by one."));
  if (options->resend)
    return usage_fail (error, DFOTA_ERROR_USAGE,
                       _ ("--resend is for a module that waits in download mode, which --via file does not have."));
  return TRUE;
}

static gboolean
choose_package (char **packages, char **ret_path, GError **error)
{
  if (packages == NULL || *packages[0] == '\0')
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("--package is missing: name the upgrade package."));
  if (packages[1] != NULL)
    return usage_fail (error, DFOTA_ERROR_USAGE,
                       _ ("--package can be given once: packages in two parts (MiniFOTA) come later."));

  *ret_path = g_strdup (packages[0]);
  return TRUE;
}

static gboolean
fill (DfotaJob *job, const Options *options, GError **error)
{
  return choose_via (options->via, &job->via, error) && refuse_others (options, error)
         && choose_flow (options->flow, &job->flow, error) && choose_method (options->method, &job->method, error)
         && number (options->mode, &mode_limits, &job->mode, error)
         && number (options->download_urcs, &download_limits, &job->download_urcs, error)
         && number (options->update_urcs, &update_limits, &job->update_urcs, error)
         && number (options->patience, &patience_limits, &job->patience, error)
         && choose_package (options->packages, &job->package_path, error);
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
  job->baud = (guint) baud;
  return g_steal_pointer (&job);
}

DfotaJob *
job_from_options (const Options *options, GError **error)
{
  g_autoptr (DfotaJob) job = job_to_identify (options, error);

  if (job == NULL || !fill (job, options, error))
    return NULL;
  if (options->target != NULL && *options->target == '\0')
    {
      usage_fail (error, DFOTA_ERROR_USAGE, _ ("--target must name a firmware version, or be left out."));
      return NULL;
    }

  job->target = g_strdup (options->target);
  return g_steal_pointer (&job);
}
