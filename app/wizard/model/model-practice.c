/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"

#include <string.h>

/* The practice module that sessions may run against: which one, and what goes wrong with it, which is the port's name. Starting
 * it, and waiting for its end, are a worker's work. */

#define PRACTICE "practice"

/* Of a promise: what this program does itself takes no less time in practice. */
#define OURS_S 7

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

/* What the user chose; else what was given at the start of the program needs a module that takes it. */
DfotaFamilyId
wizard_model_practice_family (WizardModel *self)
{
  const WizardState *state = &self->state;

  if (self->practice_cast >= 0)
    return (DfotaFamilyId) self->practice_cast;
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
  self->practice_fresh = TRUE;
  self->was_off = FALSE;
  wizard_model_start_session (self, DFOTA_DEED_IDENTIFY);
}

static void
start_practice (GTask *task, gpointer source, gpointer task_data, GCancellable *cancel)
{
  const Cast *cast = task_data;
  GError *error = NULL;
  g_autofree char *name = wizard_practice_sim_name (cast->name);
  DfotaPractice *practice = dfota_practice_start (name, dfota_family (cast->family)->name, &error);

  if (practice != NULL)
    wizard_model_forget_practice (practice);
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
  wizard_model_forget_practice (practice);
  dfota_practice_free (practice);
  g_task_return_boolean (task, TRUE);
}

void
wizard_model_drop_practice (WizardModel *self)
{
  g_autoptr (GTask) task = NULL;

  g_clear_pointer (&self->practice_name, g_free);
  g_clear_pointer (&self->state.practised, dfota_journal_free);
  if (self->practice == NULL)
    return;
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_task_data (task, g_steal_pointer (&self->practice), NULL);
  g_task_run_in_thread (task, drop_practice);
}

/* --- what the user chooses --- */

static const WizardPracticeFault *
fault_in_force (WizardModel *self)
{
  return wizard_practice_find (self->state.port, wizard_model_practice_family (self));
}

void
wizard_model_practise_as (WizardModel *self, DfotaFamilyId family)
{
  const WizardPracticeFault *fault;

  if (wizard_model_practice_family (self) == family && self->practice_cast >= 0)
    return;
  self->practice_cast = (int) family;
  if (!wizard_model_is_practice (self))
    return;
  if (self->state.identifying)
    wizard_model_end_session (self);
  wizard_model_drop_practice (self);
  fault = fault_in_force (self);
  if (fault != NULL && !wizard_practice_offers (fault, family))
    wizard_model_choose_port (self, PRACTICE, FALSE);
  wizard_model_changed (self);
}

void
wizard_model_practise_fault (WizardModel *self, const char *fault)
{
  g_autofree char *port = fault != NULL ? g_strconcat (PRACTICE ":", fault, NULL) : g_strdup (PRACTICE);

  wizard_model_choose_port (self, port, FALSE);
}

/* The way that shows what was chosen to go wrong; once, so that the user may still choose another. */
void
wizard_model_suit_practice (WizardModel *self)
{
  WizardState *state = &self->state;
  const WizardPracticeFault *fault = fault_in_force (self);
  guint vias = fault != NULL && state->module != NULL ? fault->vias & state->module->vias : 0;

  if (!self->practice_fresh)
    return;
  self->practice_fresh = FALSE;
  if (vias != 0 && (vias & (1u << state->via)) == 0 && !self->via_given)
    state->via = (DfotaVia) g_bit_nth_lsf (vias, -1);
}

static char *
practice_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), "dfota-wizard", NULL);
}

static gboolean
is_of_practice (const char *path)
{
  g_autofree char *own = practice_folder ();
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;

  return g_strcmp0 (own, folder) == 0;
}

/* What was made for the practice is not for a real module. */
void
wizard_model_leave_practice (WizardModel *self)
{
  if (is_of_practice (self->halves[0]))
    wizard_model_forget_package (self);
  if (is_of_practice (self->state.framing))
    wizard_model_forget_framing (self);
}

/* Nobody has an address at hand for a module that is only played: this computer serves the practice package. */
void
wizard_model_serve_practice (WizardModel *self)
{
  WizardState *state = &self->state;

  if (self->practice == NULL || self->halves[0] != NULL || !wizard_model_is_at_work (self)
      || wizard_model_practice_family (self) != DFOTA_FAMILY_LTE_STANDARD_MINI)
    return;
  state->via = DFOTA_VIA_HTTP;
  state->host.wanted = TRUE;
  wizard_model_make_practice_package (self);
}

/* --- its time --- */

double
wizard_model_haste (WizardModel *self)
{
  if (!wizard_model_is_practice (self))
    return 1;
  return dfota_practice_haste (dfota_family (wizard_model_practice_family (self))->name);
}

void
wizard_model_hasten (WizardModel *self, DfotaPromise *promise)
{
  int ours = MIN (promise->seconds, promise->sending_seconds + OURS_S);

  promise->seconds = ours + (int) ((promise->seconds - ours) / wizard_model_haste (self) + 0.5);
}

/* --- a framing profile for it: the shipped example, which the simulated receiver takes --- */

static void
write_framing (GTask *task, gpointer source, gpointer path, GCancellable *cancel)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GBytes) bytes
      = g_resources_lookup_data ("/io/github/dfota/Wizard/practice.dfota-framing", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gsize n;
  const char *text = g_bytes_get_data (bytes, &n);

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (path, text, (gssize) n, NULL); /* a failure is told by whoever reads it */
  g_task_return_boolean (task, TRUE);
}

static void
on_framing_written (GObject *object, GAsyncResult *result, gpointer user_data)
{
  WizardModel *self = WIZARD_MODEL (object);

  if (wizard_model_is_practice (self) && self->state.framing == NULL)
    wizard_model_set_framing (self, g_task_get_task_data (G_TASK (result)));
}

void
wizard_model_make_practice_framing (WizardModel *self)
{
  g_autofree char *folder = practice_folder ();
  g_autoptr (GTask) task = g_task_new (self, NULL, on_framing_written, NULL);

  g_task_set_task_data (task, g_build_filename (folder, "practice.dfota-framing", NULL), g_free);
  g_task_run_in_thread (task, write_framing);
}
