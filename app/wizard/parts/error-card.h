/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model.h"

G_BEGIN_DECLS

/* An error as a card: what happened, whether the module is safe, what to do now, and folded away what support asks for. It
 * speaks the other language at the press of its own button: whoever helps on the phone may not speak the user's. */
#define WIZARD_TYPE_ERROR_CARD (wizard_error_card_get_type ())
G_DECLARE_FINAL_TYPE (WizardErrorCard, wizard_error_card, WIZARD, ERROR_CARD, GtkBox)

/* To be called on every "changed". @fault: borrowed until the next call; hidden for NULL. */
void wizard_error_card_say (WizardErrorCard *card, WizardModel *model, const DfotaFault *fault);

/* How an upgrade ended, with its heading. One that is done has the heading alone. */
void wizard_error_card_say_result (WizardErrorCard *card, WizardModel *model, const WizardResult *result);

G_END_DECLS
