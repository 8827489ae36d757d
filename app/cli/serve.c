/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve.h"

#include "job.h"

DfotaHost *
serve_files (DfotaVia via, const char *const *files, const char *address, GError **error)
{
  for (const char *const *file = files; *file != NULL; file++)
    {
      g_autoptr (DfotaPackage) package = dfota_package_new (*file, NULL, error);

      if (package == NULL)
        return NULL;
    }
  return dfota_host_new (via, files, address, 0, error);
}

gboolean
serve_job (DfotaJob *job, const char *address, GError **error)
{
  g_autofree char *beside = job_other_half (job->package_path);
  const char *files[] = { job->package_path, job->package2_path != NULL ? job->package2_path : beside, NULL };

  job->host = serve_files (job->via, files, address, error);
  if (job->host == NULL)
    return FALSE;

  job->url = g_strdup (dfota_host_url (job->host, 0));
  return TRUE;
}
