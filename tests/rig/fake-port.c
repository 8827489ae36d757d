/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-port.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static char *root;

void
fake_tree_begin (void)
{
  root = g_dir_make_tmp ("dfota-ports-XXXXXX", NULL);
  g_assert_nonnull (root);
  g_chmod (root, 0777);
  g_setenv ("DFOTA_SHIM_ROOT", root, TRUE);
  g_autofree char *class = g_build_filename (root, "sys/class/tty", NULL);
  g_autofree char *dev = g_build_filename (root, "dev", NULL);
  g_assert_cmpint (g_mkdir_with_parents (class, 0755), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (dev, 0755), ==, 0);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

void
fake_tree_end (void)
{
  remove_tree (root);
  g_clear_pointer (&root, g_free);
}

const char *
fake_tree_root (void)
{
  return root;
}

static void
write_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (text != NULL)
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
make_link (const char *target, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (root, folder, name, NULL);

  g_remove (path); /* left by a test that failed */
  g_assert_cmpint (symlink (target, path), ==, 0);
}

static void
make_entries (const FakeUsb *usb)
{
  g_autofree char *device = g_build_filename (root, "sys/devices/usb1", usb->path, NULL);
  g_autofree char *interface = g_strdup_printf ("%s:1.%d", usb->path, usb->interface);
  g_autofree char *tty = g_build_filename (device, interface, usb->name, "tty", usb->name, NULL);
  g_autofree char *interface_folder = g_build_filename (device, interface, NULL);
  g_autofree char *vid = g_strdup_printf ("%04x\n", usb->vid);
  g_autofree char *pid = g_strdup_printf ("%04x\n", usb->pid);
  g_autofree char *number = g_strdup_printf ("%02x\n", (guint) usb->interface);
  g_autofree char *link = g_strdup_printf ("../../devices/usb1/%s/%s/%s/tty/%s", usb->path, interface, usb->name, usb->name);

  g_assert_cmpint (g_mkdir_with_parents (tty, 0755), ==, 0);
  write_file (device, "idVendor", vid);
  write_file (device, "idProduct", pid);
  write_file (device, "serial", usb->serial);
  write_file (device, "product", usb->product);
  write_file (device, "busnum", "1\n");
  write_file (device, "devnum", "7\n");
  write_file (interface_folder, "bInterfaceNumber", number);

  g_autofree char *back = g_build_filename (tty, "device", NULL);
  g_autofree char *parent = g_strconcat ("../../../", usb->name, NULL);
  g_remove (back);
  g_assert_cmpint (symlink (parent, back), ==, 0);
  make_link (link, "sys/class/tty", usb->name);
}

FakePort *
fake_port_plug (const FakeUsb *usb, gboolean with_node)
{
  FakePort *port = g_new0 (FakePort, 1);

  port->name = g_strdup (usb->name);
  port->master = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  g_assert_cmpint (port->master, >=, 0);
  g_assert_cmpint (grantpt (port->master), ==, 0);
  g_assert_cmpint (unlockpt (port->master), ==, 0);
  port->slave = open (ptsname (port->master), O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  g_assert_cmpint (port->slave, >=, 0);
  if (with_node)
    fake_port_make_node (port);
  make_entries (usb);
  return port;
}

void
fake_port_announce (const FakeUsb *usb)
{
  make_entries (usb);
}

void
fake_port_make_node (FakePort *port)
{
  make_link (ptsname (port->master), "dev", port->name);
}

void
fake_port_unplug (FakePort *port)
{
  g_autofree char *entry = g_build_filename (root, "sys/class/tty", port->name, NULL);
  g_autofree char *node = g_build_filename (root, "dev", port->name, NULL);
  g_autofree char *target = g_file_read_link (entry, NULL);
  g_autofree char *class = g_path_get_dirname (entry);
  g_autofree char *tty = g_canonicalize_filename (target, class);
  g_autofree char *above = g_path_get_dirname (tty);
  g_autofree char *folder = g_path_get_dirname (above);
  struct stat info;

  g_assert_cmpint (fstat (port->slave, &info), ==, 0);
  g_autofree char *lines = g_strdup_printf ("%s/lines.%u", root, minor (info.st_rdev));
  remove_tree (folder);
  g_remove (entry);
  g_remove (node);
  g_remove (lines);
  close (port->slave);
  close (port->master);
  g_free (port->name);
  g_free (port);
}

void
fake_port_set_lines (FakePort *port, int lines, int queued)
{
  const int32_t content[3] = { 0, lines, queued };
  struct stat info;

  g_assert_cmpint (fstat (port->slave, &info), ==, 0);
  g_autofree char *path = g_strdup_printf ("%s/lines.%u", root, minor (info.st_rdev));
  g_assert_true (g_file_set_contents (path, (const char *) content, sizeof content, NULL));
}
