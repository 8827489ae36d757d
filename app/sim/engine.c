/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-private.h"

#include <math.h>
#include <string.h>

/* What the line and its queues hold when the module has been idle. */
#define LINE_DEPTH_US  20000.0
#define LINE_DEPTH_MIN 64
#define CHUNK_GAP_US   1000.0

typedef struct
{
  gint64 at;
  guint64 serial; /* equal times keep their order */
  SimStep step;   /* NULL: text, or `kind` for the caller */
  int arg;
  SimActionKind kind;
  gboolean on_line; /* bytes that have gone through the line already */
  GBytes *bytes;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->bytes, g_bytes_unref);
  g_free (entry);
}

static int
entry_order (gconstpointer a, gconstpointer b, gpointer unused)
{
  const Entry *left = a, *right = b;

  if (left->at != right->at)
    return left->at < right->at ? -1 : 1;
  return left->serial < right->serial ? -1 : 1;
}

static void
plan (SimEngine *engine, Entry entry)
{
  Entry *copy = g_new (Entry, 1);

  *copy = entry;
  copy->serial = engine->serial++;
  g_sequence_insert_sorted (engine->agenda, copy, entry_order, NULL);
}

void
sim_agenda_init (SimEngine *engine)
{
  engine->agenda = g_sequence_new (entry_free);
}

void
sim_agenda_clear (SimEngine *engine)
{
  g_sequence_free (engine->agenda);
  g_queue_clear_full (&engine->ready, entry_free);
  g_clear_pointer (&engine->taken, g_bytes_unref);
}

gint64
sim_seconds (SimEngine *engine, double seconds)
{
  return seconds * G_USEC_PER_SEC / engine->config.speed;
}

void
sim_at (SimEngine *engine, gint64 at_us, SimStep step, int arg)
{
  plan (engine, (Entry){ .at = at_us, .step = step, .arg = arg });
}

void
sim_after (SimEngine *engine, double seconds, SimStep step, int arg)
{
  sim_at (engine, engine->now + sim_seconds (engine, seconds), step, arg);
}

void
sim_say (SimEngine *engine, double after_seconds, const char *text, gssize n)
{
  plan (engine, (Entry){ .at = engine->now + sim_seconds (engine, after_seconds),
                         .kind = SIM_BYTES,
                         .bytes = g_bytes_new (text, n < 0 ? strlen (text) : (gsize) n) });
}

void
sim_port (SimEngine *engine, SimActionKind kind)
{
  /* what was said before must have gone out before the port goes */
  gint64 quiet = ceil (engine->out_free);

  plan (engine, (Entry){ .at = MAX (engine->now, quiet), .kind = kind });
}

void
sim_client_action (SimEngine *engine, const char *url)
{
  plan (engine, (Entry){ .at = engine->now,
                         .kind = url != NULL ? SIM_FETCH : SIM_FETCH_END,
                         .bytes = url != NULL ? g_bytes_new (url, strlen (url) + 1) : NULL });
}

void
sim_drop_agenda (SimEngine *engine)
{
  g_sequence_remove_range (g_sequence_get_begin_iter (engine->agenda), g_sequence_get_end_iter (engine->agenda));
  engine->out_free = engine->now;
  sim_client_stop (engine);
}

gboolean
sim_flow_on (SimEngine *engine)
{
  const int *set = engine->config.usb ? engine->usbifc : engine->ifc;

  return set[0] == 2 && set[1] == 2;
}

static GBytes *
scrambled (SimEngine *engine, GBytes *bytes)
{
  gsize n;
  const guint8 *from = g_bytes_get_data (bytes, &n);
  guint8 *noise = g_malloc (n);

  for (gsize i = 0; i < n; i++)
    noise[i] = from[i] ^ (0x80 | g_rand_int_range (engine->noise, 0, 128));
  return g_bytes_new_take (noise, n);
}

/* Puts a text on the line, in pieces, each due when its last byte has gone through. */
static void
send_text (SimEngine *engine, GBytes *text)
{
  g_autoptr (GBytes) bytes = engine->faults.on[FAULT_GARBAGE] ? scrambled (engine, text) : g_bytes_ref (text);
  gsize size = g_bytes_get_size (bytes);
  gsize piece = engine->config.chunk > 0 ? engine->config.chunk : size;

  if (engine->muted || engine->held || engine->away || engine->unsynced)
    return;
  for (gsize from = 0; from < size; from += piece)
    {
      gsize n = MIN (piece, size - from);
      double begin = MAX (engine->out_free, (double) engine->now);

      engine->out_free = begin + n * 1e6 / engine->config.rate;
      plan (engine, (Entry){ .at = ceil (engine->out_free),
                             .kind = SIM_BYTES,
                             .on_line = TRUE,
                             .bytes = g_bytes_new_from_bytes (bytes, from, n) });
      if (from + n < size)
        engine->out_free += CHUNK_GAP_US / engine->config.speed;
    }
}

