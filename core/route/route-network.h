/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "route/route.h"

/* The module fetches the package itself, from a web, FTP or CoAP server: AT+QFOTADL="<URL>" (guide LTE Standard(A) 3.3.1.1 and
 * 3.3.1.2, guide BC260Y-CN 2.2 and 3.2, guide EP06 3.1 and 3.2). */
extern const DfotaRoute dfota_route_network;
