/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "native.h"

#include <string.h>
#include <sys/stat.h>

gconstpointer
native_find (gconstpointer bytes, gsize n, gconstpointer wanted, gsize m)
{
  return memmem (bytes, n, wanted, m);
}

gboolean
native_datagrams_are_strict (void)
{
  return TRUE;
}

gboolean
native_has_ptys (void)
{
  return TRUE;
}

const char *
native_port (void)
{
  return "/dev/ttyUSB250";
}

const char *const *
native_devices (void)
{
  static const char *const devices[] = { "/dev/null", "/dev/zero", "/dev/tty", NULL };

  return devices;
}

int
native_stride (void)
{
  return 1;
}

guint
native_abreast (void)
{
  return G_MAXUINT;
}

const char *
native_no_programs (void)
{
  return NULL;
}

gboolean
native_make_pipe (const char *path)
{
  return mkfifo (path, 0600) == 0;
}

gpointer
native_lock (const char *path)
{
  return NULL;
}

void
native_unlock (gpointer lock)
{
}
