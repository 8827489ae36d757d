/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model.h"

G_BEGIN_DECLS

/* A device that is plugged in and has no port, for want of a driver: what it is, what to do, and the place to do it. */
#define WIZARD_TYPE_DRIVER_CARD (wizard_driver_card_get_type ())
G_DECLARE_FINAL_TYPE (WizardDriverCard, wizard_driver_card, WIZARD, DRIVER_CARD, GtkBox)

/* Hidden where there is no such device. */
void wizard_driver_card_update (WizardDriverCard *card, WizardModel *model);

G_END_DECLS
