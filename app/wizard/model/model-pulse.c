/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"

/* The clock of a run: time passes on page 7 although nothing happens, and what happens a hundred times a second is drawn a few
 * times. */

#define SOON_MS 60

static gboolean
on_pulse (gpointer user_data)
{
  WizardModel *self = user_data;

  if (!self->state.running)
    {
      self->pulse_id = 0;
      return G_SOURCE_REMOVE;
    }
  wizard_model_changed (self);
  return G_SOURCE_CONTINUE;
}

void
wizard_model_start_pulse (WizardModel *self)
{
  if (self->pulse_id == 0)
    self->pulse_id = g_timeout_add_seconds (1, on_pulse, self);
}

static gboolean
on_soon (gpointer user_data)
{
  WizardModel *self = user_data;

  self->soon_id = 0;
  wizard_model_changed (self);
  return G_SOURCE_REMOVE;
}

void
wizard_model_change_soon (WizardModel *self)
{
  if (self->soon_id == 0)
    self->soon_id = g_timeout_add (SOON_MS, on_soon, self);
}

void
wizard_model_end_pulse (WizardModel *self)
{
  g_clear_handle_id (&self->pulse_id, g_source_remove);
  g_clear_handle_id (&self->soon_id, g_source_remove);
}

void
wizard_model_take_power (WizardModel *self, const AppPower *power)
{
  if (self->state.power.lid == power->lid && self->state.power.battery == power->battery)
    return;
  self->state.power = *power;
  wizard_model_changed (self);
}
