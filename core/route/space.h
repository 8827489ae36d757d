/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "route/route.h"

/* Tells DFOTA_CHECK_SPACE: does the package fit into what AT+QFLDS says is free? A module that does not know the command is not
 * held up by it. Errors: DFOTA_ERROR_PACKAGE_TOO_LARGE, G_IO_ERROR_CANCELLED. */
gboolean dfota_space_check (DfotaTrip *trip, GError **error);
