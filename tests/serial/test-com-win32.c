/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A COM port of Windows, with tests/windows/com-module.py at its far end: bytes, waits, and what can go wrong. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "error.h"
#include "fake-device.h"
#include "port/port.h"
#include "when-asleep.h"

#define SECOND      DFOTA_PORT_SECOND
#define MILLISECOND (SECOND / 1000)

static const char *com, *com_later, *com_busy;

static gint64
in (gint64 duration)
{
  return g_get_monotonic_time () + duration;
}

static DfotaPort *
open_port (const char *name)
{
  g_autoptr (GError) error = NULL;
  DfotaPort *port = dfota_port_new (name, 0, NULL);

  assert_non_null (port);
  if (!dfota_port_open (port, &error))
    fail_msg ("%s: %s", name, error->message);
  return port;
}

static void
send_all (DfotaPort *port, const guint8 *bytes, gsize n)
{
  const gint64 until = in (20 * SECOND);

  while (n > 0)
    {
      DfotaIo io = { .out = bytes, .out_len = n };

      assert_true (dfota_port_step (port, &io, until, NULL, NULL));
      bytes += io.sent;
      n -= io.sent;
    }
}

static void
say (DfotaPort *port, const char *text)
{
  send_all (port, (const guint8 *) text, strlen (text));
}

/* Hears until @wanted comes. */
static void
hear (DfotaPort *port, const char *wanted)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const gint64 until = in (20 * SECOND);

  while (strstr (text->str, wanted) == NULL)
    {
      guint8 room[64];
      DfotaIo io = { .in = room, .in_size = sizeof room };
      g_autoptr (GError) error = NULL;

      if (!dfota_port_step (port, &io, until, NULL, &error))
        fail_msg ("`%s' and then %s", text->str, error->message);
      g_string_append_len (text, (const char *) room, (gssize) io.received);
    }
}

static void
assert_step_fails (DfotaPort *port, DfotaIo *io, gint64 until, GCancellable *cancel, int code)
{
  g_autoptr (GError) error = NULL;

  assert_false (dfota_port_step (port, io, until, cancel, &error));
  assert_true (g_error_matches (error, G_IO_ERROR, code));
}

static void
names_are_taken_as_people_write_them (void **state)
{
  static const char *const bad[]
      = { "COM", "COMX", "COM12x", "COM-1", "COM 1", "/dev/ttyUSB0", "LPT1", "\\\\.\\", "", "移远" };
  g_autofree char *lower = g_ascii_strdown (com, -1);
  g_autofree char *device = g_strconcat ("\\\\.\\", com, NULL);
  const char *const good[] = { lower, device };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      assert_null (dfota_port_new (bad[i], 0, &error));
      assert_true (g_error_matches (error, DFOTA_ERROR, DFOTA_ERROR_PORT_MISSING));
    }
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (DfotaPort) port = open_port (good[i]);

      assert_string_equal (port->title, com);
      say (port, "AT\r");
      hear (port, "OK\r\n");
    }
}

static void
assert_fails_to_open (const char *name, DfotaErrorCode code)
{
  g_autoptr (DfotaPort) port = dfota_port_new (name, 0, NULL);
  g_autoptr (GError) error = NULL;
  const gint64 begun = g_get_monotonic_time ();

  assert_false (dfota_port_open (port, &error));
  print_message ("%s: after %" G_GINT64_FORMAT " us\n", name, g_get_monotonic_time () - begun);
  assert_true (g_error_matches (error, DFOTA_ERROR, (int) code));
  assert_string_equal (error->message, name);
  assert_in_range (g_get_monotonic_time () - begun, 0, 2 * SECOND);
}

static void
a_port_that_is_not_there_is_missing (void **state)
{
  assert_fails_to_open ("COM177", DFOTA_ERROR_PORT_MISSING);
}

/* Wine gives a folder the error that Windows gives a port which another program has. */
static void
a_port_that_another_program_has_is_busy (void **state)
{
  assert_fails_to_open (com_busy, DFOTA_ERROR_PORT_BUSY);
}

