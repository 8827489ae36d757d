/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "explain/refusals.h"

#include "i18n.h"

/* Paths that a user may reasonably ask for, and a guide excludes. */

static const char mini_cable[] = N_ (
    "A module that upgrades in two steps (MiniFOTA) restarts before it takes the package, so none can be sent over the "
    "cable. Put both files on a web server.");

static const char bc260y_cable[]
    = N_ ("This module takes no package over the cable. Put it on a web server (HTTP) or a CoAP server.");

static const char ep06_cable[]
    = N_ ("This module takes a package over the cable into its own storage. Choose the module's storage instead.");

static const char no_coap[] = N_ ("Only BC260Y-CN modules fetch by CoAP. Use a web server (HTTP).");

static const char no_storage[]
    = N_ ("Only EP06, EG06 and EM06 upgrade from a file in their own storage. Choose another way.");

static const struct
{
  DfotaFamilyId family;
  DfotaVia via;
  const char *why;
} rows[] = {
  /* guide LTE Standard(A) 1.4, 4.3 */
  { DFOTA_FAMILY_LTE_STANDARD_MINI, DFOTA_VIA_FILE, mini_cable },
  { DFOTA_FAMILY_LTE_STANDARD_MINI, DFOTA_VIA_PROTOCOL, mini_cable },
  /* ibid., 3.3.1.1, note 1: a module of this family that is refused FTP has 2 or 4 MB, or does not tell */
  { DFOTA_FAMILY_LTE_STANDARD_MINI, DFOTA_VIA_FTP,
    N_ ("Of the modules that upgrade in two steps (MiniFOTA) only those with 8 MB of memory fetch by FTP. Put both files on "
        "a web server (HTTP).") },
  /* ibid., 3.3.1.2, note 1 */
  { DFOTA_FAMILY_LTE_STANDARD_MINI, DFOTA_VIA_HTTPS,
    N_ ("A module that upgrades in two steps (MiniFOTA) cannot fetch by HTTPS. Use an address that begins with http://.") },
  /* guide BC260Y-CN, chapter 1; 3.2, note 3 */
  { DFOTA_FAMILY_BC260Y, DFOTA_VIA_HTTPS,
    N_ ("This module cannot fetch by HTTPS. Use an address that begins with http:// or coap://.") },
  { DFOTA_FAMILY_BC260Y, DFOTA_VIA_FTP,
    N_ ("This module cannot fetch by FTP. Use an address that begins with http:// or coap://.") },
  { DFOTA_FAMILY_BC260Y, DFOTA_VIA_FILE, bc260y_cable },
  { DFOTA_FAMILY_BC260Y, DFOTA_VIA_PROTOCOL, bc260y_cable },
  { DFOTA_FAMILY_BC260Y, DFOTA_VIA_STORAGE, bc260y_cable },
  /* guide EP06&EG06&EM06 1.0, 3.1–3.3 */
  { DFOTA_FAMILY_EP06, DFOTA_VIA_FILE, ep06_cable },
  { DFOTA_FAMILY_EP06, DFOTA_VIA_PROTOCOL, ep06_cable },
};

static const char *const titles[] = {
  [DFOTA_VIA_FILE] = N_ ("This module does not take its package over the cable."),
  [DFOTA_VIA_PROTOCOL] = N_ ("This module has no protocol download."),
  [DFOTA_VIA_HTTP] = N_ ("This module does not fetch its package from a web server (HTTP)."),
  [DFOTA_VIA_HTTPS] = N_ ("This module does not fetch its package by HTTPS."),
  [DFOTA_VIA_FTP] = N_ ("This module does not fetch its package from an FTP server."),
  [DFOTA_VIA_COAP] = N_ ("This module does not fetch its package from a CoAP server."),
  [DFOTA_VIA_STORAGE] = N_ ("This module does not upgrade from a file in its own storage."),
};
G_STATIC_ASSERT (G_N_ELEMENTS (titles) == DFOTA_N_VIAS);

const char *
dfota_refusal_words (DfotaFamilyId family, DfotaVia via)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].family == family && rows[i].via == via)
      return rows[i].why;
  if (via >= DFOTA_N_VIAS || dfota_family (family)->id == DFOTA_FAMILY_UNKNOWN
      || (dfota_family (family)->vias & (1u << via)) != 0)
    return NULL;
  return via == DFOTA_VIA_COAP ? no_coap : no_storage;
}

const char *
dfota_refusal_title (DfotaVia via)
{
  g_return_val_if_fail (via < DFOTA_N_VIAS, "");
  return titles[via];
}
