/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "module/family.h"

/* Where a run is. Ids are contract.md's. */
typedef enum
{
  DFOTA_STATE_OPENING,
  DFOTA_STATE_IDENTIFYING,
  DFOTA_STATE_CHECKING,
  DFOTA_STATE_PREPARING,
  DFOTA_STATE_STARTING,
  DFOTA_STATE_SENDING,
  DFOTA_STATE_DOWNLOADING,
  DFOTA_STATE_VERIFYING,
  DFOTA_STATE_RESTARTING,
  DFOTA_STATE_WAITING,
  DFOTA_STATE_UPDATING,
  DFOTA_STATE_CONFIRMING,
  DFOTA_STATE_DONE,
  DFOTA_STATE_FAILED,
  DFOTA_STATE_CANCELLED,
  DFOTA_STATE_UNCERTAIN,
  DFOTA_N_STATES
} DfotaState;

const char *dfota_state_id (DfotaState state); /* "opening" */

/* DFOTA_STATE_OPENING for one that is none. */
DfotaState dfota_state_by_id (const char *id);

/* For people, in the language in force: a short label ("Sending the package to the module") and one sentence under it. They
 * depend on the path: a module that fetches its package is not sent it. */
const char *dfota_state_label (DfotaState state, DfotaVia via);
const char *dfota_state_sentence (DfotaState state, DfotaVia via);

gboolean dfota_state_is_final (DfotaState state);

/* May a run go from one to the other? */
gboolean dfota_state_may_follow (DfotaState from, DfotaState to);
