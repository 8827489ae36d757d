/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "package/path.h"

gboolean
dfota_path_is_device (const char *path)
{
  return FALSE;
}

char *
dfota_path_to_open (const char *path)
{
  return g_strdup (path);
}
