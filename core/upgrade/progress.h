/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "route/pace.h"
#include "upgrade/ways.h"

/* One bar for the whole run: each state's share is its expected seconds, scaled once by the package's size and the line's rate.
 * And the time left, which is reckoned anew from what is measured on the way. Pure: time comes in as µs of any clock. */
typedef struct
{
  double seconds[DFOTA_N_STATES];
  double total;
  double fraction; /* shown so far: never goes back */
  gboolean staged; /* the package is sent before the command is */

  /* how far it has come, by the order of the bar, and how fast in that state */
  gboolean begun;
  DfotaState farthest;
  gint64 entered_at;
  gboolean joined;    /* it was in that state when the run began */
  gboolean measuring; /* the state gives figures */
  gboolean paused;    /* it waits in download mode: that says nothing of its speed */
  double from, part;  /* the first figure and the last one */
  gint64 from_at, part_at;

  /* the time left, as it was told last */
  gboolean told;
  double left; /* s */
  double due;  /* s of it until its state should end; negative: it should have ended */
  gint64 left_at;
} DfotaProgress;

/* @pace NULL: no bytes go over the line. */
void dfota_progress_init (DfotaProgress *progress, const DfotaWay *way, goffset size, const DfotaPace *pace);

/* Practice: what the module does by itself takes so many times less than the table says. */
void dfota_progress_hasten (DfotaProgress *progress, double haste);

/* A new plan in the middle of a run: what was shown and measured under @before holds on. */
void dfota_progress_resume (DfotaProgress *progress, const DfotaProgress *before);

/* How far, in 0…1, the run is when @state is done to @part (0…1). */
double dfota_progress_at (DfotaProgress *progress, DfotaState state, double part);

/* Where the point of no return lies. */
double dfota_progress_point (const DfotaProgress *progress, const DfotaWay *way);

/* s from here to the end; -1: nobody can tell. @known: @part is a figure, and not just where the state begins.
 *
 * It counts down. What is measured corrects the table: by little at first, for the beginning of a state says little of the rest
 * of it. A small difference is left to the countdown; where more time is needed the figure rises no further than it must, and
 * gently; a state that ended early shortens it at once. *ret_stage: how many of the seconds are the state's own: who counts down
 * between two events goes no further than that, for what comes after the state has not begun (dfota_time_left()).
 * Negative: the state should have ended so many seconds ago (dfota_time_is_late()). */
int dfota_progress_left (DfotaProgress *progress, DfotaState state, double part, gboolean known, gint64 now, int *ret_stage);

/* A state that takes so many seconds more than was expected is none the worse, and figures of minutes do not show it; one that
 * takes longer is late. */
#define DFOTA_LATE_SECONDS 20

/* s until the first byte of a download comes, besides its size. */
#define DFOTA_FETCH_SECONDS 10

/* Bytes/s expected where nothing paces us: what a USB port or a network line takes into flash. */
#define DFOTA_USUAL_RATE (100 * 1024)
