/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model.h"

G_BEGIN_DECLS

/* The first question of everybody who sees an error: is my module safe? */
typedef enum
{
  WIZARD_SAFETY_SAFE,
  WIZARD_SAFETY_WAIT,      /* it is at work by itself, or may be */
  WIZARD_SAFETY_ATTENTION, /* it does not come back by itself */
  WIZARD_N_SAFETIES
} WizardSafety;

/* @result: NULL where no upgrade was begun. */
WizardSafety wizard_safety_of (const DfotaFault *fault, const WizardResult *result);

/* Past the point nobody has heard how it ended: the module may be at work, or done. */
gboolean wizard_safety_is_unheard (const WizardResult *result);

const char *wizard_safety_icon (WizardSafety safety);
const char *wizard_safety_class (WizardSafety safety); /* of the style sheet */

/* In the language in force. */
const char *wizard_safety_word (WizardSafety safety);
const char *wizard_safety_sentence (WizardSafety safety, const WizardResult *result);

G_END_DECLS
