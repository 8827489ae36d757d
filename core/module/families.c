/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "module/family.h"

/* What the guides say of families and models, as rows. A new model is a row here. */

#define VIA(via) (1u << DFOTA_VIA_##via)

static const DfotaFamily families[] = {
  [DFOTA_FAMILY_UNKNOWN] = { DFOTA_FAMILY_UNKNOWN, "unknown", DFOTA_METHOD_UNKNOWN, 0, 0, DFOTA_FLOW_FORM_NONE },
  /* guide LTE Standard(A) 1.4, 3.3.1.1–3.3.1.4 and 4.3 */
  [DFOTA_FAMILY_LTE_STANDARD]
  = { DFOTA_FAMILY_LTE_STANDARD, "lte-standard", DFOTA_METHOD_DFOTA,
      VIA (FILE) | VIA (PROTOCOL) | VIA (HTTP) | VIA (HTTPS) | VIA (FTP), 0, DFOTA_FLOW_FORM_IFC },
  /* the same guide, 4.3: neither form of FILE; 3.3.1.2 note 1: no HTTPS */
  [DFOTA_FAMILY_LTE_STANDARD_MINI] = { DFOTA_FAMILY_LTE_STANDARD_MINI, "lte-standard-mini", DFOTA_METHOD_MINIFOTA,
                                       VIA (HTTP) | VIA (FTP), VIA (HTTPS), DFOTA_FLOW_FORM_NONE },
  /* guide BC260Y-CN, chapters 2 and 3; 3.2 note 3: no HTTPS */
  [DFOTA_FAMILY_BC260Y]
  = { DFOTA_FAMILY_BC260Y, "bc260y", DFOTA_METHOD_DFOTA, VIA (HTTP) | VIA (COAP), 0, DFOTA_FLOW_FORM_NONE },
  /* guide EP06&EG06&EM06 1.0, 3.1–3.3 */
  [DFOTA_FAMILY_EP06] = { DFOTA_FAMILY_EP06, "ep06", DFOTA_METHOD_DFOTA,
                          VIA (HTTP) | VIA (HTTPS) | VIA (FTP) | VIA (STORAGE), 0, DFOTA_FLOW_FORM_NONE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (families) == DFOTA_N_FAMILIES);

/* Chapter 4: EC200A at 8 and 16 MB by DFOTA; every other model at 16 MB by DFOTA, at 2, 4 and 8 MB by MiniFOTA. */
#define BY_FLASH                                                                                                            \
  DFOTA_FAMILY_LTE_STANDARD, DFOTA_FAMILY_LTE_STANDARD_MINI, DFOTA_FLASH_16, DFOTA_FLASH_2 | DFOTA_FLASH_4 | DFOTA_FLASH_8
#define EC200A_SIZES      DFOTA_FAMILY_LTE_STANDARD, DFOTA_FAMILY_LTE_STANDARD_MINI, DFOTA_FLASH_8 | DFOTA_FLASH_16, 0
#define ANY_FLASH(family) family, DFOTA_FAMILY_UNKNOWN, 0, 0

static const DfotaModelRow model_rows[] = {
  /* guide LTE Standard(A) 1.4, table 1 */
  { "EC200A", NULL, "EC200A series", EC200A_SIZES, FALSE },
  { "EC200M", "CN", "EC200M-CN", BY_FLASH, FALSE },
  { "EC200N", NULL, "EC200N series", BY_FLASH, FALSE },
  { "EC600K", "CN", "EC600K-CN", BY_FLASH, FALSE },
  { "EC600M", NULL, "EC600M series", BY_FLASH, FALSE },
  { "EC600N", "CN", "EC600N-CN", BY_FLASH, FALSE },
  { "EC800K", "CN", "EC800K-CN", BY_FLASH, FALSE },
  { "EC800M", "CN", "EC800M-CN", BY_FLASH, FALSE },
  { "EG600AK", "CN", "EG600AK-CN", BY_FLASH, FALSE },
  { "EG800AK", "CN", "EG800AK-CN", BY_FLASH, FALSE },
  { "EG800K", NULL, "EG800K series", BY_FLASH, FALSE },
  { "EG800W", "CN", "EG800W-CN", BY_FLASH, FALSE },
  { "EG810M", NULL, "EG810M series", BY_FLASH, FALSE },
  { "EG912N", "EN", "EG912N-EN", BY_FLASH, FALSE },
  { "EG915K", "EU", "EG915K-EU", BY_FLASH, FALSE },
  { "EG915N", NULL, "EG915N series", BY_FLASH, FALSE },
  { "EG950A", NULL, "EG950A series", BY_FLASH, TRUE },
  /* guide BC260Y-CN */
  { "BC260Y", "CN", "BC260Y-CN", ANY_FLASH (DFOTA_FAMILY_BC260Y), FALSE },
  /* guide EP06&EG06&EM06 1.0 */
  { "EP06", NULL, "EP06", ANY_FLASH (DFOTA_FAMILY_EP06), FALSE },
  { "EG06", NULL, "EG06", ANY_FLASH (DFOTA_FAMILY_EP06), FALSE },
  { "EM06", NULL, "EM06", ANY_FLASH (DFOTA_FAMILY_EP06), FALSE },
};

const DfotaFamily *
dfota_family (DfotaFamilyId id)
{
  return &families[id < DFOTA_N_FAMILIES ? id : DFOTA_FAMILY_UNKNOWN];
}

const DfotaModelRow *
dfota_model_rows (gsize *ret_n)
{
  *ret_n = G_N_ELEMENTS (model_rows);
  return model_rows;
}
