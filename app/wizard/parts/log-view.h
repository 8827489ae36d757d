/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model.h"

G_BEGIN_DECLS

/* What the module says, as it says it. Nothing is written while nobody sees it. */
#define WIZARD_TYPE_LOG_VIEW (wizard_log_view_get_type ())
G_DECLARE_FINAL_TYPE (WizardLogView, wizard_log_view, WIZARD, LOG_VIEW, AdwBin)

/* @state holds as long as the view: it looks again when it is unfolded. */
void wizard_log_view_show (WizardLogView *view, const WizardState *state);

G_END_DECLS
