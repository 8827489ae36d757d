/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <windows.h>

/* A program with windows has no console, or that of another program that started it and gave it no handles. Started from the
 * desktop it has nothing to write on: then words come in a window of the system's. */
static void
say_in_window (const char *words)
{
  g_autofree wchar_t *wide = (wchar_t *) g_utf8_to_utf16 (words, -1, NULL, NULL, NULL);

  g_autofree wchar_t *title = (wchar_t *) g_utf8_to_utf16 (_ ("DFOTA Wizard"), -1, NULL, NULL, NULL);

  if (wide != NULL)
    MessageBoxW (NULL, wide, title, MB_OK | MB_SETFOREGROUND);
}

/* The desktop may give a program a monitor's handle there (STARTUPINFO, hStdOutput): nothing can be written to that. */
static gboolean
is_given (DWORD which)
{
  HANDLE handle = GetStdHandle (which);

  return handle != NULL && handle != INVALID_HANDLE_VALUE && GetFileType (handle) != FILE_TYPE_UNKNOWN;
}

static gboolean
write_on_console_of_parent (void)
{
  return AttachConsole (ATTACH_PARENT_PROCESS) && freopen ("CONOUT$", "w", stdout) != NULL
         && freopen ("CONOUT$", "w", stderr) != NULL;
}

void
wizard_console_prepare (void)
{
  /* Nobody is to be met on a bus here, and GLib would start one: a program that goes on after this one has ended. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", FALSE);
  /* Drawn by the processor: this window needs no more, and virtual machines, remote desktops and old graphics drivers are where
   * OpenGL fails. What the tests have looked at is what a customer sees. */
  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  if (is_given (STD_OUTPUT_HANDLE) || is_given (STD_ERROR_HANDLE) || write_on_console_of_parent ())
    return;
  g_set_print_handler (say_in_window);
  g_set_printerr_handler (say_in_window);
}
