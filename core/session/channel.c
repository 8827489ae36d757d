/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "session/channel.h"

/* An idle callback gives the screen a turn after so many µs; the rest comes with the next. */
#define TURN_US 8000

struct _DfotaChannel
{
  gatomicrefcount refs;
  GMutex lock; /* guards queue and pending */
  GQueue queue;
  gboolean pending; /* an idle callback is on its way */
  GMainContext *context;
  DfotaEventFunc func; /* NULL: closed; touched by the receiving thread alone */
  gpointer user_data;
};

DfotaChannel *
dfota_channel_new (GMainContext *context, DfotaEventFunc func, gpointer user_data)
{
  DfotaChannel *channel = g_new0 (DfotaChannel, 1);

  g_atomic_ref_count_init (&channel->refs);
  g_mutex_init (&channel->lock);
  g_queue_init (&channel->queue);
  channel->context = context != NULL ? g_main_context_ref (context) : g_main_context_ref_thread_default ();
  channel->func = func;
  channel->user_data = user_data;
  return channel;
}

DfotaChannel *
dfota_channel_ref (DfotaChannel *channel)
{
  g_atomic_ref_count_inc (&channel->refs);
  return channel;
}

void
dfota_channel_unref (DfotaChannel *channel)
{
  if (!g_atomic_ref_count_dec (&channel->refs))
    return;
  g_queue_clear_full (&channel->queue, (GDestroyNotify) dfota_event_free);
  g_mutex_clear (&channel->lock);
  g_main_context_unref (channel->context);
  g_free (channel);
}

static DfotaEvent *
pop (DfotaChannel *channel)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&channel->lock);
  DfotaEvent *event = g_queue_pop_head (&channel->queue);

  channel->pending = event != NULL;
  return event;
}

static gboolean
drain (gpointer user_data)
{
  DfotaChannel *channel = user_data;
  gint64 until = g_get_monotonic_time () + TURN_US;
  DfotaEvent *event;

  while (channel->func != NULL && (event = pop (channel)) != NULL)
    {
      channel->func (event, channel->user_data);
      dfota_event_free (event);
      if (g_get_monotonic_time () > until)
        return G_SOURCE_CONTINUE;
    }
  return G_SOURCE_REMOVE;
}

/* Under the lock. */
static void
enqueue (DfotaChannel *channel, DfotaEvent *event)
{
  DfotaEvent *last = g_queue_peek_tail (&channel->queue);

  if (last != NULL && last->type == DFOTA_EVENT_PROGRESS && event->type == DFOTA_EVENT_PROGRESS
      && last->progress.state == event->progress.state)
    dfota_event_free (g_queue_pop_tail (&channel->queue));
  g_queue_push_tail (&channel->queue, event);
}

void
dfota_channel_push (DfotaChannel *channel, DfotaEvent *event)
{
  g_mutex_lock (&channel->lock);
  enqueue (channel, event);
  gboolean call = !channel->pending;
  channel->pending = TRUE;
  g_mutex_unlock (&channel->lock);

  if (!call)
    return;
  g_autoptr (GSource) idle = g_idle_source_new ();
  g_source_set_priority (idle, G_PRIORITY_DEFAULT);
  g_source_set_callback (idle, drain, dfota_channel_ref (channel), (GDestroyNotify) dfota_channel_unref);
  g_source_attach (idle, channel->context);
}

void
dfota_channel_close (DfotaChannel *channel)
{
  channel->func = NULL;
}
