/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"

/* Between two sessions another unit may have been plugged in at the same port. All that was chosen was chosen for the one before,
 * and a package whose name tells nothing would not betray it: so core refuses any other, and page 2 is about the new one. */

gboolean
wizard_model_turn_to_stranger (WizardModel *self, const DfotaFinishedEvent *finished)
{
  WizardState *state = &self->state;

  if (finished->fault == NULL || finished->fault->error != DFOTA_ERROR_MODULE_CHANGED || finished->before == NULL)
    return FALSE;
  wizard_model_remember_model (self);
  wizard_model_take_module (self, finished->before);
  state->understood = FALSE;
  state->stranger = TRUE;
  state->page = WIZARD_STEP_MODULE;
  return TRUE;
}
