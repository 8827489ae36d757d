/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch.h"
#include "watch-system.h"

#define TICK_MS    10
#define STANDS     "watch-stands" /* of a window that has been painted once */
#define LATE_US    (100 * 1000)
#define EXCUSED_US (400 * 1000)

/* A sanitizer takes longer than any user would. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED TRUE
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED TRUE
#endif
#endif
#ifndef SANITIZED
#define SANITIZED FALSE
#endif

typedef struct
{
  gint64 at; /* µs, by the clock */
  WatchLoad load;
} Moment;

struct _Watch
{
  guint tick;
  WatchSystem *system;
  Moment last;       /* tick */
  Moment asked;      /* for a frame; .at 0: not */
  GtkWidget *window; /* weak: whose frame it is */
  GdkFrameClock *clock;
  gint64 longest;
};

static Moment
moment_now (Watch *watch)
{
  return (Moment){ g_get_monotonic_time (), watch_system_load (watch->system) };
}

/* What the wizard has taken for itself between the two: the time it ran, and the time it slept while it had something to do.
 * Not the time in which it was ready and another program ran. What it slept waiting for the X server or a bus that got no
 * processor is not its own either, so far as such waiting took place; but a sleep of half a second is, on any machine. Where
 * others wait for a processor, too, a thread runs slower even while it runs (cold caches, the core's other half): then half of it
 * is counted. */
static gint64
between (Moment from, Moment to)
{
  gint64 passed = to.at - from.at;
  gint64 ran = to.load.self.ran - from.load.self.ran;
  gint64 waited = to.load.self.waited - from.load.self.waited;
  gint64 slept = passed - ran - waited;
  gint64 excused = MAX (to.load.server.waited - from.load.server.waited, to.load.pressure - from.load.pressure);

  if (to.load.self.ran == 0)
    return passed; /* a kernel that does not tell */
  if (MAX (waited, to.load.pressure - from.load.pressure) * 4 > passed)
    ran /= 2;
  return ran + MAX (slept - MIN (excused, EXCUSED_US), 0);
}

static void
judge (Watch *watch, const char *what, gint64 late)
{
  watch->longest = MAX (watch->longest, late);
  if (!SANITIZED && watch_system_judges () && late > LATE_US)
    g_error (WATCH_COMPLAINT ": %s for %d ms", what, (int) (late / 1000));
}

static void
forget_frame (Watch *watch)
{
  watch->asked.at = 0;
  if (watch->clock != NULL)
    g_signal_handlers_disconnect_by_data (watch->clock, watch); /* which may have happened with its window */
  g_clear_object (&watch->clock);
  g_clear_weak_pointer (&watch->window);
}

/* A window that is just being opened does not stand still. */
static gboolean
stands (GtkWidget *window)
{
  return g_object_get_data (G_OBJECT (window), STANDS) != NULL;
}

/* The frame is on the screen. */
static void
on_painted (GdkFrameClock *clock, Watch *watch)
{
  gint64 took = between (watch->asked, moment_now (watch));
  gboolean stood = watch->window != NULL && stands (watch->window);

  if (watch->window != NULL)
    g_object_set_data (G_OBJECT (watch->window), STANDS, GINT_TO_POINTER (TRUE));
  forget_frame (watch);
  if (stood)
    judge (watch, "no frame came", took);
}

static GtkWidget *
find_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (gtk_widget_get_mapped (window))
        return window;
    }
  return NULL;
}

static void
ask_for_frame (Watch *watch, Moment now)
{
  GtkWidget *window = find_window ();

  if (window == NULL)
    return;
  g_set_weak_pointer (&watch->window, window);
  watch->clock = g_object_ref (gtk_widget_get_frame_clock (window));
  g_signal_connect_after (watch->clock, "after-paint", G_CALLBACK (on_painted), watch);
  watch->asked = now;
  gdk_frame_clock_request_phase (watch->clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
}

static gboolean
on_tick (gpointer user_data)
{
  Watch *watch = user_data;
  Moment now = moment_now (watch);
  gint64 away = between (watch->last, now) - TICK_MS * 1000;

  watch->last = now;
  judge (watch, "the main loop was away", away);
  if (watch->asked.at != 0 && (watch->window == NULL || !gtk_widget_get_mapped (watch->window)))
    forget_frame (watch); /* none comes any more */
  if (watch->asked.at == 0)
    ask_for_frame (watch, now);
  else if (stands (watch->window))
    judge (watch, "no frame has come", between (watch->asked, now));
  return G_SOURCE_CONTINUE;
}

Watch *
watch_start (void)
{
  Watch *watch = g_new0 (Watch, 1);

  watch->system = watch_system_new ();
  watch->tick = g_timeout_add_full (G_PRIORITY_HIGH, TICK_MS, on_tick, watch, NULL);
  watch_excuse (watch);
  return watch;
}

void
watch_end (Watch *watch)
{
  g_source_remove (watch->tick);
  forget_frame (watch);
  watch_system_free (watch->system);
  g_free (watch);
}

void
watch_excuse (Watch *watch)
{
  forget_frame (watch);
  watch->last = moment_now (watch);
}

gint64
watch_longest_frame (Watch *watch)
{
  return watch->longest;
}
