/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "route/route.h"

/* The PDP context that a module fetches its package by: set by AT+QICSGP, named to the upgrade by AT+QCFG="fota/cid", activated
 * by AT+QIACT (guide LTE Standard(A), 3.3.1.1). All of it only as far as the user chose it and the way takes it (trip->sends);
 * otherwise the module keeps what it has. */

/* Can what was chosen be sent at all? Asks nothing. Error: DFOTA_ERROR_USAGE with the option. */
gboolean dfota_pdp_check (DfotaTrip *trip, GError **error);

/* Sets it. Needs the licence CHANGE. Errors: DFOTA_ERROR_PDP_FAILED; those of question.h. */
gboolean dfota_pdp_settle (DfotaTrip *trip, GError **error);
