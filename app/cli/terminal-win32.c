/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "terminal.h"

#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

/* The longest piece that WriteConsoleW() is given at once: consoles before Windows 8 had 64 KB for it. */
#define PIECE 8192

static gboolean
is_console (DWORD which, DWORD *ret_mode)
{
  return GetConsoleMode (GetStdHandle (which), ret_mode);
}

/* The mode belongs to the console and would outlive us. */
static DWORD mode_found;

static void
restore_mode (void)
{
  SetConsoleMode (GetStdHandle (STD_OUTPUT_HANDLE), mode_found);
}

/* A console takes UTF-16, whatever code page it was opened with; a file or a pipe gets the bytes as they are. */
static void
put (FILE *file, DWORD which, const char *text)
{
  DWORD mode;
  glong n = 0;
  g_autofree gunichar2 *wide = is_console (which, &mode) ? g_utf8_to_utf16 (text, -1, NULL, &n, NULL) : NULL;

  if (wide == NULL)
    {
      fputs (text, file);
      fflush (file);
      return;
    }
  for (glong at = 0, piece; at < n; at += piece)
    {
      DWORD written;

      piece = MIN (n - at, PIECE);
      WriteConsoleW (GetStdHandle (which), wide + at, (DWORD) piece, &written, NULL);
    }
}

static void
print (const char *text)
{
  put (stdout, STD_OUTPUT_HANDLE, text);
}

static void
print_error (const char *text)
{
  put (stderr, STD_ERROR_HANDLE, text);
}

char **
terminal_start (char **argv)
{
  /* argv is in the old code page, and has lost what that cannot say */
  char **words = g_win32_get_command_line ();

  /* no CR before our LF: a line of JSON is the same on every system */
  _setmode (_fileno (stdout), _O_BINARY);
  _setmode (_fileno (stderr), _O_BINARY);
  g_set_print_handler (print);
  g_set_printerr_handler (print_error);
  if (is_console (STD_OUTPUT_HANDLE, &mode_found))
    {
      SetConsoleMode (GetStdHandle (STD_OUTPUT_HANDLE), mode_found | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
      atexit (restore_mode);
    }
  return words != NULL ? words : g_strdupv (argv);
}

gboolean
terminal_is_out (void)
{
  DWORD mode;

  return is_console (STD_OUTPUT_HANDLE, &mode) && (mode & ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0;
}

gboolean
terminal_can_ask (void)
{
  DWORD mode;

  return is_console (STD_INPUT_HANDLE, &mode) && is_console (STD_OUTPUT_HANDLE, &mode);
}

int
terminal_columns (void)
{
  CONSOLE_SCREEN_BUFFER_INFO info;

  if (GetConsoleScreenBufferInfo (GetStdHandle (STD_OUTPUT_HANDLE), &info))
    return info.srWindow.Right - info.srWindow.Left + 1;
  return 80;
}

void
terminal_write (const char *text)
{
  print (text);
}

void
terminal_read_line (char *ret_line, gsize size)
{
  wchar_t wide[128];
  DWORD n = 0;

  /* Ctrl-C ends the reading without a line, too */
  if (!ReadConsoleW (GetStdHandle (STD_INPUT_HANDLE), wide, G_N_ELEMENTS (wide), &n, NULL))
    n = 0;
  while (n > 0 && (wide[n - 1] == L'\n' || wide[n - 1] == L'\r'))
    n--;

  g_autofree char *line = g_utf16_to_utf8 ((const gunichar2 *) wide, (glong) n, NULL, NULL, NULL);
  g_strlcpy (ret_line, line != NULL ? line : "", size);
}
