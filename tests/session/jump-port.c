/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "jump-port.h"

#include <string.h>

typedef struct
{
  DfotaPort parent;
  SimEngine *engine;
  gint64 now;
  gboolean open, away;
  gboolean cts, flow;
  guint drops;
  gsize server;      /* what a serial server in between takes; 0: there is none */
  GByteArray *stock; /* what it has not passed on yet */
  GByteArray *in;
  GByteArray *written;
  GHashTable *served;     /* file name → GBytes: what is on the server */
  SimFetchResult network; /* what becomes of a fetch whose file is there */
  GBytes *fetching;
  gsize fetched;
  guint fetches;
  void (*hook) (DfotaPort *port, gpointer data);
  gpointer hook_data;
} JumpPort;

static JumpPort *
self_of (DfotaPort *port)
{
  return (JumpPort *) port;
}

static gint64
now (DfotaPort *port)
{
  return self_of (port)->now;
}

/* The module asks for a file: the last part of its address names it. */
static void
begin_fetch (JumpPort *self, const char *url)
{
  g_autofree char *name = g_path_get_basename (url);
  GBytes *bytes = g_hash_table_lookup (self->served, name);

  self->fetches++;
  g_clear_pointer (&self->fetching, g_bytes_unref);
  self->fetched = 0;
  if (bytes == NULL)
    sim_engine_fetch_ended (self->engine, self->now, SIM_FETCH_MISSING);
  else if (self->network != SIM_FETCHED)
    sim_engine_fetch_ended (self->engine, self->now, self->network);
  else
    {
      self->fetching = g_bytes_ref (bytes);
      sim_engine_fetch_begun (self->engine, self->now, g_bytes_get_size (bytes));
    }
}

/* As much as the module's network takes now. */
static void
go_on_fetching (JumpPort *self)
{
  while (self->fetching != NULL && sim_engine_fetch_room (self->engine, self->now) > 0)
    {
      gsize size;
      const guint8 *bytes = g_bytes_get_data (self->fetching, &size);
      gsize room = sim_engine_fetch_room (self->engine, self->now);
      gsize n = MIN (room, size - self->fetched);
      g_autoptr (GBytes) held G_GNUC_UNUSED = g_bytes_ref (self->fetching); /* the engine may ask for another meanwhile */

      if (n == 0)
        {
          g_clear_pointer (&self->fetching, g_bytes_unref);
          sim_engine_fetch_ended (self->engine, self->now, SIM_FETCHED);
          return;
        }
      self->fetched += n;
      sim_engine_fetch_bytes (self->engine, self->now, bytes + self->fetched - n, n);
    }
}

/* Everything of the agenda that is due. */
static void
pump (JumpPort *self)
{
  SimAction action;

  go_on_fetching (self);
  while (sim_engine_take (self->engine, self->now, &action))
    {
      if (action.kind == SIM_FETCH)
        begin_fetch (self, action.url);
      else if (action.kind == SIM_FETCH_END)
        g_clear_pointer (&self->fetching, g_bytes_unref);
      if (action.kind == SIM_BYTES && self->open)
        g_byte_array_append (self->in, action.bytes, (guint) action.n);
      else if (action.kind == SIM_GONE || action.kind == SIM_DEAD)
        {
          self->away = TRUE;
          self->open = FALSE;
        }
      else if (action.kind == SIM_BACK)
        self->away = FALSE;
    }
}

static gboolean
fail (GError **error, GIOErrorEnum code)
{
  g_set_error_literal (error, G_IO_ERROR, code, "jump port");
  return FALSE;
}

static gboolean
open_port (DfotaPort *port, GError **error)
{
  JumpPort *self = self_of (port);

  pump (self);
  if (self->away)
    return fail (error, G_IO_ERROR_CONNECTION_CLOSED);
  self->open = TRUE;
  return TRUE;
}

static void
close_port (DfotaPort *port)
{
  self_of (port)->open = FALSE;
}

/* A server passes on what the line takes. */
static void
pass_on (JumpPort *self)
{
  gsize room = self->stock->len > 0 ? sim_engine_room (self->engine, self->now) : 0;
  gsize n = MIN (room, self->stock->len);

  if (n == 0)
    return;
  sim_engine_input (self->engine, self->now, self->stock->data, n);
  g_byte_array_remove_range (self->stock, 0, (guint) n);
}

static void
receive (JumpPort *self, DfotaIo *io)
{
  io->received = MIN (io->in_size, self->in->len);
  memcpy (io->in, self->in->data, io->received);
  g_byte_array_remove_range (self->in, 0, (guint) io->received);
}

static gboolean
transmit (JumpPort *self, DfotaIo *io)
{
  gsize line = sim_engine_room (self->engine, self->now);
  gsize room = self->server > 0 ? self->server - self->stock->len : line;

  io->sent = MIN (room, io->out_len);
  if (io->sent == 0)
    return FALSE;
  g_byte_array_append (self->written, io->out, (guint) io->sent);
  if (self->server > 0)
    g_byte_array_append (self->stock, io->out, (guint) io->sent);
  else
    sim_engine_input (self->engine, self->now, io->out, io->sent);
  return TRUE;
}

