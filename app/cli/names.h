/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dfota.h"

/* Why a package does not fit: what its name says and what the module says, under each other, and what differs marked in both, by
 * colour where there is one and by a line of carets always. Prints nothing for any other fault. */
void names_print (const DfotaFault *fault, const DfotaModule *module);
