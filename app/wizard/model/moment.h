/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model.h"

G_BEGIN_DECLS

/* What may be done, and what is true, at this moment of an upgrade: one answer for the page, the bar below it, and the question
 * whether to leave. */
typedef enum
{
  WIZARD_MOMENT_NONE,     /* nothing runs */
  WIZARD_MOMENT_MAY_STOP, /* the point of no return is still ahead */
  WIZARD_MOMENT_STOPPING,
  WIZARD_MOMENT_RETREAT,     /* it went wrong before the point; the module is asked whether it is as before */
  WIZARD_MOMENT_MUST_FINISH, /* past the point */
  WIZARD_MOMENT_WAITING,     /* the module is in download mode: it waits, for ever if need be */
  WIZARD_MOMENT_EXPECTING,   /* somebody else is to start an upgrade; nothing has begun */
  WIZARD_MOMENT_WATCHING,    /* somebody else has started it */
  WIZARD_MOMENT_LEAVING
} WizardMoment;

WizardMoment wizard_moment_of (const WizardState *state);

/* What stands where the buttons were: why there is none, and what keeps the module safe. "" where there is one. */
const char *wizard_moment_words (WizardModel *model);

/* Where the point of no return lies, and what it means, for the line under the bar. "" where there is nothing to say. */
const char *wizard_moment_point (WizardModel *model);

/* Is the point a place that the bar approaches? Else it is the command itself, a few seconds after the start. */
gboolean wizard_moment_has_mark (WizardModel *model);

/* May the window not simply close? */
gboolean wizard_moment_is_serious (const WizardState *state);

G_END_DECLS
