/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/route-file.h"

#include "route/flow.h"
#include "route/holder.h"
#include "route/pace.h"
#include "route/space.h"

/* Behind a serial server: how many counts' worth may be under way (counts come in steps of up to five) and how many bytes
 * besides; and how long a count may take: a moment, and its bytes on a slow line. */
#define COUNTS_AHEAD 6
#define BYTES_AHEAD  4096
#define COUNT_US     (3 * DFOTA_PORT_SECOND)
#define COUNT_RATE   4096

static gboolean
check (DfotaTrip *trip, GError **error)
{
  dfota_holder_check (trip);
  /* its far side is out of our sight: the user must see to it */
  if (trip->port->kind == DFOTA_PORT_TCP && trip->job->flow != DFOTA_FLOW_CHOICE_NONE)
    trip->finding (trip, DFOTA_CHECK_FLOW_REMOTE, DFOTA_VERDICT_WARN, trip->port->name);
  return dfota_space_check (trip, error);
}

static gboolean
prepare (DfotaTrip *trip, GError **error)
{
  return dfota_route_open_package (trip, error) && dfota_flow_settle (trip, error);
}

static gboolean
command (DfotaTrip *trip, DfotaCommand *command, GError **error)
{
  g_autofree char *target = g_strdup_printf ("FILE:%" G_GOFFSET_FORMAT, trip->package->size);

  if (!dfota_command_add_string (command, target, error))
    return FALSE;
  dfota_route_add_settings (trip, command);
  return TRUE;
}

static gboolean
is_invited (const DfotaStory *story)
{
  return story->download_started;
}

/* The module has stopped listening: whatever more we send would be taken for commands. */
static gboolean
is_over (const DfotaStory *story)
{
  return story->download_ended || story->ended || story->started || story->restarts > 0 || story->not_supported;
}

/* Listens until something was heard or @until has come; only what ends the delivery fails. */
static gboolean
listen (DfotaTrip *trip, gint64 until, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (dfota_at_wait (trip->at, until, trip->cancel, &local) || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Until the system's buffer has room for one more portion: what lies there cannot be taken back. */
static gboolean
await_room (DfotaTrip *trip, const DfotaPace *pace, gsize portion, gint64 until, GError **error)
{
  while (dfota_port_queued (trip->port) + portion > pace->queue_max)
    {
      gint64 now = dfota_port_now (trip->port);

      if (now >= until)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "the line takes no bytes");
          return FALSE;
        }
      if (!listen (trip, now + 2000, error))
        return FALSE;
    }
  return TRUE;
}

/* How many bytes the module is known to have: its DOWNLOADING counts to download_URC_max. */
static goffset
arrived (const DfotaTrip *trip)
{
  int counts = trip->job->download_urcs;

  return trip->story->downloaded > 0 ? trip->package->size * MIN (trip->story->downloaded, counts) / counts : 0;
}

/* Does the module tell how much it has? 8 MB models do not (guide chapter 6), nor does one that was told not to. */
static gboolean
is_counted (const DfotaTrip *trip)
{
  return trip->port->kind == DFOTA_PORT_TCP && trip->job->download_urcs > 0 && trip->module->flash_mb != 8
         && !trip->uncounted;
}

/* Behind a serial server bytes pile up that nobody can take back, and the point of no return would come long before the module
 * has the package. So only a few counts' worth is under way at a time. A count that does not come is waited for once. */
static gboolean
await_sight (DfotaTrip *trip, GError **error)
{
  goffset count = trip->job->download_urcs > 0 ? trip->package->size / trip->job->download_urcs : 0;
  gint64 patience = COUNT_US + count * DFOTA_PORT_SECOND / COUNT_RATE;
  gint64 until = dfota_port_now (trip->port) + patience;

  while (is_counted (trip) && trip->delivered - arrived (trip) > COUNTS_AHEAD * count + BYTES_AHEAD
         && !is_over (trip->story))
    {
      int before = trip->story->downloaded;

      if (!listen (trip, until, error))
        return FALSE;
      trip->uncounted = trip->story->downloaded == before && dfota_port_now (trip->port) >= until;
      if (trip->story->downloaded != before)
        until = dfota_port_now (trip->port) + patience;
    }
  return TRUE;
}

/* Listens until the next portion is due. */
static gboolean
await_turn (DfotaTrip *trip, gint64 due, GError **error)
{
  while (dfota_port_now (trip->port) < due)
    if (!listen (trip, due, error))
      return FALSE;
  return TRUE;
}

/* Sends @n bytes of the package at the pace the line needs. Paced by the clock, and a pause is never caught up with. */
static gboolean
send_bytes (DfotaTrip *trip, const guint8 *bytes, gsize n, GError **error)
{
  DfotaPace pace = dfota_pace (trip->flow, trip->port->baud);

  for (gsize done = 0; done < n && !is_over (trip->story);)
    {
      gsize portion = MIN (pace.chunk, n - done);
      gsize sent = 0;

      if (!await_sight (trip, error) || !await_turn (trip, trip->due, error))
        return FALSE;
      gint64 stalled = dfota_port_now (trip->port) + trip->stall_us;
      if (!await_room (trip, &pace, portion, stalled, error))
        return FALSE;
      if (is_over (trip->story))
        break;
      gint64 now = dfota_port_now (trip->port);
      gboolean ok = dfota_at_push (trip->at, bytes + done, portion, stalled, trip->cancel, &sent, error);
      trip->due = MAX (trip->due, now) + pace.step_us;
      done += sent;
      trip->delivered += (goffset) sent;
      trip->progress (trip, trip->delivered);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

/* The proof that these are the bytes that were hashed comes before the last of them goes out. */
static gboolean
take_last (DfotaTrip *trip, GError **error)
{
  trip->last_len = (gsize) (trip->package->size - trip->delivered);
  return dfota_package_reader_take (trip->reader, trip->last, trip->last_len, error)
         && dfota_package_reader_prove (trip->reader, error);
}

static gboolean
deliver (DfotaTrip *trip, GError **error)
{
  guint8 block[4096];
  goffset left = trip->package->size - MIN (trip->package->size, DFOTA_TRIP_LAST);

  if (!dfota_route_open_package (trip, error))
    return FALSE;
  while (left > 0 && !is_over (trip->story))
    {
      gsize n = MIN ((gsize) left, sizeof block);

      if (!dfota_package_reader_take (trip->reader, block, n, error) || !send_bytes (trip, block, n, error))
        return FALSE;
      left -= (goffset) n;
    }
  return is_over (trip->story) || take_last (trip, error);
}

static gboolean
seal (DfotaTrip *trip, GError **error)
{
  return send_bytes (trip, trip->last, trip->last_len, error);
}

static void
tidy (DfotaTrip *trip)
{
  g_clear_pointer (&trip->reader, dfota_package_reader_free);
}

const DfotaRoute dfota_route_file = {
  .check = check,
  .prepare = prepare,
  .command = command,
  .answer = DFOTA_LINE_OK,
  .is_invited = is_invited,
  .deliver = deliver,
  .seal = seal,
  .tidy = tidy,
  .leave = dfota_flow_restore,
};
