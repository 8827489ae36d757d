/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model.h"

G_BEGIN_DECLS

/* The buttons that help against an error, one below the other, the best first. */
#define WIZARD_TYPE_REMEDY_BAR (wizard_remedy_bar_get_type ())
G_DECLARE_FINAL_TYPE (WizardRemedyBar, wizard_remedy_bar, WIZARD, REMEDY_BAR, GtkBox)

/* In the language in force. To be called on every "changed"; hidden for NULL. */
void wizard_remedy_bar_update (WizardRemedyBar *bar, WizardModel *model, const DfotaFault *fault);

G_END_DECLS
