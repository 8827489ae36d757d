/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-manager.h"

#include "private-bus.h"

#define NAME  "org.freedesktop.ModemManager1"
#define PATH  "/org/freedesktop/ModemManager1"
#define ERROR "org.freedesktop.ModemManager1.Error.Core."

struct _FakeManager
{
  char *device;
  char **ports;
  FakeManagerTemper temper;
  gint shown, inhibited, asked, ready; /* atomic */
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  GDBusConnection *bus;
  guint watch;
};

static GSubprocess *system_bus;
static char *address;

static const char description[]
    = "<node><interface name='" NAME "'><method name='InhibitDevice'><arg type='s' direction='in'/><arg type='b' "
      "direction='in'/></method></interface><interface name='org.freedesktop.DBus.ObjectManager'><method "
      "name='GetManagedObjects'><arg type='a{oa{sa{sv}}}' direction='out'/></method></interface></node>";

void
fake_manager_begin (void)
{
  address = private_bus_start (&system_bus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", address, TRUE);
}

void
fake_manager_end (void)
{
  g_subprocess_force_exit (system_bus);
  g_subprocess_wait (system_bus, NULL, NULL);
  g_clear_object (&system_bus);
  g_clear_pointer (&address, g_free);
}

static GVariant *
properties (FakeManager *manager)
{
  GVariantDict dict;
  GVariantBuilder ports;

  g_variant_builder_init (&ports, G_VARIANT_TYPE ("a(su)"));
  for (guint i = 0; manager->ports[i] != NULL; i++)
    g_variant_builder_add (&ports, "(su)", manager->ports[i], 3u);
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "Device", "s", manager->device);
  g_variant_dict_insert_value (&dict, "Ports", g_variant_builder_end (&ports));
  return g_variant_dict_end (&dict);
}

/* While it is inhibited, a modem does not stand on the bus. */
static GVariant *
objects (FakeManager *manager)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{oa{sa{sv}}}"));
  if (g_atomic_int_get (&manager->shown) && !g_atomic_int_get (&manager->inhibited))
    {
      g_variant_builder_open (&builder, G_VARIANT_TYPE ("{oa{sa{sv}}}"));
      g_variant_builder_add (&builder, "o", PATH "/Modem/0");
      g_variant_builder_open (&builder, G_VARIANT_TYPE ("a{sa{sv}}"));
      g_variant_builder_open (&builder, G_VARIANT_TYPE ("{sa{sv}}"));
      g_variant_builder_add (&builder, "s", NAME ".Modem");
      g_variant_builder_add_value (&builder, properties (manager));
      g_variant_builder_close (&builder);
      g_variant_builder_close (&builder);
      g_variant_builder_close (&builder);
    }
  return g_variant_new ("(@a{oa{sa{sv}}})", g_variant_builder_end (&builder));
}

static void
on_gone (GDBusConnection *bus, const char *name, gpointer user_data)
{
  FakeManager *manager = user_data;

  g_atomic_int_set (&manager->inhibited, FALSE);
}

static void
inhibit (FakeManager *manager, GDBusMethodInvocation *invocation, const char *device, gboolean wanted)
{
  g_atomic_int_inc (&manager->asked);
  if (manager->temper == FAKE_MANAGER_ASKING)
    g_object_unref (invocation);
  else if (manager->temper == FAKE_MANAGER_OLD)
    g_dbus_method_invocation_return_dbus_error (invocation, "org.freedesktop.DBus.Error.UnknownMethod", "no such method");
  else if (manager->temper == FAKE_MANAGER_UNWILLING)
    g_dbus_method_invocation_return_dbus_error (invocation, ERROR "Unauthorized", "PolicyKit authorization failed");
  else if (g_strcmp0 (device, manager->device) != 0)
    g_dbus_method_invocation_return_dbus_error (invocation, ERROR "NotFound", "no device found");
  else if (!g_atomic_int_get (&manager->shown))
    g_dbus_method_invocation_return_dbus_error (invocation, ERROR "WrongState", "not exported in the bus");
  else if (g_atomic_int_get (&manager->inhibited) == wanted)
    g_dbus_method_invocation_return_dbus_error (invocation, ERROR "InProgress", "already inhibited");
  else
    {
      if (manager->watch != 0)
        g_bus_unwatch_name (manager->watch);
      manager->watch = g_bus_watch_name_on_connection (manager->bus, g_dbus_method_invocation_get_sender (invocation),
                                                       G_BUS_NAME_WATCHER_FLAGS_NONE, NULL, on_gone, manager, NULL);
      g_atomic_int_set (&manager->inhibited, wanted);
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
}

static void
on_call (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *method,
         GVariant *parameters, GDBusMethodInvocation *invocation, gpointer user_data)
{
  FakeManager *manager = user_data;
  const char *device;
  gboolean wanted;

  if (g_strcmp0 (method, "GetManagedObjects") == 0)
    {
      g_dbus_method_invocation_return_value (invocation, objects (manager));
      return;
    }
  g_variant_get (parameters, "(&sb)", &device, &wanted);
  inhibit (manager, invocation, device, wanted);
}

static void
take_name (FakeManager *manager)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (description, NULL);
  g_autoptr (GVariant) answer = NULL;

  manager->bus = g_dbus_connection_new_for_address_sync (
      address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL,
      NULL);
  g_assert_nonnull (manager->bus);
  for (guint i = 0; node->interfaces[i] != NULL; i++)
    g_assert_cmpuint (
        g_dbus_connection_register_object (manager->bus, PATH, node->interfaces[i], &vtable, manager, NULL, NULL), !=, 0);
  answer = g_dbus_connection_call_sync (manager->bus, "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "RequestName",
                                        g_variant_new ("(su)", NAME, 4u), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_assert_nonnull (answer);
}

static gpointer
live (gpointer data)
{
  FakeManager *manager = data;

  g_main_context_push_thread_default (manager->context);
  take_name (manager);
  g_atomic_int_set (&manager->ready, TRUE);
  g_main_loop_run (manager->loop);
  if (manager->watch != 0)
    g_bus_unwatch_name (manager->watch);
  g_dbus_connection_close_sync (manager->bus, NULL, NULL);
  g_object_unref (manager->bus);
  g_main_context_pop_thread_default (manager->context);
  return NULL;
}

FakeManager *
fake_manager_start (const char *device, const char *ports, FakeManagerTemper temper)
{
  FakeManager *manager = g_new0 (FakeManager, 1);

  manager->device = g_strdup (device);
  manager->ports = g_strsplit (ports, " ", -1);
  manager->temper = temper;
  manager->shown = TRUE;
  manager->context = g_main_context_new ();
  manager->loop = g_main_loop_new (manager->context, FALSE);
  manager->thread = g_thread_new ("fake-manager", live, manager);
  while (!g_atomic_int_get (&manager->ready))
    g_usleep (1000);
  return manager;
}

void
fake_manager_stop (FakeManager *manager)
{
  g_main_loop_quit (manager->loop);
  g_main_context_wakeup (manager->context);
  g_thread_join (manager->thread);
  g_main_loop_unref (manager->loop);
  g_main_context_unref (manager->context);
  g_strfreev (manager->ports);
  g_free (manager->device);
  g_free (manager);
}

void
fake_manager_show (FakeManager *manager, gboolean shown)
{
  g_atomic_int_set (&manager->shown, shown);
}

gboolean
fake_manager_is_inhibited (FakeManager *manager)
{
  return g_atomic_int_get (&manager->inhibited);
}

int
fake_manager_times_asked (FakeManager *manager)
{
  return g_atomic_int_get (&manager->asked);
}
