/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/driverless-system.h"

#include <string.h>

/* One folder for each device ("1-2.3") and each interface ("1-2.3:1.0"); a driver that has an interface is a link in it. */
#define FOLDER "/sys/bus/usb/devices"

/* The debug bridge of a module with Android in it: no driver of the system ever takes that. */
#define ADB_CLASS    "ff"
#define ADB_SUBCLASS "42"

static char *
read_attribute (const char *entry, const char *name)
{
  g_autofree char *path = g_build_filename (FOLDER, entry, name, NULL);
  char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  return g_strstrip (text);
}

static guint
read_hex (const char *entry, const char *name)
{
  g_autofree char *text = read_attribute (entry, name);
  guint64 number;

  return text != NULL && g_ascii_string_to_unsigned (text, 16, 0, 0xffff, &number, NULL) ? (guint) number : 0;
}

/* usb-serial has "ttyUSB2" in the folder of an interface, cdc-acm "tty". */
static gboolean
has_port (const char *interface)
{
  g_autofree char *path = g_build_filename (FOLDER, interface, NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_prefix (name, "tty"))
      return TRUE;
  return FALSE;
}

static gboolean
lacks_driver (const char *interface)
{
  g_autofree char *path = g_build_filename (FOLDER, interface, "driver", NULL);
  g_autofree char *class = read_attribute (interface, "bInterfaceClass");
  g_autofree char *subclass = read_attribute (interface, "bInterfaceSubClass");

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return FALSE;
  return g_strcmp0 (class, ADB_CLASS) != 0 || g_strcmp0 (subclass, ADB_SUBCLASS) != 0;
}

/* Is it a device without a port, one of whose interfaces no driver wants? A module may well have network interfaces alone. */
static gboolean
is_driverless (GPtrArray *entries, const char *device)
{
  g_autofree char *prefix = g_strconcat (device, ":", NULL);
  gboolean lacking = FALSE;

  for (guint i = 0; i < entries->len; i++)
    {
      const char *entry = g_ptr_array_index (entries, i);

      if (!g_str_has_prefix (entry, prefix))
        continue;
      if (has_port (entry))
        return FALSE;
      lacking = lacking || lacks_driver (entry);
    }
  return lacking;
}

static void
add_if_driverless (GPtrArray *list, GPtrArray *entries, const char *device)
{
  const guint vid = read_hex (device, "idVendor");
  const guint pid = read_hex (device, "idProduct");
  g_autofree char *product = NULL;
  DfotaDriverless *found;

  if (!dfota_driverless_wants (vid, pid) || !is_driverless (entries, device))
    return;
  product = read_attribute (device, "product");
  found = dfota_driverless_new (product != NULL ? g_utf8_make_valid (product, -1) : NULL, vid, pid);
  found->no_driver = TRUE;
  g_ptr_array_add (list, found);
}

GPtrArray *
dfota_driverless_list (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) dfota_driverless_free);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) folder = g_dir_open (FOLDER, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (entries, g_strdup (name));
  for (guint i = 0; i < entries->len; i++)
    if (strchr (g_ptr_array_index (entries, i), ':') == NULL)
      add_if_driverless (list, entries, g_ptr_array_index (entries, i));
  return list;
}
