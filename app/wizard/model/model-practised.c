/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"

#include <glib/gi18n.h>

/* An upgrade that breaks off in practice: the computer goes off in the middle, and the wizard is as it is when it starts again.
 * What a practice remembers lies in a folder of its own, under the port of its module, and goes with the module: neither `dfota
 * status` nor what this computer remembers of real devices has to do with it. */

char *
wizard_model_practice_journals (void)
{
  return g_build_filename (g_get_user_cache_dir (), "dfota-wizard", "practice", NULL);
}

/* The system gives the number of a port out again. */
void
wizard_model_forget_practice (const DfotaPractice *practice)
{
  g_autofree char *folder = wizard_model_practice_journals ();

  dfota_journal_forget (dfota_practice_port ((DfotaPractice *) practice), folder);
}

void
wizard_model_look_at_practised (WizardModel *self)
{
  WizardState *state = &self->state;

  if (state->practised == NULL || state->running || state->identifying)
    return;
  wizard_model_choose_port (self, self->practice_name, FALSE);
  state->page = WIZARD_STEP_MODULE;
  wizard_model_identify (self);
}

/* --- the computer goes off --- */

/* A program that has only just started knows nothing of what was chosen; the module that is played goes on. */
static void
forget_all (WizardModel *self)
{
  WizardState *state = &self->state;

  wizard_model_end_session (self);
  wizard_model_end_pulse (self);
  wizard_model_drop_host (self);
  wizard_model_forget_watch (self);
  wizard_model_forget_package (self);
  wizard_model_forget_framing (self);
  g_clear_pointer (&state->module, dfota_module_free);
  g_clear_pointer (&self->identified, dfota_module_free);
  g_clear_pointer (&self->last_model, g_free);
  g_clear_pointer (&state->remark, wizard_check_free);
  g_ptr_array_set_size (state->checks, 0);
  state->on_server = FALSE;
  state->checked = FALSE;
  state->understood = FALSE;
}

static gboolean
go_off (gpointer user_data)
{
  WizardModel *self = user_data;

  if (!self->state.running)
    return G_SOURCE_REMOVE;
  forget_all (self);
  wizard_model_read_unfinished (self, NULL, NULL);
  wizard_model_go (self, WIZARD_STEP_CONNECT);
  wizard_model_poll_ports (self);
  g_signal_emit_by_name (self, "notice", _ ("Practice: the computer went off, and the program has been started again."));
  return G_SOURCE_REMOVE;
}

/* Half of the package is sent, or the module has told how far its installation is. */
static gboolean
is_the_moment (const WizardState *state, DfotaState when)
{
  const DfotaProgressEvent *progress = &state->progress;

  if (when == DFOTA_STATE_OPENING || progress->state != when)
    return FALSE;
  return when == DFOTA_STATE_SENDING ? progress->bytes > progress->total / 2 && !state->past_point : progress->known;
}

void
wizard_model_meet_power_cut (WizardModel *self)
{
  if (self->practice == NULL || self->was_off || self->deed != DFOTA_DEED_UPGRADE
      || !is_the_moment (&self->state, wizard_practice_goes_off (self->practice_name)))
    return;
  self->was_off = TRUE;
  /* a session cannot be freed by the event that it is just delivering */
  g_idle_add_full (G_PRIORITY_DEFAULT, go_off, g_object_ref (self), g_object_unref);
}
