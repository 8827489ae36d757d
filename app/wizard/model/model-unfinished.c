/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"

#include <string.h>

/* Upgrades that this computer remembers and nobody watched to their end: read and forgotten on a worker. */

static char *
place_of (const DfotaPortInfo *info)
{
  return dfota_journal_place (info->name, info->place.path, info->place.interface);
}

/* The name of a port may have changed; its place has not. */
const DfotaPortInfo *
wizard_model_port_info (WizardModel *self, const DfotaJournal *journal)
{
  const WizardState *state = &self->state;

  for (guint i = 0; state->ports != NULL && i < state->ports->len; i++)
    {
      const DfotaPortInfo *info = g_ptr_array_index (state->ports, i);
      g_autofree char *place = place_of (info);

      if (strcmp (place, journal->place) == 0)
        return info;
    }
  return NULL;
}

/* Whether a serial server or a port that the user named is there is seen when it is opened. */
static gboolean
is_in_no_list (const WizardState *state, const DfotaJournal *journal)
{
  return g_str_has_prefix (journal->place, "tcp:") || (state->port_given && g_strcmp0 (journal->place, state->port) == 0);
}

gboolean
wizard_model_is_plugged_in (WizardModel *self, const DfotaJournal *journal)
{
  return wizard_model_port_info (self, journal) != NULL || is_in_no_list (&self->state, journal);
}

/* Of the chosen port. */
const DfotaJournal *
wizard_model_unfinished_here (WizardModel *self)
{
  const WizardState *state = &self->state;

  for (guint i = 0; state->unfinished != NULL && state->port != NULL && i < state->unfinished->len; i++)
    {
      const DfotaJournal *journal = g_ptr_array_index (state->unfinished, i);
      const DfotaPortInfo *info = wizard_model_port_info (self, journal);

      if (g_strcmp0 (info != NULL ? info->name : journal->place, state->port) == 0)
        return journal;
    }
  return NULL;
}

gboolean
wizard_model_is_remembered (WizardModel *self)
{
  return self->practice == NULL && wizard_model_unfinished_here (self) != NULL;
}

/* Of the list. */
typedef struct
{
  char *forget; /* the place of one that is to be remembered no longer, or NULL */
  guint number;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_free (reading->forget);
  g_free (reading);
}

static void
list_unfinished (GTask *task, gpointer source, gpointer data, GCancellable *cancel)
{
  const Reading *reading = data;

  if (reading->forget != NULL)
    dfota_journal_forget (reading->forget, NULL);
  g_task_return_pointer (task, dfota_journal_list (NULL), (GDestroyNotify) g_ptr_array_unref);
}

static void
on_list (GObject *object, GAsyncResult *result, gpointer user_data)
{
  WizardModel *self = WIZARD_MODEL (object);
  WizardModelFunc then = (WizardModelFunc) user_data;
  const Reading *reading = g_task_get_task_data (G_TASK (result));
  g_autoptr (GPtrArray) list = g_task_propagate_pointer (G_TASK (result), NULL);

  if (list == NULL)
    return; /* the user has turned back meanwhile */
  if (reading->number > self->last_reading)
    {
      self->last_reading = reading->number;
      g_clear_pointer (&self->state.unfinished, g_ptr_array_unref);
      self->state.unfinished = g_steal_pointer (&list);
    }
  if (then != NULL)
    then (self);
  wizard_model_changed (self);
}

static void
read_list (WizardModel *self, const char *forget, GCancellable *cancel, WizardModelFunc then)
{
  g_autoptr (GTask) task = g_task_new (self, cancel, on_list, (gpointer) then);
  Reading *reading = g_new0 (Reading, 1);

  reading->forget = g_strdup (forget);
  reading->number = ++self->n_readings;
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, list_unfinished);
}

void
wizard_model_read_unfinished (WizardModel *self, GCancellable *cancel, WizardModelFunc then)
{
  read_list (self, NULL, cancel, then);
}

void
wizard_model_forget_unfinished (WizardModel *self, const DfotaJournal *journal)
{
  WizardState *state = &self->state;
  g_autofree char *place = g_strdup (journal->place);
  const DfotaJournal *told = state->story.journal;

  read_list (self, place, NULL, NULL);
  if (state->page == WIZARD_STEP_MODULE && told != NULL && strcmp (told->place, place) == 0)
    wizard_model_restart (self);
}
