/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage.h"

G_DEFINE_QUARK (dfota - cli - usage - error, usage_error)

gboolean
usage_fail (GError **error, DfotaErrorCode code, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list args;

  va_start (args, format);
  sentence = g_strdup_vprintf (format, args);
  va_end (args);

  g_set_error_literal (error, USAGE_ERROR, code, sentence);
  return FALSE;
}
