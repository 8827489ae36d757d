/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model.h"

G_BEGIN_DECLS

/* Under the practice module on page 1: which module it plays, and what shall go wrong with it. Drawn by update() alone. */
#define WIZARD_TYPE_PRACTICE_ROWS (wizard_practice_rows_get_type ())
G_DECLARE_FINAL_TYPE (WizardPracticeRows, wizard_practice_rows, WIZARD, PRACTICE_ROWS, AdwBin)

void wizard_practice_rows_update (WizardPracticeRows *rows, WizardModel *model);

/* For the banner of every page: what is practised. Markup, newly allocated. */
char *wizard_practice_banner (WizardModel *model);

G_END_DECLS
