/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/route-protocol.h"

#include <string.h>

#include "error.h"
#include "route/framing.h"
#include "route/pace.h"
#include "route/space.h"

/* The one number that means protocol download; it stands where upgrade_mode stands in other forms (guide LTE Standard(A),
 * 3.3.1.4). */
#define PROTOCOL_DOWNLOAD 2

#define INVITATION    "010003"
#define LONGEST_LINE  4096
#define LOOK_AGAIN_US 2000

/* A frame that has been begun when a Stop comes is finished, within this time: a receiver in the middle of a frame takes Cancel
 * for its data. */
#define FINISH_US (5 * DFOTA_PORT_SECOND)

typedef struct
{
  DfotaTrip *trip;
  DfotaFraming *framing;
  DfotaFramingEngine *engine;
  GCancellable *cancel; /* borrowed: what wakes the line now */
  GString *line;        /* what came before the invitation, since the last line end */
  gboolean invited;
  gboolean may_stop; /* before the point of no return */
} Protocol;

static void
protocol_free (Protocol *protocol)
{
  g_clear_pointer (&protocol->engine, dfota_framing_engine_free);
  g_clear_pointer (&protocol->framing, dfota_framing_free);
  g_string_free (protocol->line, TRUE);
  g_free (protocol);
}

/* --- the package, as the engine reads it --- */

static gboolean
take (gpointer user_data, guint8 *bytes, gsize n, GError **error)
{
  return dfota_package_reader_take (((Protocol *) user_data)->trip->reader, bytes, n, error);
}

/* It has been read to its end for a check over the whole. */
static gboolean
rewind_reader (gpointer user_data, GError **error)
{
  DfotaTrip *trip = ((Protocol *) user_data)->trip;

  return dfota_package_reader_prove (trip->reader, error) && dfota_package_reader_rewind (trip->reader, error);
}

/* --- the line, as the engine uses it --- */

static gint64
now (gpointer user_data)
{
  return dfota_port_now (((Protocol *) user_data)->trip->port);
}

/* The module has stopped listening: whatever more we send would be taken for commands. */
static gboolean
is_over (gpointer user_data)
{
  const DfotaStory *story = ((Protocol *) user_data)->trip->story;

  return story->download_ended || story->ended || story->started || story->restarts > 0 || story->not_supported;
}

static gboolean
wait (gpointer user_data, gint64 until, GError **error)
{
  Protocol *protocol = user_data;

  return dfota_at_wait_byte (protocol->trip->at, until, protocol->cancel, error);
}

/* Listens until @until; only what ends the delivery fails. */
static gboolean
listen (Protocol *protocol, gint64 until, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (wait (protocol, until, &local) || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Until the next portion is due, and the system's buffer has room for it: what lies there cannot be taken back. */
static gboolean
await_turn (Protocol *protocol, const DfotaPace *pace, gsize portion, gint64 until, GError **error)
{
  DfotaTrip *trip = protocol->trip;

  while (!is_over (protocol))
    {
      gint64 at = dfota_port_now (trip->port);
      gboolean full = dfota_port_queued (trip->port) + portion > pace->queue_max;

      if (!full && at >= trip->due)
        return TRUE;
      if (at >= until)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "the line takes no bytes");
          return FALSE;
        }
      gint64 again = full ? at + LOOK_AGAIN_US : trip->due;
      if (!listen (protocol, again, error))
        return FALSE;
    }
  return TRUE;
}

/* This way is for lines without flow control: 32 bytes at a time, paced by the clock, and a pause is never caught up with.
 * *done: how many of them are out, also on failure. */
