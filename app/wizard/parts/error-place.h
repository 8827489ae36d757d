/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model.h"

G_BEGIN_DECLS

/* Where an error card appears when there is an error: it is built then, so that a page without one is there at once. */
#define WIZARD_TYPE_ERROR_PLACE (wizard_error_place_get_type ())
G_DECLARE_FINAL_TYPE (WizardErrorPlace, wizard_error_place, WIZARD, ERROR_PLACE, AdwBin)

/* To be called on every "changed". Hidden for NULL. */
void wizard_error_place_say (WizardErrorPlace *place, WizardModel *model, const DfotaFault *fault);

G_END_DECLS
