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
  const DfotaUrlRules *address; /* NULL: this path has none */
  guint sends;                  /* DFOTA_SENDS_*: what else goes out with, or before, the command */
  const char *folder;           /* storage: where AT+QFOTADL looks for the file; NULL elsewhere */
  gboolean point_is_last_chunk; /* else the command itself is the point of no return */
  gboolean counts_download;     /* DOWNLOADING comes (guide LTE Standard(A), chapter 6: not from 8 MB models) */
  gboolean counts_percent;      /* and is a percentage whatever was asked for */
  gboolean download_mode;       /* the module may wait for its package for ever, in silence (ibid., 5.1) */
  gboolean resumes;             /* without power it stands still, and goes on by itself with it (guide BC260Y-CN, 2.2) */
  gboolean may_sleep;           /* deep sleep can swallow the command (guide BC260Y-CN, 2.2) */
  guint download_rate;          /* bytes/s the module fetches at, a guess for the promise; 0: it does not fetch */
  int restarts;                 /* expected; a hint */
  const char *stop_words;       /* msgid: the line about stopping */
  int seconds[DFOTA_N_STATES];  /* expected; sending is reckoned from size and rate */
  int silence[DFOTA_N_STATES];  /* s without news that are still normal */
  const char *source;
} DfotaWay;

/* NULL: no guide has it. */
const DfotaWay *dfota_way_find (DfotaFamilyId family, DfotaVia via);
const DfotaWay *dfota_ways (gsize *ret_n);

/* Do bytes of the package go over the line to the module? */
gboolean dfota_way_uses_line (const DfotaWay *way);

/* Why a module of this family does not take this path, as a sentence's msgid; NULL: it does, or nothing is known. */
const char *dfota_way_refusal (DfotaFamilyId family, DfotaVia via);
