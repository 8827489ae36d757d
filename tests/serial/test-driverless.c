/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Devices of a made-up sysfs that should have serial ports, and have none. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "fake-port.h"
#include "port/driverless.h"

/* Writes a file of sysfs, with the folders on the way to it. */
static void
put (const char *text, const char *path)
{
  g_autofree char *file = g_build_filename (fake_tree_root (), "sys/bus/usb/devices", path, NULL);
  g_autofree char *folder = g_path_get_dirname (file);

  assert_int_equal (g_mkdir_with_parents (folder, 0755), 0);
  assert_true (g_file_set_contents (file, text, -1, NULL));
}

static void
put_device (const char *name, const char *vid, const char *pid, const char *product)
{
  g_autofree char *vid_path = g_build_filename (name, "idVendor", NULL);
  g_autofree char *pid_path = g_build_filename (name, "idProduct", NULL);
  g_autofree char *product_path = g_build_filename (name, "product", NULL);

  put (vid, vid_path);
  put (pid, pid_path);
  if (product != NULL)
    put (product, product_path);
}

/* An interface; @inside is what its driver has made there, NULL: nothing. */
static void
put_interface (const char *name, const char *subclass, gboolean has_driver, const char *inside)
{
  g_autofree char *class_path = g_build_filename (name, "bInterfaceClass", NULL);
  g_autofree char *subclass_path = g_build_filename (name, "bInterfaceSubClass", NULL);
  g_autofree char *driver_path = g_build_filename (name, "driver", NULL);
  g_autofree char *inside_path = inside != NULL ? g_build_filename (name, inside, "dev", NULL) : NULL;

  put ("ff\n", class_path);
  put (subclass, subclass_path);
  if (has_driver)
    put ("", driver_path);
  if (inside != NULL)
    put ("", inside_path);
}

static int
plug_all (void **state)
{
  /* a module that no driver knows */
  put_device ("1-2", "2c7c\n", "6005\n", "移远 EC200A\n");
  put_interface ("1-2:1.0", "00\n", TRUE, "net");
  put_interface ("1-2:1.3", "00\n", FALSE, NULL);
  put_interface ("1-2:1.4", "00\n", FALSE, NULL);
  /* the same behind a hub: the name of its neighbour begins like its own */
  put_device ("1-2.3", "2c7c\n", "0125\n", NULL);
  put_interface ("1-2.3:1.2", "00\n", FALSE, NULL);
  /* one with a port, and one with another kind of port */
  put_device ("1-4", "2c7c\n", "6002\n", "Android\n");
  put_interface ("1-4:1.2", "00\n", FALSE, NULL);
  put_interface ("1-4:1.3", "00\n", TRUE, "ttyUSB0");
  put_device ("1-5", "2c7c\n", "0901\n", NULL);
  put_interface ("1-5:1.2", "00\n", TRUE, "tty");
  /* one that has a network alone, and what no driver takes anywhere */
  put_device ("1-6", "2c7c\n", "0800\n", NULL);
  put_interface ("1-6:1.0", "00\n", TRUE, "net");
  put_interface ("1-6:1.1", "42\n", FALSE, NULL);
  /* an adapter's chip, and a mouse */
  put_device ("2-1", "1a86\n", "7523\n", "USB2.0-Serial\n");
  put_interface ("2-1:1.0", "01\n", FALSE, NULL);
  put_device ("2-2", "046d\n", "c52b\n", "Mouse\n");
  put_interface ("2-2:1.0", "01\n", FALSE, NULL);
  put_device ("usb1", "1d6b\n", "0002\n", "xHCI Host Controller\n");
  return 0;
}

static const DfotaDriverless *
find (GPtrArray *list, guint pid)
{
  for (guint i = 0; i < list->len; i++)
    if (((const DfotaDriverless *) g_ptr_array_index (list, i))->pid == pid)
      return g_ptr_array_index (list, i);
  return NULL;
}

static void
what_lacks_a_driver_is_found (void **state)
{
  g_autoptr (GPtrArray) list = dfota_driverless_list ();
  const DfotaDriverless *module = find (list, 0x6005);
  const DfotaDriverless *nameless = find (list, 0x0125);
  const DfotaDriverless *adapter = find (list, 0x7523);

  assert_int_equal (list->len, 3);
  assert_non_null (module);
  assert_string_equal (module->name, "移远 EC200A");
  assert_int_equal (module->vid, 0x2c7c);
  assert_true (module->is_module);
  assert_true (module->no_driver);
  assert_int_equal (module->problem, 0);
  assert_non_null (nameless);
  assert_string_equal (nameless->name, "EC25/EG25");
  assert_non_null (adapter);
  assert_false (adapter->is_module);
  assert_true (adapter->no_driver);
}

static void
what_has_a_port_or_needs_none_is_not (void **state)
{
  g_autoptr (GPtrArray) list = dfota_driverless_list ();

  assert_null (find (list, 0x6002));
  assert_null (find (list, 0x0901));
  assert_null (find (list, 0x0800));
  assert_null (find (list, 0xc52b));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (what_lacks_a_driver_is_found),
    cmocka_unit_test (what_has_a_port_or_needs_none_is_not),
  };

  fake_tree_begin ();
  const int failed = cmocka_run_group_tests_name ("driverless", tests, plug_all, NULL);
  fake_tree_end ();
  return failed;
}
