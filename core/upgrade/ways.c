/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/ways.h"

#include "i18n.h"
#include "route/route-file.h"

#define FILE_SECONDS                                                                                                        \
  {                                                                                                                         \
    [DFOTA_STATE_OPENING] = 3, [DFOTA_STATE_IDENTIFYING] = 2, [DFOTA_STATE_CHECKING] = 1, [DFOTA_STATE_PREPARING] = 1,      \
    [DFOTA_STATE_STARTING] = 2, [DFOTA_STATE_DOWNLOADING] = 5, [DFOTA_STATE_VERIFYING] = 10, [DFOTA_STATE_RESTARTING] = 15, \
    [DFOTA_STATE_UPDATING] = 120, [DFOTA_STATE_CONFIRMING] = 25                                                             \
  }

/* What others wait: FILESTART 10 s, FILEEND 30 s after the last byte, START 60 s, 120 s between UPDATING, END 60 s (an EG915N
 * host program); START 300 s, END 300 s (test scripts); a module that boots can be mute for 100 s (EC800M). None of the guides
 * gives a number; these are generous, because being impatient is the greater danger.
 * An 8 MB module says nothing between the last byte and START: its download and its check are one silence. */
#define FILE_SILENCE                                                                                                        \
  {                                                                                                                         \
    [DFOTA_STATE_IDENTIFYING] = 20, [DFOTA_STATE_STARTING] = 60, [DFOTA_STATE_SENDING] = 60,                                \
    [DFOTA_STATE_DOWNLOADING] = 300, [DFOTA_STATE_VERIFYING] = 300, [DFOTA_STATE_RESTARTING] = 300,                         \
    [DFOTA_STATE_UPDATING] = 300, [DFOTA_STATE_CONFIRMING] = 150                                                            \
  }

static const DfotaWay ways[] = {
  {
      DFOTA_FAMILY_LTE_STANDARD,
      DFOTA_VIA_FILE,
      &dfota_route_file,
      TRUE,
      2,
      N_ ("Until the package is complete on the module you can stop and keep the old firmware. After that it must finish."),
      FILE_SECONDS,
      FILE_SILENCE,
      "guide LTE Standard(A) 1.4, 3.3.1.3 and 2.3.1.1",
  },
};

const DfotaWay *
dfota_way_find (DfotaFamilyId family, DfotaVia via)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    if (ways[i].family == family && ways[i].via == via)
      return &ways[i];
  return NULL;
}

const DfotaWay *
dfota_ways (gsize *ret_n)
{
  *ret_n = G_N_ELEMENTS (ways);
  return ways;
}
