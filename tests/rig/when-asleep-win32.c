/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "when-asleep.h"

/* Windows does not tell whether a thread waits: it is given time enough. Where it is not, a test waits a little less, and is
 * none the worse. */
#define TIME_TO_FALL_ASLEEP 30000

struct _WhenAsleep
{
  GThread *thread;
  void (*deed) (gpointer data);
  gpointer data;
  gint64 begun;
};

static gpointer
watch (gpointer data)
{
  WhenAsleep *when = data;

  g_usleep (TIME_TO_FALL_ASLEEP);
  when->begun = g_get_monotonic_time ();
  when->deed (when->data);
  return NULL;
}

WhenAsleep *
when_asleep (void (*deed) (gpointer data), gpointer data)
{
  WhenAsleep *when = g_new0 (WhenAsleep, 1);

  when->deed = deed;
  when->data = data;
  when->thread = g_thread_new ("when-asleep", watch, when);
  return when;
}

gint64
when_asleep_join (WhenAsleep *when)
{
  g_thread_join (when->thread);
  const gint64 begun = when->begun;
  g_free (when);
  return begun;
}
