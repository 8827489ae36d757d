/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "explain/advice.h"

/* The words that are another advice on another system: system-words-linux.c, system-words-win32.c. The tables of advice-rows.c
 * and upgrade/preflight.c have them as rows, so they are English here and translated there. `%s` and the bare twins are as in
 * those tables. */
extern const char dfota_system_port_missing[];
extern const char dfota_system_port_busy[];
extern const char dfota_system_port_denied[];
extern const char dfota_system_port_denied_bare[];
extern const char dfota_system_port_failed[];
extern const char dfota_system_port_driver[]; /* nothing but a device without a port is there */
extern const char dfota_system_port_none[];   /* nothing at all is there */
extern const char dfota_system_release_refused[];
extern const char dfota_system_holder[]; /* the system's own service for modems has the port */
extern const char dfota_system_power[];  /* the USB port may fall asleep; value: the command that keeps it awake */
