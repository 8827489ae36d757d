/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "address.h"

#define URL_MOST 2000

/* The guides' limits are their families'; here stands what is an address at all. Ports as everybody else has them. */
static const DfotaUrlRules rules[DFOTA_N_VIAS] = {
  [DFOTA_VIA_HTTP] = { "http://", 80, URL_MOST, 0, FALSE, FALSE, FALSE, "RFC 9110" },
  [DFOTA_VIA_HTTPS] = { "https://", 443, URL_MOST, 0, FALSE, FALSE, FALSE, "RFC 9110" },
  [DFOTA_VIA_FTP] = { "ftp://", 21, URL_MOST, 0, TRUE, FALSE, FALSE, "RFC 1738" },
  [DFOTA_VIA_COAP] = { "coap://", 5683, URL_MOST, 0, FALSE, FALSE, FALSE, "RFC 7252" },
};

const DfotaUrlRules *
address_rules (DfotaVia via)
{
  return rules[via].scheme != NULL ? &rules[via] : NULL;
}

gboolean
address_via (const char *text, DfotaVia *ret_via)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);

  g_strchug (lower);
  for (DfotaVia via = 0; via < DFOTA_N_VIAS; via++)
    if (rules[via].scheme != NULL && g_str_has_prefix (lower, rules[via].scheme))
      {
        *ret_via = via;
        return TRUE;
      }
  return FALSE;
}

char *
address_public (const char *text)
{
  DfotaVia via;

  if (!address_via (text, &via))
    return NULL;
  g_autoptr (DfotaUrl) url = dfota_url_new (text, &rules[via], NULL);
  return url != NULL ? dfota_url_public (url, &rules[via]) : NULL;
}