static gboolean
send_on (Protocol *protocol, const guint8 *bytes, gsize n, gsize *done, gint64 until, GError **error)
{
  DfotaTrip *trip = protocol->trip;
  DfotaPace pace = dfota_pace (DFOTA_FLOW_NONE, trip->port->baud);

  while (*done < n)
    {
      gsize portion = MIN (pace.chunk, n - *done);
      gsize sent = 0;

      if (!await_turn (protocol, &pace, portion, until, error))
        return FALSE;
      if (is_over (protocol))
        break;
      gint64 at = dfota_port_now (trip->port);
      gint64 stalled = MIN (until, at + trip->stall_us);
      gboolean ok = dfota_at_push (trip->at, bytes + *done, portion, stalled, protocol->cancel, &sent, error);
      trip->due = MAX (trip->due, at) + pace.step_us;
      *done += sent;
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

static gboolean
send_frame (gpointer user_data, const guint8 *bytes, gsize n, gint64 until, GError **error)
{
  Protocol *protocol = user_data;
  g_autoptr (GError) local = NULL;
  gsize done = 0;

  if (send_on (protocol, bytes, n, &done, until, &local))
    return TRUE;
  if (protocol->may_stop && done > 0 && g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      protocol->cancel = NULL;
      send_on (protocol, bytes, n, &done, now (protocol) + FINISH_US, NULL);
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
acknowledged (gpointer user_data, goffset bytes)
{
  DfotaTrip *trip = ((Protocol *) user_data)->trip;

  trip->delivered = bytes;
  trip->progress (trip, bytes);
}

/* The frames' answers begin with the invitation: a profile may wait for it. What stands before it is the command's echo, which
 * can hold any number. */
static void
on_bytes (const guint8 *bytes, gsize n, gpointer user_data)
{
  Protocol *protocol = user_data;

  for (gsize i = 0; i < n && !protocol->invited; i++)
    {
      gboolean is_end = bytes[i] == '\r' || bytes[i] == '\n';

      if (!is_end && bytes[i] > ' ' && bytes[i] < 0x7f && protocol->line->len < LONGEST_LINE)
        g_string_append_c (protocol->line, (char) bytes[i]);
      if (!is_end)
        continue;
      protocol->invited = strcmp (protocol->line->str, INVITATION) == 0;
      g_string_truncate (protocol->line, 0);
      if (protocol->invited)
        {
          dfota_framing_feed (protocol->engine, (const guint8 *) INVITATION, strlen (INVITATION));
          dfota_framing_feed (protocol->engine, bytes + i, n - i);
          return;
        }
    }
  if (protocol->invited)
    dfota_framing_feed (protocol->engine, bytes, n);
}

/* --- the route --- */

static gboolean
load_profile (DfotaTrip *trip, Protocol *protocol, GError **error)
{
  const DfotaFramingLine line = { now, send_frame, wait, is_over, acknowledged, protocol };
  const DfotaFramingPayload payload = {
    .name = trip->package->name,
    .size = trip->package->size,
    .mtime = trip->package->mtime,
    .mode = 0100644, /* a plain file, whatever this computer's system is */
    .take = take,
    .rewind = rewind_reader,
    .user_data = protocol,
  };

  if (trip->job->framing == NULL)
    return dfota_fail (error, DFOTA_ERROR_FRAMING_MISSING, NULL);
  protocol->framing = dfota_framing_load (trip->job->framing, error);
  if (protocol->framing == NULL)
    return FALSE;
  protocol->engine = dfota_framing_engine_new (protocol->framing, &payload, &line, error);
  return protocol->engine != NULL;
}

static gboolean
check (DfotaTrip *trip, GError **error)
{
  Protocol *protocol = g_new0 (Protocol, 1);
  g_autoptr (GError) bad = NULL;

  protocol->trip = trip;
  protocol->line = g_string_new (NULL);
  trip->own = protocol;
  gboolean loaded = load_profile (trip, protocol, &bad);
  trip->finding (trip, DFOTA_CHECK_FRAMING, loaded ? DFOTA_VERDICT_PASS : DFOTA_VERDICT_FAIL,
                 loaded ? dfota_framing_name (protocol->framing) : bad->message);
  gboolean fits = dfota_space_check (trip, bad == NULL ? error : NULL);
  if (bad != NULL)
    g_propagate_error (error, g_steal_pointer (&bad));
  return loaded && fits;
}

/* Two parameters and no more. */
static gboolean
command (DfotaTrip *trip, DfotaCommand *command, GError **error)
{
  g_autofree char *target = g_strdup_printf ("FILE:%" G_GOFFSET_FORMAT, trip->package->size);

  if (!dfota_command_add_string (command, target, error))
    return FALSE;
  dfota_command_add_number (command, PROTOCOL_DOWNLOAD);
  dfota_at_channel_set_tap (trip->at, on_bytes, trip->own);
  return TRUE;
}

static gboolean
is_invited (const DfotaStory *story)
{
  return story->accepted;
}

/* What ends the delivery before the point of no return leaves the receiver waiting for frames, unless it has been told already.
 * A Stop has ended what wakes the line: each try has its own end. */
static void
give_up (Protocol *protocol, const GError *error)
{
  if (g_error_matches (error, DFOTA_ERROR, DFOTA_ERROR_FRAMING_FAILED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    return;
  protocol->cancel = NULL;
  dfota_framing_cancel (protocol->engine);
}

/* The last frame has been read and not sent: the proof that these are the bytes that were hashed comes before it goes out. */
static gboolean
deliver_and_prove (DfotaTrip *trip, Protocol *protocol, GError **error)
{
  return dfota_route_open_package (trip, error) && dfota_framing_deliver (protocol->engine, error)
         && (is_over (protocol) || dfota_package_reader_prove (trip->reader, error));
}

static gboolean
deliver (DfotaTrip *trip, GError **error)
{
  Protocol *protocol = trip->own;
  g_autoptr (GError) local = NULL;

  protocol->cancel = trip->cancel;
  protocol->may_stop = TRUE;
  if (deliver_and_prove (trip, protocol, &local))
    return TRUE;
  give_up (protocol, local);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* A module that goes on has the whole package, whether its last answer came through or not. */
static gboolean
seal (DfotaTrip *trip, GError **error)
{
  Protocol *protocol = trip->own;
  const DfotaStory *story = trip->story;

  protocol->cancel = trip->cancel;
  protocol->may_stop = FALSE;
  gboolean sealed = dfota_framing_seal (protocol->engine, error);
  gboolean goes_on = story->started || story->ended || (story->download_ended && story->download_code == 0);
  if (goes_on && dfota_framing_is_complete (protocol->engine) && trip->delivered < trip->package->size)
    acknowledged (protocol, trip->package->size);
  return sealed;
}

static void
tidy (DfotaTrip *trip)
{
  dfota_at_channel_set_tap (trip->at, NULL, NULL);
  g_clear_pointer (&trip->reader, dfota_package_reader_free);
  if (trip->own != NULL)
    protocol_free (g_steal_pointer (&trip->own));
}

const DfotaRoute dfota_route_protocol = {
  .check = check,
  .prepare = dfota_route_open_package,
  .command = command,
  .answer = DFOTA_LINE_INVITED,
  .is_invited = is_invited,
  .deliver = deliver,
  .seal = seal,
  .tidy = tidy,
};
