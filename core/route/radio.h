/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "route/route.h"

/* Can the module reach a server at all? SIM card, registration, signal, attachment and address, each told as a finding
 * (DFOTA_CHECK_SIM … DFOTA_CHECK_IP). Reads only. What a module does not answer is not held against it.
 * Errors, once all of it is told: DFOTA_ERROR_SIM_MISSING, _SIM_LOCKED, _NOT_REGISTERED; those of question.h at once. */
gboolean dfota_radio_check (DfotaTrip *trip, GError **error);
