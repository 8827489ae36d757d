/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Bytes to lines. Modules end lines with CR LF, CR CR LF or LF, and send NULs and ROM junk at boot; a line may arrive a byte at
 * a time. Empty lines are nobody's business and are dropped, as are control bytes; what is no UTF-8 becomes U+FFFD. */
typedef struct
{
  GString *partial;
  guint64 garbage; /* bytes so far that were no text: many of them mean a wrong baud rate */
} DfotaAtSplit;

typedef void (*DfotaAtLineFunc) (const char *line, gpointer user_data);

void dfota_at_split_init (DfotaAtSplit *split);
void dfota_at_split_clear (DfotaAtSplit *split);
void dfota_at_split_reset (DfotaAtSplit *split); /* forgets a half line: the port was closed */

/* @func gets each completed line, without white space around it. A line of more than 4,096 bytes is cut there. */
void dfota_at_split_feed (DfotaAtSplit *split, const guint8 *bytes, gsize n, DfotaAtLineFunc func, gpointer user_data);
