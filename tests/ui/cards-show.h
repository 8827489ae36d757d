/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui.h"

/* Error cards without the trouble of running into them: a result that is made up stands on page 8, behind a module, a package
 * and a way that were chosen. For tests of every error, and for pictures of them. */

/* As a run ends with this error: its usual value, and whether the module is safe, as core's tables say. */
void cards_show (Ui *ui, DfotaErrorCode error, DfotaOutcome outcome);

/* A number that the module says. The old version has been read where @safe. */
void cards_show_code (Ui *ui, DfotaFamilyId family, DfotaCodeKind kind, int code, gboolean safe);

/* An upgrade that is done. */
void cards_show_done (Ui *ui);

/* How a run with this error usually ends. */
DfotaOutcome cards_outcome (DfotaErrorCode error);

/* What the error's sentence names, as an example. */
const char *cards_value (DfotaErrorCode error);
