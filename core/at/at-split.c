/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "at/at-split.h"

#define LONGEST_LINE 4096

void
dfota_at_split_init (DfotaAtSplit *split)
{
  split->partial = g_string_sized_new (256);
  split->garbage = 0;
}

void
dfota_at_split_clear (DfotaAtSplit *split)
{
  g_string_free (g_steal_pointer (&split->partial), TRUE);
}

void
dfota_at_split_reset (DfotaAtSplit *split)
{
  g_string_truncate (split->partial, 0);
}

static void
end_line (DfotaAtSplit *split, DfotaAtLineFunc func, gpointer user_data)
{
  if (split->partial->len == 0)
    return;

  g_autofree char *line = g_utf8_make_valid (split->partial->str, (gssize) split->partial->len);
  g_string_truncate (split->partial, 0);
  g_strstrip (line);
  if (*line != '\0')
    func (line, user_data);
}

static gboolean
is_text (guint8 byte)
{
  return byte >= 0x20 && byte != 0x7f;
}

void
dfota_at_split_feed (DfotaAtSplit *split, const guint8 *bytes, gsize n, DfotaAtLineFunc func, gpointer user_data)
{
  for (gsize i = 0; i < n; i++)
    {
      guint8 byte = bytes[i];

      if (byte >= 0x80)
        split->garbage++;
      if (byte == '\r' || byte == '\n')
        end_line (split, func, user_data);
      else if (is_text (byte) || byte == '\t')
        g_string_append_c (split->partial, (char) byte);
      else
        split->garbage++; /* NUL and the like: what a wrong baud rate and a ROM at boot look like */

      if (split->partial->len >= LONGEST_LINE)
        end_line (split, func, user_data);
    }
}
