/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the list of ports says of made-up USB devices, and where they are plugged in. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib/gstdio.h>
#include <unistd.h>

#include "as-nobody.h"
#include "fake-port.h"
#include "port/port-list.h"
#include "port/port.h"

static const FakeUsb devices[] = {
  { "ttyUSB10", "1-1", 0, 0x10c4, 0xea60, NULL, "CP2102N" },   { "ttyUSB9", "1-5", 0, 0x1a86, 0x7523, NULL, NULL },
  { "ttyUSB0", "1-2.3", 2, 0x2c7c, 0x6002, "SN1", "Android" }, { "ttyUSB2", "1-2.3", 4, 0x2c7c, 0x6002, "SN1", "Android" },
  { "ttyUSB1", "1-2.3", 3, 0x2c7c, 0x6002, "SN1", "Android" },
};
static const char *const in_order[] = { "/dev/ttyUSB1", "/dev/ttyUSB2", "/dev/ttyUSB9", "/dev/ttyUSB10", "/dev/ttyUSB0" };
static const char *const roles[] = { "at", "modem", "unknown", "unknown", "diag" };
static const char *const names[] = { "Android", "Android", "CH340", "CP2102N", "Android" };

static FakePort *fakes[G_N_ELEMENTS (devices)];

static int
plug_all (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    fakes[i] = fake_port_plug (&devices[i], TRUE);
  return 0;
}

static int
unplug_all (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    fake_port_unplug (fakes[i]);
  return 0;
}

static void
likely_ports_come_first (void **state)
{
  const gint64 begun = g_get_monotonic_time ();
  g_autoptr (GPtrArray) list = dfota_port_list ();

  print_message ("listed in %" G_GINT64_FORMAT " us\n", g_get_monotonic_time () - begun);
  assert_int_equal (list->len, G_N_ELEMENTS (in_order));
  for (guint i = 0; i < list->len; i++)
    {
      const DfotaPortInfo *info = g_ptr_array_index (list, i);

      assert_string_equal (info->name, in_order[i]);
      assert_string_equal (dfota_role_name (info->role), roles[i]);
      assert_string_equal (info->product, names[i]);
      assert_null (info->busy_by);
    }
}

static void
auto_means_the_at_port (void **state)
{
  g_autoptr (GPtrArray) list = dfota_port_list ();
  g_autofree char *name = dfota_port_list_choose (list, NULL);

  assert_string_equal (name, "/dev/ttyUSB1");
}

static void
the_place_is_read (void **state)
{
  DfotaPlace place;

  dfota_place_read (&place, "/dev/ttyUSB1");
  assert_int_equal (place.vid, 0x2c7c);
  assert_int_equal (place.pid, 0x6002);
  assert_int_equal (place.interface, 3);
  assert_string_equal (place.path, "1-2.3");
  assert_string_equal (place.serial, "SN1");
  dfota_place_clear (&place);

  dfota_place_read (&place, "ttyUSB77");
  assert_int_equal (place.vid, 0);
  assert_int_equal (place.interface, -1);
  assert_null (place.path);
  dfota_place_clear (&place);
}

/* usb-serial's own number of the port, as sysfs shows it. */
static void
the_port_of_an_interface_is_read (void **state)
{
  g_autofree char *file = g_build_filename (fake_tree_root (), "sys/devices/usb1/1-5/1-5:1.0/ttyUSB9/port_number", NULL);
  DfotaPlace place;

  dfota_place_read (&place, "/dev/ttyUSB9");
  assert_int_equal (place.port, 0);
  dfota_place_clear (&place);
  assert_true (g_file_set_contents (file, "3\n", -1, NULL));
  dfota_place_read (&place, "/dev/ttyUSB9");
  assert_int_equal (place.port, 3);
  assert_int_equal (place.interface, 0);
  assert_string_equal (place.path, "1-5");
  dfota_place_clear (&place);
  assert_int_equal (g_remove (file), 0);
}

