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

/* The first call of main(): makes standard output and error ready for UTF-8, with LF at the end of a line wherever they lead but
 * a console. Returns the words of the command line as GLib wants file names. Newly allocated. */
char **terminal_start (char **argv);

/* Is standard output a terminal that can redraw a line? */
gboolean terminal_is_out (void);

/* Can a question be put, and answered? */
gboolean terminal_can_ask (void);

int terminal_columns (void);

/* UTF-8 to standard output and out of the program at once; not turned into the terminal's encoding, as g_print() would. That
 * nobody reads any more is no error. */
void terminal_write (const char *text);

/* One line that is typed, without its end, UTF-8, cut to what @size holds; "" at the end of the input. Waits for it, without a
 * lock that a leaving program needs. */
void terminal_read_line (char *ret_line, gsize size);

/* What switches a style on; TERMINAL_PLAIN switches it off. "" where there are no colours: no terminal, or NO_COLOR is set
 * (no-color.org). */
const char *terminal_style (TerminalStyle style);
