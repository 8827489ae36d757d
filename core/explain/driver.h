/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "explain/advice.h"
#include "port/driverless.h"

/* What to do about a device that is plugged in and has no port. In the language in force; newly allocated, never NULL. Any
 * thread. */
DfotaAdvice *dfota_driver_advice (const DfotaDriverless *device);

/* What an administrator types into a terminal to give it a port; newly allocated. NULL: nothing helps there. */
char *dfota_driver_command (const DfotaDriverless *device);

/* What to call it: its name, or "2c7c:6005" where it has none. Newly allocated. */
char *dfota_driver_name (const DfotaDriverless *device);

/* Where nothing is plugged in that anybody knows: what may yet be the matter with its driver. In the language in force. */
const char *dfota_driver_hint (void);
