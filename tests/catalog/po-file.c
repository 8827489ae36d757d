/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "po-file.h"

#include <string.h>

/* "a" "b" of msgid or msgstr, line by line, appended to @text. */
static void
append_quoted (GString *text, const char *line)
{
  const char *from = strchr (line, '"');
  const char *to = strrchr (line, '"');
  g_autofree char *inner = from != NULL && to > from ? g_strndup (from + 1, (gsize) (to - from - 1)) : g_strdup ("");
  g_autofree char *plain = g_strcompress (inner);

  g_string_append (text, plain);
}

GHashTable *
po_read (const char *path)
{
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *bytes = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) id = g_string_new (NULL);
  g_autoptr (GString) str = g_string_new (NULL);
  gboolean fuzzy = FALSE;
  GString *into = NULL;

  assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  lines = g_strsplit (bytes, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      const char *line = lines[i];

      if (*line == '#' || *line == '\0' || *line == '\r')
        {
          if (into == str && !fuzzy)
            g_hash_table_insert (words, g_strdup (id->str), g_strdup (str->str));
          if (into == str)
            fuzzy = FALSE;
          into = NULL;
          fuzzy = fuzzy || (g_str_has_prefix (line, "#,") && strstr (line, "fuzzy") != NULL);
          continue;
        }
      if (g_str_has_prefix (line, "msgid "))
        g_string_truncate (into = id, 0);
      else if (g_str_has_prefix (line, "msgstr "))
        g_string_truncate (into = str, 0);
      if (into != NULL)
        append_quoted (into, line);
    }
  if (into == str && !fuzzy)
    g_hash_table_insert (words, g_strdup (id->str), g_strdup (str->str));
  return words;
}

static guint
count (const char *text, const char *what)
{
  guint n = 0;

  for (const char *at = strstr (text, what); at != NULL; at = strstr (at + strlen (what), what))
    n++;
  return n;
}

void
po_assert_translated (GHashTable *words, const char *msgid)
{
  const char *msgstr = g_hash_table_lookup (words, msgid);

  if (msgstr == NULL || *msgstr == '\0')
    fail_msg ("not translated: %s", msgid);
  if (strcmp (msgstr, msgid) == 0 || g_str_is_ascii (msgstr))
    fail_msg ("not Chinese: %s", msgstr);
  if (count (msgstr, "%s") != count (msgid, "%s") || count (msgstr, "%") != count (msgid, "%"))
    fail_msg ("placeholders differ: %s", msgstr);
}
