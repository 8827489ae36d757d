/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A value that is a number of seconds or bytes, as a person says it, in the language in force; any other value as it is. Newly
 * allocated. */
char *dfota_figure_duration (const char *seconds); /* "600": "10 min" */
char *dfota_figure_size (const char *bytes);       /* "3776512": "3.6 MB", of 1,024 × 1,024 bytes each, as in the guides */
