/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "silence.h"
#include "moment.h"

#include <glib/gi18n.h>

/* A stage may begin with the line that tells of it, which was heard a moment before. */
#define MOMENT_US (G_USEC_PER_SEC / 2)

/* Seconds that are not counted out. */
#define JUST_NOW 2

static gboolean
has_spoken (const WizardState *state)
{
  return state->heard_at > 0 && state->heard_at + MOMENT_US >= state->stage_at;
}

int
wizard_silence_seconds (const WizardState *state, gint64 now)
{
  gint64 since = has_spoken (state) ? state->heard_at : state->stage_at;

  return (int) (MAX (now - since, 0) / G_USEC_PER_SEC);
}

static char *
duration (int seconds)
{
  if (seconds < 60)
    return g_strdup_printf (_ ("%d s"), seconds);
  if (seconds % 60 == 0)
    return g_strdup_printf (_ ("%d min"), seconds / 60);
  return g_strdup_printf (_ ("%d min %d s"), seconds / 60, seconds % 60);
}

/* Nobody listens for anything here, or it is over in a moment. */
static gboolean
is_no_matter (const WizardState *state)
{
  gboolean expecting = state->watching && state->may_stop;

  return !state->running || state->stopping || state->leaving || expecting || state->stage == DFOTA_STATE_OPENING
         || state->stage == DFOTA_STATE_CHECKING || state->stage == DFOTA_STATE_PREPARING
         || wizard_moment_of (state) == WIZARD_MOMENT_RETREAT || dfota_state_is_final (state->stage);
}

static char *
words_without_limit (const WizardState *state, int seconds)
{
  g_autofree char *quiet = duration (seconds);

  if (has_spoken (state) && seconds < JUST_NOW)
    return g_strdup (_ ("Last heard just now; in this state no silence is too long."));
  if (has_spoken (state))
    return g_strdup_printf (_ ("Last heard %s ago; in this state no silence is too long."), quiet);
  return g_strdup_printf (_ ("Silent for %s; in this state no silence is too long."), quiet);
}

gboolean
wizard_silence_is_too_long (const WizardState *state, gint64 now)
{
  return !is_no_matter (state) && state->stage != DFOTA_STATE_SENDING && state->silence_limit > 0
         && wizard_silence_seconds (state, now) > state->silence_limit;
}

char *
wizard_silence_words (const WizardState *state, gint64 now)
{
  int seconds = wizard_silence_seconds (state, now);
  g_autofree char *quiet = duration (seconds);
  g_autofree char *limit = duration (state->silence_limit);

  if (is_no_matter (state))
    return g_strdup ("");
  if (state->stage == DFOTA_STATE_SENDING)
    return g_strdup (_ ("While it receives the package the module says nothing; that is normal."));
  if (state->silence_limit <= 0)
    return words_without_limit (state, seconds);
  if (wizard_silence_is_too_long (state, now))
    return g_strdup_printf (_ ("Silent for %s; here %s is normal. The program now finds out how the module is; you need do "
                               "nothing."),
                            quiet, limit);
  if (!has_spoken (state) && seconds < JUST_NOW)
    return g_strdup_printf (_ ("Listening; up to %s of silence is normal here."), limit);
  if (has_spoken (state) && seconds < JUST_NOW)
    return g_strdup_printf (_ ("Last heard just now; up to %s of silence is normal here."), limit);
  if (has_spoken (state))
    return g_strdup_printf (_ ("Last heard %s ago; up to %s of silence is normal here."), quiet, limit);
  return g_strdup_printf (_ ("Silent for %s; up to %s of silence is normal here."), quiet, limit);
}
