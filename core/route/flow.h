/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "route/route.h"

/* Settles flow control for a trip (trip->flow): hardware flow control is set at the module, read back, set at the computer,
 * and tried out. Where it does not hold, both sides go back to what they were; then AUTO goes on without and says so, and
 * RTSCTS fails with DFOTA_ERROR_FLOW_REFUSED (guide LTE Standard(A), 3.3.1.3). Needs the licence CHANGE. */
gboolean dfota_flow_settle (DfotaTrip *trip, GError **error);

/* Puts trip->flow_before back where the module still has what settle() set: it never got the command or the whole package, or has
 * refused one of them, and has not restarted. Otherwise does nothing. */
void dfota_flow_restore (DfotaTrip *trip);
