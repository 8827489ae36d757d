/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

typedef enum
{
  TERMINAL_PLAIN,
  TERMINAL_BOLD,
  TERMINAL_DIM,
  TERMINAL_GOOD,
  TERMINAL_WARN,
  TERMINAL_BAD
} TerminalStyle;

/* Is standard output a terminal that can redraw a line? */
gboolean terminal_is_out (void);

/* Can a question be put, and answered? */
gboolean terminal_can_ask (void);

int terminal_columns (void);

/* What switches a style on; TERMINAL_PLAIN switches it off. "" where there are no colours: no terminal, or NO_COLOR is set
 * (no-color.org). */
const char *terminal_style (TerminalStyle style);
