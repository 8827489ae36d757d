/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "route/route.h"

/* BC260Y-CN on a serial line: with automatic baud rate (AT+IPR=0) the module says nothing at the end of an upgrade until somebody
 * has spoken to it, so its rate is fixed before and made automatic again after (guide BC260Y-CN, 2.2 note 2). Other families and
 * a USB port have no such setting, and nothing is asked or told. */

/* Reads only: DFOTA_CHECK_BAUD passes with the rate, or warns "0". Errors: those of question.h. */
gboolean dfota_baud_check (DfotaTrip *trip, GError **error);

/* Fixes it: DFOTA_CHECK_BAUD passes with the rate, and trip->baud_before is what is to be put back; or it warns "!". Needs the
 * licence CHANGE. Errors: those of question.h. */
gboolean dfota_baud_settle (DfotaTrip *trip, GError **error);

/* Puts trip->baud_before back. */
void dfota_baud_restore (DfotaTrip *trip);
