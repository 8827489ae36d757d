/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"

/* The practice module that sessions may run against. Starting it, and waiting for its end, are a worker's work. */

typedef struct
{
  char *name;
  DfotaFamilyId family;
} Cast;

static void
cast_free (gpointer data)
{
  Cast *cast = data;

  g_free (cast->name);
  g_free (cast);
}

static gboolean
is_of_pair (const char *name)
{
  return name != NULL && dfota_package_half (name) != 0;
}

/* What was given at the start of the program needs a module that takes it. */
DfotaFamilyId
wizard_model_practice_family (WizardModel *self)
{
  const WizardState *state = &self->state;

  if (is_of_pair (self->halves[0]) || is_of_pair (state->addresses[wizard_card_of (state->via)]))
    return DFOTA_FAMILY_LTE_STANDARD_MINI;
  if (self->via_given && state->via == DFOTA_VIA_COAP)
    return DFOTA_FAMILY_BC260Y;
  if (self->via_given && state->via == DFOTA_VIA_STORAGE)
    return DFOTA_FAMILY_EP06;
  return DFOTA_FAMILY_LTE_STANDARD;
}

static void
on_practice (GObject *object, GAsyncResult *result, gpointer user_data)
{
  WizardModel *self = WIZARD_MODEL (object);
  g_autoptr (GError) error = NULL;
  DfotaPractice *practice = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (practice == NULL)
    {
      self->state.identifying = FALSE;
      self->state.connect_fault = dfota_fault_new_from_error (error);
      wizard_model_changed (self);
      return;
    }
  self->practice = practice;
  self->practice_name = g_strdup (self->state.port);
  wizard_model_start_session (self, DFOTA_DEED_IDENTIFY);
}

static void
start_practice (GTask *task, gpointer source, gpointer task_data, GCancellable *cancel)
{
  const Cast *cast = task_data;
  GError *error = NULL;
  DfotaPractice *practice = dfota_practice_start (cast->name, dfota_family (cast->family)->name, &error);

  if (practice != NULL)
    g_task_return_pointer (task, practice, (GDestroyNotify) dfota_practice_free);
  else
    g_task_return_error (task, error);
}

void
wizard_model_start_practice (WizardModel *self)
{
  g_autoptr (GTask) task = g_task_new (self, self->port_jobs, on_practice, NULL);
  Cast *cast = g_new0 (Cast, 1);

  cast->name = g_strdup (self->state.port);
  cast->family = wizard_model_practice_family (self);
  g_task_set_task_data (task, cast, cast_free);
  g_task_run_in_thread (task, start_practice);
}

static void
drop_practice (GTask *task, gpointer source, gpointer practice, GCancellable *cancel)
{
  dfota_practice_free (practice);
  g_task_return_boolean (task, TRUE);
}

void
wizard_model_drop_practice (WizardModel *self)
{
  g_autoptr (GTask) task = NULL;

  g_clear_pointer (&self->practice_name, g_free);
  if (self->practice == NULL)
    return;
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_task_data (task, g_steal_pointer (&self->practice), NULL);
  g_task_run_in_thread (task, drop_practice);
}
