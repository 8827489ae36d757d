/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "at/at-channel.h"

#include <string.h>

#include "at/at-split.h"

#define MS G_GINT64_CONSTANT (1000)

/* Quiet for this long: nobody owes us an answer any more. Modules pause some tens of milliseconds in an answer. */
#define QUIET_US (300 * MS)

G_DEFINE_QUARK (dfota_at_error, dfota_at_error)

struct _DfotaAtChannel
{
  DfotaPort *port;
  const DfotaAtWatcher *watcher;
  gpointer user_data;
  DfotaLicence licence;
  gboolean shot_loaded;
  gboolean owed; /* an answer that did not come in time may still come */
  DfotaAtSplit split;
  guint heard; /* unsolicited lines so far */
  guint64 received;
  DfotaAtTap tap;
  gpointer tap_data;

  /* the question that waits for an answer */
  const char *asking;
  char *connected; /* the command that ended in CONNECT and has not ended yet */
  DfotaLineKind final;
  GString *answer;
  char *refusal;
  DfotaLineKind ended; /* DFOTA_LINE_TEXT: not yet */
};

static void
say (DfotaAtChannel *at, char dir, const char *text)
{
  if (at->watcher->on_traffic != NULL)
    at->watcher->on_traffic (dir, text, at->user_data);
}

static void
on_line (const char *line, gpointer user_data)
{
  DfotaAtChannel *at = user_data;
  DfotaLineKind kind = dfota_at_line_kind (line, at->asking);

  /* the single letters by which AT+QFUPL acknowledges are the tap's alone */
  if (at->tap != NULL && line[strspn (line, "A")] == '\0')
    return;
  say (at, 'r', line);
  if (kind == DFOTA_LINE_URC || kind == DFOTA_LINE_READY)
    {
      at->heard++;
      at->watcher->on_urc (line, at->user_data);
    }
  if (at->asking == NULL || at->ended != DFOTA_LINE_TEXT)
    return;

  if (kind == DFOTA_LINE_TEXT)
    g_string_append_printf (at->answer, "%s%s", at->answer->len > 0 ? "\n" : "", line);
  else if (kind == DFOTA_LINE_ERROR)
    {
      at->refusal = g_strdup (line);
      at->ended = kind;
    }
  else if (kind == DFOTA_LINE_READY || kind == at->final)
    at->ended = kind;
}

DfotaAtChannel *
dfota_at_channel_new (DfotaPort *port, const DfotaAtWatcher *watcher, gpointer user_data)
{
  DfotaAtChannel *at = g_new0 (DfotaAtChannel, 1);

  at->port = port;
  at->watcher = watcher;
  at->user_data = user_data;
  at->licence = DFOTA_LICENCE_LISTEN;
  at->answer = g_string_new (NULL);
  dfota_at_split_init (&at->split);
  return at;
}

void
dfota_at_channel_free (DfotaAtChannel *at)
{
  if (at == NULL)
    return;
  dfota_at_split_clear (&at->split);
  g_string_free (at->answer, TRUE);
  g_free (at->refusal);
  g_free (at->connected);
  g_free (at);
}

DfotaPort *
dfota_at_channel_port (DfotaAtChannel *at)
{
  return at->port;
}

void
dfota_at_channel_set_licence (DfotaAtChannel *at, DfotaLicence licence)
{
  at->licence = licence;
}

void
dfota_at_channel_load_shot (DfotaAtChannel *at)
{
  at->shot_loaded = TRUE;
}

gboolean
dfota_at_channel_is_loaded (DfotaAtChannel *at)
{
  return at->shot_loaded;
}

void
dfota_at_channel_reopened (DfotaAtChannel *at)
{
  dfota_at_split_reset (&at->split);
  at->owed = FALSE;
}

guint64
dfota_at_channel_garbage (DfotaAtChannel *at)
{
  return at->split.garbage;
}

guint64
dfota_at_channel_received (DfotaAtChannel *at)
{
  return at->received;
}

void
dfota_at_channel_set_tap (DfotaAtChannel *at, DfotaAtTap tap, gpointer user_data)
{
  at->tap = tap;
  at->tap_data = user_data;
}

/* Everything comes and goes here. */
static gboolean
step (DfotaAtChannel *at, const guint8 *out, gsize n, gint64 until, GCancellable *cancel, gsize *ret_sent, GError **error)
{
  guint8 in[4096];
  DfotaIo io = { .out = out, .out_len = n, .in = in, .in_size = sizeof in };
  gboolean ok = dfota_port_step (at->port, &io, until, cancel, error);

  if (ret_sent != NULL)
    *ret_sent = io.sent;
  at->received += io.received;
  if (at->tap != NULL && io.received > 0)
    at->tap (in, io.received, at->tap_data);
  dfota_at_split_feed (&at->split, in, io.received, on_line, at);
  return ok;
}

gboolean
dfota_at_wait_byte (DfotaAtChannel *at, gint64 until, GCancellable *cancel, GError **error)
{
  return step (at, NULL, 0, until, cancel, NULL, error);
}

static gboolean
send_all (DfotaAtChannel *at, const char *text, gint64 until, GCancellable *cancel, GError **error)
{
  const guint8 *bytes = (const guint8 *) text;
  gsize left = strlen (text);

  while (left > 0)
    {
      gsize sent = 0;
      if (!step (at, bytes, left, until, cancel, &sent, error))
        return FALSE;
      bytes += sent;
      left -= sent;
    }
  return TRUE;
}

static void
begin_answer (DfotaAtChannel *at, const char *text, DfotaLineKind final)
{
  at->asking = text;
  at->final = final;
  at->ended = DFOTA_LINE_TEXT;
  g_string_truncate (at->answer, 0);
  g_clear_pointer (&at->refusal, g_free);
}

