/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "at/at-channel.h"

#include <string.h>

#include "at/at-split.h"

#define MS G_GINT64_CONSTANT (1000)

/* Quiet for this long: nobody owes us an answer any more. Modules pause some tens of milliseconds in an answer. One that speaks of
 * other things all the time is waited for no longer than a second more. */
#define QUIET_US   (300 * MS)
#define CHATTER_US (1000 * MS)

/* An answer that comes within this time is no late one; nobody is given more than the second for a late one. */
#define PROMPT_US (500 * MS)
#define LATE_US   (4000 * MS)

/* What lies there when the deadline comes is still read, but from a port that never stops talking no more than this. */
#define OVERTIME_BYTES (64 * 1024)

G_DEFINE_QUARK (dfota_at_error, dfota_at_error)

struct _DfotaAtChannel
{
  DfotaPort *port;
  const DfotaAtWatcher *watcher;
  gpointer user_data;
  DfotaLicence licence;
  gboolean shot_loaded;
  guint owed;        /* answers that did not come in time and may still come */
  gint64 owed_since; /* when the first of those questions was asked */
  gboolean settling; /* what ends now is one of them */
  gsize overtime;    /* bytes that were read after the deadline */
  DfotaAtSplit split;
  guint heard; /* unsolicited lines so far */
  gboolean echoes;
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
  g_autofree char *clean = dfota_at_line_clean (line);
  DfotaLineKind kind = dfota_at_line_kind (clean, at->asking);

  /* the single letters by which AT+QFUPL acknowledges are the tap's alone */
  if (at->tap != NULL && line[strspn (line, "A")] == '\0')
    return;
  say (at, 'r', line);
  at->echoes = at->echoes || kind == DFOTA_LINE_ECHO;
  if (kind == DFOTA_LINE_URC || kind == DFOTA_LINE_READY)
    {
      at->heard++;
      at->watcher->on_urc (clean, at->user_data);
    }
  if (at->settling && at->owed > 0 && (kind == DFOTA_LINE_OK || kind == DFOTA_LINE_ERROR))
    at->owed--;
  if (at->asking == NULL || at->ended != DFOTA_LINE_TEXT)
    return;

  if (kind == DFOTA_LINE_TEXT)
    g_string_append_printf (at->answer, "%s%s", at->answer->len > 0 ? "\n" : "", line);
  else if (kind == DFOTA_LINE_ERROR)
    {
      at->refusal = g_strdup (clean);
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
  at->owed = 0;
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

gboolean
dfota_at_channel_echoes (DfotaAtChannel *at)
{
  return at->echoes;
}

void
dfota_at_channel_set_tap (DfotaAtChannel *at, DfotaAtTap tap, gpointer user_data)
{
  at->tap = tap;
  at->tap_data = user_data;
}

/* A port that talks on and on must not hold us beyond our time. */
static gboolean
is_overdue (const DfotaAtChannel *at)
{
  return at->overtime >= OVERTIME_BYTES;
}

static void
count_overtime (DfotaAtChannel *at, gsize received, gint64 until)
{
  if (received == 0 || dfota_port_now (at->port) < until)
    at->overtime = 0;
  else
    at->overtime += received;
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
  count_overtime (at, io.received, until);
  if (!ok || !is_overdue (at))
    return ok;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "never quiet");
  return FALSE;
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
  at->owed = !ok || at->ended == DFOTA_LINE_READY ? 1 : 0;
  return ok;
}

static gboolean
ask (DfotaAtChannel *at, const char *text, DfotaLineKind final, gint64 until, GCancellable *cancel, GError **error)
{
  g_autofree char *line = g_strconcat (text, "\r", NULL);

  begin_answer (at, text, final);
  at->owed_since = dfota_port_now (at->port);
  say (at, 't', text);
  return await_answer (at, send_all (at, line, until, cancel, error), until, cancel, error);
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

/* --- after an answer that did not come: a late one must not pass for the next question's --- */

typedef enum
{
  QUIET_FAILED,
  QUIET_REACHED,
  QUIET_ANSWERED /* another answer has come */
} Quiet;

/* Listens until nothing has come for @quiet. */
static Quiet
await_quiet (DfotaAtChannel *at, gint64 quiet, gint64 until, GCancellable *cancel, GError **error)
{
  gint64 last = dfota_port_now (at->port) + quiet + CHATTER_US;
  guint owed = at->owed;

  for (;;)
    {
      gint64 next = dfota_port_now (at->port) + quiet;
      gint64 silent = MIN (next, last);
      g_autoptr (GError) local = NULL;

      if (step (at, NULL, 0, MIN (silent, until), cancel, NULL, &local))
        {
          if (at->owed != owed)
            return QUIET_ANSWERED;
          continue;
        }
      if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) && silent <= until)
        return QUIET_REACHED;
      g_propagate_error (error, g_steal_pointer (&local));
      return QUIET_FAILED;
    }
}

