/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dfota.h"

/* The result card: how it ended, what happened, whether the module is safe, what to do. */
void card_print (const DfotaFinishedEvent *finished);
