/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model.h"

G_BEGIN_DECLS

/* What stands between the chosen port and its module, and its cure: a button, or a line for a terminal. */
#define WIZARD_TYPE_OBSTACLE_CARD (wizard_obstacle_card_get_type ())
G_DECLARE_FINAL_TYPE (WizardObstacleCard, wizard_obstacle_card, WIZARD, OBSTACLE_CARD, GtkBox)

/* Hidden where nothing is in the way. */
void wizard_obstacle_card_update (WizardObstacleCard *card, WizardModel *model);

G_END_DECLS
