/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Columns that @text takes on a terminal: two for a Chinese character. */
int text_width (const char *text);

/* Makes a column wide enough for @text. */
void text_widen (int *width, const char *text);

/* @text with spaces behind it, @width columns in all. Newly allocated. */
char *text_pad (const char *text, int width);

/* "40 s", "6 min": seconds up to a minute and a half, from there whole minutes. Newly allocated. */
char *text_duration (int seconds);

/* Label and value below each other, the values in one column. Rows without a value are left out. */
typedef struct
{
  const char *label;
  const char *value; /* or NULL */
} TextRow;

void text_print_rows (const TextRow *rows, guint n);
