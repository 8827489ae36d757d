/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/place.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* sysfs shows a USB serial port below its USB interface and that below its device, all in one symbolic link:
 *   ../../devices/…/1-2/1-2.3/1-2.3:1.3/ttyUSB2/tty/ttyUSB2   (usb-serial)
 *   ../../devices/…/1-2/1-2.3/1-2.3:1.2/tty/ttyACM0           (cdc-acm)
 * "1-2.3:1.3" is bus 1, hub port 2, port 3 of the hub there : configuration 1, interface 3. */
#define CLASS_FOLDER "/sys/class/tty/"

/* Length of the link up to and with the part that names the interface; 0 if it has none. */
static gsize
find_interface (const char *link)
{
  g_autoptr (GRegex) regex = g_regex_new ("/\\d+-[\\d.]+:\\d+\\.\\d+(?=/)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  int start, end;

  if (!g_regex_match (regex, link, 0, &match) || !g_match_info_fetch_pos (match, 0, &start, &end))
    return 0;
  return (gsize) end;
}

/* The one line of a sysfs file, newly allocated; NULL if there is no such file. */
static char *
read_attribute (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  return g_strstrip (text);
}

static int
read_hex (const char *folder, const char *name, int otherwise)
{
  g_autofree char *text = read_attribute (folder, name);
  guint64 number;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 16, 0, 0xffff, &number, NULL))
    return otherwise;
  return (int) number;
}

/* usb-serial numbers the ports of one interface: MOXA's, Keyspan's and other adapters have several (kernel, usb/serial/bus.c). */
static int
read_port (const char *class_path)
{
  g_autofree char *folder = g_build_filename (class_path, "device", NULL);
  g_autofree char *text = read_attribute (folder, "port_number");
  guint64 number;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT8, &number, NULL) ? (int) number : 0;
}

void
dfota_place_read (DfotaPlace *ret_place, const char *name)
{
  g_autofree char *base = g_path_get_basename (name);
  g_autofree char *class_path = g_strconcat (CLASS_FOLDER, base, NULL);
  g_autofree char *link = g_file_read_link (class_path, NULL);
  const gsize length = link != NULL ? find_interface (link) : 0;

  *ret_place = (DfotaPlace){ .interface = -1 };
  if (length == 0)
    return;

  link[length] = '\0';
  g_autofree char *interface_folder = g_strconcat (CLASS_FOLDER, link, NULL);
  g_autofree char *device_folder = g_path_get_dirname (interface_folder);
  const char *part = strrchr (link, '/') + 1;

  ret_place->path = g_strndup (part, strcspn (part, ":"));
  ret_place->interface = read_hex (interface_folder, "bInterfaceNumber", atoi (strrchr (part, '.') + 1));
  ret_place->vid = (guint) read_hex (device_folder, "idVendor", 0);
  ret_place->pid = (guint) read_hex (device_folder, "idProduct", 0);
  ret_place->serial = read_attribute (device_folder, "serial");
  ret_place->port = read_port (class_path);
}

static char *
power_control (const DfotaPlace *place)
{
  return g_strdup_printf ("/sys/bus/usb/devices/%s/power/control", place->path);
}

static gboolean
write_attribute (const char *path, const char *text)
{
  const int fd = open (path, O_WRONLY | O_TRUNC | O_CLOEXEC);

  if (fd < 0)
    return FALSE;
  const gboolean written = write (fd, text, strlen (text)) == (gssize) strlen (text);
  close (fd);
  return written;
}

gboolean
dfota_place_keep_awake (const DfotaPlace *place, gboolean *ret_restore, char **ret_command)
{
  g_autofree char *path = place->path != NULL ? power_control (place) : NULL;
  g_autofree char *now = path != NULL ? read_attribute ("/", path) : NULL;

  /* No USB device, or a system without power management: nothing can fall asleep. */
  if (now == NULL || g_str_equal (now, "on"))
    {
      *ret_restore = FALSE;
      return TRUE;
    }
  if (write_attribute (path, "on"))
    {
      *ret_restore = TRUE;
      return TRUE;
    }
  *ret_command = g_strdup_printf ("echo on | sudo tee %s", path);
  return FALSE;
}

void
dfota_place_restore_power (const DfotaPlace *place)
{
  g_autofree char *path = place->path != NULL ? power_control (place) : NULL;

  if (path != NULL)
    write_attribute (path, "auto");
}
