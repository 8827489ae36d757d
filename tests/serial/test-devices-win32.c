/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the list of ports says of devices of Windows: their names, what they are, where they are plugged in, and what lacks a
 * driver. The devices are made up; their ports are those of tests/windows/com.sh. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "error.h"
#include "fake-device.h"
#include "port/driverless.h"
#include "port/port-list.h"
#include "port/port.h"

#define PCI "PCIROOT(0)#PCI(1400)#USBROOT(0)"

/* A module of a product that the table knows, one it does not know, and adapters. */
static const FakeDevice hub
    = { .id = "USB\\VID_05E3&PID_0608\\5&1&0&2", .name = "Generic USB Hub", .location = PCI "#USB(2)" };
static const FakeDevice module = { .id = "USB\\VID_2C7C&PID_6005\\0123456789ABCDEF",
                                   .name = "USB Composite Device",
                                   .location = PCI "#USB(2)#USB(3)",
                                   .parent = "USB\\VID_05E3&PID_0608\\5&1&0&2" };
/* One interface that Windows has no use for makes no module without a port. */
static const FakeDevice unused = { .id = "USB\\VID_2C7C&PID_6005&MI_05\\6&1&0&0005",
                                   .name = "ADB",
                                   .location = PCI "#USB(2)#USB(3)#USBMI(5)",
                                   .parent = "USB\\VID_2C7C&PID_6005\\0123456789ABCDEF",
                                   .problem = 28 };
static const FakeDevice at = { .id = "USB\\VID_2C7C&PID_6005&MI_03\\6&1&0&0003",
                               .port = "COM12",
                               .name = "移远 [USB] AT Port (COM12)",
                               .location = PCI "#USB(2)#USB(3)#USBMI(3)",
                               .parent = "USB\\VID_2C7C&PID_6005\\0123456789ABCDEF" };
static const FakeDevice diag = { .id = "USB\\VID_2C7C&PID_6005&MI_02\\6&1&0&0002",
                                 .port = "COM13",
                                 .name = "Quectel USB Serial-1 Port (COM13)",
                                 .location = PCI "#USB(2)#USB(3)#USBMI(2)",
                                 .parent = "USB\\VID_2C7C&PID_6005\\0123456789ABCDEF" };
static const FakeDevice modem = { .id = "USB\\VID_2C7C&PID_FFF0&MI_04\\7&2&0&0004",
                                  .port = "COM21",
                                  .name = "Quectel USB Modem #2",
                                  .location = "PCIROOT(0)#PCI(0D00)#USBROOT(0)#USB(1)#USBMI(4)",
                                  .parent = "USB\\VID_2C7C&PID_FFF0\\7&2&0&1",
                                  .is_modem = TRUE };
static const FakeDevice nmea = { .id = "USB\\VID_2C7C&PID_FFF0&MI_01\\7&2&0&0001",
                                 .port = "COM22",
                                 .name = "Quectel USB NMEA Port (COM22)",
                                 .location = "PCIROOT(0)#PCI(0D00)#USBROOT(0)#USB(1)#USBMI(1)" };
/* FTDI's own bus: what it hangs on has serial number and place. */
static const FakeDevice ftdi_device = { .id = "USB\\VID_0403&PID_6001\\A50285BI", .location = PCI "#USB(4)" };
static const FakeDevice ftdi = { .id = "FTDIBUS\\VID_0403+PID_6001+A50285BIA\\0000",
                                 .port = "COM4",
                                 .name = "USB Serial Port (COM4)",
                                 .parent = "USB\\VID_0403&PID_6001\\A50285BI" };
static const FakeDevice bluetooth = { .id = "BTHENUM\\{00001101-0000-1000-8000-00805F9B34FB}\\7&1&0&001",
                                      .port = "COM5",
                                      .name = "Standard Serial over Bluetooth link (COM5)",
                                      .parent = "USB\\VID_8087&PID_0A2B\\5&1&0&7" };
