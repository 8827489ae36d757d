/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-notices.h"

#include <gio/gio.h>
#include <string.h>

static const char interface[]
    = "<node><interface name='org.freedesktop.Notifications'>"
      "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>"
      "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/>"
      "<arg type='a{sv}' direction='in'/><arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
      "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
      "<signal name='NotificationClosed'><arg type='u'/><arg type='u'/></signal>"
      "<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
      "</interface></node>";

static GDBusConnection *bus;
static GDBusNodeInfo *node;
static GHashTable *standing; /* number → text */
static guint owner, last;

static void
on_call (GDBusConnection *connection, const char *sender, const char *path, const char *name, const char *method,
         GVariant *arguments, GDBusMethodInvocation *invocation, gpointer unused)
{
  guint number;

  if (strcmp (method, "CloseNotification") == 0)
    {
      g_variant_get (arguments, "(u)", &number);
      g_hash_table_remove (standing, GUINT_TO_POINTER (number));
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }
  g_autoptr (GVariant) title = g_variant_get_child_value (arguments, 3);
  g_autoptr (GVariant) body = g_variant_get_child_value (arguments, 4);
  number = ++last;
  g_hash_table_insert (standing, GUINT_TO_POINTER (number),
                       g_strdup_printf ("%s\n%s", g_variant_get_string (title, NULL), g_variant_get_string (body, NULL)));
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", number));
}

void
fake_notices_start (void)
{
  static const GDBusInterfaceVTable calls = { .method_call = on_call };
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GError) error = NULL;

  /* a connection of its own, as the desktop has */
  bus = g_dbus_connection_new_for_address_sync (
      address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL,
      &error);
  if (bus == NULL)
    g_error ("%s", error->message);
  node = g_dbus_node_info_new_for_xml (interface, NULL);
  standing = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_dbus_connection_register_object (bus, "/org/freedesktop/Notifications", node->interfaces[0], &calls, NULL, NULL, NULL);
  owner = g_bus_own_name_on_connection (bus, "org.freedesktop.Notifications", G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL,
                                        NULL);
}

void
fake_notices_end (void)
{
  g_bus_unown_name (owner);
  g_dbus_connection_close_sync (bus, NULL, NULL);
  g_clear_object (&bus);
  g_clear_pointer (&node, g_dbus_node_info_unref);
  g_clear_pointer (&standing, g_hash_table_unref);
}

char *
fake_notices_find (const char *words)
{
  GHashTableIter iter;
  gpointer text;

  g_hash_table_iter_init (&iter, standing);
  while (g_hash_table_iter_next (&iter, NULL, &text))
    if (strstr (text, words) != NULL)
      return g_strdup (text);
  return NULL;
}
