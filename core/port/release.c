/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/release.h"

#include "port/port-list.h"
#include "port/release-system.h"

void
dfota_release_name_holders (GPtrArray *ports)
{
  g_auto (GStrv) taken = NULL;
  gboolean asked = FALSE;

  for (guint i = 0; i < ports->len; i++)
    {
      DfotaPortInfo *info = g_ptr_array_index (ports, i);
      g_autofree char *base = NULL;

      if (info->busy_by != NULL || info->place.vid == 0)
        continue;
      /* no question as long as nothing is plugged in */
      if (!asked)
        taken = dfota_release_taken ();
      asked = TRUE;
      base = g_path_get_basename (info->name);
      if (taken != NULL && g_strv_contains ((const char *const *) taken, base))
        info->busy_by = g_strdup (DFOTA_RELEASE_SERVICE);
    }
}

char *
dfota_release_holder (const char *port)
{
  g_autofree char *base = g_path_get_basename (port);
  g_auto (GStrv) taken = dfota_release_taken ();

  return taken != NULL && g_strv_contains ((const char *const *) taken, base) ? g_strdup (DFOTA_RELEASE_SERVICE) : NULL;
}

gboolean
dfota_release_is_service (const char *program)
{
  return g_strcmp0 (program, DFOTA_RELEASE_SERVICE) == 0;
}
