/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real code over libserialport, on a pseudo-terminal that passes for a module's USB port (../rig). */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <termios.h>
#include <unistd.h>

#include "error.h"
#include "fake-port.h"
#include "port/port.h"
#include "when-asleep.h"

#define SECOND      DFOTA_PORT_SECOND
#define MILLISECOND (SECOND / 1000)

static const FakeUsb at_port = { "ttyUSB2", "1-2.3", 3, 0x2c7c, 0x6002, "SN1", "Android" };
static const FakeUsb adapter = { "ttyUSB0", "1-1", 0, 0x10c4, 0xea60, NULL, "CP2102" };

typedef struct
{
  FakePort *fake;
  DfotaPort *port;
} Line;

static gint64
in (gint64 duration)
{
  return g_get_monotonic_time () + duration;
}

static Line
open_line (const FakeUsb *usb, guint baud)
{
  g_autofree char *name = g_strconcat ("/dev/", usb->name, NULL);
  g_autoptr (GError) error = NULL;
  Line line = { .fake = fake_port_plug (usb, TRUE) };

  line.port = dfota_port_new (name, baud, &error);
  assert_non_null (line.port);
  dfota_port_open (line.port, &error);
  assert_null (error);
  return line;
}

static void
close_line (Line *line)
{
  g_clear_pointer (&line->port, dfota_port_free);
  g_clear_pointer (&line->fake, fake_port_unplug);
}

/* Reads until @wanted has come. */
static void
expect (DfotaPort *port, const char *wanted)
{
  guint8 room[256];
  gsize have = 0;

  while (have < strlen (wanted))
    {
      DfotaIo io = { .in = room + have, .in_size = sizeof room - have };

      assert_true (dfota_port_step (port, &io, in (SECOND), NULL, NULL));
      have += io.received;
    }
  assert_memory_equal (room, wanted, strlen (wanted));
  assert_int_equal (have, strlen (wanted));
}

static void
assert_module_hears (FakePort *fake, const char *wanted)
{
  struct pollfd come = { .fd = fake->master, .events = POLLIN };
  char room[256];
  gsize have = 0;

  while (have < strlen (wanted))
    {
      assert_int_equal (poll (&come, 1, 5000), 1);
      const gssize n = read (fake->master, room + have, sizeof room - have);
      assert_true (n > 0);
      have += (gsize) n;
    }
  assert_memory_equal (room, wanted, strlen (wanted));
  assert_int_equal (have, strlen (wanted));
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
  Line line = open_line (&at_port, 0);
  DfotaIo io = { .out = (const guint8 *) "AT\r", .out_len = 3 };

  assert_true (dfota_port_step (line.port, &io, in (SECOND), NULL, NULL));
  assert_int_equal (io.sent, 3);
  assert_module_hears (line.fake, "AT\r");
  assert_int_equal (write (line.fake->master, "\r\nOK\r\n", 6), 6);
  expect (line.port, "\r\nOK\r\n");
  close_line (&line);
}

static void
kind_and_rate_follow_the_usb_identity (void **state)
{
  Line module = open_line (&at_port, 9600);
  Line uart = open_line (&adapter, 9600);
  struct termios settings;

  assert_int_equal (module.port->kind, DFOTA_PORT_USB);
  assert_int_equal (module.port->baud, 0);
  assert_int_equal (uart.port->kind, DFOTA_PORT_UART);
  assert_int_equal (uart.port->baud, 9600);
  assert_int_equal (tcgetattr (uart.fake->slave, &settings), 0);
  assert_int_equal (cfgetospeed (&settings), B9600);
  assert_int_equal (settings.c_cflag & (CSIZE | CSTOPB | PARENB | CRTSCTS), CS8);
  close_line (&module);
  close_line (&uart);
}

static void
flow_control_is_set_and_cts_is_seen (void **state)
{
  Line line = open_line (&adapter, 0);
  struct termios settings;

  assert_int_equal (line.port->baud, 115200);
  assert_true (dfota_port_set_flow (line.port, DFOTA_FLOW_RTSCTS, NULL));
  assert_int_equal (tcgetattr (line.fake->slave, &settings), 0);
  assert_true ((settings.c_cflag & CRTSCTS) != 0);
  assert_true (dfota_port_cts (line.port));
  fake_port_set_lines (line.fake, TIOCM_DSR | TIOCM_CAR, 0);
  assert_false (dfota_port_cts (line.port));
  assert_true (dfota_port_set_flow (line.port, DFOTA_FLOW_NONE, NULL));
  assert_int_equal (tcgetattr (line.fake->slave, &settings), 0);
  assert_true ((settings.c_cflag & CRTSCTS) == 0);
  close_line (&line);
}

