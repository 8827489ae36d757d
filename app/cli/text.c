/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text.h"

#include "words.h"

int
text_width (const char *text)
{
  int width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

void
text_widen (int *width, const char *text)
{
  int needed = text_width (text);

  *width = MAX (*width, needed);
}

char *
text_pad (const char *text, int width)
{
  int missing = width - text_width (text);

  return g_strdup_printf ("%s%*s", text, MAX (missing, 0), "");
}

char *
text_duration (int seconds)
{
  if (seconds < 90)
    return g_strdup_printf (_ ("%d s"), seconds);
  return g_strdup_printf (_ ("%d min"), (seconds + 30) / 60);
}

void
text_print_rows (const TextRow *rows, guint n)
{
  int width = 0;

  for (guint i = 0; i < n; i++)
    if (rows[i].value != NULL)
      text_widen (&width, rows[i].label);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = text_pad (rows[i].label, width);

      if (rows[i].value != NULL)
        g_print ("  %s  %s\n", label, rows[i].value);
    }
}
