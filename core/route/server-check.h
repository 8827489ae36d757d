/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "route/route.h"

/* The address of a package, and what lies there. */

/* Reads and checks trip->job->url into trip->url. Tells DFOTA_CHECK_ADDRESS and what is odd about it. Asks nobody.
 * Errors: DFOTA_ERROR_URL_*. */
gboolean dfota_server_check_address (DfotaTrip *trip, GError **error);

/* Looks from this computer whether the package is there (both halves for MiniFOTA), and whether it is the one that lies on this
 * computer, where there is one. Not where the user left it out (job->probe), nor where this computer itself is the server: it
 * serves the very file, and its count of what was asked for is the module's. Tells DFOTA_CHECK_PROBE or _ADDRESS_NAME.
 * Errors: DFOTA_ERROR_PROBE_*, _PACKAGE_EMPTY; G_IO_ERROR_CANCELLED. */
gboolean dfota_server_probe (DfotaTrip *trip, GError **error);