/* Does all that is due, each thing at its own time, and leaves what the caller has to do in `ready`. */
void
sim_advance (SimEngine *engine, gint64 now)
{
  GSequenceIter *first;

  while (!g_sequence_iter_is_end (first = g_sequence_get_begin_iter (engine->agenda)))
    {
      Entry *head = g_sequence_get (first);
      Entry entry = *head;

      if (entry.at > now)
        break;
      engine->now = MAX (engine->now, entry.at);
      if (entry.step == NULL && (entry.kind != SIM_BYTES || entry.on_line))
        {
          Entry *done = g_new (Entry, 1);

          *done = entry;
          if (done->bytes != NULL)
            g_bytes_ref (done->bytes);
          g_queue_push_tail (&engine->ready, done);
        }
      else if (entry.step == NULL)
        send_text (engine, entry.bytes);
      g_sequence_remove (first);
      if (entry.step != NULL)
        entry.step (engine, entry.arg);
    }
  engine->now = MAX (engine->now, now);
}

static double
line_depth (SimEngine *engine)
{
  return MAX (LINE_DEPTH_US, LINE_DEPTH_MIN * 1e6 / engine->config.rate);
}

static gboolean
cts_low (SimEngine *engine)
{
  return engine->faults.on[FAULT_CTS_LOW] && engine->mode == MODE_PAYLOAD;
}

gsize
sim_engine_room (SimEngine *engine, gint64 now_us)
{
  double depth = line_depth (engine);
  double idle;

  sim_advance (engine, now_us);
  if (cts_low (engine))
    return 0;
  idle = MIN (engine->now - engine->in_free, depth);
  /* a hair more than nothing: time that was rounded to µs must not cost a byte */
  return idle > 0 ? idle * engine->config.rate / 1e6 + 1e-3 : 0;
}

gint64
sim_engine_room_time (SimEngine *engine, gsize n)
{
  double need = n * 1e6 / engine->config.rate;
  double depth = line_depth (engine);

  if (cts_low (engine))
    return G_MAXINT64;
  need = MIN (need, depth);
  return ceil (engine->in_free + need);
}

/* How many of the bytes this mode has used; the rest may belong to the mode that began with them. */
static gsize
digest (SimEngine *engine, const guint8 *bytes, gsize n)
{
  switch (engine->mode)
    {
    case MODE_AT:
      return sim_at_bytes (engine, bytes, n);
    case MODE_PAYLOAD:
      return sim_payload (engine, bytes, n);
    case MODE_PREPARE:
      engine->seen.early_bytes += n;
      return n;
    case MODE_TAIL:
      engine->seen.extra_bytes += n;
      return n;
    case MODE_PROTOCOL:
      return sim_receiver_bytes (engine, bytes, n);
    case MODE_UPLOAD:
      return sim_upload_bytes (engine, bytes, n);
    case MODE_DEAF:
      engine->seen.deaf_bytes += n;
      return n;
    case MODE_OFF:
      break;
    }
  return n;
}

void
sim_engine_input (SimEngine *engine, gint64 now_us, const guint8 *bytes, gsize n)
{
  double idle_since;

  sim_advance (engine, now_us);
  idle_since = engine->now - line_depth (engine);
  engine->in_free = MAX (engine->in_free, idle_since) + n * 1e6 / engine->config.rate;
  for (gsize done = 0; done < n;)
    done += digest (engine, bytes + done, n - done);
}

gint64
sim_engine_next (SimEngine *engine)
{
  const Entry *waiting = g_queue_peek_head (&engine->ready);
  GSequenceIter *first = g_sequence_get_begin_iter (engine->agenda);

  if (waiting != NULL)
    return waiting->at;
  return g_sequence_iter_is_end (first) ? G_MAXINT64 : ((const Entry *) g_sequence_get (first))->at;
}

gboolean
sim_engine_take (SimEngine *engine, gint64 now_us, SimAction *ret_action)
{
  Entry *entry;

  sim_advance (engine, now_us);
  g_clear_pointer (&engine->taken, g_bytes_unref);
  entry = g_queue_pop_head (&engine->ready);
  if (entry == NULL)
    return FALSE;
  *ret_action = (SimAction){ .kind = entry->kind, .at_us = entry->at };
  engine->taken = g_steal_pointer (&entry->bytes);
  if (entry->kind == SIM_FETCH)
    {
      ret_action->url = g_bytes_get_data (engine->taken, NULL);
      engine->client.taken = engine->client.running;
    }
  else if (engine->taken != NULL)
    ret_action->bytes = g_bytes_get_data (engine->taken, &ret_action->n);
  entry_free (entry);
  return TRUE;
}

const SimObserved *
sim_engine_observed (SimEngine *engine)
{
  SimObserved *seen = &engine->seen;

  seen->longest_burst = engine->burst.most;
  seen->max_second = engine->second.most;
  seen->max_second_no_flow = engine->second_no_flow.most;
  for (guint i = 0; i < G_N_ELEMENTS (seen->packages); i++)
    {
      g_autoptr (GChecksum) copy = g_checksum_copy (engine->package_sums[i]);

      g_strlcpy (seen->packages[i].sha256, g_checksum_get_string (copy), sizeof seen->packages[i].sha256);
    }
  seen->url = engine->url;
  seen->download_mode = engine->mini.entered;
  seen->stored_files = engine->files->len;
  seen->commands = engine->commands->str;
  return seen;
}

char *
sim_engine_payload_sha256 (SimEngine *engine)
{
  g_autoptr (GChecksum) copy = g_checksum_copy (engine->sum);

  return g_strdup (g_checksum_get_string (copy));
}

const char *
sim_engine_full_revision (SimEngine *engine)
{
  g_free (engine->full_revision);
  engine->full_revision = g_strconcat (engine->revision, engine->suffix, NULL);
  return engine->full_revision;
}
