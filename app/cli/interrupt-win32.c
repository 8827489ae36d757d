/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interrupt.h"

#include <windows.h>

/* Of the five seconds that a closing console leaves (HandlerRoutine, CTRL_CLOSE_EVENT): so long for a stop in order. */
#define ORDERLY_MS 3000

struct _Interrupt
{
  void (*func) (gpointer user_data);
  gpointer user_data;
};

/* Windows calls on_console() on a thread of its own and gives it no data. The main thread's alone. */
static Interrupt *current;

static gboolean
on_idle (gpointer user_data)
{
  if (current != NULL)
    current->func (current->user_data);
  return G_SOURCE_REMOVE;
}

/* Ctrl-C, Ctrl-Break; or the window closes: then the program ends when this returns, or by itself before. When the user signs out
 * Windows tells only services (HandlerRoutine); every other program simply ends. */
static BOOL WINAPI
on_console (DWORD type)
{
  g_idle_add (on_idle, NULL);
  if (type == CTRL_C_EVENT || type == CTRL_BREAK_EVENT)
    return TRUE;

  Sleep (ORDERLY_MS);
  g_idle_add (on_idle, NULL);
  Sleep (INFINITE);
  return TRUE;
}

Interrupt *
interrupt_watch (void (*func) (gpointer user_data), gpointer user_data)
{
  Interrupt *interrupt = g_new0 (Interrupt, 1);

  interrupt->func = func;
  interrupt->user_data = user_data;
  current = interrupt;
  /* whoever started us may have had Ctrl-C switched off, which is inherited */
  SetConsoleCtrlHandler (NULL, FALSE);
  SetConsoleCtrlHandler (on_console, TRUE);
  return interrupt;
}

void
interrupt_unwatch (Interrupt *interrupt)
{
  SetConsoleCtrlHandler (on_console, FALSE);
  current = NULL;
  g_free (interrupt);
}
