/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "when-asleep.h"

#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

struct _WhenAsleep
{
  GThread *thread;
  char *status; /* /proc file of the thread to watch */
  void (*deed) (gpointer data);
  gpointer data;
  gint64 begun;
};

/* "PID (NAME) S …" */
static gboolean
is_asleep (const char *status)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents (status, &text, NULL, NULL))
    return FALSE;
  const char *end = strrchr (text, ')');
  return end != NULL && end[2] == 'S';
}

static gpointer
watch (gpointer data)
{
  WhenAsleep *when = data;
  guint seen = 0;

  /* Asleep once may be a lock or a page on its way; ten looks in a row are a wait. */
  while (seen < 10)
    {
      seen = is_asleep (when->status) ? seen + 1 : 0;
      g_thread_yield ();
    }
  when->begun = g_get_monotonic_time ();
  when->deed (when->data);
  return NULL;
}

WhenAsleep *
when_asleep (void (*deed) (gpointer data), gpointer data)
{
  WhenAsleep *when = g_new0 (WhenAsleep, 1);

  when->status = g_strdup_printf ("/proc/self/task/%d/stat", (int) syscall (SYS_gettid));
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
  g_free (when->status);
  g_free (when);
  return begun;
}
