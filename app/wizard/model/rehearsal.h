/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model.h"

G_BEGIN_DECLS

/* Which checks will be made, before any has been: so that page 6 shows them from the first moment and fills them in. In the
 * order in which core tells of them; one that does not come is left out at the end, one that nobody expected is put in.
 * Returns their number. */
gsize wizard_rehearsal (const WizardState *state, DfotaCheckId ret_checks[DFOTA_N_CHECKS]);

/* What it will look at, in the language in force. */
const char *wizard_rehearsal_words (DfotaCheckId id);

G_END_DECLS
