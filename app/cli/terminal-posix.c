/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "terminal.h"

#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

char **
terminal_start (char **argv)
{
  /* A reader of our output that goes away must not end an upgrade in the middle. */
  signal (SIGPIPE, SIG_IGN);
  return g_strdupv (argv);
}

gboolean
terminal_is_out (void)
{
  return isatty (STDOUT_FILENO) && g_strcmp0 (g_getenv ("TERM"), "dumb") != 0;
}

gboolean
terminal_can_ask (void)
{
  return isatty (STDIN_FILENO) && isatty (STDOUT_FILENO);
}

int
terminal_columns (void)
{
  struct winsize size;

  if (ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return size.ws_col;
  return 80;
}

void
terminal_write (const char *text)
{
  fputs (text, stdout);
  fflush (stdout);
}

/* With read() and not stdio, whose lock a thread that waits for ever would hold while the program leaves. */
void
terminal_read_line (char *ret_line, gsize size)
{
  gsize n = 0;

  while (n < size - 1 && read (STDIN_FILENO, ret_line + n, 1) == 1 && ret_line[n] != '\n')
    n++;
  ret_line[n] = '\0';
}
