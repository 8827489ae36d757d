/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "view.h"

/* One session from its start to its last event, with Ctrl-C: the first asks it to stop, the second ends the watching; of what
 * somebody else has started the first does. Every event is logged, then goes to @func; but not, with a practice module, the
 * findings that are true of real ones only. Returns the exit code that core says. */
int run_session (DfotaDeed deed, const DfotaJob *job, View *view, DfotaEventFunc func, gpointer user_data);
