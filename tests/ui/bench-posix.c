/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-system.h"

#include <signal.h>
#include <sys/prctl.h>

char *
bench_system_self (void)
{
  return g_file_read_link ("/proc/self/exe", NULL);
}

char *
bench_system_name (const char *program)
{
  return g_strdup (program);
}

static void
die_with_parent (gpointer unused)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

void
bench_system_tie (GSubprocessLauncher *launcher)
{
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
}