static void
an_answer_comes_at_once (void **state)
{
  g_autoptr (DfotaPort) port = open_port (com);
  gint64 best = G_MAXINT64;

  for (guint i = 0; i < 10; i++)
    {
      const gint64 begun = g_get_monotonic_time ();
      gint64 took;

      say (port, "AT\r");
      hear (port, "OK\r\n");
      took = g_get_monotonic_time () - begun;
      best = MIN (best, took);
    }
  print_message ("answered in %" G_GINT64_FORMAT " us at best\n", best);
  assert_in_range (best, 0, 100 * MILLISECOND);
}

/* The checksum of zip. */
static guint32
crc32_of (const guint8 *bytes, gsize n)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < n; i++)
    {
      crc ^= bytes[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xedb88320 : 0);
    }
  return ~crc;
}

static void
every_byte_goes_out_once (void **state)
{
  enum
  {
    N = 100000
  };
  g_autoptr (DfotaPort) port = open_port (com);
  g_autofree guint8 *bytes = g_malloc (N);
  g_autofree char *command = g_strdup_printf ("COUNT %d\r", N);
  const gint64 begun = g_get_monotonic_time ();

  for (guint i = 0; i < N; i++)
    bytes[i] = (guint8) (i * 7 + i / 256);
  g_autofree char *answer = g_strdup_printf ("\r\n%08x\r\nOK\r\n", crc32_of (bytes, N));
  say (port, command);
  send_all (port, bytes, N);
  hear (port, answer);
  print_message ("%d bytes in %" G_GINT64_FORMAT " us\n", N, g_get_monotonic_time () - begun);
}

static void
every_byte_comes_in_once (void **state)
{
  enum
  {
    N = 100000
  };
  g_autoptr (DfotaPort) port = open_port (com);
  const gint64 until = in (20 * SECOND);
  gsize n = 0;

  say (port, "SEND 100000\r");
  while (n < N)
    {
      guint8 room[1000];
      DfotaIo io = { .in = room, .in_size = sizeof room };

      assert_true (dfota_port_step (port, &io, until, NULL, NULL));
      for (gsize i = 0; i < io.received; i++, n++)
        assert_int_equal (room[i], n % 256);
    }
  assert_int_equal (n, N);
}

static void
do_cancel (gpointer data)
{
  g_cancellable_cancel (data);
}

static void
waits_end_in_time_or_when_told (void **state)
{
  g_autoptr (DfotaPort) port = open_port (com);
  g_autoptr (GCancellable) cancel = g_cancellable_new ();
  guint8 room[4];
  DfotaIo io = { .in = room, .in_size = sizeof room };
  const gint64 until = in (50 * MILLISECOND);
  gint64 late;

  assert_step_fails (port, &io, until, cancel, G_IO_ERROR_TIMED_OUT);
  late = g_get_monotonic_time () - until;
  print_message ("%" G_GINT64_FORMAT " us late\n", late);
  assert_in_range (late, 0, 100 * MILLISECOND);

  WhenAsleep *when = when_asleep (do_cancel, cancel);
  assert_step_fails (port, &io, in (20 * SECOND), cancel, G_IO_ERROR_CANCELLED);
  late = g_get_monotonic_time () - when_asleep_join (when);
  print_message ("cancelled in %" G_GINT64_FORMAT " us\n", late);
  assert_in_range (late, 0, 100 * MILLISECOND);
}

/* Writes until no more is taken; how many bytes that were. */
static gsize
fill (DfotaPort *port)
{
  static const guint8 block[1024];
  gsize sent = 0;

  while (TRUE)
    {
      g_autoptr (GError) error = NULL;
      DfotaIo io = { .out = block, .out_len = sizeof block };
      const gboolean taken = dfota_port_step (port, &io, in (50 * MILLISECOND), NULL, &error);

      sent += io.sent;
      assert_in_range (sent, 0, 1 << 20);
      if (taken)
        continue;
      assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT));
      return sent;
    }
}

