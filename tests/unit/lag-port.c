/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lag-port.h"

#include <string.h>

#define MS       G_GINT64_CONSTANT (1000)
#define STEP_US  50
#define CHATTER  "\r\n+QGPSURC: 1\r\n"
#define IDENTITY "Quectel|EC200A|Revision: EC200ACNHAR01A02M16"

typedef struct
{
  DfotaPort parent;
  const LagConfig *config;
  gint64 now;
  guint steps;
  guint commands;
  gint64 chattered; /* how often, so far */
  gsize taken;      /* of what lies there */
  GString *typed;
  GQueue due; /* Due, in the order they come in: an answer takes as long as the one before */
} LagPort;

typedef struct
{
  gint64 at;
  char *bytes;
} Due;

static const struct
{
  const char *command, *lines;
} answers[] = {
  { "ATI", IDENTITY "|OK" },
  { "AT+CGMM", "EC200A|OK" },
  { "AT+CGMR", "EC200ACNHAR01A02M16|OK" },
  { "AT+QGMR", "EC200ACNHAR01A02M16_01.200.01.200|OK" },
  { "AT+CSUB", "ERROR" },
  { "AT", "OK" },
};

static LagPort *
self_of (DfotaPort *port)
{
  return (LagPort *) port;
}

static gint64
now (DfotaPort *port)
{
  return self_of (port)->now;
}

static void
answer (LagPort *self)
{
  g_autoptr (GString) bytes = g_string_new ("\r\n");
  const guint number = self->commands++;

  if (number < 32 && (self->config->lost & (1u << number)) != 0)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    if (strcmp (answers[i].command, self->typed->str) == 0)
      {
        g_auto (GStrv) lines = g_strsplit (answers[i].lines, "|", -1);
        for (guint k = 0; lines[k] != NULL; k++)
          g_string_append_printf (bytes, "%s%s\r\n", self->config->junk != NULL ? self->config->junk : "", lines[k]);
      }

  Due *due = g_new (Due, 1);
  due->at = self->now + self->config->lag_ms * MS;
  due->bytes = g_strdup (bytes->str);
  g_queue_push_tail (&self->due, due);
}

static void
take (LagPort *self, DfotaIo *io)
{
  for (gsize i = 0; i < io->out_len; i++)
    if (io->out[i] != '\r')
      g_string_append_c (self->typed, (char) io->out[i]);
    else
      {
        answer (self);
        g_string_truncate (self->typed, 0);
      }
  io->sent = io->out_len;
}

static void
hand_over (DfotaIo *io, const char *bytes)
{
  gsize n = strlen (bytes);

  io->received = MIN (n, io->in_size);
  memcpy (io->in, bytes, io->received);
}

/* What comes next, and when; NULL: nothing ever. */
static const char *
next (LagPort *self, gint64 *ret_at)
{
  const LagConfig *config = self->config;
  const Due *due = g_queue_peek_head (&self->due);
  gint64 chatter = config->chatter_ms > 0 ? (self->chattered + 1) * config->chatter_ms * MS : G_MAXINT64;

  if (config->flood != NULL && self->now >= config->flood_ms * MS)
    {
      *ret_at = self->now;
      return config->flood;
    }
  *ret_at = MIN (chatter, due != NULL ? due->at : G_MAXINT64);
  if (*ret_at == G_MAXINT64)
    return NULL;
  return *ret_at == chatter ? CHATTER : due->bytes;
}

static gboolean
set_error (GError **error, GIOErrorEnum code)
{
  g_set_error_literal (error, G_IO_ERROR, (int) code, "lag");
  return FALSE;
}

static void
forget (LagPort *self, const char *bytes)
{
  Due *due = g_queue_peek_head (&self->due);

  if (strcmp (bytes, CHATTER) == 0)
    self->chattered++;
  else if (due != NULL && bytes == due->bytes)
    {
      g_queue_pop_head (&self->due);
      g_free (due->bytes);
      g_free (due);
    }
}

/* As a real one: what is there is handed over, whatever the deadline. */
static gboolean
step (DfotaPort *port, DfotaIo *io, gint64 until, GCancellable *cancel, GError **error)
{
  LagPort *self = self_of (port);
  gint64 at;

  io->received = io->sent = 0;
  self->now += STEP_US;
  if (self->config->most_steps > 0)
    assert_in_range (++self->steps, 1, self->config->most_steps);
  if (io->out_len > 0)
    {
      take (self, io);
      return TRUE;
    }
  if (self->config->waiting != NULL && self->taken < strlen (self->config->waiting))
    {
      hand_over (io, self->config->waiting + self->taken);
      self->taken += io->received;
      return TRUE;
    }
  const char *bytes = next (self, &at);
  if (bytes == NULL || (at > self->now && at > until))
    {
      self->now = MAX (self->now, until);
      return set_error (error, G_IO_ERROR_TIMED_OUT);
    }
  self->now = MAX (self->now, at);
  hand_over (io, bytes);
  forget (self, bytes);
  return TRUE;
}

static gboolean
open_port (DfotaPort *port, GError **error)
{
  return TRUE;
}

static void
close_port (DfotaPort *port)
{
}

static void
free_port (DfotaPort *port)
{
  LagPort *self = self_of (port);

  g_string_free (self->typed, TRUE);
  while (!g_queue_is_empty (&self->due))
    {
      Due *due = g_queue_pop_head (&self->due);
      g_free (due->bytes);
      g_free (due);
    }
  g_free (self);
}

static const DfotaPortClass lag_class
    = { .now = now, .open = open_port, .close = close_port, .step = step, .free = free_port };

DfotaPort *
lag_port_new (const LagConfig *config)
{
  LagPort *self = g_new0 (LagPort, 1);

  self->parent.klass = &lag_class;
  self->parent.name = g_strdup ("lag");
  self->parent.title = g_strdup ("lag");
  self->config = config;
  self->typed = g_string_new (NULL);
  g_queue_init (&self->due);
  return &self->parent;
}
