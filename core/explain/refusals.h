/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "module/family.h"

/* Why a family does not take a path: one sentence and the way out, as a msgid; NULL: it takes it, or nothing is known of it. */
const char *dfota_refusal_words (DfotaFamilyId family, DfotaVia via);

/* That a module does not take a path, in words and without a reason: a msgid. */
const char *dfota_refusal_title (DfotaVia via);
