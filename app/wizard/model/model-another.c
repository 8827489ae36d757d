/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"

#include <glib/gi18n.h>

/* The next module: what was chosen for the last one stays, as far as it fits. */

gboolean
wizard_model_check_tells (WizardModel *self)
{
  const GPtrArray *checks = self->state.checks;

  for (guint i = 0; i < checks->len; i++)
    if (((const DfotaCheckEvent *) g_ptr_array_index (checks, i))->verdict == DFOTA_VERDICT_FAIL)
      return TRUE;
  return FALSE;
}

static const char *
model_of (const WizardState *state)
{
  const WizardResult *result = state->result;
  const DfotaModule *module = result != NULL && result->before != NULL ? result->before : state->module;

  return module != NULL ? module->model : NULL;
}

static void
say_what_is_kept (WizardModel *self, const WizardState *state)
{
  guint vias = state->module != NULL ? state->module->vias : 1u << state->via;
  const char *way = wizard_card_title (wizard_card_of (state->via), vias);
  g_autofree char *text = NULL;

  if (state->package != NULL)
    text = g_strdup_printf (_ ("Kept for the next module: %s, %s"), way, state->package->name);
  else
    text = g_strdup_printf (_ ("Kept for the next module: %s"), way);
  g_signal_emit_by_name (self, "notice", text);
}

void
wizard_model_restart (WizardModel *self)
{
  WizardState *state = &self->state;

  if (state->running)
    return;
  g_free (self->last_model);
  self->last_model = g_strdup (model_of (state));
  self->last_was_done = TRUE;
  say_what_is_kept (self, state);
  wizard_model_end_session (self);
  wizard_model_drop_practice (self);
  wizard_model_forget_watch (self);
  wizard_model_drop_host (self);
  wizard_model_drop_release (self);
  g_clear_pointer (&state->module, dfota_module_free);
  g_clear_pointer (&self->identified, dfota_module_free);
  g_clear_pointer (&state->result, wizard_result_free);
  state->replace = FALSE;
  state->no_probe = FALSE;
  state->asks_method = FALSE;
  state->method = DFOTA_METHOD_UNKNOWN;
  state->understood = FALSE;
  wizard_model_go (self, WIZARD_STEP_CONNECT);
  wizard_model_poll_ports (self);
}

/* A module is asked who it is, and all that is chosen was chosen for this one. */
void
wizard_model_remember_model (WizardModel *self)
{
  const WizardState *state = &self->state;

  if (state->module == NULL || (state->package == NULL && !state->on_server))
    return;
  g_free (self->last_model);
  self->last_model = g_strdup (state->module->model);
  self->last_was_done = FALSE;
}

/* By its name; where that tells nothing, the same model is all that is known. */
static gboolean
fits (const WizardState *state, gboolean same)
{
  if (!same)
    return state->match != NULL && state->match->fit == DFOTA_FIT_YES;
  return state->match == NULL || !dfota_fit_is_no (state->match->fit);
}

void
wizard_model_compare_with_last (WizardModel *self)
{
  WizardState *state = &self->state;
  g_autofree char *last = g_steal_pointer (&self->last_model);
  g_autofree char *text = NULL;
  gboolean same = g_strcmp0 (last, state->module->model) == 0;

  if (last == NULL)
    return;
  if (!same)
    state->on_server = FALSE;
  /* the same module is only asked once more: page 3 says what there is to be said */
  if (state->package == NULL || fits (state, same) || (same && !self->last_was_done))
    return;
  text = g_strdup_printf (_ ("The package %s is not for this module and was put aside."), state->package->name);
  wizard_model_forget_package (self);
  g_signal_emit_by_name (self, "notice", text);
}
