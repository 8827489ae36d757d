/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "secret.h"

/* Built without a store for passwords: none is kept. */

gboolean
wizard_secret_is_built (void)
{
  return FALSE;
}

void
wizard_secret_store (const char *address, const char *password)
{
}

void
wizard_secret_look_up (const char *address, GCancellable *cancel, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancel, callback, user_data);

  g_task_return_pointer (task, NULL, NULL);
}

char *
wizard_secret_look_up_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
