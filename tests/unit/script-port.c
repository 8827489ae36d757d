/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script-port.h"

#include <string.h>

typedef struct
{
  gint64 at;
  char *bytes;
} Due;

typedef struct
{
  DfotaPort parent;
  const ScriptLine *lines;
  gboolean used[64];
  gsize chunk;
  gint64 now;
  GString *typed;
  GPtrArray *commands;
  GQueue due;
  gint64 line_at; /* answers come one after the other */
  gboolean gone;

  const ScriptData *script;
  gboolean takes_data;
  GByteArray *data;
  gsize acks;      /* scheduled */
  gsize acks_read; /* and read */
  gsize ahead;
  gint64 last_byte;
} ScriptPort;

static ScriptPort *
self_of (DfotaPort *port)
{
  return (ScriptPort *) port;
}

static int
comes_before (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return ((const Due *) a)->at <= ((const Due *) b)->at ? -1 : 1;
}

static void
schedule_at (ScriptPort *self, gint64 at, const char *bytes, gsize n)
{
  Due *due = g_new (Due, 1);

  due->at = at;
  due->bytes = g_strndup (bytes, n);
  g_queue_insert_sorted (&self->due, due, comes_before, NULL);
}

/* When its last portion comes. */
static gint64
schedule (ScriptPort *self, const ScriptLine *line, gint64 at)
{
  gsize n = strlen (line->bytes);
  gsize step = self->chunk > 0 ? self->chunk : n;

  /* a pause of 30 ms between portions */
  for (gsize i = 0; i < n; i += step)
    schedule_at (self, at + (gint64) (i / step) * 30000, line->bytes + i, MIN (step, n - i));
  return n > 0 ? at + (gint64) ((n - 1) / step) * 30000 : at;
}

static void
answer (ScriptPort *self, const char *command)
{
  g_ptr_array_add (self->commands, g_strdup (command));
  for (guint i = 0; self->lines[i].bytes != NULL; i++)
    if (!self->used[i] && g_strcmp0 (self->lines[i].command, command) == 0)
      {
        self->used[i] = TRUE;
        gint64 at = self->now + self->lines[i].after_ms * 1000;
        self->line_at = schedule (self, &self->lines[i], MAX (at, self->line_at));
        self->takes_data = self->script != NULL && strstr (self->lines[i].bytes, "CONNECT") != NULL;
        return;
      }
}

static gint64
now (DfotaPort *port)
{
  return self_of (port)->now;
}

static gboolean
open_port (DfotaPort *port, GError **error)
{
  ScriptPort *self = self_of (port);

  for (guint i = 0; self->lines[i].bytes != NULL; i++)
    if (self->lines[i].command == NULL && !self->used[i])
      {
        self->used[i] = TRUE;
        schedule (self, &self->lines[i], self->now + self->lines[i].after_ms * 1000);
      }
  return TRUE;
}

/* As many as are due for what has come, but for those that the script keeps back or adds. */
static void
acknowledge (ScriptPort *self)
{
  gsize whole = self->script->size / 1024;
  gsize due = self->data->len / 1024;

  if (self->script->acks_missing > 0)
    due = MIN (due, whole - MIN (whole, (gsize) self->script->acks_missing));
  else if (due == whole && self->data->len >= self->script->size)
    due += (gsize) -self->script->acks_missing;
  for (; self->acks < due; self->acks++)
    schedule_at (self, self->now + 2000, "A", 1);
}

static void
leave_data (ScriptPort *self, const char *words)
{
  self->takes_data = FALSE;
  schedule_at (self, self->now + 5000, words, strlen (words));
}

static void
take_data (ScriptPort *self, guint8 byte, GCancellable *cancel)
{
  g_byte_array_append (self->data, &byte, 1);
  self->last_byte = self->now;
  self->ahead = MAX (self->ahead, self->data->len - 1024 * MIN (self->acks_read, self->data->len / 1024));
  acknowledge (self);
  if (self->data->len == self->script->stop_at)
    g_cancellable_cancel (cancel);
  if (self->data->len == self->script->size)
    leave_data (self, self->script->end);
  else if (self->data->len == self->script->breaks_at)
    leave_data (self, self->script->breaks);
}

static void
take (ScriptPort *self, DfotaIo *io, GCancellable *cancel)
{
  for (gsize i = 0; i < io->out_len; i++)
    {
      if (self->takes_data)
        {
          take_data (self, io->out[i], cancel);
          continue;
        }
      if (io->out[i] != '\r')
        {
          g_string_append_c (self->typed, (char) io->out[i]);
          continue;
        }
      g_autofree char *command = g_strdup (self->typed->str);
      g_string_truncate (self->typed, 0);
      answer (self, command);
    }
  io->sent = io->out_len;
}

