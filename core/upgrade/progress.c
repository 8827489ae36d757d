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
  *progress = (DfotaProgress){ .staged = way->route->stage != NULL };
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    progress->seconds[order[i]] = way->seconds[order[i]];
  if (pace != NULL)
    {
      double rate = dfota_pace_rate (pace);
      progress->seconds[DFOTA_STATE_SENDING] = (double) size / (rate > 0 ? rate : DFOTA_USUAL_RATE);
    }
  if (way->download_rate > 0 && pace == NULL && size > 0)
    progress->seconds[DFOTA_STATE_DOWNLOADING] = DFOTA_FETCH_SECONDS + (double) size / way->download_rate;
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    progress->total += progress->seconds[order[i]];
}

/* A package that is staged is sent before the command is. */
static DfotaState
state_at (const DfotaProgress *progress, gsize place)
{
  if (progress->staged && order[place] == DFOTA_STATE_STARTING)
    return DFOTA_STATE_SENDING;
  return progress->staged && order[place] == DFOTA_STATE_SENDING ? DFOTA_STATE_STARTING : order[place];
}

static double
seconds_before (const DfotaProgress *progress, DfotaState state)
{
  double seconds = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (order) && state_at (progress, i) != state; i++)
    seconds += progress->seconds[state_at (progress, i)];
  return seconds;
}

double
dfota_progress_at (DfotaProgress *progress, DfotaState state, double part)
{
  double at = 1;

  /* download mode has no place on the bar: it may last for ever */
  if (state == DFOTA_STATE_WAITING)
    return progress->fraction;
  if (!dfota_state_is_final (state))
    at = (seconds_before (progress, state) + progress->seconds[state] * CLAMP (part, 0, 1)) / progress->total;
  progress->fraction = CLAMP (at, progress->fraction, 1);
  return progress->fraction;
}

double
dfota_progress_point (const DfotaProgress *progress, const DfotaWay *way)
{
  gboolean sent = way->point_is_last_chunk || progress->staged;
  DfotaState last = sent ? DFOTA_STATE_SENDING : DFOTA_STATE_PREPARING;

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