static const FakeDevice printer = { .id = "ACPI\\PNP0400\\5&1", .port = "LPT1", .name = "Printer Port (LPT1)" };
/* Its driver does not run, so there is no such port. */
static const FakeDevice broken = { .id = "USB\\VID_10C4&PID_EA60\\0001",
                                   .port = "COM77",
                                   .name = "Silicon Labs CP210x (COM77)",
                                   .own_name = "CP2102N USB to UART",
                                   .location = PCI "#USB(6)",
                                   .problem = 10 };

static const FakeDevice *const all[]
    = { &hub, &module, &unused, &at, &diag, &modem, &nmea, &ftdi_device, &ftdi, &bluetooth, &printer, &broken };

static int
plug_all (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    fake_device_plug (all[i]);
  return 0;
}

static int
unplug_all (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    fake_device_unplug (all[i]);
  return 0;
}

static void
ports_are_named_as_in_the_device_manager (void **state)
{
  static const struct
  {
    const char *name, *product, *role;
    guint vid, pid;
    int interface;
    const char *path, *serial;
  } wanted[] = {
    { "COM12", "移远 [USB] AT Port (COM12)", "at", 0x2c7c, 0x6005, 3, "1400-2.3", "0123456789ABCDEF" },
    { "COM21", "Quectel USB Modem #2", "modem", 0x2c7c, 0xfff0, 4, "0D00-1", NULL },
    { "COM4", "USB Serial Port (COM4)", "unknown", 0x0403, 0x6001, 0, "1400-4", "A50285BI" },
    { "COM5", "Standard Serial over Bluetooth link (COM5)", "unknown", 0, 0, -1, NULL, NULL },
    { "COM9", "", "unknown", 0, 0, -1, NULL, NULL },
    { "COM13", "Quectel USB Serial-1 Port (COM13)", "diag", 0x2c7c, 0x6005, 2, "1400-2.3", "0123456789ABCDEF" },
    { "COM22", "Quectel USB NMEA Port (COM22)", "nmea", 0x2c7c, 0xfff0, 1, "0D00-1", NULL },
  };
  g_autoptr (GPtrArray) list = NULL;
  const gint64 begun = g_get_monotonic_time ();

  list = dfota_port_list ();
  print_message ("listed in %" G_GINT64_FORMAT " us\n", g_get_monotonic_time () - begun);
  assert_int_equal (list->len, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < list->len; i++)
    {
      const DfotaPortInfo *info = g_ptr_array_index (list, i);

      assert_string_equal (info->name, wanted[i].name);
      assert_string_equal (info->product, wanted[i].product);
      assert_string_equal (dfota_role_name (info->role), wanted[i].role);
      assert_int_equal (info->place.vid, wanted[i].vid);
      assert_int_equal (info->place.pid, wanted[i].pid);
      assert_int_equal (info->place.interface, wanted[i].interface);
      assert_int_equal (g_strcmp0 (info->place.path, wanted[i].path), 0);
      assert_int_equal (g_strcmp0 (info->place.serial, wanted[i].serial), 0);
      assert_null (info->busy_by);
      assert_null (info->group);
    }
}

static void
auto_means_the_at_port (void **state)
{
  g_autoptr (GPtrArray) list = dfota_port_list ();
  g_autofree char *name = dfota_port_list_choose (list, NULL);

  assert_string_equal (name, "COM12");
}

static void
the_place_is_read (void **state)
{
  DfotaPlace place;

  dfota_place_read (&place, "com12");
  assert_int_equal (place.pid, 0x6005);
  assert_string_equal (place.path, "1400-2.3");
  dfota_place_clear (&place);
  dfota_place_read (&place, "COM1");
  assert_int_equal (place.vid, 0);
  assert_int_equal (place.interface, -1);
  dfota_place_clear (&place);
}

/* By the table, and by the name where the table does not know it. */
static void
assert_forbidden (const char *name)
{
  g_autoptr (DfotaPort) port = dfota_port_new (name, 0, NULL);
  g_autoptr (GError) error = NULL;

  assert_non_null (port);
  assert_false (dfota_port_open (port, &error));
  assert_true (g_error_matches (error, DFOTA_ERROR, DFOTA_ERROR_PORT_FORBIDDEN));
}

