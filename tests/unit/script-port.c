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
} ScriptPort;

static ScriptPort *
self_of (DfotaPort *port)
{
  return (ScriptPort *) port;
}

static void
schedule (ScriptPort *self, const ScriptLine *line)
{
  gint64 at = self->now + line->after_ms * 1000;
  gsize n = strlen (line->bytes);
  gsize step = self->chunk > 0 ? self->chunk : n;

  for (gsize i = 0; i < n; i += step)
    {
      Due *due = g_new (Due, 1);
      due->at = at + (gint64) (i / step) * 30000; /* a pause of 30 ms between portions */
      due->bytes = g_strndup (line->bytes + i, MIN (step, n - i));
      g_queue_push_tail (&self->due, due);
    }
}

static void
answer (ScriptPort *self, const char *command)
{
  g_ptr_array_add (self->commands, g_strdup (command));
  for (guint i = 0; self->lines[i].bytes != NULL; i++)
    if (!self->used[i] && g_strcmp0 (self->lines[i].command, command) == 0)
      {
        self->used[i] = TRUE;
        schedule (self, &self->lines[i]);
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
        schedule (self, &self->lines[i]);
      }
  return TRUE;
}

static void
take (ScriptPort *self, DfotaIo *io)
{
  for (gsize i = 0; i < io->out_len; i++)
    {
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
step (DfotaPort *port, DfotaIo *io, gint64 until, GCancellable *cancel, GError **error)
{
  ScriptPort *self = self_of (port);

  io->received = 0;
  io->sent = 0;
  if (io->out_len > 0)
    {
      take (self, io);
      return TRUE;
    }
  Due *due = g_queue_peek_head (&self->due);
  if (due == NULL || due->at > until)
    {
      self->now = until;
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "script");
      return FALSE;
    }
  g_queue_pop_head (&self->due);
  self->now = MAX (self->now, due->at);
  io->received = strlen (due->bytes);
  memcpy (io->in, due->bytes, io->received);
  g_free (due->bytes);
  g_free (due);
  return TRUE;
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
