/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "upgrade/state.h"

/* The one lock of a run: where it is, and whether it may still be stopped. Any thread may ask to stop; the worker alone moves
 * on. Nothing does I/O while holding it. */
typedef struct
{
  GMutex lock;
  DfotaState state;
  gboolean point_passed; /* the point of no return */
  gboolean stop_asked;   /* and taken: the run will end as stopped */
  gboolean leave_asked;
  gboolean closed;     /* no Stop any more, whatever the point */
  GCancellable *stop;  /* wakes waits before the point */
  GCancellable *leave; /* wakes those after it, and the retreat */
} DfotaGate;

void dfota_gate_init (DfotaGate *gate);
void dfota_gate_clear (DfotaGate *gate);

/* What we do next. FALSE: a Stop was there first, nothing has changed. */
gboolean dfota_gate_enter (DfotaGate *gate, DfotaState state);

/* What the module did: never refused. TRUE if the state is a new one; an edge that cannot be is ignored. */
gboolean dfota_gate_observe (DfotaGate *gate, DfotaState state);

/* The last byte, or the command that cannot be taken back, is about to go. FALSE: a Stop was there first. */
gboolean dfota_gate_pass_point (DfotaGate *gate);

/* The run tidies up after trouble of its own: there is nothing left to stop. */
void dfota_gate_close (DfotaGate *gate);

/* Any thread. TRUE: taken; the run ends without having passed the point. FALSE: too late, or it has ended. */
gboolean dfota_gate_stop (DfotaGate *gate);

/* Any thread: ends the watching. */
void dfota_gate_leave (DfotaGate *gate);

/* The last state, whatever comes before it. */
void dfota_gate_finish (DfotaGate *gate, DfotaState state);

gboolean dfota_gate_may_stop (DfotaGate *gate);
gboolean dfota_gate_is_leaving (DfotaGate *gate);
gboolean dfota_gate_is_past_point (DfotaGate *gate);
DfotaState dfota_gate_state (DfotaGate *gate);
