/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interrupt.h"

#include <glib-unix.h>
#include <signal.h>

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

Interrupt *
interrupt_watch (void (*func) (gpointer user_data), gpointer user_data)
{
  static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
  Interrupt *interrupt = g_new0 (Interrupt, 1);

  interrupt->func = func;
  interrupt->user_data = user_data;
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    interrupt->sources[i] = g_unix_signal_add (signals[i], on_signal, interrupt);
  return interrupt;
}

void
interrupt_unwatch (Interrupt *interrupt)
{
  for (guint i = 0; i < G_N_ELEMENTS (interrupt->sources); i++)
    g_source_remove (interrupt->sources[i]);
  g_free (interrupt);
}
