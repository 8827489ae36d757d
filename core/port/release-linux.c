/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/release.h"

#include <string.h>

#include "error.h"
#include "port/place.h"
#include "port/release-system.h"

#define BUS_NAME        "org.freedesktop.ModemManager1"
#define MANAGER_PATH    "/org/freedesktop/ModemManager1"
#define MODEM_INTERFACE "org.freedesktop.ModemManager1.Modem"

#define ANSWER_MS 1000 /* a list; no person is asked for anything */
#define LOOK_MS   500

struct _DfotaRelease
{
  GDBusConnection *bus; /* NULL: the service does not run, so there was nothing to ask for */
};

const char *
dfota_release_command (void)
{
  return "sudo systemctl stop " DFOTA_RELEASE_SERVICE;
}

const char *
dfota_release_command_back (void)
{
  return "sudo systemctl start " DFOTA_RELEASE_SERVICE;
}

/* The service is not started by being asked: where it does not run, it has taken nothing. */
static GVariant *
list_modems (GDBusConnection *bus, GCancellable *cancel, GError **error)
{
  return g_dbus_connection_call_sync (bus, BUS_NAME, MANAGER_PATH, "org.freedesktop.DBus.ObjectManager", "GetManagedObjects",
                                      NULL, G_VARIANT_TYPE ("(a{oa{sa{sv}}})"), G_DBUS_CALL_FLAGS_NO_AUTO_START, ANSWER_MS,
                                      cancel, error);
}

/* Calls @func with the properties of every modem until it returns TRUE. */
typedef gboolean (*ModemFunc) (GVariant *modem, gpointer user_data);

static void
for_each_modem (GVariant *objects, ModemFunc func, gpointer user_data)
{
  g_autoptr (GVariantIter) iter = NULL;
  GVariant *interfaces;
  gboolean found = FALSE;

  g_variant_get (objects, "(a{oa{sa{sv}}})", &iter);
  while (!found && g_variant_iter_next (iter, "{o@a{sa{sv}}}", NULL, &interfaces))
    {
      g_autoptr (GVariant) modem = g_variant_lookup_value (interfaces, MODEM_INTERFACE, G_VARIANT_TYPE_VARDICT);

      found = modem != NULL && func (modem, user_data);
      g_variant_unref (interfaces);
    }
}

static gboolean
add_ports (GVariant *modem, gpointer user_data)
{
  g_autoptr (GVariantIter) ports = NULL;
  char *name;

  if (g_variant_lookup (modem, "Ports", "a(su)", &ports))
    while (g_variant_iter_next (ports, "(su)", &name, NULL))
      g_ptr_array_add (user_data, name);
  return FALSE;
}

char **
dfota_release_taken (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);
  g_autoptr (GVariant) objects = NULL;
  GPtrArray *names;

  if (bus == NULL)
    return NULL;
  /* An upgrade goes on whatever becomes of the bus. */
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  objects = list_modems (bus, NULL, NULL);
  if (objects == NULL)
    return NULL;
  names = g_ptr_array_new ();
  for_each_modem (objects, add_ports, names);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

/* --- to be left alone --- */

typedef struct
{
  char *port;   /* "ttyUSB2" */
  char *device; /* the folder of the USB device in sysfs, or NULL */
  char *uid;    /* what the service calls it, once it is found */
} Wanted;

static void
wanted_clear (Wanted *wanted)
{
  g_free (wanted->port);
  g_free (wanted->device);
  g_free (wanted->uid);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wanted, wanted_clear)

/* "/sys/devices/…/usb1/1-2/1-2.3" for the port below it. */
static char *
folder_of_device (const char *port)
{
  g_autofree char *entry = g_build_filename ("/sys/class/tty", port, NULL);
  g_autofree char *link = g_file_read_link (entry, NULL);
  g_autofree char *folder = link != NULL ? g_canonicalize_filename (link, "/sys/class/tty") : NULL;
  g_autofree char *part = NULL;
  DfotaPlace place;
  char *interface;

  dfota_place_read (&place, port);
  part = g_strdup_printf ("/%s:", place.path);
  interface = folder != NULL && place.path != NULL ? strstr (folder, part) : NULL;
  dfota_place_clear (&place);
  return interface != NULL ? g_strndup (folder, (gsize) (interface - folder)) : NULL;
}

