/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model.h"

G_BEGIN_DECLS

/* What became of an upgrade that nobody watched to its end: in one sentence, what to do, and what is remembered of it. While the
 * module is still being looked at it says that. */
#define WIZARD_TYPE_STORY (wizard_story_get_type ())
G_DECLARE_FINAL_TYPE (WizardStory, wizard_story, WIZARD, STORY, AdwBin)

void wizard_story_update (WizardStory *story, WizardModel *model);

G_END_DECLS
