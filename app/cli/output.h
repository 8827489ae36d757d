/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dfota.h"

/* Standard output with --json: one compact object per line, UTF-8, flushed each; nothing else is written there. */

/* An event of a run. @words: for its FINISHED, the words that stand in for core's own, or NULL. */
void output_event (const DfotaEvent *event, const DfotaAdvice *words);

void output_port (const DfotaPortInfo *port);
void output_module (const DfotaModule *module);

/* What ended a rehearsal, as one more finding: its id is the error's. */
void output_obstacle (const DfotaFault *fault);

/* The end of a rehearsal; @fault is NULL where it could be carried through. */
void output_summary (const guint counts[3], const DfotaFault *fault);

/* One meaning of a number. */
void output_explanation (const DfotaFault *fault);
