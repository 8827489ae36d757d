/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The fields of `+QCFG: "usbifc",2,2` → {"usbifc", "2", "2"}: quotes and white space removed, a comma inside quotes kept.
 * Only of a line that begins with @prefix (`+QCFG:`), otherwise NULL. Free with g_strfreev(). */
char **dfota_at_fields (const char *line, const char *prefix);

/* The same for the first line of an answer (lines parted by LF) that begins with @prefix. */
char **dfota_at_fields_in (const char *answer, const char *prefix);

/* A whole decimal number, FALSE for anything else. */
gboolean dfota_at_field_number (const char *field, gint64 *ret_number);
