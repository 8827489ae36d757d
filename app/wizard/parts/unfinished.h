/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model.h"

G_BEGIN_DECLS

/* A card on page 1: an upgrade that this computer remembers and nobody watched to its end, and a button that leads to what became
 * of it. It comes alive when the module's port is there. */
#define WIZARD_TYPE_UNFINISHED (wizard_unfinished_get_type ())
G_DECLARE_FINAL_TYPE (WizardUnfinished, wizard_unfinished, WIZARD, UNFINISHED, GtkBox)

/* Fills @box with one card each; hides it where there is none. */
void wizard_unfinished_update (GtkBox *box, WizardModel *model);

G_END_DECLS