/* The other side holds the line: nothing goes out, and what comes in still does. */
/* As an upgrade leaves it: the next one must not fail for that. */
static void
a_port_left_with_flow_control_opens_again (void **state)
{
  Line line = open_line (&adapter, 0);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 3; i++)
    {
      assert_true (dfota_port_set_flow (line.port, DFOTA_FLOW_RTSCTS, NULL));
      g_clear_pointer (&line.port, dfota_port_free);
      line.port = dfota_port_new ("/dev/ttyUSB0", 0, NULL);
      dfota_port_open (line.port, &error);
      assert_null (error);
    }
  close_line (&line);
}

static void
a_held_line_times_out_and_still_listens (void **state)
{
  Line line = open_line (&adapter, 0);
  guint8 room[16];
  DfotaIo io = { .out = (const guint8 *) "x", .out_len = 1, .in = room, .in_size = sizeof room };

  assert_int_equal (tcflow (line.fake->slave, TCOOFF), 0);
  const gint64 until = in (20 * MILLISECOND);
  assert_step_fails (line.port, &io, until, NULL, G_IO_ERROR_TIMED_OUT);
  assert_in_range (g_get_monotonic_time () - until, 0, 50 * MILLISECOND);
  assert_int_equal (io.sent, 0);

  assert_int_equal (write (line.fake->master, "!", 1), 1);
  assert_true (dfota_port_step (line.port, &io, in (SECOND), NULL, NULL));
  assert_int_equal (io.received, 1);
  assert_int_equal (io.sent, 0);
  assert_int_equal (tcflow (line.fake->slave, TCOON), 0);
  assert_true (dfota_port_step (line.port, &io, in (SECOND), NULL, NULL));
  assert_int_equal (io.sent, 1);
  close_line (&line);
}

/* Sends until the system takes no more; how much it took. */
static gsize
fill (DfotaPort *port)
{
  static const guint8 block[4096];
  gsize sent = 0;

  while (TRUE)
    {
      g_autoptr (GError) error = NULL;
      DfotaIo io = { .out = block, .out_len = sizeof block };

      if (!dfota_port_step (port, &io, 0, NULL, &error))
        {
          assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT));
          return sent;
        }
      sent += io.sent;
    }
}

/* Reads the module's end up to and with '!'; how much that was. */
static gsize
drain (FakePort *fake)
{
  struct pollfd come = { .fd = fake->master, .events = POLLIN };
  char room[4096];
  gsize have = 0;

  while (have == 0 || room[0] != '!')
    {
      assert_int_equal (poll (&come, 1, 5000), 1);
      const gssize n = read (fake->master, room, sizeof room);
      assert_true (n > 0);
      have += (gsize) n;
      room[0] = room[n - 1];
    }
  return have;
}

static void
send_all (DfotaPort *port, const char *text)
{
  DfotaIo io = { .out = (const guint8 *) text, .out_len = strlen (text) };

  assert_true (dfota_port_step (port, &io, in (SECOND), NULL, NULL));
  assert_int_equal (io.sent, strlen (text));
}

static void
output_is_counted (void **state)
{
  Line line = open_line (&adapter, 0);

  assert_int_equal (dfota_port_queued (line.port), 0);
  fake_port_set_lines (line.fake, TIOCM_CTS, 321);
  assert_int_equal (dfota_port_queued (line.port), 321);
  fake_port_set_lines (line.fake, TIOCM_CTS, 0);
  close_line (&line);
}