static gboolean
await_answer (DfotaAtChannel *at, gboolean ok, gint64 until, GCancellable *cancel, GError **error)
{
  while (ok && at->ended == DFOTA_LINE_TEXT)
    ok = step (at, NULL, 0, until, cancel, NULL, error);
  at->asking = NULL;
  at->owed = !ok || at->ended == DFOTA_LINE_READY;
  return ok;
}

static gboolean
ask (DfotaAtChannel *at, const char *text, DfotaLineKind final, gint64 until, GCancellable *cancel, GError **error)
{
  g_autofree char *line = g_strconcat (text, "\r", NULL);

  begin_answer (at, text, final);
  say (at, 't', text);
  return await_answer (at, send_all (at, line, until, cancel, error), until, cancel, error);
}

/* Listens until nothing has come for a while. */
static gboolean
await_quiet (DfotaAtChannel *at, gint64 until, GCancellable *cancel, GError **error)
{
  for (;;)
    {
      gint64 quiet = dfota_port_now (at->port) + QUIET_US;
      g_autoptr (GError) local = NULL;

      if (step (at, NULL, 0, MIN (quiet, until), cancel, NULL, &local))
        continue;
      if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
}

/* How the question ended, as a result. */
static gboolean
outcome (DfotaAtChannel *at, GError **error)
{
  if (at->ended == DFOTA_LINE_ERROR)
    g_set_error_literal (error, DFOTA_AT_ERROR, DFOTA_AT_ERROR_REFUSED, at->refusal);
  else if (at->ended == DFOTA_LINE_READY)
    g_set_error_literal (error, DFOTA_AT_ERROR, DFOTA_AT_ERROR_RESTARTED, "RDY");
  return at->ended == at->final;
}

/* After an answer that did not come: a late one must not pass for the next question's. A plain AT takes it, and the silence
 * after that shows that nothing is owed any more. */
static gboolean
settle (DfotaAtChannel *at, gint64 until, GCancellable *cancel, GError **error)
{
  if (!ask (at, "AT", DFOTA_LINE_OK, until, cancel, error) || !outcome (at, error))
    return FALSE;
  at->owed = TRUE;
  if (!await_quiet (at, until, cancel, error))
    return FALSE;
  at->owed = FALSE;
  return TRUE;
}

static gboolean
may_send (DfotaAtChannel *at, const DfotaCommand *command, GError **error)
{
  if (at->licence >= command->needs && (!command->shot || at->shot_loaded))
    return TRUE;
  g_set_error_literal (error, DFOTA_AT_ERROR, DFOTA_AT_ERROR_LICENCE, command->text->str);
  return FALSE;
}

gboolean
dfota_at_ask (DfotaAtChannel *at, const DfotaCommand *command, DfotaLineKind final, gint64 until, GCancellable *cancel,
              char **ret_text, GError **error)
{
  if (!may_send (at, command, error))
    return FALSE;
  if (at->owed && !settle (at, until, cancel, error))
    return FALSE;
  if (command->shot)
    at->shot_loaded = FALSE;
  if (!ask (at, command->text->str, final, until, cancel, error) || !outcome (at, error))
    return FALSE;

  if (final == DFOTA_LINE_CONNECT)
    {
      g_free (at->connected);
      at->connected = g_strdup (command->text->str);
    }
  if (ret_text != NULL)
    *ret_text = g_strdup (at->answer->str);
  return TRUE;
}

gboolean
dfota_at_end (DfotaAtChannel *at, gint64 until, GCancellable *cancel, char **ret_text, GError **error)
{
  g_autofree char *command = g_steal_pointer (&at->connected);

  g_return_val_if_fail (command != NULL, FALSE);
  begin_answer (at, command, DFOTA_LINE_OK);
  if (!await_answer (at, TRUE, until, cancel, error) || !outcome (at, error))
    return FALSE;
  if (ret_text != NULL)
    *ret_text = g_strdup (at->answer->str);
  return TRUE;
}

gboolean
dfota_at_tell (DfotaAtChannel *at, const DfotaCommand *command, gint64 until, GCancellable *cancel, GError **error)
{
  g_autofree char *line = g_strconcat (command->text->str, "\r", NULL);

  if (command->shot || !may_send (at, command, error))
    return FALSE;
  say (at, 't', command->text->str);
  at->owed = TRUE;
  return send_all (at, line, until, cancel, error);
}

gboolean
dfota_at_read (DfotaAtChannel *at, const char *text, guint timeout_ms, GCancellable *cancel, char **ret_text, GError **error)
{
  g_autoptr (DfotaCommand) command = dfota_command_new_read (text);
  gint64 until = dfota_port_now (at->port) + timeout_ms * MS;

  return dfota_at_ask (at, command, DFOTA_LINE_OK, until, cancel, ret_text, error);
}

gboolean
dfota_at_wait (DfotaAtChannel *at, gint64 until, GCancellable *cancel, GError **error)
{
  guint before = at->heard;

  while (at->heard == before)
    {
      g_autoptr (GError) local = NULL;

      /* the last line before a hang-up counts as heard; the hang-up is met again by the next wait */
      if (!step (at, NULL, 0, until, cancel, NULL, &local) && at->heard == before)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
dfota_at_push (DfotaAtChannel *at, const guint8 *bytes, gsize n, gint64 until, GCancellable *cancel, gsize *ret_sent,
               GError **error)
{
  guint before = at->heard;
  gsize sent = 0;
  gboolean ok = TRUE;

  while (ok && sent < n && at->heard == before)
    {
      gsize now = 0;
      ok = step (at, bytes + sent, n - sent, until, cancel, &now, error);
      sent += now;
    }
  *ret_sent = sent;
  return ok;
}
