/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-words.h"

#include <glib/gi18n.h>

char *
app_words_size (goffset bytes)
{
  if (bytes < 1024)
    return g_strdup_printf (_ ("%d bytes"), (int) bytes);
  if (bytes < 1000 * 1024)
    return g_strdup_printf (_ ("%.0f KB"), (double) bytes / 1024);
  return g_strdup_printf (_ ("%.1f MB"), (double) bytes / (1024 * 1024));
}

char *
app_words_rate (double bytes_per_second)
{
  return g_strdup_printf (_ ("%.1f KB/s"), bytes_per_second / 1024);
}

char *
app_words_date (gint64 seconds_since_1970)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (seconds_since_1970);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("");
}
