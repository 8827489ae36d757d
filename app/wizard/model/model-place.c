/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"
#include "words.h"

#include <glib/gi18n.h>
#include <string.h>

/* A module that restarts may come back under another name, and another device may have taken its old one: so before each session
 * the ports are listed afresh, on a worker, and the chosen one is found by its place. And while the user reads and answers, the
 * same is done once a second: that the cable was pulled is told before anything is begun without it. */

typedef struct
{
  char *name;           /* the chosen port, as it was called */
  char *journal_place;  /* dfota_journal_place(), where the list never had it; NULL: it is sought by @place */
  DfotaPlace place;     /* in the list that the user saw */
  GPtrArray *strangers; /* what was plugged in beside it then cannot be it now */
  WizardModelFunc then;
  char *found;    /* what it is called now; NULL: it is not there */
  gboolean taken; /* another device is called as it was */
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_free (search->name);
  g_free (search->journal_place);
  dfota_place_clear (&search->place);
  g_clear_pointer (&search->strangers, g_ptr_array_unref);
  g_free (search->found);
  g_free (search);
}

static const DfotaPortInfo *
find_of_journal (const char *place, GPtrArray *ports)
{
  for (guint i = 0; i < ports->len; i++)
    {
      const DfotaPortInfo *info = g_ptr_array_index (ports, i);
      g_autofree char *its = dfota_journal_place (info->name, info->place.path, info->place.interface, info->place.port);

      if (strcmp (its, place) == 0)
        return info;
    }
  return NULL;
}

static const DfotaPortInfo *
find_by_place (const Search *search, GPtrArray *ports)
{
  g_autoptr (GPtrArray) candidates = g_ptr_array_new ();
  int found;

  g_ptr_array_extend (candidates, ports, NULL, NULL);
  dfota_place_drop_strangers (candidates, search->strangers);
  found = dfota_place_find (&search->place, candidates);
  return found >= 0 ? g_ptr_array_index (candidates, (guint) found) : NULL;
}

static gboolean
has_name (GPtrArray *ports, const char *name)
{
  for (guint i = 0; i < ports->len; i++)
    if (strcmp (((const DfotaPortInfo *) g_ptr_array_index (ports, i))->name, name) == 0)
      return TRUE;
  return FALSE;
}

static void
seek (GTask *task, gpointer source, gpointer data, GCancellable *cancel)
{
  Search *search = data;
  GPtrArray *ports = dfota_port_list ();
  const DfotaPortInfo *info
      = search->journal_place != NULL ? find_of_journal (search->journal_place, ports) : find_by_place (search, ports);

  search->found = info != NULL ? g_strdup (info->name) : NULL;
  search->taken = info == NULL && has_name (ports, search->name);
  g_task_return_pointer (task, ports, (GDestroyNotify) g_ptr_array_unref);
}

/* While the first page is shown, the list there tells by itself what comes and goes. */
static void
take_place (WizardModel *self, const Search *search, GPtrArray *ports)
{
  WizardState *state = &self->state;
  gboolean moved = strcmp (search->found, search->name) != 0;

  if (moved || state->page != WIZARD_STEP_CONNECT)
    {
      g_clear_pointer (&state->ports, g_ptr_array_unref);
      state->ports = g_ptr_array_ref (ports);
    }
  if (!moved)
    return;
  g_free (state->port);
  state->port = g_strdup (search->found);
  state->port_given = FALSE;
}

static void
on_sought (GObject *object, GAsyncResult *result, gpointer user_data)
{
  WizardModel *self = WIZARD_MODEL (object);
  const Search *search = g_task_get_task_data (G_TASK (result));
  g_autoptr (GPtrArray) ports = g_task_propagate_pointer (G_TASK (result), NULL);

  if (ports == NULL)
    return; /* the user has turned back meanwhile */
  if (search->found != NULL)
    take_place (self, search, ports);
  if (search->taken)
    {
      g_autoptr (DfotaFault) fault = dfota_fault_new (DFOTA_ERROR_PORT_MISSING, search->name);
      const DfotaFinishedEvent finished = { .outcome = DFOTA_OUTCOME_FAILED, .fault = fault, .promised = -1 };

      wizard_model_finished (self, &finished);
      wizard_model_changed (self);
      return;
    }
  search->then (self);
}

