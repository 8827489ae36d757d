/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "port/port-list.h"

/* The parts of port-list.h that every system does differently: port-list-linux.c, port-list-win32.c. */

/* Adds a DfotaPortInfo for each serial port of this computer, in any order, with what the system tells: name, product ("" where
 * it tells none), place and role. Opens none of them. */
void dfota_port_list_read (GPtrArray *list);

/* What the port called @name, which is at @place, is for. */
DfotaRole dfota_port_role (const DfotaPlace *place, const char *name);
