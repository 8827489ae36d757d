/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model.h"

G_BEGIN_DECLS

/* "Send the command again", for a module that waits in download mode: the address, what is to be said of it, and the button.
 * Pages 2, 7 and 8 have one. */
#define WIZARD_TYPE_RESEND (wizard_resend_get_type ())
G_DECLARE_FINAL_TYPE (WizardResend, wizard_resend, WIZARD, RESEND, AdwBin)

void wizard_resend_update (WizardResend *resend, WizardModel *model);

G_END_DECLS
