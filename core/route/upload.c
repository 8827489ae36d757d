/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/upload.h"

#include <string.h>

#include "at/at-fields.h"
#include "at/at-split.h"
#include "error.h"
#include "route/question.h"

#define BEGIN_MS  10000
#define DELETE_MS 10000
#define ANSWER_MS 3000

/* Without a byte for so long the module gives up: AT+QFUPL's own parameter, s. */
#define TIMEOUT_S 10
#define GRACE_S   2
#define CALLS     3

#define ACKNOWLEDGE 1 /* ackmode: an `A` for every 1,024 bytes */
#define ACK_BYTES   1024

/* How far we run ahead of the acknowledgements. A serial line has nothing else to hold us back, and one `A` may get lost. */
#define AHEAD_USB  (8 * ACK_BYTES)
#define AHEAD_LINE (2 * ACK_BYTES)

#define BLOCK 4096

typedef struct
{
  DfotaTrip *trip;
  DfotaAtSplit split;
  gboolean in_line; /* something else than an `A` stands in the present line */
  goffset acknowledged;
  DfotaUploadSum sum;
  char *result;    /* +QFUPL: 683,f6e */
  char *refusal;   /* ERROR, +CME ERROR: …, or RDY */
  gboolean closed; /* OK: the module takes commands again */
} Upload;

void
dfota_upload_sum_add (DfotaUploadSum *sum, const guint8 *bytes, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      sum->sum ^= (guint16) (sum->odd ? bytes[i] : bytes[i] << 8);
      sum->odd = !sum->odd;
    }
}

/* --- what comes back --- */

static void
keep (char **text, const char *line)
{
  g_free (*text);
  *text = g_strdup (line);
}

/* The acknowledgements stand at the beginning of the line that ends them. */
static void
on_line (const char *line, gpointer user_data)
{
  Upload *upload = user_data;
  const char *rest = line + strspn (line, "A");

  if (g_str_has_prefix (rest, "+QFUPL:"))
    keep (&upload->result, rest);
  else if (strcmp (rest, "OK") == 0)
    upload->closed = TRUE;
  else if (strcmp (rest, "ERROR") == 0 || g_str_has_prefix (rest, "+CME ERROR:"))
    keep (&upload->refusal, rest);
  else if (strcmp (rest, "RDY") == 0 || g_str_has_suffix (line, "APP RDY"))
    keep (&upload->refusal, "RDY");
}

static void
on_bytes (const guint8 *bytes, gsize n, gpointer user_data)
{
  Upload *upload = user_data;

  for (gsize i = 0; i < n; i++)
    {
      gboolean line_end = bytes[i] == '\r' || bytes[i] == '\n';
      if (bytes[i] == 'A' && !upload->in_line)
        upload->acknowledged += ACK_BYTES;
      upload->in_line = !line_end && (upload->in_line || bytes[i] != 'A');
    }
  dfota_at_split_feed (&upload->split, bytes, n, on_line, upload);
}

static void
upload_begin (Upload *upload, DfotaTrip *trip)
{
  *upload = (Upload){ .trip = trip };
  dfota_at_split_init (&upload->split);
  dfota_at_channel_set_tap (trip->at, on_bytes, upload);
}

static void
upload_end (Upload *upload)
{
  dfota_at_channel_set_tap (upload->trip->at, NULL, NULL);
  dfota_at_split_clear (&upload->split);
  g_clear_pointer (&upload->result, g_free);
  g_clear_pointer (&upload->refusal, g_free);
}

/* The module takes no more bytes of the file, whether or not it has them all. */
static gboolean
is_over (const Upload *upload)
{
  return upload->result != NULL || upload->refusal != NULL || upload->closed;
}

/* --- what goes out --- */

static gint64
stalled_at (const DfotaTrip *trip)
{
  return dfota_port_now (trip->port) + trip->stall_us;
}