static void
other_ports_of_a_module_are_not_opened (void **state)
{
  assert_forbidden ("COM13");
  assert_forbidden ("COM22");
}

static const DfotaDriverless *
find_driverless (GPtrArray *list, guint pid)
{
  const DfotaDriverless *found = NULL;

  for (guint i = 0; i < list->len; i++)
    {
      const DfotaDriverless *device = g_ptr_array_index (list, i);

      if (device->pid != pid)
        continue;
      assert_null (found); /* one entry a device, however many interfaces it has */
      found = device;
    }
  return found;
}

/* Windows shows a module without a driver as one device with a problem for each of its interfaces. */
static void
a_module_without_a_driver_is_found (void **state)
{
  static const FakeDevice devices[] = {
    { .id = "USB\\VID_2C7C&PID_6002\\5&1&0&9",
      .name = "USB Composite Device",
      .own_name = "移远 EC600M",
      .location = PCI "#USB(9)" },
    { .id = "USB\\VID_2C7C&PID_6002&MI_00\\6&9&0&0000", .name = "Remote NDIS", .location = PCI "#USB(9)#USBMI(0)" },
    { .id = "USB\\VID_2C7C&PID_6002&MI_03\\6&9&0&0003",
      .own_name = "AT",
      .location = PCI "#USB(9)#USBMI(3)",
      .problem = 28 },
    { .id = "USB\\VID_2C7C&PID_6002&MI_04\\6&9&0&0004", .location = PCI "#USB(9)#USBMI(4)", .problem = 28 },
    { .id = "USB\\VID_1A86&PID_7523\\5&1&0&8", .own_name = "USB2.0-Serial", .location = PCI "#USB(8)", .problem = 28 },
    { .id = "USB\\VID_046D&PID_C52B\\5&1&0&7", .own_name = "Mouse", .location = PCI "#USB(7)", .problem = 28 },
  };
  const DfotaDriverless *found;

  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    fake_device_plug (&devices[i]);
  g_autoptr (GPtrArray) list = dfota_driverless_list ();
  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    fake_device_unplug (&devices[i]);

  found = find_driverless (list, 0x6002);
  assert_non_null (found);
  assert_string_equal (found->name, "移远 EC600M");
  assert_int_equal (found->vid, 0x2c7c);
  assert_true (found->is_module);
  assert_true (found->no_driver);
  assert_int_equal (found->problem, 28);
  found = find_driverless (list, 0x7523);
  assert_non_null (found);
  assert_false (found->is_module);
  assert_string_equal (found->name, "USB2.0-Serial");
  assert_null (find_driverless (list, 0xc52b));
  assert_null (find_driverless (list, 0x6005)); /* it has ports */
}

/* A driver that is there and does not run is another matter. */
static void
a_driver_that_does_not_run_has_its_code (void **state)
{
  g_autoptr (GPtrArray) list = dfota_driverless_list ();
  const DfotaDriverless *found = find_driverless (list, 0xea60);

  assert_int_equal (list->len, 1);
  assert_non_null (found);
  assert_false (found->no_driver);
  assert_int_equal (found->problem, 10);
  assert_string_equal (found->name, "CP2102N USB to UART");
}

static void
a_program_that_runs_is_seen (void **state)
{
  assert_true (dfota_port_program_runs ("services"));
  assert_true (dfota_port_program_runs ("services.exe"));
  assert_false (dfota_port_program_runs ("no-such-program"));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (ports_are_named_as_in_the_device_manager),
    cmocka_unit_test (auto_means_the_at_port),
    cmocka_unit_test (the_place_is_read),
    cmocka_unit_test (other_ports_of_a_module_are_not_opened),
    cmocka_unit_test (a_module_without_a_driver_is_found),
    cmocka_unit_test (a_driver_that_does_not_run_has_its_code),
    cmocka_unit_test (a_program_that_runs_is_seen),
  };

  if (!fake_devices_can_be () || g_getenv ("DFOTA_TEST_COM") == NULL)
    {
      print_message ("only under Wine, with the ports of tests/windows/com.sh\n");
      return 77;
    }
  return cmocka_run_group_tests_name ("devices", tests, plug_all, unplug_all);
}
