/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How it begins to say that a frame was late. */
#define WATCH_COMPLAINT "the window stood still"

#include <gtk/gtk.h>

/* Sees to it that the window never stands still for more than 100 ms: neither the main loop, whatever keeps it, nor a frame that is
 * asked for and does not come because other work goes before it. Then the test ends at once.
 *
 * Time in which the machine gave a processor neither to this thread nor to the X server it waits for is not counted. Under a
 * sanitizer it measures and does not judge. */
typedef struct _Watch Watch;

Watch *watch_start (void);
void watch_end (Watch *watch);

/* The test itself has been busy since the loop last ran, and not the wizard. */
void watch_excuse (Watch *watch);

/* µs; of all that was measured. */
gint64 watch_longest_frame (Watch *watch);
