/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model.h"

G_BEGIN_DECLS

/* Keeps this computer awake and its user logged in while an upgrade runs: through the session (session.h), and
 * with the lid closed through the system (app-power.h). Before the start it looks what the system would grant, so that page 6 can
 * warn: WizardState.power. */
#define WIZARD_TYPE_HOLD (wizard_hold_get_type ())
G_DECLARE_FINAL_TYPE (WizardHold, wizard_hold, WIZARD, HOLD, GObject)

/* Holds a reference on @model, and none on @application, which holds this. */
WizardHold *wizard_hold_new (GtkApplication *application, WizardModel *model);

/* What is to be feared of this computer's lid and battery, in words: before the start and while it runs. NULL: nothing. */
const char *wizard_hold_lid_warning (const WizardState *state);
const char *wizard_hold_battery_warning (const WizardState *state);

G_END_DECLS
