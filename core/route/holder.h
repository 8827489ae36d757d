/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "route/route.h"

/* Another program that holds the same serial port (ModemManager, say) takes answers away from us: DFOTA_CHECK_HOLDER warns. */
void dfota_holder_check (DfotaTrip *trip);