/* Whoever does not read stops us. What is left can be dropped, and closing does not wait for it. */
static void
a_module_that_does_not_read_stops_us (void **state)
{
  g_autoptr (DfotaPort) port = open_port (com);
  DfotaIo io = { .out = (const guint8 *) "AT\r", .out_len = 3 };
  gint64 begun;

  say (port, "DEAF 1000\r");
  print_message ("%" G_GSIZE_FORMAT " bytes taken\n", fill (port));
  dfota_port_drop_output (port);
  assert_true (dfota_port_step (port, &io, in (100 * MILLISECOND), NULL, NULL));
  fill (port);
  begun = g_get_monotonic_time ();
  dfota_port_close (port);
  print_message ("closed in %" G_GINT64_FORMAT " us\n", g_get_monotonic_time () - begun);
  assert_in_range (g_get_monotonic_time () - begun, 0, 300 * MILLISECOND);

  assert_true (dfota_port_open (port, NULL));
  g_usleep (1000000);
  say (port, "\rAT\r");
  hear (port, "OK\r\n");
}

/* --- unplugged --- */

#define PLACE "PCIROOT(0)#PCI(1400)#USBROOT(0)#USB(2)"

static gpointer
plug_later (gpointer data)
{
  g_usleep (300000);
  fake_device_plug (data);
  return NULL;
}

/* It vanishes while it is open, and another of its kind is there; then it is back, as another COM. */
static void
a_module_that_comes_back_as_another_port_is_found (void **state)
{
  const FakeDevice before = { .id = "USB\\VID_2C7C&PID_6005&MI_03\\6&1&0&0003", .port = com, .location = PLACE "#USBMI(3)" };
  const FakeDevice after
      = { .id = "USB\\VID_2C7C&PID_6002&MI_03\\6&9&0&0003", .port = com_later, .location = PLACE "#USBMI(3)" };
  const FakeDevice other
      = { .id = "USB\\VID_2C7C&PID_6005&MI_03\\6&2&0&0003", .port = com_busy, .location = PLACE "#USB(1)#USBMI(3)" };
  guint8 byte;
  DfotaIo io = { .in = &byte, .in_size = 1 };
  g_autofree char *command = g_strdup_printf ("MOVE %s 100\r", com_later);

  fake_device_plug (&before);
  fake_device_plug (&other);
  g_autoptr (DfotaPort) port = open_port (com);
  assert_int_equal (port->kind, DFOTA_PORT_USB);
  say (port, command);
  assert_step_fails (port, &io, in (20 * SECOND), NULL, G_IO_ERROR_CONNECTION_CLOSED);
  assert_step_fails (port, &io, in (20 * SECOND), NULL, G_IO_ERROR_CONNECTION_CLOSED);
  fake_device_unplug (&before);

  GThread *later = g_thread_new ("later", plug_later, (gpointer) &after);
  const gboolean back = dfota_port_await (port, in (20 * SECOND), NULL, NULL);
  g_thread_join (later);
  fake_device_unplug (&after);
  fake_device_unplug (&other);
  assert_true (back);
  assert_string_equal (port->title, com_later);
  say (port, "AT\r");
  hear (port, "OK\r\n");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (names_are_taken_as_people_write_them),
    cmocka_unit_test (a_port_that_is_not_there_is_missing),
    cmocka_unit_test (a_port_that_another_program_has_is_busy),
    cmocka_unit_test (an_answer_comes_at_once),
    cmocka_unit_test (every_byte_goes_out_once),
    cmocka_unit_test (every_byte_comes_in_once),
    cmocka_unit_test (waits_end_in_time_or_when_told),
    cmocka_unit_test (a_module_that_does_not_read_stops_us),
    cmocka_unit_test (a_module_that_comes_back_as_another_port_is_found), /* last: it is somewhere else afterwards */
  };

  com = g_getenv ("DFOTA_TEST_COM");
  com_later = g_getenv ("DFOTA_TEST_COM_LATER");
  com_busy = g_getenv ("DFOTA_TEST_COM_BUSY");
  if (!fake_devices_can_be () || com == NULL || com_later == NULL || com_busy == NULL)
    {
      print_message ("only under Wine, with the ports of tests/windows/com.sh\n");
      return 77;
    }
  return cmocka_run_group_tests_name ("com", tests, NULL, NULL);
}
