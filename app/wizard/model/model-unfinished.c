/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"

#include <string.h>

/* Upgrades that this computer remembers and nobody watched to their end: read and forgotten on a worker. What the practice
 * remembers of its module is read beside them, and is never one of them. */

static char *
place_of (const DfotaPortInfo *info)
{
  return dfota_journal_place (info->name, info->place.path, info->place.interface, info->place.port);
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

  if (wizard_model_is_practice (self))
    return g_strcmp0 (state->port, self->practice_name) == 0 ? state->practised : NULL;
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
  char *forget;       /* the place of one that is to be remembered no longer, or NULL */
  gboolean practised; /* that is of the practice */
  char *practice;     /* the port of its module, or NULL */
  guint number;
} Reading;

typedef struct
{
  GPtrArray *list;
  DfotaJournal *practised;
} Memory;

static void
memory_free (Memory *memory)
{
  g_clear_pointer (&memory->list, g_ptr_array_unref);
  dfota_journal_free (memory->practised);
  g_free (memory);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Memory, memory_free)

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_free (reading->forget);
  g_free (reading->practice);
  g_free (reading);
}

static void
list_unfinished (GTask *task, gpointer source, gpointer data, GCancellable *cancel)
{
  const Reading *reading = data;
  g_autofree char *practice = wizard_model_practice_journals ();
  Memory *memory = g_new0 (Memory, 1);

  if (reading->forget != NULL)
    dfota_journal_forget (reading->forget, reading->practised ? practice : NULL);
  memory->list = dfota_journal_list (NULL);
  if (reading->practice != NULL)
    memory->practised = dfota_journal_find (reading->practice, practice);
  g_task_return_pointer (task, memory, (GDestroyNotify) memory_free);
}

/* The practice may have another module by now. */
static void
take_practised (WizardModel *self, const Reading *reading, Memory *memory)
{
  gboolean here = self->practice != NULL && g_strcmp0 (reading->practice, dfota_practice_port (self->practice)) == 0;

  g_clear_pointer (&self->state.practised, dfota_journal_free);
  if (here)
    self->state.practised = g_steal_pointer (&memory->practised);
}

static void
on_list (GObject *object, GAsyncResult *result, gpointer user_data)
{
  WizardModel *self = WIZARD_MODEL (object);
  WizardModelFunc then = (WizardModelFunc) user_data;
  const Reading *reading = g_task_get_task_data (G_TASK (result));
  g_autoptr (Memory) memory = g_task_propagate_pointer (G_TASK (result), NULL);

  if (memory == NULL)
    return; /* the user has turned back meanwhile */
  if (reading->number > self->last_reading)
    {
      self->last_reading = reading->number;
      g_clear_pointer (&self->state.unfinished, g_ptr_array_unref);
      self->state.unfinished = g_steal_pointer (&memory->list);
      take_practised (self, reading, memory);
    }
  if (then != NULL)
    then (self);
  wizard_model_changed (self);
}

static void
read_list (WizardModel *self, const char *forget, gboolean practised, GCancellable *cancel, WizardModelFunc then)
{
  g_autoptr (GTask) task = g_task_new (self, cancel, on_list, (gpointer) then);
  Reading *reading = g_new0 (Reading, 1);

  reading->forget = g_strdup (forget);
  reading->practised = practised;
  reading->practice = self->practice != NULL ? g_strdup (dfota_practice_port (self->practice)) : NULL;
  reading->number = ++self->n_readings;
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, list_unfinished);
}

void
wizard_model_read_unfinished (WizardModel *self, GCancellable *cancel, WizardModelFunc then)
{
  read_list (self, NULL, FALSE, cancel, then);
}

void
wizard_model_forget_unfinished (WizardModel *self, const DfotaJournal *journal)
{
  WizardState *state = &self->state;
  g_autofree char *place = g_strdup (journal->place);
  const DfotaJournal *told = state->story.journal;
  gboolean on_page_2 = state->page == WIZARD_STEP_MODULE;

  read_list (self, place, on_page_2 && wizard_model_is_practice (self), NULL, NULL);
  if (on_page_2 && told != NULL && strcmp (told->place, place) == 0)
    wizard_model_restart (self);
}
