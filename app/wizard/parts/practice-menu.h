/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model.h"

G_BEGIN_DECLS

/* The menu of what shall go wrong in practice: a window of its own over @parent, gone as soon as something is chosen.
 * What is chosen goes to the model. */
#define WIZARD_TYPE_PRACTICE_MENU (wizard_practice_menu_get_type ())
G_DECLARE_FINAL_TYPE (WizardPracticeMenu, wizard_practice_menu, WIZARD, PRACTICE_MENU, AdwWindow)

GtkWidget *wizard_practice_menu_new (GtkWindow *parent, WizardModel *model);

G_END_DECLS
