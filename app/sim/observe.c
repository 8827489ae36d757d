/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "observe.h"

typedef struct
{
  gint64 at;
  gsize n;
} Mark;

void
sim_window_init (SimWindow *window, gint64 span_us)
{
  *window = (SimWindow){ .span_us = span_us, .marks = G_QUEUE_INIT };
}

void
sim_window_clear (SimWindow *window)
{
  g_queue_clear_full (&window->marks, g_free);
  window->sum = 0;
  window->most = 0;
}

static void
forget_old (SimWindow *window, gint64 now)
{
  const Mark *oldest;

  while ((oldest = g_queue_peek_head (&window->marks)) != NULL && oldest->at <= now - window->span_us)
    {
      window->sum -= oldest->n;
      g_free (g_queue_pop_head (&window->marks));
    }
}

void
sim_window_add (SimWindow *window, gint64 now_us, gsize n)
{
  Mark *last;

  forget_old (window, now_us);
  last = g_queue_peek_tail (&window->marks);
  if (last == NULL || last->at != now_us)
    {
      last = g_new (Mark, 1);
      *last = (Mark){ now_us, 0 };
      g_queue_push_tail (&window->marks, last);
    }
  last->n += n;
  window->sum += n;
  if (window->sum > window->most)
    window->most = window->sum;
}

gsize
sim_window_left (SimWindow *window, gint64 now_us, gsize limit)
{
  forget_old (window, now_us);
  return window->sum < limit ? limit - window->sum : 0;
}
