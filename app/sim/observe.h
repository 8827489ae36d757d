/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The most bytes that ever came within any `span_us`. */
typedef struct
{
  gint64 span_us;
  GQueue marks;
  guint64 sum;
  guint64 most;
} SimWindow;

void sim_window_init (SimWindow *window, gint64 span_us);
void sim_window_clear (SimWindow *window);
void sim_window_add (SimWindow *window, gint64 now_us, gsize n);
/* What still fits at `now_us` under `limit` bytes a span. */
gsize sim_window_left (SimWindow *window, gint64 now_us, gsize limit);
