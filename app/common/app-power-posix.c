/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "common/app-power.h"

#include <gio/gio.h>
#include <gio/gunixfdlist.h>
#include <string.h>
#include <unistd.h>

/* What systemd-logind holds back, and what UPower knows of lid and battery. logind ignores wishes about sleep when the lid is
 * closed (LidSwitchIgnoreInhibited); only a lock of its own, for the lid, is heeded (logind's documentation, "Inhibitor Locks"). */

#define LOGIN       "org.freedesktop.login1"
#define LOGIN_PATH  "/org/freedesktop/login1"
#define MANAGER     "org.freedesktop.login1.Manager"
#define UPOWER      "org.freedesktop.UPower"
#define UPOWER_PATH "/org/freedesktop/UPower"
#define PATIENCE_MS 2000
#define LIDS        "/proc/acpi/button/lid"
#define LID_SWITCH  "handle-lid-switch"
#define N_LOCKS     2

struct _AppPowerLock
{
  int fds[N_LOCKS]; /* -1: not granted */
};

static GVariant *
call (GDBusConnection *bus, const char *method, GVariant *arguments, const char *type, GUnixFDList **ret_fds)
{
  return g_dbus_connection_call_with_unix_fd_list_sync (bus, LOGIN, LOGIN_PATH, MANAGER, method, arguments,
                                                        G_VARIANT_TYPE (type), G_DBUS_CALL_FLAGS_NO_AUTO_START, PATIENCE_MS,
                                                        NULL, ret_fds, NULL, NULL);
}

static GVariant *
property (GDBusConnection *bus, const char *name, const char *path, const char *interface, const char *property_name)
{
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
      bus, name, path, "org.freedesktop.DBus.Properties", "Get", g_variant_new ("(ss)", interface, property_name),
      G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NONE, PATIENCE_MS, NULL, NULL);
  GVariant *value = NULL;

  if (answer != NULL)
    g_variant_get (answer, "(v)", &value);
  return value;
}

static gboolean
is_true (GDBusConnection *bus, const char *property_name)
{
  g_autoptr (GVariant) value = property (bus, UPOWER, UPOWER_PATH, UPOWER, property_name);

  return value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN) && g_variant_get_boolean (value);
}

static gboolean
has_lid (GDBusConnection *bus)
{
  return is_true (bus, "LidIsPresent") || g_file_test (LIDS, G_FILE_TEST_IS_DIR);
}

/* -1: refused, or nobody is there to ask. */
static int
inhibit (GDBusConnection *bus, const char *what, const char *why)
{
  g_autoptr (GUnixFDList) fds = NULL;
  g_autoptr (GVariant) answer
      = call (bus, "Inhibit", g_variant_new ("(ssss)", what, "DFOTA Wizard", why, "block"), "(h)", &fds);
  gint32 handle = 0;

  if (answer == NULL || fds == NULL)
    return -1;
  g_variant_get (answer, "(h)", &handle);
  return g_unix_fd_list_get (fds, handle, NULL);
}

/* A desktop that holds the lid back itself does with it what it likes. */
static gboolean
somebody_else_minds_the_lid (GDBusConnection *bus)
{
  g_autoptr (GVariant) answer = call (bus, "ListInhibitors", NULL, "(a(ssssuu))", NULL);
  g_autoptr (GVariantIter) all = NULL;
  const char *what, *who, *why, *mode;
  guint32 uid, pid;
  gboolean found = FALSE;

  if (answer == NULL)
    return FALSE;
  g_variant_get (answer, "(a(ssssuu))", &all);
  while (g_variant_iter_loop (all, "(&s&s&s&suu)", &what, &who, &why, &mode, &uid, &pid))
    if (strstr (what, LID_SWITCH) != NULL && strcmp (mode, "block") == 0 && pid != (guint32) getpid ())
      found = TRUE;
  return found;
}

static gboolean
lid_does_nothing (GDBusConnection *bus)
{
  g_autoptr (GVariant) value = property (bus, LOGIN, LOGIN_PATH, MANAGER, "HandleLidSwitch");
  const char *deed
      = value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_get_string (value, NULL) : "";

  return strcmp (deed, "ignore") == 0 || strcmp (deed, "lock") == 0;
}

static gboolean
lid_is_to_be_feared (GDBusConnection *bus, gboolean locked)
{
  if (!has_lid (bus))
    return FALSE;
  if (somebody_else_minds_the_lid (bus))
    return TRUE;
  return !locked && !lid_does_nothing (bus);
}

AppPowerLock *
app_power_lock (const char *why, AppPower *ret_power)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);
  AppPowerLock *lock = NULL;

  if (ret_power != NULL)
    *ret_power = (AppPower){ .lid = bus == NULL && g_file_test (LIDS, G_FILE_TEST_IS_DIR) };
  if (bus == NULL)
    return NULL;
  lock = g_new0 (AppPowerLock, 1);
  lock->fds[0] = inhibit (bus, "sleep", why);
  lock->fds[1] = inhibit (bus, LID_SWITCH, why);
  if (ret_power != NULL)
    *ret_power = (AppPower){ .lid = lid_is_to_be_feared (bus, lock->fds[1] >= 0), .battery = is_true (bus, "OnBattery") };
  return lock;
}

void
app_power_unlock (AppPowerLock *lock)
{
  if (lock == NULL)
    return;
  for (int i = 0; i < N_LOCKS; i++)
    if (lock->fds[i] >= 0)
      close (lock->fds[i]);
  g_free (lock);
}
