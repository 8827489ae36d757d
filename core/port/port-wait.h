/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "port/port.h"

/* For the port kinds only: waiting on something that comes from outside, beside a cancellable, to the microsecond. Deadlines
 * are of g_get_monotonic_time(). */

/* TRUE when the time has come; FALSE when cancelled. */
gboolean dfota_wait_until (gint64 until, GCancellable *cancel, GError **error);

/* Waits for @wanted (G_IO_IN, G_IO_OUT, or 0 for a hang-up alone) and returns what came, hang-ups included. FALSE: TIMED_OUT or
 * CANCELLED. */
gboolean dfota_wait_socket (GSocket *socket, GIOCondition wanted, GIOCondition *ret_came, gint64 until, GCancellable *cancel,
                            GError **error);

/* What a kind of port does in dfota_wait_step(). */
typedef struct
{
  /* Moves what moves without waiting, input first; FALSE when the port is gone. */
  gboolean (*exchange) (DfotaPort *port, DfotaIo *io);
  gboolean (*wait) (DfotaPort *port, GIOCondition wanted, GIOCondition *ret_came, gint64 until, GCancellable *cancel,
                    GError **error);
} DfotaWaitClass;

/* The loop every step() is. After CONNECTION_CLOSED the caller closes what is left of the port. */
gboolean dfota_wait_step (DfotaPort *port, const DfotaWaitClass *klass, DfotaIo *io, gint64 until, GCancellable *cancel,
                          GError **error);

/* They set one of the three errors of port.h and return FALSE. */
gboolean dfota_wait_timed_out (GError **error);
gboolean dfota_wait_closed (GError **error);
