/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "terminal.h"

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
