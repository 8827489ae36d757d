/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The parts of release.h that every system does differently: release-linux.c, release-win32.c. */

#define DFOTA_RELEASE_SERVICE "ModemManager"

/* The ports that the service has taken, by their names without /dev; NULL: it does not run. Newly allocated. */
char **dfota_release_taken (void);