static gboolean
has_port (GVariant *modem, const char *port)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  add_ports (modem, names);
  return g_ptr_array_find_with_equal_func (names, port, g_str_equal, NULL);
}

/* The service may leave a port out of its list (it knows it as a diagnostic one), or know the device under a name that an
 * administrator has given it; hence both. */
static gboolean
take_uid (GVariant *modem, gpointer user_data)
{
  Wanted *wanted = user_data;
  g_autofree char *device = NULL;

  if (!g_variant_lookup (modem, "Device", "s", &device))
    return FALSE;
  if (!has_port (modem, wanted->port) && g_strcmp0 (device, wanted->device) != 0)
    return FALSE;
  wanted->uid = g_steal_pointer (&device);
  return TRUE;
}

static gboolean
is_absence (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER);
}

/* FALSE: cancelled. */
static gboolean
pause_a_little (GCancellable *cancel)
{
  GPollFD fd;

  if (!g_cancellable_make_pollfd (cancel, &fd))
    {
      g_usleep (LOOK_MS * 1000);
      return TRUE;
    }
  g_poll (&fd, 1, LOOK_MS);
  g_cancellable_release_fd (cancel);
  return !g_cancellable_is_cancelled (cancel);
}

/* While the service still looks at the module, it does not stand on the bus and cannot be asked for. */
static gboolean
find (GDBusConnection *bus, Wanted *wanted, GCancellable *cancel, GError **error)
{
  gint64 until = g_get_monotonic_time () + DFOTA_RELEASE_PATIENCE;

  do
    {
      g_autoptr (GVariant) objects = list_modems (bus, cancel, error);

      if (objects == NULL)
        return FALSE;
      for_each_modem (objects, take_uid, wanted);
      if (wanted->uid != NULL)
        return TRUE;
    }
  while (g_get_monotonic_time () < until && pause_a_little (cancel));

  if (!g_cancellable_set_error_if_cancelled (cancel, error))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "");
  return FALSE;
}

static gboolean
inhibit (GDBusConnection *bus, const char *port, GCancellable *cancel, GError **error)
{
  g_auto (Wanted) wanted = { .port = g_path_get_basename (port) };
  g_autoptr (GVariant) answer = NULL;

  wanted.device = folder_of_device (wanted.port);
  if (!find (bus, &wanted, cancel, error))
    return FALSE;
  /* no limit: a person may be typing a password */
  answer = g_dbus_connection_call_sync (
      bus, BUS_NAME, MANAGER_PATH, BUS_NAME, "InhibitDevice", g_variant_new ("(sb)", wanted.uid, TRUE), NULL,
      G_DBUS_CALL_FLAGS_NO_AUTO_START | G_DBUS_CALL_FLAGS_ALLOW_INTERACTIVE_AUTHORIZATION, G_MAXINT, cancel, error);
  return answer != NULL;
}

static GDBusConnection *
connect_to_bus (GCancellable *cancel, GError **error)
{
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SYSTEM, cancel, error);

  if (address == NULL)
    return NULL;
  return g_dbus_connection_new_for_address_sync (
      address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, cancel,
      error);
}

DfotaRelease *
dfota_release_ask (const char *port, GCancellable *cancel, GError **error)
{
  g_autoptr (DfotaRelease) release = g_new0 (DfotaRelease, 1);
  g_autoptr (GError) local = NULL;

  release->bus = connect_to_bus (cancel, &local);
  if (release->bus != NULL && inhibit (release->bus, port, cancel, &local))
    return g_steal_pointer (&release);
  if (is_absence (local))
    return g_steal_pointer (&release);

  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&local));
  else
    dfota_fail (error, DFOTA_ERROR_RELEASE_REFUSED, DFOTA_RELEASE_SERVICE);
  return NULL;
}

void
dfota_release_free (DfotaRelease *release)
{
  if (release == NULL)
    return;
  /* closing is what ends it, and is done on a thread of GLib's */
  if (release->bus != NULL)
    g_dbus_connection_close (release->bus, NULL, NULL, NULL);
  g_clear_object (&release->bus);
  g_free (release);
}
