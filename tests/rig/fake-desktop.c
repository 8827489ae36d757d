/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-desktop.h"

#include "private-bus.h"

#include <gio/gio.h>
#include <gio/gunixfdlist.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#define MOST_LOCKS 32

static const char xml[]
    = "<node>"
      "<interface name='org.gnome.SessionManager'>"
      "<method name='Inhibit'><arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>"
      "<arg type='u' direction='in'/><arg type='u' direction='out'/></method>"
      "<method name='RegisterClient'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
      "<arg type='o' direction='out'/></method>"
      "<method name='Uninhibit'><arg type='u' direction='in'/></method>"
      "</interface>"
      "<interface name='org.freedesktop.login1.Manager'>"
      "<method name='Inhibit'><arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
      "<arg type='s' direction='in'/><arg type='h' direction='out'/></method>"
      "<method name='ListInhibitors'><arg type='a(ssssuu)' direction='out'/></method>"
      "<property name='HandleLidSwitch' type='s' access='read'/>"
      "</interface>"
      "<interface name='org.freedesktop.UPower'>"
      "<property name='LidIsPresent' type='b' access='read'/>"
      "<property name='OnBattery' type='b' access='read'/>"
      "</interface>"
      "</node>";

static struct
{
  FakeDesktop desktop;
  GSubprocess *bus;
  char *address;
  GThread *thread;
  GMainLoop *loop;
  GMutex lock; /* guards what follows */
  GCond ready;
  gboolean serves;
  guint flags;
  char *reason;
  struct
  {
    gboolean lid;
    int end; /* of a pipe; hung up when the wizard has closed its own */
  } locks[MOST_LOCKS];
  guint n_locks;
} fake;

static void
answer_session (const char *method, GVariant *arguments, GDBusMethodInvocation *call)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&fake.lock);

  if (strcmp (method, "RegisterClient") == 0)
    {
      g_dbus_method_invocation_return_value (call, g_variant_new ("(o)", "/org/gnome/SessionManager/Client1"));
      return;
    }
  if (strcmp (method, "Uninhibit") == 0)
    {
      fake.flags = 0;
      g_dbus_method_invocation_return_value (call, NULL);
      return;
    }
  g_free (fake.reason);
  g_variant_get (arguments, "(&su&su)", NULL, NULL, NULL, &fake.flags);
  g_variant_get_child (arguments, 2, "s", &fake.reason);
  g_dbus_method_invocation_return_value (call, g_variant_new ("(u)", 77));
}

static void
grant (const char *what, GDBusMethodInvocation *call)
{
  g_autoptr (GUnixFDList) fds = g_unix_fd_list_new ();
  int ends[2];

  g_assert_cmpint (pipe (ends), ==, 0);
  g_assert_cmpint (g_unix_fd_list_append (fds, ends[1], NULL), ==, 0);
  close (ends[1]);
  g_mutex_lock (&fake.lock);
  g_assert_cmpuint (fake.n_locks, <, MOST_LOCKS);
  fake.locks[fake.n_locks].lid = strstr (what, "lid") != NULL;
  fake.locks[fake.n_locks].end = ends[0];
  fake.n_locks++;
  g_mutex_unlock (&fake.lock);
  g_dbus_method_invocation_return_value_with_unix_fd_list (call, g_variant_new ("(h)", 0), fds);
}

static void
answer_login (const char *method, GVariant *arguments, GDBusMethodInvocation *call)
{
  const char *what = NULL;

  if (strcmp (method, "ListInhibitors") == 0)
    {
      g_dbus_method_invocation_return_value (call, g_variant_new ("(a(ssssuu))", NULL));
      return;
    }
  g_variant_get_child (arguments, 0, "&s", &what);
  if (fake.desktop.stubborn && strstr (what, "lid") != NULL)
    g_dbus_method_invocation_return_dbus_error (call, "org.freedesktop.DBus.Error.AccessDenied", "no");
  else
    grant (what, call);
}

static void
on_call (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *method,
         GVariant *arguments, GDBusMethodInvocation *call, gpointer user_data)
{
  if (strcmp (interface, "org.gnome.SessionManager") == 0)
    answer_session (method, arguments, call);
  else
    answer_login (method, arguments, call);
}

static GVariant *
on_property (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *name,
             GError **error, gpointer user_data)
{
  if (strcmp (name, "HandleLidSwitch") == 0)
    return g_variant_new_string ("suspend");
  return g_variant_new_boolean (strcmp (name, "OnBattery") == 0 ? fake.desktop.battery : fake.desktop.lid);
}

static void
serve (GDBusConnection *bus, const char *name, const char *path, GDBusInterfaceInfo *interface)
{
  static const GDBusInterfaceVTable table = { on_call, on_property, NULL, { 0 } };
  g_autoptr (GVariant) owned = NULL;

  g_assert_cmpuint (g_dbus_connection_register_object (bus, path, interface, &table, NULL, NULL, NULL), !=, 0);
  owned = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "RequestName", g_variant_new ("(su)", name, 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                                       NULL, NULL);
  g_assert_nonnull (owned);
}

static gpointer
run (gpointer unused)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autoptr (GDBusConnection) bus = NULL;

  g_main_context_push_thread_default (context);
  bus = g_dbus_connection_new_for_address_sync (
      fake.address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL,
      NULL, NULL);
  g_assert_nonnull (bus);
  serve (bus, "org.gnome.SessionManager", "/org/gnome/SessionManager", node->interfaces[0]);
  serve (bus, "org.freedesktop.login1", "/org/freedesktop/login1", node->interfaces[1]);
  serve (bus, "org.freedesktop.UPower", "/org/freedesktop/UPower", node->interfaces[2]);
  fake.loop = g_main_loop_new (context, FALSE);
  g_mutex_lock (&fake.lock);
  fake.serves = TRUE;
  g_cond_signal (&fake.ready);
  g_mutex_unlock (&fake.lock);
  g_main_loop_run (fake.loop);
  g_main_context_pop_thread_default (context);
  return NULL;
}

void
fake_desktop_start (const FakeDesktop *desktop)
{
  fake.desktop = *desktop;
  fake.address = private_bus_start (&fake.bus);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", fake.address, TRUE);
  /* two busses for assistive technology in one runtime directory disturb each other */
  g_setenv ("GTK_A11Y", "none", TRUE);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", fake.address, TRUE);
  fake.thread = g_thread_new ("desktop", run, NULL);
  g_mutex_lock (&fake.lock);
  while (!fake.serves)
    g_cond_wait (&fake.ready, &fake.lock);
  g_mutex_unlock (&fake.lock);
}

void
fake_desktop_end (void)
{
  g_main_loop_quit (fake.loop);
  g_thread_join (fake.thread);
  g_main_loop_unref (fake.loop);
  g_object_unref (fake.bus); /* it goes with the test: a process whose bus goes is ended, too */
  g_free (fake.address);
}

guint
fake_desktop_session_flags (void)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&fake.lock);

  return fake.flags;
}

char *
fake_desktop_reason (void)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&fake.lock);

  return g_strdup (fake.reason);
}

static guint
held (gboolean lid)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&fake.lock);
  guint n = 0;

  for (guint i = 0; i < fake.n_locks; i++)
    {
      struct pollfd end = { .fd = fake.locks[i].end };

      if (fake.locks[i].lid == lid && poll (&end, 1, 0) == 0)
        n++;
    }
  return n;
}

guint
fake_desktop_sleep_locks (void)
{
  return held (FALSE);
}

guint
fake_desktop_lid_locks (void)
{
  return held (TRUE);
}