static gboolean
fail (GError **error, GIOErrorEnum code)
{
  g_set_error_literal (error, G_IO_ERROR, (int) code, "script");
  return FALSE;
}

/* Without a byte for long enough it is no longer a file's bytes that it waits for. */
static void
give_up (ScriptPort *self, gint64 until)
{
  const Due *due = g_queue_peek_head (&self->due);
  gint64 at = self->takes_data ? self->last_byte + self->script->timeout_ms * 1000 : 0;

  if (!self->takes_data || self->script->timeout_ms == 0 || at > until || (due != NULL && due->at <= at))
    return;
  self->now = MAX (self->now, at);
  leave_data (self, self->script->gives_up);
}

/* TRUE: it was no bytes, but an event. */
static gboolean
happen (ScriptPort *self, const char *bytes, GCancellable *cancel)
{
  self->gone = self->gone || g_str_equal (bytes, SCRIPT_GONE);
  if (g_str_equal (bytes, SCRIPT_STOP))
    g_cancellable_cancel (cancel);
  return self->gone || g_str_equal (bytes, SCRIPT_STOP);
}

static void
hand_over (ScriptPort *self, DfotaIo *io, GCancellable *cancel)
{
  Due *due = g_queue_pop_head (&self->due);

  self->now = MAX (self->now, due->at);
  if (!happen (self, due->bytes, cancel))
    {
      io->received = strlen (due->bytes);
      memcpy (io->in, due->bytes, io->received);
    }
  if (self->takes_data && g_str_equal (due->bytes, "A"))
    self->acks_read++;
  g_free (due->bytes);
  g_free (due);
}

static gboolean
step (DfotaPort *port, DfotaIo *io, gint64 until, GCancellable *cancel, GError **error)
{
  ScriptPort *self = self_of (port);

  io->received = 0;
  io->sent = 0;
  if (g_cancellable_is_cancelled (cancel))
    return fail (error, G_IO_ERROR_CANCELLED);
  if (self->gone)
    return fail (error, G_IO_ERROR_CONNECTION_CLOSED);
  if (io->out_len > 0)
    {
      take (self, io, cancel);
      return TRUE;
    }
  give_up (self, until);
  const Due *due = g_queue_peek_head (&self->due);
  if (due == NULL || due->at > until)
    {
      self->now = MAX (self->now, until);
      return fail (error, G_IO_ERROR_TIMED_OUT);
    }
  hand_over (self, io, cancel);
  if (g_cancellable_is_cancelled (cancel))
    return fail (error, G_IO_ERROR_CANCELLED);
  return !self->gone || fail (error, G_IO_ERROR_CONNECTION_CLOSED);
}

static void
due_free (gpointer data)
{
  Due *due = data;

  g_free (due->bytes);
  g_free (due);
}

static void
free_port (DfotaPort *port)
{
  ScriptPort *self = self_of (port);

  g_string_free (self->typed, TRUE);
  g_ptr_array_unref (self->commands);
  g_byte_array_unref (self->data);
  g_queue_clear_full (&self->due, due_free);
  g_free (self);
}

static void
close_port (DfotaPort *port)
{
}

static const DfotaPortClass script_class
    = { .now = now, .open = open_port, .close = close_port, .step = step, .free = free_port };

DfotaPort *
script_port_new (const ScriptLine *lines, gsize chunk)
{
  ScriptPort *self = g_new0 (ScriptPort, 1);

  self->parent.klass = &script_class;
  self->parent.name = g_strdup ("script");
  self->parent.title = g_strdup ("script");
  self->lines = lines;
  self->chunk = chunk;
  self->typed = g_string_new (NULL);
  self->commands = g_ptr_array_new_with_free_func (g_free);
  self->data = g_byte_array_new ();
  g_queue_init (&self->due);
  return &self->parent;
}

guint
script_port_count (DfotaPort *port, const char *command)
{
  ScriptPort *self = self_of (port);
  guint n = 0;

  for (guint i = 0; i < self->commands->len; i++)
    n += g_str_equal (self->commands->pdata[i], command);
  return n;
}

void
script_port_set_data (DfotaPort *port, const ScriptData *data)
{
  self_of (port)->script = data;
}

const GByteArray *
script_port_data (DfotaPort *port)
{
  return self_of (port)->data;
}

gsize
script_port_ahead (DfotaPort *port)
{
  return self_of (port)->ahead;
}

char *
script_port_sent (DfotaPort *port)
{
  ScriptPort *self = self_of (port);
  GString *sent = g_string_new (NULL);

  for (guint i = 0; i < self->commands->len; i++)
    g_string_append_printf (sent, "%s%s", i > 0 ? "|" : "", (const char *) self->commands->pdata[i]);
  return g_string_free (sent, FALSE);
}
