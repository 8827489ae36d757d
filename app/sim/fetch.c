/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch.h"

#include <string.h>

#include "fetch-client.h"

/* The server is made to wait above this, and let go again below a half of it. */
#define QUEUE_MAX 65536

struct _SimFetch
{
  const SimFetchClass *class;
  SimFetchClient *client;
  void (*changed) (gpointer data);
  gpointer data;
  double patience_s;
  GSource *watchdog;
  GByteArray *queue;
  gsize read; /* of the queue */
  guint64 total;
  gboolean begun;
  gboolean full;
  gboolean ended;
  SimFetchResult result;
};

static void
drop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static gboolean
too_long (gpointer data)
{
  sim_fetch_end (data, SIM_FETCH_TIMEOUT);
  return G_SOURCE_REMOVE;
}

/* A server that waits for us is not late. */
static void
watch (SimFetch *fetch)
{
  drop_source (&fetch->watchdog);
  if (fetch->ended || fetch->full)
    return;
  fetch->watchdog = g_timeout_source_new ((guint) (fetch->patience_s * 1000));
  g_source_set_callback (fetch->watchdog, too_long, fetch, NULL);
  g_source_attach (fetch->watchdog, NULL);
}

SimFetch *
sim_fetch_new (const char *url, const char *ca, double patience_s, void (*changed) (gpointer data), gpointer data)
{
  SimFetch *fetch = g_new0 (SimFetch, 1);

  fetch->class = g_ascii_strncasecmp (url, "coap:", 5) == 0 ? &sim_fetch_coap : &sim_fetch_curl;
  fetch->changed = changed;
  fetch->data = data;
  fetch->patience_s = patience_s;
  fetch->queue = g_byte_array_new ();
  watch (fetch);
  fetch->client = fetch->class->new (fetch, url, ca);
  return fetch;
}

void
sim_fetch_free (SimFetch *fetch)
{
  if (fetch == NULL)
    return;
  fetch->ended = TRUE;
  drop_source (&fetch->watchdog);
  if (fetch->client != NULL)
    fetch->class->free (fetch->client);
  g_byte_array_unref (fetch->queue);
  g_free (fetch);
}

gboolean
sim_fetch_has_begun (SimFetch *fetch, guint64 *ret_total)
{
  *ret_total = fetch->total;
  return fetch->begun;
}

gsize
sim_fetch_waiting (SimFetch *fetch)
{
  return fetch->queue->len - fetch->read;
}

gsize
sim_fetch_read (SimFetch *fetch, guint8 *ret_bytes, gsize n)
{
  gsize there = sim_fetch_waiting (fetch);

  n = MIN (n, there);
  if (n > 0)
    memcpy (ret_bytes, fetch->queue->data + fetch->read, n);
  fetch->read += n;
  /* moved to the front in large steps, not for every small read */
  if (fetch->read == fetch->queue->len || fetch->read >= QUEUE_MAX)
    {
      g_byte_array_remove_range (fetch->queue, 0, fetch->read);
      fetch->read = 0;
    }
  if (fetch->full && there - n <= QUEUE_MAX / 2)
    {
      fetch->full = FALSE;
      watch (fetch);
      if (!fetch->ended)
        fetch->class->resume (fetch->client);
    }
  return n;
}

gboolean
sim_fetch_has_ended (SimFetch *fetch, SimFetchResult *ret_result)
{
  *ret_result = fetch->result;
  return fetch->ended && sim_fetch_waiting (fetch) == 0;
}

void
sim_fetch_begin (SimFetch *fetch, guint64 total)
{
  if (fetch->begun || fetch->ended)
    return;
  fetch->begun = TRUE;
  fetch->total = total;
  fetch->changed (fetch->data);
}

gboolean
sim_fetch_take (SimFetch *fetch, const guint8 *bytes, gsize n, gboolean may_wait)
{
  if (fetch->ended)
    return TRUE;
  if (may_wait && sim_fetch_waiting (fetch) > QUEUE_MAX)
    {
      fetch->full = TRUE;
      watch (fetch);
      return FALSE;
    }
  g_byte_array_append (fetch->queue, bytes, n);
  watch (fetch);
  fetch->changed (fetch->data);
  return TRUE;
}

void
sim_fetch_end (SimFetch *fetch, SimFetchResult result)
{
  if (fetch->ended)
    return;
  fetch->ended = TRUE;
  fetch->result = result;
  drop_source (&fetch->watchdog);
  fetch->changed (fetch->data);
}
