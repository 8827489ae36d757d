/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "serve/probe-private.h"

/* Enough for a busy computer, and short where it is a limit that is tried out. */
extern const DfotaProbePatience probe_patient;
extern const DfotaProbePatience probe_hasty;

/* Looks, and fails where nothing can be said at all. */
DfotaProbe *probe_at (const char *url, gboolean whole, const DfotaProbePatience *patience);

/* Looks, and fails unless it ends so. */
void probe_assert_ends (const char *url, gboolean whole, const DfotaProbePatience *patience, DfotaProbeResult result,
                        const char *words);
