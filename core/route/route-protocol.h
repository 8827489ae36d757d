/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "route/route.h"

/* Protocol download, for hosts without flow control: AT+QFOTADL="FILE:<length>",2, then frames that a framing profile describes
 * (guide LTE Standard(A), 3.3.1.4). */
extern const DfotaRoute dfota_route_protocol;
