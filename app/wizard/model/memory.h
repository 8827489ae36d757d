/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model.h"

G_BEGIN_DECLS

/* Between what the user does and what is remembered of it (settings.h, secret.h). Lives as long as the program. */
#define WIZARD_TYPE_MEMORY (wizard_memory_get_type ())
G_DECLARE_FINAL_TYPE (WizardMemory, wizard_memory, WIZARD, MEMORY, GObject)

/* Tells the model what is remembered, and learns from it from then on. */
WizardMemory *wizard_memory_new (WizardModel *model);

/* Gives a new window the size of the last one, and keeps an eye on it. */
void wizard_memory_dress (WizardMemory *memory, GtkWindow *window);

void wizard_memory_set_language (WizardMemory *memory, const char *lang); /* by the button */

G_END_DECLS
