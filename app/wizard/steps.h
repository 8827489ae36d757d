/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model.h"

G_BEGIN_DECLS

/* The list of steps at the side: what is done, where we are, what is to come. To look at, not to click. */
#define WIZARD_TYPE_STEPS (wizard_steps_get_type ())
G_DECLARE_FINAL_TYPE (WizardSteps, wizard_steps, WIZARD, STEPS, GtkBox)

GtkWidget *wizard_steps_new (void);
void wizard_steps_update (WizardSteps *steps, WizardModel *model);

G_END_DECLS