/* Sends a plain AT, and awaits its answer or an earlier one's. *prompt counts those in a row that came at once. */
static gboolean
probe (DfotaAtChannel *at, int *prompt, gint64 until, GCancellable *cancel, GError **error)
{
  gint64 sent = dfota_port_now (at->port);
  guint owed = ++at->owed;

  begin_answer (at, "AT", DFOTA_LINE_OK);
  say (at, 't', "AT");
  if (!send_all (at, "AT\r", until, cancel, error))
    return FALSE;
  while (at->owed == owed && at->ended != DFOTA_LINE_READY)
    if (!step (at, NULL, 0, until, cancel, NULL, error))
      return FALSE;
  if (at->ended == DFOTA_LINE_READY)
    return outcome (at, error);
  *prompt = dfota_port_now (at->port) - sent < PROMPT_US ? *prompt + 1 : 0;
  return TRUE;
}

/* How long nothing must come until nothing will. Answers come in the order of the questions: when one more has come at once than
 * were owed, at least one is to what has just been asked, and the others are no later. Of a slow one nobody knows to which it is: if
 * it was to the first of all, the last is as much later as it was asked later. */
static gint64
time_for_late (const DfotaAtChannel *at, gint64 began, gint64 asked, gboolean caught_up)
{
  if (at->owed == 0)
    return QUIET_US;
  return QUIET_US + (caught_up ? dfota_port_now (at->port) - began : MIN (asked - at->owed_since, LATE_US));
}

/* Every answer that is owed has come, or those that have not will not. */
static gboolean
catch_up (DfotaAtChannel *at, gint64 until, GCancellable *cancel, GError **error)
{
  gint64 began = dfota_port_now (at->port);
  int enough = (int) at->owed + 1;
  Quiet quiet = QUIET_ANSWERED;
  gint64 asked = began;
  int prompt = 0;

  do
    {
      asked = dfota_port_now (at->port);
      if (!probe (at, &prompt, until, cancel, error))
        return FALSE;
    }
  while (prompt > 0 && prompt < enough && at->owed > 0);
  while (quiet == QUIET_ANSWERED)
    quiet = await_quiet (at, time_for_late (at, began, asked, prompt >= enough), until, cancel, error);
  if (quiet == QUIET_REACHED)
    at->owed = 0;
  return quiet == QUIET_REACHED;
}

static gboolean
settle (DfotaAtChannel *at, gint64 until, GCancellable *cancel, GError **error)
{
  at->settling = TRUE;
  gboolean settled = catch_up (at, until, cancel, error);
  at->settling = FALSE;
  at->asking = NULL;
  return settled;
}

static gboolean
may_send (DfotaAtChannel *at, const DfotaCommand *command, GError **error)
{
  if (at->licence >= command->needs && (!command->shot || at->shot_loaded))
    return TRUE;
  g_set_error_literal (error, DFOTA_AT_ERROR, DFOTA_AT_ERROR_LICENCE, command->text->str);
  return FALSE;
}

/* What has been asked and answered in settling already. */
static gboolean
is_plain (const DfotaCommand *command, DfotaLineKind final)
{
  return final == DFOTA_LINE_OK && strcmp (command->text->str, "AT") == 0;
}

static gboolean
say_nothing (char **ret_text)
{
  if (ret_text != NULL)
    *ret_text = g_strdup ("");
  return TRUE;
}

gboolean
dfota_at_ask (DfotaAtChannel *at, const DfotaCommand *command, DfotaLineKind final, gint64 until, GCancellable *cancel,
              char **ret_text, GError **error)
{
  if (!may_send (at, command, error))
    return FALSE;
  if (at->owed > 0)
    {
      if (!settle (at, until, cancel, error))
        return FALSE;
      if (is_plain (command, final))
        return say_nothing (ret_text);
    }
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
  if (at->owed++ == 0)
    at->owed_since = dfota_port_now (at->port);
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
      if (!step (at, NULL, 0, until, cancel, NULL, &local) && (at->heard == before || is_overdue (at)))
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
