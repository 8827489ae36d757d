/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"

/* What an earlier start of the program has left: it is chosen already where it is possible, and nothing more. */

void
wizard_model_remember_way (WizardModel *self, DfotaVia via, const char *address)
{
  self->last_via = (int) via;
  g_free (self->last_address);
  self->last_address = g_strdup (address);
}

/* Once, so that the user's own choice stays when he comes back. The practice has ways of its own. */
void
wizard_model_offer_last_way (WizardModel *self)
{
  WizardState *state = &self->state;
  WizardCard card;

  if (self->last_via < 0 || state->module == NULL || wizard_model_is_practice (self))
    return;
  card = wizard_card_of ((DfotaVia) self->last_via);
  if (self->last_address != NULL && wizard_card_takes_address (card) && *state->addresses[card] == '\0')
    {
      g_free (state->addresses[card]);
      state->addresses[card] = g_strdup (self->last_address);
    }
  if (!self->via_given && (state->module->vias & (1u << self->last_via)) != 0)
    state->via = (DfotaVia) self->last_via;
  self->last_via = -1;
}

void
wizard_model_set_folder_of_files (WizardModel *self, const char *folder)
{
  if (g_strcmp0 (self->state.folder_of_files, folder) == 0)
    return;
  g_free (self->state.folder_of_files);
  self->state.folder_of_files = g_strdup (folder);
  wizard_model_changed (self);
}