static guint
open_files (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

/* The system would make whoever closes the port wait until its output has gone: not us. */
static void
a_line_that_does_not_drain_is_closed_all_the_same (void **state)
{
  Line line = open_line (&adapter, 0);
  const guint before = open_files ();

  fake_port_set_lines (line.fake, 0, 321);
  g_clear_pointer (&line.port, dfota_port_free);
  const gint64 until = in (5 * SECOND);
  while (open_files () >= before && g_get_monotonic_time () < until)
    g_thread_yield ();
  assert_true (open_files () < before);
  close_line (&line);
}

/* What has reached the far end is there for good: 4 KB of it, on a pseudo-terminal. */
static void
output_can_be_dropped (void **state)
{
  Line line = open_line (&adapter, 0);
  const gsize taken = fill (line.port);

  assert_true (taken > 8192);
  dfota_port_drop_output (line.port);
  send_all (line.port, "!");
  assert_in_range (drain (line.fake), 1, taken - 4096);
  close_line (&line);
}

/* A full buffer is an error to libserialport and none to us: every byte arrives. */
static void
a_full_buffer_is_no_error (void **state)
{
  Line line = open_line (&at_port, 0);
  const gsize taken = fill (line.port);
  char room[4096];
  gsize read_on = 0;

  /* room for the '!' */
  while (read_on < 8192)
    {
      const gssize n = read (line.fake->master, room, sizeof room);

      read_on += n > 0 ? (gsize) n : 0;
    }
  send_all (line.port, "!");
  assert_int_equal (read_on + drain (line.fake), taken + 1);
  close_line (&line);
}

static void
do_cancel (gpointer data)
{
  g_cancellable_cancel (data);
}

static void
cancel_wakes_a_waiting_step (void **state)
{
  Line line = open_line (&at_port, 0);
  gint64 worst = 0, sum = 0;

  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (GCancellable) cancel = g_cancellable_new ();
      guint8 room[16];
      DfotaIo io = { .in = room, .in_size = sizeof room };
      WhenAsleep *when = when_asleep (do_cancel, cancel);

      assert_step_fails (line.port, &io, in (5 * SECOND), cancel, G_IO_ERROR_CANCELLED);
      const gint64 took = g_get_monotonic_time () - when_asleep_join (when);
      worst = MAX (worst, took);
      sum += took;
    }
  print_message ("cancelled after %" G_GINT64_FORMAT " us (worst %" G_GINT64_FORMAT ")\n", sum / 50, worst);
  assert_in_range (sum / 50, 0, 20 * MILLISECOND);
  close_line (&line);
}

static gint64
cpu_time (void)
{
  struct rusage usage;

  getrusage (RUSAGE_THREAD, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * SECOND + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

static void
do_unplug (gpointer data)
{
  fake_port_unplug (data);
}

static void
a_hang_up_is_seen_at_once (void **state)
{
  Line line = open_line (&at_port, 0);
  guint8 room[16];
  DfotaIo io = { .in = room, .in_size = sizeof room };
  WhenAsleep *when = when_asleep (do_unplug, g_steal_pointer (&line.fake));
  const gint64 cpu = cpu_time ();

  assert_step_fails (line.port, &io, in (5 * SECOND), NULL, G_IO_ERROR_CONNECTION_CLOSED);
  const gint64 took = g_get_monotonic_time () - when_asleep_join (when);
  print_message ("hang-up seen %" G_GINT64_FORMAT " us after the unplugging began, CPU %" G_GINT64_FORMAT " us\n", took,
                 cpu_time () - cpu);
  assert_in_range (took, 0, 200 * MILLISECOND);
  assert_in_range (cpu_time () - cpu, 0, 100 * MILLISECOND);

  /* and it stays gone, whatever is asked of it */
  assert_step_fails (line.port, &io, in (5 * SECOND), NULL, G_IO_ERROR_CONNECTION_CLOSED);
  io = (DfotaIo){ .out = room, .out_len = 1 };
  assert_step_fails (line.port, &io, in (5 * SECOND), NULL, G_IO_ERROR_CONNECTION_CLOSED);
  assert_int_equal (dfota_port_queued (line.port), 0);
  dfota_port_drop_output (line.port);
  assert_true (dfota_port_cts (line.port));
  close_line (&line);
}

/* Neither reading nor writing, only waiting: a hang-up must end this too, without spinning. */
static void
a_hang_up_is_seen_by_who_only_waits (void **state)
{
  Line line = open_line (&at_port, 0);
  DfotaIo io = { 0 };

  fake_port_unplug (g_steal_pointer (&line.fake));
  assert_step_fails (line.port, &io, in (5 * SECOND), NULL, G_IO_ERROR_CONNECTION_CLOSED);
  close_line (&line);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (bytes_go_both_ways),
    cmocka_unit_test (kind_and_rate_follow_the_usb_identity),
    cmocka_unit_test (flow_control_is_set_and_cts_is_seen),
    cmocka_unit_test (a_port_left_with_flow_control_opens_again),
    cmocka_unit_test (a_held_line_times_out_and_still_listens),
    cmocka_unit_test (output_is_counted),
    cmocka_unit_test (output_can_be_dropped),
    cmocka_unit_test (a_line_that_does_not_drain_is_closed_all_the_same),
    cmocka_unit_test (a_full_buffer_is_no_error),
    cmocka_unit_test (cancel_wakes_a_waiting_step),
    cmocka_unit_test (a_hang_up_is_seen_at_once),
    cmocka_unit_test (a_hang_up_is_seen_by_who_only_waits),
  };

  fake_tree_begin ();
  const int failed = cmocka_run_group_tests_name ("serial", tests, NULL, NULL);
  fake_tree_end ();
  return failed;
}
