/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "route/route.h"

/* The package goes into the module's own storage by AT+QFUPL, and the upgrade starts from there: AT+QFOTADL="<file_name>"
 * (guide EP06&EG06&EM06, 3.3). */
extern const DfotaRoute dfota_route_storage;