/* cdc-acm has one folder less. */
static void
the_place_of_an_acm_port_is_read (void **state)
{
  g_autofree char *device = g_build_filename (fake_tree_root (), "sys/devices/usb1/1-7", NULL);
  g_autofree char *tty = g_build_filename (device, "1-7:1.2", "tty", "ttyACM0", NULL);
  g_autofree char *vid = g_build_filename (device, "idVendor", NULL);
  g_autofree char *entry = g_build_filename (fake_tree_root (), "sys/class/tty/ttyACM0", NULL);
  DfotaPlace place;

  assert_int_equal (g_mkdir_with_parents (tty, 0755), 0);
  assert_true (g_file_set_contents (vid, "2c7c\n", -1, NULL));
  assert_int_equal (symlink ("../../devices/usb1/1-7/1-7:1.2/tty/ttyACM0", entry), 0);
  dfota_place_read (&place, "ttyACM0");
  assert_string_equal (place.path, "1-7");
  assert_int_equal (place.interface, 2);
  assert_int_equal (place.vid, 0x2c7c);
  assert_null (place.serial);
  dfota_place_clear (&place);
  assert_int_equal (g_remove (entry), 0);
}

static void
a_link_to_a_port_is_followed (void **state)
{
  g_autofree char *folder = g_build_filename (fake_tree_root (), "dev/serial/by-id", NULL);
  g_autofree char *link = g_build_filename (folder, "usb-Android-if03", NULL);

  assert_int_equal (g_mkdir_with_parents (folder, 0755), 0);
  assert_int_equal (symlink ("../../ttyUSB1", link), 0);
  g_autoptr (DfotaPort) port = dfota_port_new ("/dev/serial/by-id/usb-Android-if03", 0, NULL);
  assert_true (dfota_port_open (port, NULL));
  assert_string_equal (port->title, "/dev/ttyUSB1");
  assert_int_equal (port->kind, DFOTA_PORT_USB);
}

static char *
make_power_control (const char *text)
{
  g_autofree char *folder = g_build_filename (fake_tree_root (), "sys/bus/usb/devices/1-2.3/power", NULL);
  char *file = g_build_filename (folder, "control", NULL);

  assert_int_equal (g_mkdir_with_parents (folder, 0755), 0);
  assert_true (g_file_set_contents (file, text, -1, NULL));
  return file;
}

static void
assert_content (const char *file, const char *wanted)
{
  g_autofree char *text = NULL;

  assert_true (g_file_get_contents (file, &text, NULL, NULL));
  assert_true (g_str_has_prefix (text, wanted));
}

static void
the_device_is_kept_awake (void **state)
{
  const DfotaPlace place = { .interface = 3, .path = (char *) "1-2.3" };
  const DfotaPlace none = { .interface = -1 };
  g_autofree char *command = NULL;
  gboolean restore = TRUE;

  assert_true (dfota_place_keep_awake (&none, &restore, &command));
  assert_false (restore);

  g_autofree char *file = make_power_control ("auto\n");
  assert_true (dfota_place_keep_awake (&place, &restore, &command));
  assert_true (restore);
  assert_content (file, "on");
  assert_true (dfota_place_keep_awake (&place, &restore, &command));
  assert_false (restore);
  dfota_place_restore_power (&place);
  assert_content (file, "auto");
  assert_null (command);
}

static char *
ask_to_keep_awake (const char *path)
{
  const DfotaPlace place = { .interface = 3, .path = (char *) path };
  char *command = NULL;
  gboolean restore;

  if (dfota_place_keep_awake (&place, &restore, &command))
    return g_strdup ("done");
  return command;
}

static void
an_administrator_is_told_what_to_type (void **state)
{
  g_autofree char *file = make_power_control ("auto\n");

  assert_int_equal (g_chmod (file, 0444), 0);
  g_autofree char *answer = answer_as_nobody (ask_to_keep_awake, "1-2.3");
  assert_string_equal (answer, "echo on | sudo tee /sys/bus/usb/devices/1-2.3/power/control");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (likely_ports_come_first),
    cmocka_unit_test (auto_means_the_at_port),
    cmocka_unit_test (the_place_is_read),
    cmocka_unit_test (the_port_of_an_interface_is_read),
    cmocka_unit_test (the_place_of_an_acm_port_is_read),
    cmocka_unit_test (a_link_to_a_port_is_followed),
    cmocka_unit_test (the_device_is_kept_awake),
    cmocka_unit_test (an_administrator_is_told_what_to_type),
  };

  fake_tree_begin ();
  const int failed = cmocka_run_group_tests_name ("list", tests, plug_all, unplug_all);
  fake_tree_end ();
  return failed;
}
