/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dfota.h"

/* The progress line: bar, percent, bytes, rate, time left, as much of it as fits into @columns. The point of no return stands
 * in the bar as `|`. Newly allocated. */
char *bar_line (const DfotaProgressEvent *progress, int columns);
