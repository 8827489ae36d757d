/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "native.h"

#include <string.h>
#include <windows.h>

gconstpointer
native_find (gconstpointer bytes, gsize n, gconstpointer wanted, gsize m)
{
  const char *at = bytes;

  for (gsize i = 0; i + m <= n; i++)
    if (memcmp (at + i, wanted, m) == 0)
      return at + i;
  return NULL;
}

gboolean
native_datagrams_are_strict (void)
{
  return FALSE;
}

gboolean
native_has_ptys (void)
{
  return FALSE;
}

const char *
native_port (void)
{
  return "COM250";
}

const char *const *
native_devices (void)
{
  static const char *const devices[] = { "nul", "NUL",      "con",    "COM1",         "com9",     "lpt1", "aux",
                                         "prn", "C:\\COM1", "C:/nul", "\\\\.\\COM10", "//./COM3", NULL };

  return devices;
}

int
native_stride (void)
{
  return 17;
}

guint
native_abreast (void)
{
  return 6;
}

const char *
native_no_programs (void)
{
  return "a client that is a program of Linux cannot be run and waited for by a program of Windows";
}

gboolean
native_make_pipe (const char *path)
{
  return FALSE;
}

gpointer
native_lock (const char *path)
{
  g_autofree wchar_t *wide = (wchar_t *) g_utf8_to_utf16 (path, -1, NULL, NULL, NULL);
  HANDLE file = CreateFileW (wide, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);

  return file != INVALID_HANDLE_VALUE ? file : NULL;
}

void
native_unlock (gpointer lock)
{
  CloseHandle (lock);
}
