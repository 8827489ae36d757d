/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dfota.h"

/* What the user is shown before he says yes. */
typedef struct
{
  const DfotaModule *module;
  const DfotaPackage *package;
  const DfotaJob *job;
  DfotaPortKind kind;
  gboolean downgrade;
} Plan;

/* Shows it and asks, on the terminal. TRUE: yes. */
gboolean confirm_ask (const Plan *plan);
