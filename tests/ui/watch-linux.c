/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch-system.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

struct _WatchSystem
{
  int schedstats[2]; /* of this thread, of the X server */
  int pressure;
};

static WatchSchedule
schedule_of (int schedstat)
{
  char text[128] = "";
  g_auto (GStrv) fields = NULL;

  if (schedstat < 0 || pread (schedstat, text, sizeof text - 1, 0) <= 0)
    return (WatchSchedule){ 0 };
  fields = g_strsplit (text, " ", 3);
  if (g_strv_length (fields) < 3)
    return (WatchSchedule){ 0 };
  return (WatchSchedule){ g_ascii_strtoll (fields[0], NULL, 10) / 1000, g_ascii_strtoll (fields[1], NULL, 10) / 1000 };
}

/* The total of the line "some" of /proc/pressure/cpu. */
static gint64
pressure_of (int file)
{
  char text[256] = "";
  const char *total;

  if (file < 0 || pread (file, text, sizeof text - 1, 0) <= 0)
    return 0;
  total = strstr (text, "total=");
  return total != NULL ? g_ascii_strtoll (total + strlen ("total="), NULL, 10) : 0;
}

static int
open_schedstat (const char *process)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/schedstat", process);

  return open (path, O_RDONLY | O_CLOEXEC);
}

static void
close_file (int file)
{
  if (file >= 0)
    close (file);
}

WatchSystem *
watch_system_new (void)
{
  WatchSystem *system = g_new0 (WatchSystem, 1);
  const char *server = g_getenv ("DFOTA_SCREEN_PID"); /* from tests/tools/screen.sh */

  system->schedstats[0] = open_schedstat ("thread-self");
  system->schedstats[1] = server != NULL ? open_schedstat (server) : -1;
  system->pressure = open ("/proc/pressure/cpu", O_RDONLY | O_CLOEXEC);
  return system;
}

void
watch_system_free (WatchSystem *system)
{
  close_file (system->schedstats[0]);
  close_file (system->schedstats[1]);
  close_file (system->pressure);
  g_free (system);
}

WatchLoad
watch_system_load (WatchSystem *system)
{
  return (WatchLoad){ schedule_of (system->schedstats[0]), schedule_of (system->schedstats[1]),
                      pressure_of (system->pressure) };
}

gboolean
watch_system_judges (void)
{
  return TRUE;
}
