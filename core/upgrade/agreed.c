/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/run-private.h"

#include "error.h"

/* What the user has said yes to: this module, and these bytes. Between that yes and the command another unit may be plugged in at
 * the same port, and a file may be written anew: neither is what was agreed to. */

/* As short as tells the two apart: "EC200A EC200ACNHAR01A02M16". */
static char *
name_of (const DfotaModule *module, const DfotaModule *other)
{
  const char *model = module->model != NULL ? module->model : "?";
  const char *version = module->revision;

  if (g_strcmp0 (module->model, other->model) == 0 && g_strcmp0 (module->revision, other->revision) == 0)
    version = g_strcmp0 (module->full_revision, other->full_revision) != 0 ? module->full_revision : module->sub_edition;
  return g_strdup_printf ("%s %s", model, version != NULL ? version : "?");
}

gboolean
dfota_run_is_agreed_module (DfotaRun *run, GError **error)
{
  const DfotaModule *agreed = run->job->agreed;
  const DfotaModule *here = run->before;

  if (agreed == NULL)
    return TRUE;

  /* one that told its version then and tells none now is not known to be the same */
  gboolean can_tell = dfota_module_is_comparable (agreed, here) || agreed->revision == NULL;
  if (can_tell && g_strcmp0 (agreed->model, here->model) == 0 && !dfota_module_differs (agreed, here))
    return TRUE;

  g_autofree char *this = name_of (here, agreed);
  g_autofree char *that = name_of (agreed, here);
  g_autofree char *both = g_strdup_printf ("%s ≠ %s", this, that);
  return dfota_fail (error, DFOTA_ERROR_MODULE_CHANGED, both);
}

static gboolean
is_agreed (const DfotaPackage *package, const char *sha256, GError **error)
{
  return package == NULL || sha256 == NULL || g_str_equal (sha256, package->sha256)
         || dfota_fail (error, DFOTA_ERROR_PACKAGE_CHANGED, package->name);
}

/* What this computer hands out was read when its server was started. */
static gboolean
is_served (DfotaRun *run, const DfotaPackage *package, GError **error)
{
  DfotaHost *host = run->job->host;

  return host == NULL || package == NULL || dfota_host_serves (host, package->sha256)
         || dfota_fail (error, DFOTA_ERROR_PACKAGE_CHANGED, package->name);
}

gboolean
dfota_run_are_agreed_packages (DfotaRun *run, GError **error)
{
  const DfotaJob *job = run->job;
  /* the .mini_1 is the first, in whichever order they were named */
  gboolean turned = run->second != NULL && dfota_package_half (job->package_path) == 2;

  return is_agreed (turned ? run->second : run->package, job->package_sha256, error)
         && is_agreed (turned ? run->package : run->second, job->package2_sha256, error)
         && is_served (run, run->package, error) && is_served (run, run->second, error);
}
