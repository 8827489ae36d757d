/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "route/route.h"
#include "upgrade/state.h"

/* A way: one family by one path. What differs between ways is in its row (ways.c). */
typedef struct
{
  DfotaFamilyId family;
  DfotaVia via;
  const DfotaRoute *route;
  gboolean point_is_last_chunk; /* else the command itself is the point of no return */
  int restarts;                 /* expected; a hint */
  const char *stop_words;       /* msgid: the line about stopping */
  int seconds[DFOTA_N_STATES];  /* expected; sending is reckoned from size and rate */
  int silence[DFOTA_N_STATES];  /* s without news that are still normal */
  const char *source;
} DfotaWay;

/* NULL: no guide has it, or it is not there yet. */
const DfotaWay *dfota_way_find (DfotaFamilyId family, DfotaVia via);
const DfotaWay *dfota_ways (gsize *ret_n);
