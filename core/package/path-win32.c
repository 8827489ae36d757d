/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "package/path.h"

#include <windows.h>

/* Windows writes the path of a device like this, and of a file whose name it must not look into (Naming Files, Paths, and
 * Namespaces, at Microsoft's). */
#define DEVICE     "\\\\.\\"
#define AS_IT_IS   "\\\\?\\"
#define AS_IT_IS_N "\\\\?\\UNC\\"

/* MAX_PATH less what a folder must leave for the files in it. */
#define LONGEST 247

/* The whole path as Windows understands it, of any length; NULL: it understands nothing. */
static char *
full_path (const char *path)
{
  g_autofree wchar_t *wide = (wchar_t *) g_utf8_to_utf16 (path, -1, NULL, NULL, NULL);
  const DWORD size = wide != NULL ? GetFullPathNameW (wide, 0, NULL, NULL) : 0;
  g_autofree wchar_t *full = g_new0 (wchar_t, size + 1);

  if (size == 0 || GetFullPathNameW (wide, size, full, NULL) == 0)
    return NULL;
  return g_utf16_to_utf8 ((const gunichar2 *) full, -1, NULL, NULL, NULL);
}

gboolean
dfota_path_is_device (const char *path)
{
  g_autofree char *full = full_path (path);

  return full != NULL && g_str_has_prefix (full, DEVICE);
}

char *
dfota_path_to_open (const char *path)
{
  g_autofree char *full = full_path (path);

  if (full == NULL || g_utf8_strlen (full, -1) <= LONGEST || g_str_has_prefix (full, AS_IT_IS)
      || g_str_has_prefix (full, DEVICE))
    return g_strdup (path);
  if (g_str_has_prefix (full, "\\\\"))
    return g_strconcat (AS_IT_IS_N, full + 2, NULL);
  return g_strconcat (AS_IT_IS, full, NULL);
}
