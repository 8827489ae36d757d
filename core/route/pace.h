/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "port/port.h"

/* How fast bytes may go out, and in what portions. */
typedef struct
{
  gsize chunk;     /* bytes in one write */
  gint64 step_us;  /* from one write to the next; 0: as the line takes them */
  gsize queue_max; /* bytes that may lie in the system's output buffer, this chunk included */
} DfotaPace;

/* Without flow control: at most 32 bytes at a time and 15 × 1,024 bytes in a second (guide LTE Standard(A), 3.3.1.3), and no
 * faster than the line. With it: the line's own rate where it has one, and never more than 50 ms of line in the system, for
 * after a Stop those bytes would still go out. @baud 0: no line rate is known. */
DfotaPace dfota_pace (DfotaFlow flow, guint baud);

/* Bytes in a second at this pace; 0: nothing limits it but the line. */
double dfota_pace_rate (const DfotaPace *pace);
