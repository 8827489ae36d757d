/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Windows' texts about devices tell: read on every system. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "port/windows-id.h"

typedef struct
{
  const char *id;
  guint vid, pid;
  int interface;
  const char *serial;
} Id;

static void
assert_id (const Id *wanted)
{
  DfotaPlace place = { .interface = -1 };

  print_message ("%s\n", wanted->id);
  assert_true (dfota_windows_id_read (wanted->id, &place));
  assert_int_equal (place.vid, wanted->vid);
  assert_int_equal (place.pid, wanted->pid);
  assert_int_equal (place.interface, wanted->interface);
  if (wanted->serial != NULL)
    assert_string_equal (place.serial, wanted->serial);
  else
    assert_null (place.serial);
  assert_null (place.path);
  dfota_place_clear (&place);
}

static void
an_id_tells_maker_product_and_interface (void **state)
{
  static const Id ids[] = {
    { "USB\\VID_2C7C&PID_0306&MI_02", 0x2c7c, 0x0306, 2, NULL },
    { "USB\\VID_2C7C&PID_0306&MI_02\\6&2F1A7C3&0&0002", 0x2c7c, 0x0306, 2, NULL },
    { "USB\\VID_2C7C&PID_6002&REV_0318&MI_03", 0x2c7c, 0x6002, 3, NULL },
    { "USB\\VID_2C7C&PID_6005&MI_0A\\7&1234ABCD&1&000A", 0x2c7c, 0x6005, 10, NULL },
    { "usb\\vid_2c7c&pid_0125&mi_04\\6&2f1a7c3&0&0004", 0x2c7c, 0x0125, 4, NULL },
    { "USB\\VID_2C7C&PID_6005\\0123456789ABCDEF", 0x2c7c, 0x6005, -1, "0123456789ABCDEF" },
    { "USB\\VID_2C7C&PID_6002\\5&1A2B3C4D&0&3", 0x2c7c, 0x6002, -1, NULL },
    { "USB\\VID_1A86&PID_7523\\5&2C1D47A&0&9", 0x1a86, 0x7523, -1, NULL },
    { "USB\\VID_1A86&PID_55D3\\58CD177001", 0x1a86, 0x55d3, -1, "58CD177001" },
    { "USB\\VID_10C4&PID_EA60\\0001", 0x10c4, 0xea60, -1, "0001" },
    { "USB\\VID_10C4&PID_EA60\\ab-12_c", 0x10c4, 0xea60, -1, "ab-12_c" },
    { "USB\\VID_05C6&PID_9008\\5&ABC&0&1", 0x05c6, 0x9008, -1, NULL },
    { "FTDIBUS\\VID_0403+PID_6001+A50285BIA\\0000", 0x0403, 0x6001, 0, "A50285BI" },
    { "FTDIBUS\\VID_0403+PID_6010+FT2XYZB\\0000", 0x0403, 0x6010, 1, "FT2XYZ" },
    { "ftdibus\\vid_0403+pid_6011+ft4xyzd\\0000", 0x0403, 0x6011, 3, "ft4xyz" },
    { "FTDIBUS\\VID_0403+PID_6001+6&2A8E8C6A&0&2\\0000", 0x0403, 0x6001, -1, NULL },
    { "FTDIBUS\\VID_0403+PID_6001\\0000", 0x0403, 0x6001, -1, NULL },
    { "FTDIBUS\\VID_0403+PID_6001", 0x0403, 0x6001, -1, NULL },
    { "FTDIBUS\\VID_0403+PID_6001+A\\0000", 0x0403, 0x6001, -1, NULL },
    { "USB\\VID_0403&PID_6010&MI_01\\6&AF2ED5E&0&0001", 0x0403, 0x6010, 1, NULL },
    { "USB\\VID_2C7C&PID_6005&MI_\\1", 0x2c7c, 0x6005, -1, "1" },
    { "USB\\VID_2C7C&PID_6005\\", 0x2c7c, 0x6005, -1, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    assert_id (&ids[i]);
}

static void
what_is_no_usb_id_changes_nothing (void **state)
{
  static const char *const ids[] = {
    "",
    "USB",
    "USB\\",
    "USB\\ROOT_HUB30\\4&1&0&0",
    "ACPI\\PNP0501\\1",
    "BTHENUM\\{00001101-0000-1000-8000-00805F9B34FB}_VID&0002046D_PID&B008\\7&1&0&001",
    "PCI\\VEN_8086&DEV_9D3D&SUBSYS_00000000\\3&11583659&0&B3",
    "USB\\VID_2C7C\\1",
    "USB\\PID_6005\\1",
    "USB\\VID_2C7&PID_6005\\1",
    "USB\\VID_2C7CA&PID_6005\\1",
    "USB\\VID_GGGG&PID_6005\\1",
    "XUSB\\VID_2C7C&PID_6005\\1",
    "USBPRINT\\VID_2C7C&PID_6005\\1",
    "VID_2C7C&PID_6005",
    "HID\\VID_2C7C&PID_6005&MI_00\\7&1&0&0000",
    "移远\\VID_2C7C&PID_6005",
    "USB\\VID_",
  };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      DfotaPlace place = { .interface = 7, .vid = 1, .pid = 2 };

      assert_false (dfota_windows_id_read (ids[i], &place));
      assert_int_equal (place.vid, 1);
      assert_int_equal (place.pid, 2);
      assert_int_equal (place.interface, 7);
      assert_null (place.serial);
    }
}

/* The port's own id first, then that of the device it hangs on: together they say all. */
static void
an_interface_and_its_device_are_put_together (void **state)
{
  DfotaPlace place = { .interface = -1 };

  assert_true (dfota_windows_id_read ("USB\\VID_2C7C&PID_6005&MI_03\\6&2F1A7C3&0&0003", &place));
  assert_true (dfota_windows_id_read ("USB\\VID_2C7C&PID_6005\\OLD", &place));
  assert_true (dfota_windows_id_read ("USB\\VID_2C7C&PID_6005\\0123456789ABCDEF", &place));
  assert_int_equal (place.interface, 3);
  assert_string_equal (place.serial, "0123456789ABCDEF");
  dfota_place_clear (&place);
}

static void
a_location_tells_controller_and_hubs (void **state)
{
  static const struct
  {
    const char *path, *wanted;
  } rows[] = {
    { "PCIROOT(0)#PCI(1400)#USBROOT(0)#USB(2)#USB(3)#USBMI(3)", "1400-2.3" },
    { "PCIROOT(0)#PCI(1400)#USBROOT(0)#USB(2)#USB(3)", "1400-2.3" },
    { "PCIROOT(0)#PCI(1C04)#PCI(0000)#USBROOT(0)#USB(11)", "1C04.0000-11" },
    { "PCIROOT(0)#PCI(0D00)#USBROOT(1)#USB(1)", "0D00:1-1" },
    { "ACPI(_SB_)#ACPI(PCI0)#ACPI(XHC_)#USBROOT(0)#USB(4)#USBMI(2)", "0-4" },
    { "pciroot(0)#pci(1400)#usbroot(0)#usb(2)", "1400-2" },
    { "PCIROOT(0)#PCI(1400)#USBROOT(0)", NULL },
    { "PCIROOT(0)#PCI(1F00)#ACPI(COM1)", NULL },
    { "PCIROOT(0)#PCI(1400)#USB(2)", NULL },
    { "USBROOT(0)#USB()", NULL },
    { "USBROOT(0)#USB(2", NULL },
    { "USBROOT(0)#USB(1)#USB", "0-1" },
    { "Port_#0003.Hub_#0005", NULL },
    { "###", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *location = dfota_windows_location (rows[i].path);

      print_message ("%s\n", rows[i].path);
      if (rows[i].wanted != NULL)
        assert_string_equal (location, rows[i].wanted);
      else
        assert_null (location);
    }
}

static void
a_name_tells_what_the_port_is_for (void **state)
{
  static const struct
  {
    const char *name;
    DfotaRole role;
  } rows[] = {
    { "Quectel USB AT Port (COM7)", DFOTA_ROLE_AT },
    { "Quectel USB AT Port #2 (COM117)", DFOTA_ROLE_AT },
    { "quectel usb at port", DFOTA_ROLE_AT },
    { "SimTech HS-USB AT Port 9001 (COM5)", DFOTA_ROLE_AT },
    { "Mobile AT Interface (COM9)", DFOTA_ROLE_AT },
    { "Quectel USB DM Port (COM8)", DFOTA_ROLE_DIAG },
    { "Quectel USB Diag Port (COM8)", DFOTA_ROLE_DIAG },
    { "Qualcomm HS-USB Diagnostics 9091 (COM4)", DFOTA_ROLE_DIAG },
    { "Quectel USB NMEA Port (COM9)", DFOTA_ROLE_NMEA },
    { "Quectel USB Modem", DFOTA_ROLE_MODEM },
    { "Quectel USB Modem #3", DFOTA_ROLE_MODEM },
    { "移远 USB AT Port（COM7）", DFOTA_ROLE_AT },
    { "Quectel USB MI05 COM Port (COM10)", DFOTA_ROLE_UNKNOWN },
    { "Quectel USB Serial-1 Port (COM3)", DFOTA_ROLE_UNKNOWN },
    { "USB-SERIAL CH340 (COM5)", DFOTA_ROLE_UNKNOWN },
    { "Quectel USB Data Port (COM5)", DFOTA_ROLE_UNKNOWN },
    { "Quectel USB Format Port (COM5)", DFOTA_ROLE_UNKNOWN },
    { "ADMIN Port", DFOTA_ROLE_UNKNOWN },
    { "USB 串行设备 (COM6)", DFOTA_ROLE_UNKNOWN },
    { "()[]", DFOTA_ROLE_UNKNOWN },
    { "", DFOTA_ROLE_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      print_message ("%s\n", rows[i].name);
      assert_int_equal (dfota_windows_role (rows[i].name), rows[i].role);
    }
}

/* However an id is cut short or spoilt, it is read or it is not. */
static void
nonsense_is_survived (void **state)
{
  static const char *const whole[]
      = { "USB\\VID_2C7C&PID_0306&MI_02\\6&2F1A7C3&0&0002", "FTDIBUS\\VID_0403+PID_6001+A50285BIA\\0000",
          "PCIROOT(0)#PCI(1400)#USBROOT(0)#USB(2)#USB(3)#USBMI(3)" };

  for (guint w = 0; w < G_N_ELEMENTS (whole); w++)
    for (guint cut = 0; whole[w][cut] != '\0'; cut++)
      {
        g_autofree char *begin = g_strndup (whole[w], cut);
        DfotaPlace place = { .interface = -1 };

        g_free (dfota_windows_location (whole[w] + cut));
        g_free (dfota_windows_location (begin));
        dfota_windows_id_read (begin, &place);
        dfota_windows_id_read (whole[w] + cut, &place);
        assert_true (place.interface >= -1 && place.interface <= 0xff);
        dfota_windows_role (begin);
        dfota_place_clear (&place);
      }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (an_id_tells_maker_product_and_interface),
    cmocka_unit_test (what_is_no_usb_id_changes_nothing),
    cmocka_unit_test (an_interface_and_its_device_are_put_together),
    cmocka_unit_test (a_location_tells_controller_and_hubs),
    cmocka_unit_test (a_name_tells_what_the_port_is_for),
    cmocka_unit_test (nonsense_is_survived),
  };

  return cmocka_run_group_tests_name ("windows-id", tests, NULL, NULL);
}
