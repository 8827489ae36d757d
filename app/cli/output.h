/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dfota.h"

/* Standard output with --json: one compact object per line, UTF-8, flushed each; nothing else is written there. */

/* An event of a run. @words: for its FINISHED, the words that stand in for core's own, or NULL. */
void output_event (const DfotaEvent *event, const DfotaAdvice *words);

void output_port (const DfotaPortInfo *port);
void output_driverless (const DfotaDriverless *device);
void output_module (const DfotaModule *module);

/* What ended a rehearsal, as one more finding: its id is the error's. */
void output_obstacle (const DfotaFault *fault);

/* The end of a rehearsal; @fault is NULL where it could be carried through. */
void output_summary (const guint counts[3], const DfotaFault *fault);

/* What the detective found. */
void output_status (const DfotaStatusEvent *status);

/* What lies at an address; @same is -1 where there was nothing to compare it with. */
void output_probe (const DfotaProbe *probe, const char *url, int same, const DfotaAdvice *words);

/* A file that is served, and an answer of the server. */
void output_host (const char *file, const char *url);
void output_served (const char *file, goffset bytes, const char *peer);

/* One meaning of a number. */
void output_explanation (const DfotaFault *fault);
