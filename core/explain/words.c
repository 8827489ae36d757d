/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "explain/words.h"

#include <string.h>

#define DIGITS "0123456789"

char *
dfota_words_fill (const char *text, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value != NULL ? value : "", -1);
  GString *filled = g_string_new (text);

  g_string_replace (filled, "%s", valid, 0);
  return g_string_free (filled, FALSE);
}

char *
dfota_words_fill_numbers (const char *text, const char *value)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  for (const char *at = strpbrk (value, DIGITS); at != NULL; at = strpbrk (at, DIGITS))
    {
      gsize len = strspn (at, DIGITS);
      char **number = first == NULL ? &first : &last;

      g_free (*number);
      *number = g_strndup (at, len);
      at += len;
    }
  if (last == NULL)
    return NULL;

  GString *filled = g_string_new (text);
  g_string_replace (filled, "%s", first, 1);
  g_string_replace (filled, "%s", last, 1);
  return g_string_free (filled, FALSE);
}

char *
dfota_words_fill_sides (const char *text, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);
  g_auto (GStrv) sides = g_strsplit (valid, " ≠ ", 2);
  g_auto (GStrv) pieces = g_strsplit (text, "%s", 3);

  if (g_strv_length (sides) < 2)
    return NULL;
  /* piece by piece: a side may hold what looks like a placeholder */
  if (g_strv_length (pieces) < 3)
    return dfota_words_fill (text, value);
  return g_strconcat (pieces[0], sides[0], pieces[1], sides[1], pieces[2], NULL);
}

gboolean
dfota_words_match (const char *pattern, const char *value)
{
  gboolean open_start = *pattern == '*';
  gsize len = strlen (pattern);
  gboolean open_end = len > 1 && pattern[len - 1] == '*';
  g_autofree char *core = g_strndup (pattern + open_start, len - open_start - open_end);

  if (open_start && open_end)
    return strstr (value, core) != NULL;
  if (open_start)
    return g_str_has_suffix (value, core);
  return open_end ? g_str_has_prefix (value, core) : strcmp (value, core) == 0;
}
