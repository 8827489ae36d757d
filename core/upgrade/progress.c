/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/progress.h"

#include <string.h>

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

/* The places of `order` from which on the module leads; the line in between has a rate of its own. */
#define FIRST_OF_MODULE 4

void
dfota_progress_hasten (DfotaProgress *progress, double haste)
{
  progress->total = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      if (i >= FIRST_OF_MODULE && order[i] != DFOTA_STATE_SENDING)
        progress->seconds[order[i]] /= haste;
      progress->total += progress->seconds[order[i]];
    }
}

void
dfota_progress_resume (DfotaProgress *progress, const DfotaProgress *before)
{
  DfotaProgress plan = *progress;

  *progress = *before;
  memcpy (progress->seconds, plan.seconds, sizeof plan.seconds);
  progress->total = plan.total;
  progress->staged = plan.staged;
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

/* --- the time left --- */

/* The first bytes vanish into buffers: a rate is measured only when those are full. */
#define BURST_US SECOND

/* So much of a state, or so many seconds of it, and what was measured counts instead of the table. */
#define TRUSTED_PART 0.25

/* How fast the figure that is shown is drawn to the reckoned one: it is half way there after so many seconds. */
#define RISE_S 8
#define FALL_S 3

/* Differences that nobody needs to know. */
#define SLACK_S    2
#define SLACK_PART 0.05

#define SECOND G_USEC_PER_SEC

static double
trusted_seconds (DfotaState state)
{
  /* a line runs evenly; the module's own work does not */
  return state == DFOTA_STATE_SENDING ? 8 : 90;
}

static double
since (gint64 then, gint64 now)
{
  return (double) (now - then) / SECOND;
}

static gsize
place_of (const DfotaProgress *progress, DfotaState state)
{
  gsize place = 0;

  while (place < G_N_ELEMENTS (order) && state_at (progress, place) != state)
    place++;
  return place;
}

/* TRUE: a state that was not reached before. */
static gboolean
go_on (DfotaProgress *progress, DfotaState state, gint64 now)
{
  if (state == DFOTA_STATE_WAITING)
    {
      progress->paused = TRUE;
      return FALSE;
    }
  if (!progress->begun || place_of (progress, state) > place_of (progress, progress->farthest))
    {
      progress->joined = !progress->begun;
      progress->begun = TRUE;
      progress->farthest = state;
      progress->entered_at = now;
      progress->measuring = FALSE;
      progress->paused = FALSE;
      progress->part = 0;
      return TRUE;
    }
  if (progress->paused)
    {
      progress->paused = FALSE;
      progress->entered_at = now;
      progress->from = progress->part;
      progress->from_at = progress->part_at = now;
    }
  return FALSE;
}

static void
take_figure (DfotaProgress *progress, double part, gint64 now)
{
  if (progress->farthest == DFOTA_STATE_SENDING && now - progress->entered_at < BURST_US)
    return;
  if (!progress->measuring)
    {
      gboolean whole = !progress->joined && progress->farthest != DFOTA_STATE_SENDING;
      progress->measuring = TRUE;
      progress->from = whole ? 0 : part;
      progress->from_at = whole ? progress->entered_at : now;
      progress->part = progress->from;
      progress->part_at = progress->from_at;
    }
  if (part <= progress->part)
    return;
  progress->part = part;
  progress->part_at = now;
}

static double
rest_by_figures (const DfotaProgress *progress)
{
  double expected = progress->seconds[progress->farthest];
  double gained = progress->part - progress->from;
  double took = since (progress->from_at, progress->part_at);
  double enough = trusted_seconds (progress->farthest);
  double rest = expected * (1 - progress->part);
  double trust = MAX (took / enough, gained / TRUSTED_PART);

  if (gained <= 0)
    return rest;
  return rest + MIN (trust, 1) * (took / gained * (1 - progress->part) - rest);
}

/* s until the farthest state ends; negative: so long ago it should have. */
static double
rest_of_state (const DfotaProgress *progress, gint64 now)
{
  double rest = progress->seconds[progress->farthest] - since (progress->entered_at, now);

  if (progress->measuring)
    rest = rest_by_figures (progress) - since (progress->part_at, now);
  return rest;
}

/* From what is shown to what is reckoned. */
static double
draw_near (double shown, double reckoned, double seconds)
{
  double off = reckoned - shown;
  double slack = MAX (SLACK_S, SLACK_PART * reckoned);

  if (off > slack)
    return shown + (off - slack) * seconds / (seconds + RISE_S);
  if (off < -slack)
    return shown + (off + slack) * seconds / (seconds + FALL_S);
  return shown;
}

int
dfota_progress_left (DfotaProgress *progress, DfotaState state, double part, gboolean known, gint64 now, int *ret_stage)
{
  *ret_stage = 0;
  if (dfota_state_is_final (state))
    return 0;

  gboolean news = go_on (progress, state, now);
  if (progress->paused || !progress->begun)
    return -1;
  if (known && state == progress->farthest)
    take_figure (progress, CLAMP (part, 0, 1), now);

  double due = rest_of_state (progress, now);
  double rest = MAX (0, due);
  double reckoned
      = rest + progress->total - seconds_before (progress, progress->farthest) - progress->seconds[progress->farthest];
  double seconds = since (progress->left_at, now);
  double countable = MAX (0, progress->due);
  double counted = progress->left - MIN (seconds, countable);
  /* so it was told until now, and no figure that could be taken back */
  gboolean was_late = seconds - progress->due > DFOTA_LATE_SECONDS && due >= 0;
  if (!progress->told || was_late || (news && reckoned < counted))
    progress->left = reckoned;
  else
    progress->left = draw_near (counted, reckoned, seconds);
  progress->told = TRUE;
  progress->left_at = now;
  progress->due = due;
  *ret_stage = (int) (due + (due < 0 ? -0.5 : 0.5));
  return (int) (progress->left + 0.5);
}
