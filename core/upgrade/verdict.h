/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "upgrade/event.h"

/* How a run that sent AT+QFOTADL ended: a table of what the module said last, what it says it is, and what was asked for. Pure. */

typedef enum
{
  DFOTA_ENDING_NONE,       /* it has not ended */
  DFOTA_ENDING_SAID_DONE,  /* END, 0 */
  DFOTA_ENDING_SAID_ERROR, /* a result code, ERROR to the command, NOTSUPPORT */
  DFOTA_ENDING_LOST,       /* it said nothing final */
  DFOTA_ENDING_BROKEN,     /* trouble of ours before the package was complete: cable, file, line */
  DFOTA_ENDING_STOPPED     /* the user's Stop was taken */
} DfotaEnding;

typedef enum
{
  DFOTA_READING_NONE, /* it did not answer */
  DFOTA_READING_SAME,
  DFOTA_READING_CHANGED,
  DFOTA_READING_UNKNOWN,    /* it answers, and what it was before is not known: an upgrade joined on its way */
  DFOTA_READING_NOT_TARGET, /* changed, and not to what was asked for */
  DFOTA_READING_ANOTHER     /* another model than before: whatever it says, it says of itself */
} DfotaReading;

typedef struct
{
  DfotaOutcome outcome;
  int exit_code;
  gboolean module_safe;
  gboolean own_error;   /* the fault is what went wrong in the run; else .error */
  DfotaErrorCode error; /* meaningless where the outcome is done */
} DfotaVerdict;

DfotaVerdict dfota_verdict (DfotaEnding ending, DfotaReading reading, gboolean past_point);
