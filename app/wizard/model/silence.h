/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model.h"

G_BEGIN_DECLS

/* How long the module has said nothing, and whether that is normal: "Last heard 12 s ago; up to 2 min of silence is normal
 * here." @now: µs, monotonic. "" where there is nothing to hear. Newly allocated. Pure. */
char *wizard_silence_words (const WizardState *state, gint64 now);

/* s of silence in this stage; the limits of ways.c count the same. */
int wizard_silence_seconds (const WizardState *state, gint64 now);

/* More of it than is normal: core now asks the module how it is. */
gboolean wizard_silence_is_too_long (const WizardState *state, gint64 now);

G_END_DECLS
