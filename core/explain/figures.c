/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "explain/figures.h"

#include "i18n.h"

#define KB 1024
#define MB (1024 * 1024)

static gboolean
read_number (const char *text, guint64 *ret_number)
{
  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT, ret_number, NULL);
}

char *
dfota_figure_duration (const char *seconds)
{
  guint64 number;

  if (!read_number (seconds, &number))
    return g_strdup (seconds != NULL ? seconds : "");
  if (number < 60)
    return g_strdup_printf (_ ("%d s"), (int) number);
  if (number % 60 == 0)
    return g_strdup_printf (_ ("%d min"), (int) (number / 60));
  return g_strdup_printf (_ ("%d min %d s"), (int) (number / 60), (int) (number % 60));
}

char *
dfota_figure_size (const char *bytes)
{
  guint64 number;

  if (!read_number (bytes, &number))
    return g_strdup (bytes != NULL ? bytes : "");
  if (number < KB)
    return g_strdup_printf (_ ("%d bytes"), (int) number);
  if (number < 1000 * KB)
    return g_strdup_printf (_ ("%.0f KB"), (double) number / KB);
  return g_strdup_printf (_ ("%.1f MB"), (double) number / MB);
}
