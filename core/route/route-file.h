/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "route/route.h"

/* The local file: AT+QFOTADL="FILE:<length>" and the bytes of the package over the same line (guide LTE Standard(A), 3.3.1.3). */
extern const DfotaRoute dfota_route_file;
