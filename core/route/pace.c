/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/pace.h"

#define SECOND_US 1000000

#define SLOW_CHUNK 32
#define SLOW_RATE  (15 * 1024)

/* So many writes in any second that a late one followed by a punctual one is still within the limit. */
#define SLOW_WRITES (SLOW_RATE / SLOW_CHUNK - 4)

#define USB_CHUNK 4096

DfotaPace
dfota_pace (DfotaFlow flow, guint baud)
{
  guint line = baud / 10; /* 8N1: ten bits a byte */

  if (flow == DFOTA_FLOW_NONE)
    {
      gint64 step = SECOND_US / SLOW_WRITES;
      if (line > 0)
        step = MAX (step, (gint64) SLOW_CHUNK * SECOND_US / line + 1);
      /* 50 ms of it; what a far serial server has not acknowledged yet counts as well */
      gsize queue = (gsize) (SLOW_CHUNK * SECOND_US / 20 / step);
      return (DfotaPace){ .chunk = SLOW_CHUNK, .step_us = step, .queue_max = MAX (queue, 2 * SLOW_CHUNK) };
    }
  if (line == 0)
    return (DfotaPace){ .chunk = USB_CHUNK, .step_us = 0, .queue_max = USB_CHUNK };

  gsize chunk = CLAMP (line / 50, 16, USB_CHUNK); /* 20 ms of line */
  gint64 step = (gint64) chunk * SECOND_US / line;
  return (DfotaPace){ .chunk = chunk, .step_us = step, .queue_max = chunk * 5 / 2 };
}

double
dfota_pace_rate (const DfotaPace *pace)
{
  return pace->step_us > 0 ? (double) pace->chunk * SECOND_US / (double) pace->step_us : 0;
}
