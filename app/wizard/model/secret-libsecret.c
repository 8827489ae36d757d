/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "secret.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>

static const SecretSchema schema
    = { "io.github.dfota.Wizard", SECRET_SCHEMA_NONE, { { "address", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } } };

gboolean
wizard_secret_is_built (void)
{
  return TRUE;
}

static void
on_stored (GObject *object, GAsyncResult *result, gpointer unused)
{
  secret_password_store_finish (result, NULL);
}

void
wizard_secret_store (const char *address, const char *password)
{
  g_autofree char *label = g_strdup_printf (_ ("DFOTA Wizard: password for %s"), address);

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, password, NULL, on_stored, NULL, "address", address,
                         NULL);
}

void
wizard_secret_look_up (const char *address, GCancellable *cancel, GAsyncReadyCallback callback, gpointer user_data)
{
  secret_password_lookup (&schema, cancel, callback, user_data, "address", address, NULL);
}

char *
wizard_secret_look_up_finish (GAsyncResult *result)
{
  char *found = secret_password_lookup_finish (result, NULL);
  char *password = g_strdup (found);

  if (found != NULL)
    secret_password_free (found);
  return password;
}
