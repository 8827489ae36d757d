/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "route/pace.h"
#include "upgrade/ways.h"

/* One bar for the whole run: each state's share is its expected seconds, scaled once by the package's size and the line's rate.
 * Pure. */
typedef struct
{
  double seconds[DFOTA_N_STATES];
  double total;
  double fraction; /* shown so far: never goes back */
  gboolean staged; /* the package is sent before the command */
  double speed;    /* of the line: measured rate by expected rate; 0 not yet */
} DfotaProgress;

/* @pace NULL: no bytes go over the line. */
void dfota_progress_init (DfotaProgress *progress, const DfotaWay *way, goffset size, const DfotaPace *pace);

/* How far, in 0…1, the run is when @state is done to @part (0…1). */
double dfota_progress_at (DfotaProgress *progress, DfotaState state, double part);

/* Where the point of no return lies. */
double dfota_progress_point (const DfotaProgress *progress, const DfotaWay *way);

/* s from here to the end, as far as the table tells; while sending from the measured rate. */
int dfota_progress_left (const DfotaProgress *progress, DfotaState state, double part);

/* s until the first byte of a download comes, besides its size. */
#define DFOTA_FETCH_SECONDS 10

/* Bytes/s expected where nothing paces us: what a USB port or a network line takes into flash. */
#define DFOTA_USUAL_RATE (100 * 1024)
