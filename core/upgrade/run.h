/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "upgrade/event.h"
#include "upgrade/job.h"

/* One run: made, done on one worker thread, freed. Only dfota_run_stop() and dfota_run_leave() may be called from others. */
typedef struct _DfotaRun DfotaRun;

/* Receives what happens, on the thread that does the run; takes @event over. */
typedef void (*DfotaRunEmit) (DfotaEvent *event, gpointer user_data);

/* @job is copied. @port: NULL, or a port to use instead of the one the job names (a test's port with a clock of its own);
 * it is taken over. */
DfotaRun *dfota_run_new (const DfotaJob *job, DfotaPort *port, DfotaRunEmit emit, gpointer user_data);
void dfota_run_free (DfotaRun *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DfotaRun, dfota_run_free)

/* The deeds: each blocks until its FINISHED event has been emitted. */
void dfota_run_identify (DfotaRun *run);
void dfota_run_check (DfotaRun *run);
void dfota_run_upgrade (DfotaRun *run);
void dfota_run_watch (DfotaRun *run);
void dfota_run_status (DfotaRun *run);

/* Any thread. TRUE: taken. FALSE: too late. */
gboolean dfota_run_stop (DfotaRun *run);

/* Any thread: ends the watching. */
void dfota_run_leave (DfotaRun *run);
