/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cards.h"

#include <glib/gi18n.h>

#define VIA(via) (1u << DFOTA_VIA_##via)

typedef struct
{
  guint vias;
  gboolean address;
  const char *icon;
  const char *title;
  const char *need;
} Card;

static const Card cards[] = {
  [WIZARD_CARD_FILE] = { VIA (FILE), FALSE, "computer-symbolic", N_ ("From this computer"),
                         N_ ("The package goes over the cable. Nothing else is needed.") },
  [WIZARD_CARD_STORAGE]
  = { VIA (STORAGE), FALSE, "media-flash-symbolic", N_ ("From the module's own storage"),
      N_ ("The package first goes over the cable into the module's storage. Nothing else is needed.") },
  [WIZARD_CARD_WEB] = { VIA (HTTP) | VIA (HTTPS), TRUE, "web-browser-symbolic", N_ ("From a web server (HTTP/HTTPS)"),
                        N_ ("Needs a SIM card with data, and the package on a server.") },
  [WIZARD_CARD_FTP] = { VIA (FTP), TRUE, "network-server-symbolic", N_ ("From an FTP server"),
                        N_ ("Needs a SIM card with data, and the package on a server with a login.") },
  [WIZARD_CARD_COAP] = { VIA (COAP), TRUE, "network-cellular-connected-symbolic", N_ ("From a CoAP server"),
                         N_ ("Needs a SIM card with data, and the package on a server.") },
  [WIZARD_CARD_PROTOCOL] = { VIA (PROTOCOL), FALSE, "network-transmit-receive-symbolic", N_ ("Protocol download"),
                             N_ ("The package goes over the cable in frames. Needs a framing profile from your supplier.") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (cards) == WIZARD_N_CARDS);

WizardCard
wizard_card_of (DfotaVia via)
{
  for (WizardCard card = 0; card < WIZARD_N_CARDS; card++)
    if ((cards[card].vias & (1u << via)) != 0)
      return card;
  return WIZARD_CARD_FILE;
}

guint
wizard_card_vias (WizardCard card)
{
  return cards[card].vias;
}

gboolean
wizard_card_takes_address (WizardCard card)
{
  return cards[card].address;
}

const char *
wizard_card_icon (WizardCard card)
{
  return cards[card].icon;
}

const char *
wizard_card_title (WizardCard card, guint vias)
{
  if (card == WIZARD_CARD_WEB && (vias & VIA (HTTPS)) == 0)
    return _ ("From a web server (HTTP)");
  return _ (cards[card].title);
}

const char *
wizard_card_need (WizardCard card)
{
  return _ (cards[card].need);
}
