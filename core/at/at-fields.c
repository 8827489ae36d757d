/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "at/at-fields.h"

#include <string.h>

char **
dfota_at_fields (const char *line, const char *prefix)
{
  if (!g_str_has_prefix (line, prefix))
    return NULL;

  g_autoptr (GStrvBuilder) fields = g_strv_builder_new ();
  g_autoptr (GString) field = g_string_new (NULL);
  gboolean quoted = FALSE;

  for (const char *at = line + strlen (prefix);; at++)
    {
      if (*at == '"')
        quoted = !quoted;
      else if (*at == '\0' || (*at == ',' && !quoted))
        {
          g_strv_builder_add (fields, g_strstrip (field->str));
          g_string_truncate (field, 0);
          if (*at == '\0')
            break;
        }
      else
        g_string_append_c (field, *at);
    }
  return g_strv_builder_end (fields);
}

char **
dfota_at_fields_in (const char *answer, const char *prefix)
{
  g_auto (GStrv) lines = g_strsplit (answer, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char **fields = dfota_at_fields (lines[i], prefix);
      if (fields != NULL)
        return fields;
    }
  return NULL;
}

gboolean
dfota_at_field_number (const char *field, gint64 *ret_number)
{
  return field != NULL && g_ascii_string_to_signed (field, 10, G_MININT64, G_MAXINT64, ret_number, NULL);
}
