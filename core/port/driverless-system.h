/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "port/driverless.h"

/* For driverless-linux.c and driverless-win32.c, which hold dfota_driverless_list(). */

/* Is it a device that has serial ports when all is well? */
gboolean dfota_driverless_wants (guint vid, guint pid);

/* Takes @name, which may be NULL. */
DfotaDriverless *dfota_driverless_new (char *name, guint vid, guint pid);
