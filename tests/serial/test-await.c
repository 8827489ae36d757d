/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A module restarts: its port goes, and comes back, perhaps under another name. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <termios.h>
#include <unistd.h>

#include "fake-port.h"
#include "port/port.h"
#include "when-asleep.h"

#define SECOND      DFOTA_PORT_SECOND
#define MILLISECOND (SECOND / 1000)

static const FakeUsb ours = { "ttyUSB2", "1-2.3", 3, 0x2c7c, 0x6002, "SN1", NULL };
static const FakeUsb renamed = { "ttyUSB5", "1-2.3", 3, 0x2c7c, 0x6002, "SN1", NULL };
static const FakeUsb adapter = { "ttyUSB0", "1-1", 0, 0x10c4, 0xea60, NULL, NULL };
static const FakeUsb adapter_renamed = { "ttyUSB7", "1-1", 0, 0x10c4, 0xea60, NULL, NULL };

/* Of the same batch, at another socket: the very thing that must not be taken for ours. */
static const FakeUsb twin = { "ttyUSB9", "1-4", 3, 0x2c7c, 0x6002, "SN1", NULL };

static gint64
in (gint64 duration)
{
  return g_get_monotonic_time () + duration;
}

static DfotaPort *
open_port (const FakeUsb *usb, guint baud)
{
  g_autofree char *name = g_strconcat ("/dev/", usb->name, NULL);
  DfotaPort *port = dfota_port_new (name, baud, NULL);

  assert_non_null (port);
  assert_true (dfota_port_open (port, NULL));
  return port;
}

static void
assert_gone (DfotaPort *port)
{
  g_autoptr (GError) error = NULL;
  guint8 room[4];
  DfotaIo io = { .in = room, .in_size = sizeof room };

  assert_false (dfota_port_step (port, &io, in (SECOND), NULL, &error));
  assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED));
}

static void
assert_await_fails (DfotaPort *port, gint64 until, GCancellable *cancel, int code)
{
  g_autoptr (GError) error = NULL;

  assert_false (dfota_port_await (port, until, cancel, &error));
  assert_true (g_error_matches (error, G_IO_ERROR, code));
}

/* A byte from @fake arrives at @port. */
static void
assert_connected (DfotaPort *port, FakePort *fake)
{
  guint8 byte = 0;
  DfotaIo io = { .in = &byte, .in_size = 1 };

  assert_int_equal (write (fake->master, "!", 1), 1);
  assert_true (dfota_port_step (port, &io, in (SECOND), NULL, NULL));
  assert_int_equal (byte, '!');
}

typedef struct
{
  const FakeUsb *usb;
  gboolean with_node;
  FakePort *fake;
} Plug;

static void
do_plug (gpointer data)
{
  Plug *plug = data;

  plug->fake = fake_port_plug (plug->usb, plug->with_node);
}

static void
do_make_node (gpointer data)
{
  fake_port_make_node (data);
}

static void
do_cancel (gpointer data)
{
  g_cancellable_cancel (data);
}

static void
it_is_found_under_another_name (void **state)
{
  FakePort *fake = fake_port_plug (&ours, TRUE);
  g_autoptr (DfotaPort) port = open_port (&ours, 0);
  Plug plug = { .usb = &renamed, .with_node = TRUE };

  fake_port_unplug (fake);
  assert_gone (port);
  WhenAsleep *when = when_asleep (do_plug, &plug);
  assert_true (dfota_port_await (port, in (5 * SECOND), NULL, NULL));
  print_message ("back %" G_GINT64_FORMAT " ms after it was plugged in\n",
                 (g_get_monotonic_time () - when_asleep_join (when)) / MILLISECOND);
  assert_string_equal (port->title, "/dev/ttyUSB5");
  assert_string_equal (port->name, "/dev/ttyUSB2");
  assert_connected (port, plug.fake);
  fake_port_unplug (plug.fake);
}

static void
it_keeps_its_settings (void **state)
{
  FakePort *fake = fake_port_plug (&adapter, TRUE);
  g_autoptr (DfotaPort) port = open_port (&adapter, 57600);
  struct termios settings;

  assert_true (dfota_port_set_flow (port, DFOTA_FLOW_RTSCTS, NULL));
  fake_port_unplug (fake);
  assert_gone (port);
  fake = fake_port_plug (&adapter_renamed, TRUE);
  assert_true (dfota_port_await (port, in (5 * SECOND), NULL, NULL));
  assert_int_equal (tcgetattr (fake->slave, &settings), 0);
  assert_int_equal (cfgetospeed (&settings), B57600);
  assert_true ((settings.c_cflag & CRTSCTS) != 0);
  assert_int_equal (port->baud, 57600);
  assert_int_equal (port->kind, DFOTA_PORT_UART);
  fake_port_unplug (fake);
}

