/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/gate.h"

void
dfota_gate_init (DfotaGate *gate)
{
  g_mutex_init (&gate->lock);
  gate->state = DFOTA_STATE_OPENING;
  gate->point_passed = FALSE;
  gate->stop_asked = FALSE;
  gate->leave_asked = FALSE;
  gate->closed = FALSE;
  gate->stop = g_cancellable_new ();
  gate->leave = g_cancellable_new ();
}

void
dfota_gate_clear (DfotaGate *gate)
{
  g_mutex_clear (&gate->lock);
  g_clear_object (&gate->stop);
  g_clear_object (&gate->leave);
}

gboolean
dfota_gate_enter (DfotaGate *gate, DfotaState state)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&gate->lock);

  if (gate->stop_asked || gate->leave_asked)
    return FALSE;
  gate->state = state;
  return TRUE;
}

gboolean
dfota_gate_observe (DfotaGate *gate, DfotaState state)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&gate->lock);

  if (state == gate->state || !dfota_state_may_follow (gate->state, state))
    return FALSE;
  gate->state = state;
  return TRUE;
}

gboolean
dfota_gate_pass_point (DfotaGate *gate)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&gate->lock);

  if (gate->stop_asked || gate->leave_asked)
    return FALSE;
  gate->point_passed = TRUE;
  return TRUE;
}

void
dfota_gate_close (DfotaGate *gate)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&gate->lock);

  gate->closed = TRUE;
}

gboolean
dfota_gate_stop (DfotaGate *gate)
{
  g_mutex_lock (&gate->lock);
  gboolean taken = !gate->point_passed && !gate->closed && !dfota_state_is_final (gate->state);
  if (taken)
    gate->stop_asked = TRUE;
  g_mutex_unlock (&gate->lock);

  /* outside the lock: whoever wakes up asks the gate */
  if (taken)
    g_cancellable_cancel (gate->stop);
  return taken;
}

void
dfota_gate_leave (DfotaGate *gate)
{
  g_mutex_lock (&gate->lock);
  gate->leave_asked = TRUE;
  g_mutex_unlock (&gate->lock);

  g_cancellable_cancel (gate->stop);
  g_cancellable_cancel (gate->leave);
}

void
dfota_gate_finish (DfotaGate *gate, DfotaState state)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&gate->lock);

  gate->state = state;
}

gboolean
dfota_gate_may_stop (DfotaGate *gate)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&gate->lock);

  return !gate->point_passed && !gate->stop_asked && !gate->closed && !dfota_state_is_final (gate->state);
}

gboolean
dfota_gate_is_leaving (DfotaGate *gate)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&gate->lock);

  return gate->leave_asked;
}

gboolean
dfota_gate_is_past_point (DfotaGate *gate)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&gate->lock);

  return gate->point_passed;
}

DfotaState
dfota_gate_state (DfotaGate *gate)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&gate->lock);

  return gate->state;
}
