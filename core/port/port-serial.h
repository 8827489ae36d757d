/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "port/port.h"

/* A serial port of this computer, through libserialport. */

/* Could @name be a serial port here? Says nothing of whether it exists. */
gboolean dfota_port_serial_is_name (const char *name);

DfotaPort *dfota_port_serial_new (const char *name, guint baud);
