/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "note.h"

G_BEGIN_DECLS

/* Whether a package fits the module, as far as its name tells: one line, why, and the two names under each other with what
 * differs marked. */
#define WIZARD_TYPE_VERDICT (wizard_verdict_get_type ())
G_DECLARE_FINAL_TYPE (WizardVerdict, wizard_verdict, WIZARD, VERDICT, GtkBox)

/* The one line, in the language in force. */
const char *wizard_verdict_title (const DfotaMatch *match);

/* Hidden for NULL. */
void wizard_verdict_say (WizardVerdict *verdict, const DfotaMatch *match);

G_END_DECLS
