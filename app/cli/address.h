/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dfota.h"

/* Addresses where no module says yet what it takes: every form that some family takes is right. */

/* How an address of this way is written; NULL: the way has none. */
const DfotaUrlRules *address_rules (DfotaVia via);

/* The way whose addresses begin like @text. FALSE: none does. */
gboolean address_via (const char *text, DfotaVia *ret_via);

/* @text without its password; NULL where it is no address. Newly allocated. */
char *address_public (const char *text);
