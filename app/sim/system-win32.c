/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "system.h"

#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

static UINT page_found;
static void (*on_end) (gpointer user_data);
static gpointer end_data;

/* It belongs to the console and would outlive us. */
static void
restore_page (void)
{
  SetConsoleOutputCP (page_found);
}

char **
sim_system_start (char **argv)
{
  /* argv is in the old code page, and has lost what that cannot say */
  char **words = g_win32_get_command_line ();

  /* no CR before our LF: the first line is read by programs */
  _setmode (_fileno (stdout), _O_BINARY);
  _setmode (_fileno (stderr), _O_BINARY);
  page_found = GetConsoleOutputCP ();
  if (page_found != 0 && SetConsoleOutputCP (CP_UTF8))
    atexit (restore_page);
  return words != NULL ? words : g_strdupv (argv);
}

static gboolean
on_idle (gpointer user_data)
{
  on_end (end_data);
  return G_SOURCE_REMOVE;
}

/* On a thread of Windows. When the console closes, the program ends as soon as this returns: it must not, before main() has. */
static BOOL WINAPI
on_console (DWORD type)
{
  g_idle_add (on_idle, NULL);
  if (type != CTRL_C_EVENT && type != CTRL_BREAK_EVENT)
    Sleep (INFINITE);
  return TRUE;
}

void
sim_system_on_end (void (*func) (gpointer user_data), gpointer user_data)
{
  on_end = func;
  end_data = user_data;
  /* whoever started us may have had Ctrl-C switched off, which is inherited */
  SetConsoleCtrlHandler (NULL, FALSE);
  SetConsoleCtrlHandler (on_console, TRUE);
}
