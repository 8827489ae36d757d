/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"

/* Between two sessions another unit may have been plugged in at the same port. All that was chosen was chosen for the one before,
 * and a package whose name tells nothing would not betray it: so the checks and the upgrade end when another one answers. */

void
wizard_model_meet_module (WizardModel *self, const DfotaModule *module)
{
  const DfotaModule *known = self->identified;

  if (known == NULL || self->resend || self->session == NULL)
    return;
  if (g_strcmp0 (known->model, module->model) == 0 && !dfota_module_differs (known, module))
    return;
  dfota_module_free (self->stranger);
  self->stranger = dfota_module_copy (module);
  if (dfota_session_stop (self->session))
    self->state.stopping = self->state.running;
}

/* Where the command is out already, the result says what has become of it; and the next checks meet the stranger again. */
gboolean
wizard_model_turn_to_stranger (WizardModel *self, const DfotaFinishedEvent *finished)
{
  WizardState *state = &self->state;
  g_autoptr (DfotaModule) module = g_steal_pointer (&self->stranger);

  if (module == NULL || finished->started)
    return FALSE;
  wizard_model_remember_model (self);
  wizard_model_take_module (self, module);
  state->understood = FALSE;
  state->stranger = TRUE;
  state->page = WIZARD_STEP_MODULE;
  return TRUE;
}
