/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Quantities as both programs say them, in the language in force. KB is 1,024 bytes, as in the guides. Newly allocated. */
char *app_words_size (goffset bytes);           /* "712 KB" */
char *app_words_rate (double bytes_per_second); /* "11.5 KB/s" */

char *app_words_date (gint64 seconds_since_1970); /* "2026-11-21 14:03", in this computer's time */
