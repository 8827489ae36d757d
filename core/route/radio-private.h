/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "error.h"
#include "route/question.h"

/* The inside of radio.c, radio-sim.c and radio-registration.c. */

#define DFOTA_RADIO_ANSWER_MS 3000

/* A SIM that is busy, or a network that is looked for, is asked for again: the module may have just been switched on. */
#define DFOTA_RADIO_TRIES    3
#define DFOTA_RADIO_PAUSE_MS 2000

/* What is asked differs between families; each list is asked until it has told what is wanted. */
typedef struct
{
  DfotaFamilyId family;
  const char *registration[4];
  guint denials; /* so many of them must say no before it is certain */
  const char *addresses[3];
  gboolean sim_is_owed; /* without a SIM it answers a plain ERROR (BC66 does): then the user is told */
} DfotaRadioRow;

/* The trip's family's. */
const DfotaRadioRow *dfota_radio_row (const DfotaTrip *trip);

gboolean dfota_radio_check_sim (DfotaTrip *trip, GError **error);
gboolean dfota_radio_check_registration (DfotaTrip *trip, GError **error);

/* Tells that @id fails, and sets @code. Not so where the command is sent again to a module in download mode: it tries by itself
 * for ever, so what is wrong is a warning and TRUE comes back. */
gboolean dfota_radio_fail (DfotaTrip *trip, DfotaCheckId id, const char *value, DfotaErrorCode code, GError **error);
