/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"

/* The framing profile, read on a worker: what it calls itself, or why it cannot be used. */

void
wizard_model_forget_framing (WizardModel *self)
{
  WizardState *state = &self->state;

  g_cancellable_cancel (self->framing_job);
  g_clear_object (&self->framing_job);
  g_clear_pointer (&state->framing, g_free);
  g_clear_pointer (&state->framing_name, g_free);
  g_clear_pointer (&state->framing_fault, dfota_fault_free);
}

static void
on_framing (GObject *object, GAsyncResult *result, gpointer user_data)
{
  WizardModel *self = WIZARD_MODEL (object);
  g_autoptr (GError) error = NULL;
  char *name = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* another one was chosen meanwhile */
  self->state.framing_name = name;
  if (error != NULL)
    self->state.framing_fault = dfota_fault_new_from_error (error);
  wizard_model_changed (self);
}

static void
read_framing (GTask *task, gpointer source, gpointer path, GCancellable *cancel)
{
  GError *error = NULL;
  g_autoptr (DfotaFraming) framing = dfota_framing_load (path, &error);

  if (framing != NULL)
    g_task_return_pointer (task, g_strdup (dfota_framing_name (framing)), g_free);
  else
    g_task_return_error (task, error);
}

void
wizard_model_set_framing (WizardModel *self, const char *path)
{
  g_autoptr (GTask) task = NULL;

  wizard_model_forget_framing (self);
  self->state.framing = g_strdup (path);
  self->framing_job = g_cancellable_new ();
  task = g_task_new (self, self->framing_job, on_framing, NULL);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, read_framing);
  wizard_model_changed (self);
}
