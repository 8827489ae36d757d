/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "private-bus.h"

#include <signal.h>
#include <sys/prctl.h>

static void
die_with_parent (gpointer unused)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

char *
private_bus_start (GSubprocess **ret_bus)
{
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  char *address;

  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  g_subprocess_launcher_unsetenv (launcher, "LD_PRELOAD"); /* made-up ports are not for it */
  *ret_bus = g_subprocess_launcher_spawn (launcher, &error, "dbus-daemon", "--session", "--nofork", "--print-address", NULL);
  if (*ret_bus == NULL)
    g_error ("%s", error->message);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (*ret_bus));
  address = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  g_assert_nonnull (address);
  return address;
}