/* As the user saw it in the list. */
static void
seek_known (Search *search, WizardModel *self, const DfotaPortInfo *known)
{
  dfota_place_copy (&search->place, &known->place);
  search->strangers = dfota_place_strangers (&known->place, self->state.ports);
}

void
wizard_model_find_port (WizardModel *self, WizardModelFunc then)
{
  const DfotaPortInfo *known = wizard_model_chosen_port (self);
  g_autofree char *sought = g_steal_pointer (&self->sought);
  g_autoptr (GTask) task = NULL;
  Search *search;

  if (self->practice != NULL || ((known == NULL || known->place.path == NULL) && sought == NULL))
    {
      then (self);
      return;
    }
  search = g_new0 (Search, 1);
  search->name = g_strdup (self->state.port);
  search->journal_place = g_steal_pointer (&sought);
  search->then = then;
  if (known != NULL)
    seek_known (search, self, known);
  task = g_task_new (self, self->port_jobs, on_sought, NULL);
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, seek);
}

/* --- between the first page and the start --- */

/* The port that was chosen has a place to be looked at, and no session has it: that would see for itself what comes and goes. Of
 * a module that is at work nobody can tell a restart from a cable that was pulled. */
static const DfotaPortInfo *
port_to_see (WizardModel *self)
{
  const WizardState *state = &self->state;
  const DfotaPortInfo *known = wizard_model_chosen_port (self);
  gboolean asked = self->session != NULL || state->identifying || state->checking || state->running;

  if (state->page <= WIZARD_STEP_CONNECT || state->page >= WIZARD_STEP_UPGRADE || asked || state->module == NULL
      || state->story.conclusion != DFOTA_CONCLUSION_IDLE)
    return NULL;
  return known != NULL && known->place.path != NULL ? known : NULL;
}

gboolean
wizard_model_is_unplugged (WizardModel *self)
{
  return self->state.unplugged && port_to_see (self) != NULL;
}

/* That it is gone stands where the way on is closed; a toast would stand before those words. */
static void
tell_return (WizardModel *self, const DfotaPortInfo *known)
{
  g_autofree char *device = wizard_words_device (known);
  g_autofree char *notice = g_strdup_printf (_ ("Plugged in: %s"), device);

  g_signal_emit_by_name (self, "notice", notice);
}

static void
on_looked (GObject *object, GAsyncResult *result, gpointer user_data)
{
  WizardModel *self = WIZARD_MODEL (object);
  const Search *search = g_task_get_task_data (G_TASK (result));
  g_autoptr (GPtrArray) ports = g_task_propagate_pointer (G_TASK (result), NULL);
  const DfotaPortInfo *known = port_to_see (self);

  if (ports == NULL)
    return; /* something else was begun meanwhile, and with it another look */
  self->polling = FALSE;
  if (known == NULL || self->state.unplugged == (search->found == NULL))
    return;
  self->state.unplugged = search->found == NULL;
  wizard_model_changed (self);
  if (!self->state.unplugged)
    tell_return (self, known);
}

void
wizard_model_see_place (WizardModel *self)
{
  const DfotaPortInfo *known = port_to_see (self);
  g_autoptr (GTask) task = NULL;
  Search *search;

  if (self->polling || known == NULL)
    return;
  self->polling = TRUE;
  search = g_new0 (Search, 1);
  search->name = g_strdup (known->name);
  seek_known (search, self, known);
  task = g_task_new (self, self->port_jobs, on_looked, NULL);
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, seek);
}
