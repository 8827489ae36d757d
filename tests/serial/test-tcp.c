/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A serial server on this computer, and the waits every port has. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <gio/gnetworking.h>
#include <string.h>

#include "error.h"
#include "port/port.h"
#include "when-asleep.h"

#define SECOND      DFOTA_PORT_SECOND
#define MILLISECOND (SECOND / 1000)

static gint64
in (gint64 duration)
{
  return g_get_monotonic_time () + duration;
}

/* A socket that listens on a port the system chose; *ret_name is what a user would type. */
static GSocket *
serve (char **ret_name)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocket) server = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

  g_assert_true (g_socket_bind (server, any, TRUE, NULL) && g_socket_listen (server, NULL));
  g_autoptr (GSocketAddress) bound = g_socket_get_local_address (server, NULL);
  *ret_name = g_strdup_printf ("tcp:127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  return g_steal_pointer (&server);
}

typedef struct
{
  char *name;
  GSocket *server;
  GSocket *module; /* the far end of the connection */
  DfotaPort *port;
} Line;

static Line
open_line (void)
{
  Line line = { 0 };

  line.server = serve (&line.name);
  line.port = dfota_port_new (line.name, 0, NULL);
  assert_true (dfota_port_open (line.port, NULL));
  line.module = g_socket_accept (line.server, NULL, NULL);
  assert_non_null (line.module);
  return line;
}

static void
close_line (Line *line)
{
  g_clear_pointer (&line->port, dfota_port_free);
  g_clear_object (&line->module);
  g_clear_object (&line->server);
  g_clear_pointer (&line->name, g_free);
}

static void
assert_step_fails (DfotaPort *port, DfotaIo *io, gint64 until, GCancellable *cancel, int code)
{
  g_autoptr (GError) error = NULL;

  assert_false (dfota_port_step (port, io, until, cancel, &error));
  assert_true (g_error_matches (error, G_IO_ERROR, code));
}

static void
bytes_go_both_ways (void **state)
{
  Line line = open_line ();
  guint8 room[16];
  DfotaIo io = { .out = (const guint8 *) "AT\r", .out_len = 3, .in = room, .in_size = sizeof room };

  assert_int_equal (line.port->kind, DFOTA_PORT_TCP);
  assert_true (dfota_port_step (line.port, &io, in (SECOND), NULL, NULL));
  assert_int_equal (io.sent, 3);
  assert_int_equal (g_socket_receive (line.module, (char *) room, 3, NULL, NULL), 3);
  assert_memory_equal (room, "AT\r", 3);
  assert_int_equal (g_socket_send (line.module, "OK", 2, NULL, NULL), 2);
  io = (DfotaIo){ .in = room, .in_size = sizeof room };
  assert_true (dfota_port_step (line.port, &io, in (SECOND), NULL, NULL));
  assert_int_equal (io.received, 2);
  assert_memory_equal (room, "OK", 2);
  close_line (&line);
}

/* What cannot be seen or set has a default. */
static void
wires_are_out_of_sight (void **state)
{
  Line line = open_line ();

  assert_true (dfota_port_cts (line.port));
  assert_true (dfota_port_set_flow (line.port, DFOTA_FLOW_RTSCTS, NULL));
  dfota_port_drop_output (line.port);
  assert_int_equal (line.port->baud, 0);
  close_line (&line);
}

typedef struct
{
  GSocket *socket;
  gsize n;
} Pile;

/* Reads what lies there. */
static void
do_read (gpointer data)
{
  Pile *pile = data;

  while (pile->n > 0)
    {
      char room[4096];
      const gssize n = g_socket_receive (pile->socket, room, MIN (pile->n, sizeof room), NULL, NULL);

      g_assert_cmpint (n, >, 0);
      pile->n -= (gsize) n;
    }
}

/* Little lies in our system: what the far end does not read is soon ours to keep, and is counted; and when it reads, on
 * we go. */
static void
a_far_end_that_does_not_read_stops_us (void **state)
{
  static const guint8 block[1024];
  Line line = open_line ();
  gsize sent = 0;

  g_socket_set_option (line.module, SOL_SOCKET, SO_RCVBUF, 2048, NULL);
  while (TRUE)
    {
      g_autoptr (GError) error = NULL;
      DfotaIo io = { .out = block, .out_len = sizeof block };

      if (!dfota_port_step (line.port, &io, in (20 * MILLISECOND), NULL, &error))
        {
          assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT));
          break;
        }
      sent += io.sent;
    }
  print_message ("%" G_GSIZE_FORMAT " bytes taken, %" G_GSIZE_FORMAT " of them still here\n", sent,
                 dfota_port_queued (line.port));
  assert_in_range (dfota_port_queued (line.port), LEAST_QUEUED, 8192);

  Pile pile = { line.module, sent };
  WhenAsleep *when = when_asleep (do_read, &pile);
  DfotaIo io = { .out = block, .out_len = sizeof block };
  const gboolean went_on = dfota_port_step (line.port, &io, in (5 * SECOND), NULL, NULL);
  when_asleep_join (when);
  assert_true (went_on);
  close_line (&line);
}

static void
nobody_listens (void **state)
{
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;

  GSocket *server = serve (&name);
  g_object_unref (server);
  g_autoptr (DfotaPort) port = dfota_port_new (name, 0, NULL);
  assert_false (dfota_port_open (port, &error));
  assert_true (g_error_matches (error, DFOTA_ERROR, DFOTA_ERROR_HOST_UNREACHABLE));
  assert_string_equal (error->message, name + strlen ("tcp:"));
}

