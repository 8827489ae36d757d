/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/progress.h"

/* The order of the bar. RESTARTING comes before UPDATING; a later restart cannot take the bar back. */
static const DfotaState order[] = {
  DFOTA_STATE_OPENING,    DFOTA_STATE_IDENTIFYING, DFOTA_STATE_CHECKING,    DFOTA_STATE_PREPARING,
  DFOTA_STATE_STARTING,   DFOTA_STATE_SENDING,     DFOTA_STATE_DOWNLOADING, DFOTA_STATE_VERIFYING,
  DFOTA_STATE_RESTARTING, DFOTA_STATE_UPDATING,    DFOTA_STATE_CONFIRMING,
};

void
dfota_progress_init (DfotaProgress *progress, const DfotaWay *way, goffset size, const DfotaPace *pace)
{
  *progress = (DfotaProgress){ 0 };
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    progress->seconds[order[i]] = way->seconds[order[i]];
  if (pace != NULL)
    {
      double rate = dfota_pace_rate (pace);
      progress->seconds[DFOTA_STATE_SENDING] = (double) size / (rate > 0 ? rate : DFOTA_USUAL_RATE);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    progress->total += progress->seconds[order[i]];
}

static double
seconds_before (const DfotaProgress *progress, DfotaState state)
{
  double seconds = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (order) && order[i] != state; i++)
    seconds += progress->seconds[order[i]];
  return seconds;
}

double
dfota_progress_at (DfotaProgress *progress, DfotaState state, double part)
{
  double at = 1;

  if (!dfota_state_is_final (state))
    at = (seconds_before (progress, state) + progress->seconds[state] * CLAMP (part, 0, 1)) / progress->total;
  progress->fraction = CLAMP (at, progress->fraction, 1);
  return progress->fraction;
}

double
dfota_progress_point (const DfotaProgress *progress, const DfotaWay *way)
{
  DfotaState last = way->point_is_last_chunk ? DFOTA_STATE_SENDING : DFOTA_STATE_PREPARING;

  return (seconds_before (progress, last) + progress->seconds[last]) / progress->total;
}

int
dfota_progress_left (const DfotaProgress *progress, DfotaState state, double part)
{
  if (dfota_state_is_final (state))
    return 0;

  double left = progress->total * (1 - progress->fraction);
  if (state == DFOTA_STATE_SENDING && progress->speed > 0)
    {
      double promised = progress->seconds[state] * (1 - CLAMP (part, 0, 1));
      left += promised / progress->speed - promised;
    }
  return (int) (left + 0.5);
}