/* udev makes the name in /dev a moment after the kernel has the port. */
static void
it_waits_for_the_name_to_appear (void **state)
{
  FakePort *fake = fake_port_plug (&ours, TRUE);
  g_autoptr (DfotaPort) port = open_port (&ours, 0);

  fake_port_unplug (fake);
  assert_gone (port);
  fake = fake_port_plug (&ours, FALSE);
  WhenAsleep *when = when_asleep (do_make_node, fake);
  assert_true (dfota_port_await (port, in (5 * SECOND), NULL, NULL));
  when_asleep_join (when);
  assert_connected (port, fake);
  fake_port_unplug (fake);
}

/* Same product, same serial number, another socket: there when ours went, so it is not ours. */
static void
a_twin_is_not_taken (void **state)
{
  FakePort *fake = fake_port_plug (&ours, TRUE);
  FakePort *other = fake_port_plug (&twin, TRUE);
  g_autoptr (DfotaPort) port = open_port (&ours, 0);

  fake_port_unplug (fake);
  assert_gone (port);
  assert_await_fails (port, in (300 * MILLISECOND), NULL, G_IO_ERROR_TIMED_OUT);

  /* not even when its line hangs up and comes back meanwhile; ours still is found */
  fake = fake_port_plug (&renamed, TRUE);
  assert_true (dfota_port_await (port, in (5 * SECOND), NULL, NULL));
  assert_string_equal (port->title, "/dev/ttyUSB5");
  fake_port_unplug (fake);
  fake_port_unplug (other);
}

/* Moved to another socket by its user: the serial number tells. */
static void
it_is_found_in_another_socket (void **state)
{
  FakePort *fake = fake_port_plug (&ours, TRUE);
  g_autoptr (DfotaPort) port = open_port (&ours, 0);

  fake_port_unplug (fake);
  assert_gone (port);
  fake = fake_port_plug (&twin, TRUE);
  assert_true (dfota_port_await (port, in (5 * SECOND), NULL, NULL));
  assert_string_equal (port->title, "/dev/ttyUSB9");
  fake_port_unplug (fake);
}

/* In download mode it sits at the same place and must be left alone; afterwards it is itself again. */
static void
download_mode_is_left_alone (void **state)
{
  static const FakeUsb download = { "ttyUSB2", "1-2.3", 3, 0x05c6, 0x9008, NULL, NULL };
  FakePort *fake = fake_port_plug (&ours, TRUE);
  g_autoptr (DfotaPort) port = open_port (&ours, 0);

  fake_port_unplug (fake);
  assert_gone (port);
  fake = fake_port_plug (&download, TRUE);
  assert_await_fails (port, in (300 * MILLISECOND), NULL, G_IO_ERROR_TIMED_OUT);
  fake_port_unplug (fake);
  fake = fake_port_plug (&renamed, TRUE);
  assert_true (dfota_port_await (port, in (5 * SECOND), NULL, NULL));
  assert_string_equal (port->title, "/dev/ttyUSB5");
  fake_port_unplug (fake);
}

static void
waiting_can_be_cancelled (void **state)
{
  FakePort *fake = fake_port_plug (&ours, TRUE);
  g_autoptr (DfotaPort) port = open_port (&ours, 0);
  g_autoptr (GCancellable) cancel = g_cancellable_new ();

  fake_port_unplug (fake);
  assert_gone (port);
  WhenAsleep *when = when_asleep (do_cancel, cancel);
  assert_await_fails (port, in (5 * SECOND), cancel, G_IO_ERROR_CANCELLED);
  assert_in_range (g_get_monotonic_time () - when_asleep_join (when), 0, 50 * MILLISECOND);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (it_is_found_under_another_name),  cmocka_unit_test (it_keeps_its_settings),
    cmocka_unit_test (it_waits_for_the_name_to_appear), cmocka_unit_test (a_twin_is_not_taken),
    cmocka_unit_test (it_is_found_in_another_socket),   cmocka_unit_test (download_mode_is_left_alone),
    cmocka_unit_test (waiting_can_be_cancelled),
  };

  fake_tree_begin ();
  const int failed = cmocka_run_group_tests_name ("await", tests, NULL, NULL);
  fake_tree_end ();
  return failed;
}
