/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "terminal.h"

#include <unistd.h>

#ifdef G_OS_UNIX
#include <sys/ioctl.h>
#endif

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
#ifdef G_OS_UNIX
  struct winsize size;

  if (ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return size.ws_col;
#endif
  return 80;
}

const char *
terminal_style (TerminalStyle style)
{
  static const char *const codes[] = {
    [TERMINAL_PLAIN] = "\033[0m", [TERMINAL_BOLD] = "\033[1m",  [TERMINAL_DIM] = "\033[2m",
    [TERMINAL_GOOD] = "\033[32m", [TERMINAL_WARN] = "\033[33m", [TERMINAL_BAD] = "\033[31m",
  };
  const char *no_color = g_getenv ("NO_COLOR");

  if (!terminal_is_out () || (no_color != NULL && *no_color != '\0'))
    return "";
  return codes[style];
}
