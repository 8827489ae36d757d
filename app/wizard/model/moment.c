/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "moment.h"

#include <glib/gi18n.h>

/* How the package gets to the module decides what the point of no return is. */
typedef enum
{
  POINT_LAST_BYTE, /* the package is complete on the module */
  POINT_STORED,    /* it lies in the module's storage */
  POINT_COMMAND    /* the module has its command, and fetches the package itself */
} Point;

static Point
point_of (WizardModel *model)
{
  const DfotaWay *way = wizard_model_way (model);

  if (way == NULL)
    return POINT_COMMAND;
  if (way->point_is_last_chunk)
    return POINT_LAST_BYTE;
  return way->route->stage != NULL ? POINT_STORED : POINT_COMMAND;
}

WizardMoment
wizard_moment_of (const WizardState *state)
{
  if (!state->running)
    return WIZARD_MOMENT_NONE;
  if (state->leaving)
    return WIZARD_MOMENT_LEAVING;
  if (state->stopping)
    return WIZARD_MOMENT_STOPPING;
  if (state->stage == DFOTA_STATE_WAITING)
    return WIZARD_MOMENT_WAITING;
  if (state->watching)
    return state->may_stop ? WIZARD_MOMENT_EXPECTING : WIZARD_MOMENT_WATCHING;
  if (state->may_stop)
    return WIZARD_MOMENT_MAY_STOP;
  return state->past_point ? WIZARD_MOMENT_MUST_FINISH : WIZARD_MOMENT_RETREAT;
}

gboolean
wizard_moment_is_serious (const WizardState *state)
{
  WizardMoment moment = wizard_moment_of (state);

  return moment != WIZARD_MOMENT_NONE && moment != WIZARD_MOMENT_EXPECTING;
}

gboolean
wizard_moment_has_mark (WizardModel *model)
{
  const WizardState *state = wizard_model_state (model);

  return !state->watching && point_of (model) != POINT_COMMAND && state->progress.point > 0 && state->progress.point < 1;
}

/* The module still fetches its package from this computer, or will. */
static gboolean
needs_this_computer (WizardModel *model)
{
  const WizardState *state = wizard_model_state (model);
  const DfotaWay *way = wizard_model_way (model);

  return wizard_model_is_hosting (model) && (state->stage <= DFOTA_STATE_DOWNLOADING || (way != NULL && way->download_mode));
}

/* And so whether the module is safe meanwhile: what it needs, and what it does not. */
static const char *
words_past_point (WizardModel *model)
{
  const DfotaWay *way = wizard_model_way (model);

  switch (point_of (model))
    {
    case POINT_LAST_BYTE:
      return _ ("It cannot be stopped any more: the whole package is on the module, and now it must finish. It does so "
                "without this computer, as long as its power stays on.");
    case POINT_STORED:
      return _ ("It cannot be stopped any more: the module has been told to install the package, and now it must finish. It "
                "does so without this computer, as long as its power stays on.");
    default:
      break;
    }
  if (needs_this_computer (model))
    return _ ("It cannot be stopped any more: the module has its order, and now it must finish. It fetches the package from "
              "this computer: keep that on, and the module's power.");
  if (way != NULL && way->resumes)
    return _ ("It cannot be stopped any more: the module has its order, and now it must finish. It does so without this "
              "computer; after a power cut it goes on by itself.");
  return _ ("It cannot be stopped any more: the module has its order, and now it must finish. It does so without this "
            "computer, as long as its power stays on.");
}

const char *
wizard_moment_words (WizardModel *model)
{
  switch (wizard_moment_of (wizard_model_state (model)))
    {
    case WIZARD_MOMENT_STOPPING:
      return _ ("Stopping. Then the module is asked whether all is as it was.");
    case WIZARD_MOMENT_RETREAT:
      return _ ("It has ended early. The module is being asked whether all is as it was.");
    case WIZARD_MOMENT_MUST_FINISH:
      return words_past_point (model);
    case WIZARD_MOMENT_WAITING:
      return _ ("The module goes on by itself, whether it is watched or not. It works again when it has got its package.");
    case WIZARD_MOMENT_WATCHING:
      return _ ("The module goes on by itself, whether it is watched or not. Its power must stay on.");
    default:
      return "";
    }
}

static const char *
words_before_point (WizardModel *model)
{
  switch (point_of (model))
    {
    case POINT_LAST_BYTE:
      return _ ("Up to the mark you can stop: your module then keeps its old firmware. After it the module must finish.");
    case POINT_STORED:
      return _ ("Up to the mark you can stop: the package is then removed from the module, and it keeps its old firmware. "
                "After it the module must finish.");
    default:
      return _ ("You can stop until the module is given its order, in a few seconds. From then on it must finish.");
    }
}

const char *
wizard_moment_point (WizardModel *model)
{
  return wizard_moment_of (wizard_model_state (model)) == WIZARD_MOMENT_MAY_STOP ? words_before_point (model) : "";
}
