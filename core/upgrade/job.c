/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/job.h"

#include "error.h"

DfotaJob *
dfota_job_new (void)
{
  DfotaJob *job = g_new0 (DfotaJob, 1);

  job->via = DFOTA_VIA_FILE;
  job->mode = 1;
  /* an omitted count keeps its last value; 100 makes the counter a percentage on every firmware */
  job->download_urcs = 100;
  job->update_urcs = DFOTA_UNSET;
  job->patience = DFOTA_UNSET;
  job->haste = 1;
  job->cid = DFOTA_UNSET;
  job->probe = TRUE;
  return job;
}

DfotaJob *
dfota_job_copy (const DfotaJob *job)
{
  DfotaJob *copy = g_memdup2 (job, sizeof *job);

  copy->port = g_strdup (job->port);
  copy->package_path = g_strdup (job->package_path);
  copy->package_sha256 = g_strdup (job->package_sha256);
  copy->package2_sha256 = g_strdup (job->package2_sha256);
  copy->agreed = dfota_module_copy (job->agreed);
  copy->target = g_strdup (job->target);
  copy->package2_path = g_strdup (job->package2_path);
  copy->url = g_strdup (job->url);
  copy->host = job->host != NULL ? dfota_host_ref (job->host) : NULL;
  copy->apn = g_strdup (job->apn);
  copy->apn_user = g_strdup (job->apn_user);
  copy->apn_password = g_strdup (job->apn_password);
  copy->folder = g_strdup (job->folder);
  copy->framing = g_strdup (job->framing);
  copy->journal = g_strdup (job->journal);
  return copy;
}

void
dfota_job_free (DfotaJob *job)
{
  if (job == NULL)
    return;
  g_free (job->port);
  g_free (job->package_path);
  g_free (job->package_sha256);
  g_free (job->package2_sha256);
  dfota_module_free (job->agreed);
  g_free (job->target);
  g_free (job->package2_path);
  g_free (job->url);
  g_clear_pointer (&job->host, dfota_host_unref);
  g_free (job->apn);
  g_free (job->apn_user);
  g_free (job->apn_password);
  g_free (job->folder);
  g_free (job->framing);
  g_free (job->journal);
  g_free (job);
}

/* guide LTE Standard(A) 3.3.1: 0, or 5–100 */
static gboolean
is_count (int urcs)
{
  return urcs == 0 || (urcs >= 5 && urcs <= 100);
}

gboolean
dfota_job_check (const DfotaJob *job, GError **error)
{
  if (job->port == NULL || *job->port == '\0')
    return dfota_fail (error, DFOTA_ERROR_USAGE, "--port");
  if (job->mode != 0 && job->mode != 1)
    return dfota_fail (error, DFOTA_ERROR_USAGE, "--mode");
  if (!is_count (job->download_urcs))
    return dfota_fail (error, DFOTA_ERROR_USAGE, "--download-urcs");
  if (job->update_urcs != DFOTA_UNSET && !is_count (job->update_urcs))
    return dfota_fail (error, DFOTA_ERROR_USAGE, "--update-urcs");
  if (job->patience != DFOTA_UNSET && job->patience < 1)
    return dfota_fail (error, DFOTA_ERROR_USAGE, "--patience");
  /* without a profile nothing at all is sent */
  if (job->via == DFOTA_VIA_PROTOCOL && job->framing == NULL)
    return dfota_fail (error, DFOTA_ERROR_FRAMING_MISSING, NULL);
  if (job->cid != DFOTA_UNSET && (job->cid < 1 || job->cid > 15))
    return dfota_fail (error, DFOTA_ERROR_USAGE, "--cid");
  return TRUE;
}
