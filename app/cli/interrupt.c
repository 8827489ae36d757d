/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interrupt.h"

#ifdef G_OS_WIN32
#include <windows.h>
#else
#include <glib-unix.h>
#include <signal.h>
#endif

struct _Interrupt
{
  void (*func) (gpointer user_data);
  gpointer user_data;
  guint sources[3];
};

static gboolean
on_signal (gpointer user_data)
{
  Interrupt *interrupt = user_data;

  interrupt->func (interrupt->user_data);
  return G_SOURCE_CONTINUE;
}

#ifdef G_OS_WIN32

/* Windows calls on_console() on a thread of its own and gives it no data. */
static Interrupt *current;

static gboolean
on_idle (gpointer user_data)
{
  if (current != NULL)
    on_signal (current);
  return G_SOURCE_REMOVE;
}

static BOOL WINAPI
on_console (DWORD type)
{
  g_idle_add (on_idle, NULL);
  return TRUE;
}

static void
connect_signals (Interrupt *interrupt)
{
  current = interrupt;
  SetConsoleCtrlHandler (on_console, TRUE);
}

static void
disconnect_signals (Interrupt *interrupt)
{
  SetConsoleCtrlHandler (on_console, FALSE);
  current = NULL;
}

#else

static void
connect_signals (Interrupt *interrupt)
{
  static const int signals[] = { SIGINT, SIGTERM, SIGHUP };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    interrupt->sources[i] = g_unix_signal_add (signals[i], on_signal, interrupt);
}

static void
disconnect_signals (Interrupt *interrupt)
{
  for (guint i = 0; i < G_N_ELEMENTS (interrupt->sources); i++)
    g_source_remove (interrupt->sources[i]);
}

#endif

Interrupt *
interrupt_watch (void (*func) (gpointer user_data), gpointer user_data)
{
  Interrupt *interrupt = g_new0 (Interrupt, 1);

  interrupt->func = func;
  interrupt->user_data = user_data;
  connect_signals (interrupt);
  return interrupt;
}

void
interrupt_unwatch (Interrupt *interrupt)
{
  disconnect_signals (interrupt);
  g_free (interrupt);
}