static gboolean
step (DfotaPort *port, DfotaIo *io, gint64 until, GCancellable *cancel, GError **error)
{
  JumpPort *self = self_of (port);

  io->sent = io->received = 0;
  for (;;)
    {
      if (self->hook != NULL)
        self->hook (port, self->hook_data);
      pump (self);
      pass_on (self);
      if (g_cancellable_is_cancelled (cancel))
        return fail (error, G_IO_ERROR_CANCELLED);
      if (self->in->len > 0)
        receive (self, io);
      if (self->open && io->out_len > 0)
        transmit (self, io);
      if (io->received > 0 || io->sent > 0)
        return TRUE;
      if (!self->open)
        return fail (error, G_IO_ERROR_CONNECTION_CLOSED);
      if (self->now >= until)
        return fail (error, G_IO_ERROR_TIMED_OUT);

      gint64 agenda = sim_engine_next (self->engine);
      gint64 room = io->out_len > 0 || self->stock->len > 0 ? sim_engine_room_time (self->engine, 1) : G_MAXINT64;
      gint64 fetch = self->fetching != NULL ? sim_engine_fetch_time (self->engine) : G_MAXINT64;
      gint64 next = MIN (MIN (until, fetch), MIN (agenda, room));
      self->now = MAX (next, self->now + 1);
    }
}

static gboolean
await (DfotaPort *port, gint64 until, GCancellable *cancel, GError **error)
{
  JumpPort *self = self_of (port);

  g_byte_array_set_size (self->in, 0);
  for (;;)
    {
      if (self->hook != NULL)
        self->hook (port, self->hook_data);
      pump (self);
      if (g_cancellable_is_cancelled (cancel))
        return fail (error, G_IO_ERROR_CANCELLED);
      if (!self->away)
        return open_port (port, error);
      if (self->now >= until)
        return fail (error, G_IO_ERROR_TIMED_OUT);
      gint64 agenda = sim_engine_next (self->engine);
      gint64 fetch = self->fetching != NULL ? sim_engine_fetch_time (self->engine) : G_MAXINT64;
      gint64 next = MIN (MIN (until, fetch), agenda);
      self->now = MAX (next, self->now + 1);
    }
}

static gboolean
pause_until (DfotaPort *port, gint64 until, GCancellable *cancel, GError **error)
{
  JumpPort *self = self_of (port);

  self->now = MAX (self->now, until);
  return !g_cancellable_set_error_if_cancelled (cancel, error);
}

static gboolean
set_flow (DfotaPort *port, DfotaFlow flow, GError **error)
{
  self_of (port)->flow = flow == DFOTA_FLOW_RTSCTS;
  return TRUE;
}

static gboolean
get_cts (DfotaPort *port)
{
  return self_of (port)->cts;
}

static void
drop_output (DfotaPort *port)
{
  self_of (port)->drops++;
}

static void
free_port (DfotaPort *port)
{
  JumpPort *self = self_of (port);

  sim_engine_free (self->engine);
  g_byte_array_unref (self->in);
  g_byte_array_unref (self->stock);
  g_byte_array_unref (self->written);
  g_hash_table_unref (self->served);
  g_clear_pointer (&self->fetching, g_bytes_unref);
  g_free (self);
}

static const DfotaPortClass jump_class = {
  .now = now,
  .open = open_port,
  .close = close_port,
  .step = step,
  .await = await,
  .set_flow = set_flow,
  .get_cts = get_cts,
  .drop_output = drop_output,
  .pause = pause_until,
  .free = free_port,
};

DfotaPort *
jump_port_new (SimEngine *engine, DfotaPortKind kind, guint baud)
{
  JumpPort *self = g_new0 (JumpPort, 1);

  self->parent.klass = &jump_class;
  self->parent.kind = kind;
  self->parent.name = g_strdup ("jump");
  self->parent.title = g_strdup ("jump");
  self->parent.baud = baud;
  self->engine = engine;
  self->cts = TRUE;
  self->in = g_byte_array_new ();
  self->stock = g_byte_array_new ();
  self->written = g_byte_array_new ();
  self->served = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  self->network = SIM_FETCHED;
  return &self->parent;
}

SimEngine *
jump_port_engine (DfotaPort *port)
{
  return self_of (port)->engine;
}

const GByteArray *
jump_port_written (DfotaPort *port)
{
  return self_of (port)->written;
}

void
jump_port_set_cts (DfotaPort *port, gboolean high)
{
  self_of (port)->cts = high;
}

void
jump_port_set_server (DfotaPort *port, gsize bytes)
{
  self_of (port)->server = bytes;
}

void
jump_port_serve (DfotaPort *port, const char *name, GBytes *bytes)
{
  if (bytes != NULL)
    g_hash_table_insert (self_of (port)->served, g_strdup (name), g_bytes_ref (bytes));
  else
    g_hash_table_remove (self_of (port)->served, name);
}

void
jump_port_set_network (DfotaPort *port, SimFetchResult result)
{
  self_of (port)->network = result;
}

guint
jump_port_fetches (DfotaPort *port)
{
  return self_of (port)->fetches;
}

void
jump_port_inject (DfotaPort *port, const char *bytes)
{
  g_byte_array_append (self_of (port)->in, (const guint8 *) bytes, (guint) strlen (bytes));
}

guint
jump_port_drops (DfotaPort *port)
{
  return self_of (port)->drops;
}

gboolean
jump_port_has_flow (DfotaPort *port)
{
  return self_of (port)->flow;
}

void
jump_port_set_hook (DfotaPort *port, void (*hook) (DfotaPort *port, gpointer data), gpointer data)
{
  self_of (port)->hook = hook;
  self_of (port)->hook_data = data;
}
