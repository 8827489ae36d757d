/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model.h"

G_BEGIN_DECLS

/* What a supplier needs to help, as plain text with the ids that every language has: how it ended, what went wrong (@fault or
 * NULL), the module, the package, and what was said on the line. Newly allocated. */
char *wizard_supplier_text (const WizardState *state, const DfotaFault *fault);

G_END_DECLS
