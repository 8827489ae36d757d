/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "module/family.h"
#include "package/url.h"

#define LTE    DFOTA_FAMILY_LTE_STANDARD
#define MINI   DFOTA_FAMILY_LTE_STANDARD_MINI
#define BC260Y DFOTA_FAMILY_BC260Y
#define EP06   DFOTA_FAMILY_EP06

/* The rules as the program has them. */
const DfotaUrlRules *url_rules (DfotaFamilyId family, DfotaVia via);

/* Fails unless it is taken. */
DfotaUrl *url_read (DfotaFamilyId family, DfotaVia via, const char *text);

/* Fails unless it is refused with this DfotaErrorCode and this value. */
void url_assert_refused (DfotaFamilyId family, DfotaVia via, const char *text, int code, const char *value);
