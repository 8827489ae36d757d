/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model.h"

G_BEGIN_DECLS

/* The program: options, language, the one window, and what outlives the window: the model. */
#define WIZARD_TYPE_APPLICATION (wizard_application_get_type ())
G_DECLARE_FINAL_TYPE (WizardApplication, wizard_application, WIZARD, APPLICATION, AdwApplication)

WizardApplication *wizard_application_new (void);
WizardModel *wizard_application_model (WizardApplication *application);

/* Changes the language and builds the window anew; whatever runs goes on. */
void wizard_application_set_language (WizardApplication *application, const char *lang);

G_END_DECLS