static void
do_cancel (gpointer data)
{
  g_cancellable_cancel (data);
}

static void
do_close (gpointer data)
{
  g_socket_close (data, NULL);
}

static void
cancel_wakes_a_waiting_step (void **state)
{
  Line line = open_line ();
  g_autoptr (GCancellable) cancel = g_cancellable_new ();
  guint8 room[4];
  DfotaIo io = { .in = room, .in_size = sizeof room };
  WhenAsleep *when = when_asleep (do_cancel, cancel);

  assert_step_fails (line.port, &io, in (5 * SECOND), cancel, G_IO_ERROR_CANCELLED);
  assert_in_range (g_get_monotonic_time () - when_asleep_join (when), 0, 50 * MILLISECOND);
  close_line (&line);
}

/* The last words are heard, then the port is gone; and stays so. */
static void
a_closed_connection_is_seen (void **state)
{
  Line line = open_line ();
  guint8 room[4];
  DfotaIo io = { .in = room, .in_size = sizeof room };

  assert_int_equal (g_socket_send (line.module, "bye", 3, NULL, NULL), 3);
  WhenAsleep *when;
  assert_true (dfota_port_step (line.port, &io, in (SECOND), NULL, NULL));
  assert_int_equal (io.received, 3);
  when = when_asleep (do_close, line.module);
  assert_step_fails (line.port, &io, in (5 * SECOND), NULL, G_IO_ERROR_CONNECTION_CLOSED);
  assert_in_range (g_get_monotonic_time () - when_asleep_join (when), 0, 50 * MILLISECOND);
  assert_step_fails (line.port, &io, in (5 * SECOND), NULL, G_IO_ERROR_CONNECTION_CLOSED);
  assert_int_equal (dfota_port_queued (line.port), 0);
  close_line (&line);
}

/* A server whose serial port is away: it hangs up on the first two callers, then serves. */
static gpointer
hang_up_twice (gpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GSocket) caller = g_socket_accept (data, NULL, NULL);

      g_socket_close (caller, NULL);
    }
  return g_socket_accept (data, NULL, NULL);
}

static void
await_outlasts_a_server_that_hangs_up (void **state)
{
  Line line = open_line ();
  guint8 room[4];
  DfotaIo io = { .in = room, .in_size = sizeof room };

  g_socket_close (line.module, NULL);
  assert_step_fails (line.port, &io, in (SECOND), NULL, G_IO_ERROR_CONNECTION_CLOSED);
  g_clear_object (&line.module);
  GThread *server = g_thread_new ("server", hang_up_twice, line.server);
  assert_true (dfota_port_await (line.port, in (5 * SECOND), NULL, NULL));
  line.module = g_thread_join (server);
  assert_int_equal (g_socket_send (line.module, "RDY", 3, NULL, NULL), 3);
  assert_true (dfota_port_step (line.port, &io, in (SECOND), NULL, NULL));
  assert_int_equal (io.received, 3);
  close_line (&line);
}

static void
await_ends_in_time_or_when_told (void **state)
{
  Line line = open_line ();
  g_autoptr (GCancellable) cancel = g_cancellable_new ();
  g_autoptr (GError) late = NULL;
  g_autoptr (GError) cancelled = NULL;

  g_clear_object (&line.module);
  g_clear_object (&line.server);
  const gint64 until = in (300 * MILLISECOND);
  assert_false (dfota_port_await (line.port, until, NULL, &late));
  assert_true (g_error_matches (late, G_IO_ERROR, G_IO_ERROR_TIMED_OUT));
  assert_in_range (g_get_monotonic_time () - until, 0, 100 * MILLISECOND);

  WhenAsleep *when = when_asleep (do_cancel, cancel);
  assert_false (dfota_port_await (line.port, in (5 * SECOND), cancel, &cancelled));
  assert_true (g_error_matches (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  assert_in_range (g_get_monotonic_time () - when_asleep_join (when), 0, 50 * MILLISECOND);
  close_line (&line);
}

static void
a_pause_is_punctual_and_can_be_cancelled (void **state)
{
  g_autoptr (DfotaPort) port = dfota_port_new ("tcp:127.0.0.1:1", 0, NULL);
  g_autoptr (GCancellable) cancel = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 late = 0;

  for (guint i = 0; i < 20; i++)
    {
      const gint64 until = dfota_port_now (port) + 2500;

      assert_true (dfota_port_pause (port, until, cancel, NULL));
      assert_true (dfota_port_now (port) >= until);
      late += dfota_port_now (port) - until;
    }
  print_message ("a pause of 2500 us ends %" G_GINT64_FORMAT " us late\n", late / 20);
  assert_true (dfota_port_pause (port, 0, cancel, NULL));

  WhenAsleep *when = when_asleep (do_cancel, cancel);
  assert_false (dfota_port_pause (port, in (5 * SECOND), cancel, &error));
  assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  assert_in_range (g_get_monotonic_time () - when_asleep_join (when), 0, 50 * MILLISECOND);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (bytes_go_both_ways),
    cmocka_unit_test (wires_are_out_of_sight),
    cmocka_unit_test (a_far_end_that_does_not_read_stops_us),
    cmocka_unit_test (nobody_listens),
    cmocka_unit_test (cancel_wakes_a_waiting_step),
    cmocka_unit_test (a_closed_connection_is_seen),
    cmocka_unit_test (await_outlasts_a_server_that_hangs_up),
    cmocka_unit_test (await_ends_in_time_or_when_told),
    cmocka_unit_test (a_pause_is_punctual_and_can_be_cancelled),
  };

  return cmocka_run_group_tests_name ("tcp", tests, NULL, NULL);
}
