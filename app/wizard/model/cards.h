/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "dfota.h"

G_BEGIN_DECLS

/* The ways of page 4 as a user chooses among them. One card may stand for two paths: how an address begins tells HTTP from
 * HTTPS. In the order in which they are shown. */
typedef enum
{
  WIZARD_CARD_FILE,
  WIZARD_CARD_STORAGE,
  WIZARD_CARD_WEB,
  WIZARD_CARD_FTP,
  WIZARD_CARD_COAP,
  WIZARD_CARD_PROTOCOL,
  WIZARD_N_CARDS
} WizardCard;

WizardCard wizard_card_of (DfotaVia via);
guint wizard_card_vias (WizardCard card);             /* bits */
gboolean wizard_card_takes_address (WizardCard card); /* the module fetches the package from a server */
const char *wizard_card_icon (WizardCard card);

/* In the language in force. */
const char *wizard_card_title (WizardCard card, guint vias); /* @vias: bits, what the module takes */
const char *wizard_card_need (WizardCard card);

G_END_DECLS