/* Waiting ended without what was waited for: that is the upload's fault, unless it was a Stop or the port is gone. */
static gboolean
fail_wait (GError *local, GError **error)
{
  if (!g_error_matches (local, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  g_error_free (local);
  return dfota_fail (error, DFOTA_ERROR_STORAGE_UPLOAD, "");
}

/* Until the module has acknowledged enough for @portion more bytes. */
static gboolean
await_room (Upload *upload, gsize portion, GError **error)
{
  DfotaTrip *trip = upload->trip;
  goffset ahead = trip->port->kind == DFOTA_PORT_USB ? AHEAD_USB : AHEAD_LINE;
  goffset wanted = trip->delivered + (goffset) portion - ahead;
  gint64 until = stalled_at (trip);

  while (!is_over (upload) && upload->acknowledged < wanted)
    {
      GError *local = NULL;

      if (!dfota_at_wait_byte (trip->at, until, trip->cancel, &local))
        return fail_wait (local, error);
    }
  return TRUE;
}

static gboolean
send_bytes (Upload *upload, const guint8 *bytes, gsize n, GError **error)
{
  DfotaTrip *trip = upload->trip;

  for (gsize done = 0; done < n && !is_over (upload);)
    {
      gsize portion = MIN (ACK_BYTES, n - done);
      gsize sent = 0;
      GError *local = NULL;

      if (!await_room (upload, portion, error))
        return FALSE;
      if (is_over (upload))
        break;
      gboolean ok = dfota_at_push (trip->at, bytes + done, portion, stalled_at (trip), trip->cancel, &sent, &local);
      dfota_upload_sum_add (&upload->sum, bytes + done, sent);
      done += sent;
      trip->delivered += (goffset) sent;
      trip->progress (trip, trip->delivered);
      if (!ok)
        return fail_wait (local, error);
    }
  return TRUE;
}

/* The proof that these are the bytes that were hashed comes before the last of them goes out. */
static gboolean
send_package (Upload *upload, GError **error)
{
  DfotaTrip *trip = upload->trip;
  guint8 block[BLOCK];
  goffset left = trip->package->size;

  while (left > 0 && !is_over (upload))
    {
      gsize n = MIN ((gsize) left, sizeof block);

      left -= (goffset) n;
      if (!dfota_package_reader_take (trip->reader, block, n, error)
          || (left == 0 && !dfota_package_reader_prove (trip->reader, error)) || !send_bytes (upload, block, n, error))
        return FALSE;
    }
  return TRUE;
}

/* --- how it ended --- */

static gboolean
await_result (Upload *upload, GError **error)
{
  DfotaTrip *trip = upload->trip;
  g_autoptr (GError) local = NULL;

  if (upload->closed || upload->refusal != NULL || trip->delivered < trip->package->size)
    return TRUE;
  if (dfota_at_end (trip->at, stalled_at (trip), trip->cancel, NULL, &local) || local->domain == DFOTA_AT_ERROR)
    return TRUE;
  return fail_wait (g_steal_pointer (&local), error);
}

static gboolean
is_right (const Upload *upload, const char *const *fields)
{
  gint64 size;
  guint64 sum;

  return g_strv_length ((char **) fields) == 2 && dfota_at_field_number (fields[0], &size)
         && size == upload->trip->package->size && g_ascii_string_to_unsigned (fields[1], 16, 0, G_MAXUINT16, &sum, NULL)
         && sum == upload->sum.sum;
}

static gboolean
judge (const Upload *upload, GError **error)
{
  g_auto (GStrv) fields = upload->result != NULL ? dfota_at_fields (upload->result, "+QFUPL:") : NULL;

  if (upload->refusal != NULL)
    return dfota_fail (error, DFOTA_ERROR_STORAGE_UPLOAD, upload->refusal);
  if (fields != NULL && is_right (upload, (const char *const *) fields))
    return TRUE;
  g_autofree char *read = fields != NULL ? g_strjoinv (",", fields) : g_strdup ("");
  return dfota_fail (error, DFOTA_ERROR_STORAGE_DAMAGED, read);
}

/* In a file command 407 means that there is one already; AT+CMEE=2 says so in words. */
static gboolean
says_exists (const char *line)
{
  const char *words = dfota_question_words (line);
  g_autofree char *lower = g_ascii_strdown (words, -1);

  return strcmp (words, "407") == 0 || strstr (lower, "already exist") != NULL;
}

/* Without an answer it may be waiting for bytes all the same. */
static gboolean
open_file (DfotaTrip *trip, const char *name, DfotaUploadTrace *trace, GError **error)
{
  g_autoptr (DfotaCommand) command = dfota_command_new_change ("AT+QFUPL");
  gint64 until = dfota_port_now (trip->port) + BEGIN_MS * G_GINT64_CONSTANT (1000);
  g_autoptr (GError) local = NULL;

  /* where a Stop was there first nothing has gone out, and the file of that name is not ours */
  if (g_cancellable_set_error_if_cancelled (trip->cancel, error) || !dfota_command_add_string (command, name, error))
    return FALSE;
  dfota_command_add_number (command, trip->package->size);
  dfota_command_add_number (command, TIMEOUT_S);
  dfota_command_add_number (command, ACKNOWLEDGE);
  gboolean ok = dfota_at_ask (trip->at, command, DFOTA_LINE_CONNECT, until, trip->cancel, NULL, &local);
  trace->made = trace->open = ok || local->domain == G_IO_ERROR;
  if (ok)
    return TRUE;
  if (local->domain == G_IO_ERROR)
    return fail_wait (g_steal_pointer (&local), error);
  if (g_error_matches (local, DFOTA_AT_ERROR, DFOTA_AT_ERROR_LICENCE))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  gboolean exists = says_exists (local->message);
  return dfota_fail (error, exists ? DFOTA_ERROR_STORAGE_EXISTS : DFOTA_ERROR_STORAGE_UPLOAD,
                     exists ? name : local->message);
}

gboolean
dfota_upload_send (DfotaTrip *trip, const char *name, DfotaUploadTrace *ret_trace, GError **error)
{
  Upload upload;

  *ret_trace = (DfotaUploadTrace){ FALSE, FALSE };
  g_clear_pointer (&trip->reader, dfota_package_reader_free);
  trip->reader = dfota_package_reader_new (trip->package, error);
  if (trip->reader == NULL || !open_file (trip, name, ret_trace, error))
    return FALSE;

  trip->delivered = 0;
  upload_begin (&upload, trip);
  gboolean ok = send_package (&upload, error) && await_result (&upload, error) && judge (&upload, error);
  ret_trace->open = !upload.closed && upload.refusal == NULL;
  upload_end (&upload);
  return ok;
}

/* Until the module takes commands again. */
static void
await_silence (DfotaTrip *trip)
{
  gint64 until = dfota_port_now (trip->port) + (TIMEOUT_S + GRACE_S) * DFOTA_PORT_SECOND;
  Upload upload;

  dfota_port_drop_output (trip->port);
  upload_begin (&upload, trip);
  while (!upload.closed && upload.refusal == NULL && dfota_at_wait_byte (trip->at, until, trip->cancel, NULL))
    continue;
  upload_end (&upload);
}

gboolean
dfota_upload_delete (DfotaTrip *trip, const char *name)
{
  g_autoptr (DfotaCommand) command = dfota_command_new_change ("AT+QFDEL");
  gint64 until = dfota_port_now (trip->port) + DELETE_MS * G_GINT64_CONSTANT (1000);

  return dfota_command_add_string (command, name, NULL)
         && dfota_at_ask (trip->at, command, DFOTA_LINE_OK, until, trip->cancel, NULL, NULL);
}

void
dfota_upload_clear_up (DfotaTrip *trip, const char *name, const DfotaUploadTrace *trace)
{
  gboolean answers = FALSE;

  if (trace->open)
    await_silence (trip);
  for (guint i = 0; i < CALLS && !answers; i++)
    answers = dfota_at_read (trip->at, "AT", ANSWER_MS, trip->cancel, NULL, NULL);
  dfota_upload_delete (trip, name);
}
