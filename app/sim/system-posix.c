/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "system.h"

#include <glib-unix.h>
#include <signal.h>

static void (*on_end) (gpointer user_data);

char **
sim_system_start (char **argv)
{
  signal (SIGPIPE, SIG_IGN);
  return g_strdupv (argv);
}

static gboolean
on_signal (gpointer user_data)
{
  on_end (user_data);
  return G_SOURCE_CONTINUE;
}

void
sim_system_on_end (void (*func) (gpointer user_data), gpointer user_data)
{
  on_end = func;
  g_unix_signal_add (SIGTERM, on_signal, user_data);
  g_unix_signal_add (SIGINT, on_signal, user_data);
}
