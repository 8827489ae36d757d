/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"

/* This computer as the server of the package. Opening and closing its port is a worker's work. */

typedef struct
{
  DfotaVia via;
  GStrv files;
  char *contents; /* their hashes: a file that was written anew is served anew */
  gboolean practice;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_strfreev (order->files);
  g_free (order->contents);
  g_free (order);
}

static void
serve (GTask *task, gpointer source, gpointer task_data, GCancellable *cancel)
{
  const Order *order = task_data;
  GError *error = NULL;
  /* the practice module is on this computer: nobody else need reach it */
  DfotaHost *host
      = dfota_host_new (order->via, (const char *const *) order->files, order->practice ? "127.0.0.1" : NULL, 0, &error);

  if (host != NULL)
    g_task_return_pointer (task, host, (GDestroyNotify) dfota_host_unref);
  else
    g_task_return_error (task, error);
}

static void
close_server (GTask *task, gpointer source, gpointer host, GCancellable *cancel)
{
  dfota_host_unref (host);
  g_task_return_boolean (task, TRUE);
}

void
wizard_model_drop_host (WizardModel *self)
{
  WizardHost *shown = &self->state.host;

  g_cancellable_cancel (self->host_job);
  g_clear_object (&self->host_job);
  g_clear_pointer (&self->hosted, g_free);
  g_clear_pointer (&shown->url, g_free);
  g_clear_pointer (&shown->fault, dfota_fault_free);
  shown->starting = FALSE;
  if (self->host != NULL)
    {
      g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

      g_task_set_task_data (task, g_steal_pointer (&self->host), NULL);
      g_task_run_in_thread (task, close_server);
    }
}

static void
on_served (GObject *object, GAsyncResult *result, gpointer user_data)
{
  WizardModel *self = WIZARD_MODEL (object);
  WizardHost *shown = &self->state.host;
  g_autoptr (GError) error = NULL;
  DfotaHost *host = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* it is wanted no longer, or for something else */
  shown->starting = FALSE;
  self->host = host;
  if (host != NULL)
    shown->url = g_strdup (dfota_host_url (host, 0));
  else
    shown->fault = dfota_fault_new_from_error (error);
  wizard_model_settle_way (self);
  if (wizard_model_is_practice (self) && wizard_model_is_at_work (self))
    wizard_model_offer_resend (self);
  wizard_model_changed (self);
}

static Order *
order_of (WizardModel *self)
{
  const WizardState *state = &self->state;
  Order *order = g_new0 (Order, 1);
  const char *files[] = { state->package->path, state->second != NULL ? state->second->path : NULL, NULL };

  /* a module does not trust a certificate that this computer would make for itself */
  order->via = wizard_card_of (state->via) == WIZARD_CARD_WEB ? DFOTA_VIA_HTTP : state->via;
  order->files = g_strdupv ((GStrv) files);
  order->contents = g_strconcat (state->package->sha256, " ", state->second != NULL ? state->second->sha256 : "", NULL);
  order->practice = wizard_model_is_practice (self);
  return order;
}

void
wizard_model_settle_host (WizardModel *self)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *files = NULL;
  g_autofree char *wanted = NULL;
  Order *order;

  if (!wizard_model_is_hosting (self))
    {
      wizard_model_drop_host (self);
      return;
    }
  order = order_of (self);
  files = g_strjoinv ("\n", order->files);
  wanted = g_strdup_printf ("%d %d %s\n%s", order->via, order->practice, order->contents, files);
  if (g_strcmp0 (wanted, self->hosted) == 0)
    {
      order_free (order);
      return;
    }

  wizard_model_drop_host (self);
  self->hosted = g_steal_pointer (&wanted);
  self->host_job = g_cancellable_new ();
  self->state.host.starting = TRUE;
  task = g_task_new (self, self->host_job, on_served, NULL);
  g_task_set_task_data (task, order, order_free);
  g_task_run_in_thread (task, serve);
}
