/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shots.h"

/* The practice module, from the first page to each kind of end. */

static gboolean
is_at (WizardModel *model, WizardPageId page)
{
  return wizard_model_state (model)->page == page;
}

#define AT(name, PAGE)                                                                                                      \
  static gboolean name (WizardModel *model)                                                                                 \
  {                                                                                                                         \
    return is_at (model, PAGE);                                                                                             \
  }
AT (at_module, WIZARD_STEP_MODULE)
AT (at_package, WIZARD_STEP_PACKAGE)
AT (at_way, WIZARD_STEP_WAY)
AT (at_flow, WIZARD_STEP_FLOW)
AT (at_result, WIZARD_STEP_RESULT)

static gboolean
has_package (WizardModel *model)
{
  return wizard_model_state (model)->package != NULL;
}

static gboolean
has_fault (WizardModel *model)
{
  return wizard_model_state (model)->connect_fault != NULL;
}

static gboolean
is_checked (WizardModel *model)
{
  return wizard_model_state (model)->checked;
}

static gboolean
is_half_sent (WizardModel *model)
{
  const WizardState *state = wizard_model_state (model);

  return state->stage == DFOTA_STATE_SENDING && state->progress.bytes > 120000;
}

static gboolean
is_half_updated (WizardModel *model)
{
  const WizardState *state = wizard_model_state (model);

  return state->stage == DFOTA_STATE_UPDATING && state->progress.known;
}

static void
shoot_if (gboolean shots, Ui *ui, const char *page)
{
  if (shots)
    shots_shoot (ui, page);
}

static void
go_to_start (Ui *ui, const ShotWords *w, gboolean shots)
{
  if (!wizard_model_is_practice (ui_model (ui)))
    ui_choose (ui, w->practice);
  ui_click (ui, w->next);
  ui_await_model (ui, at_module, "the module is known");
  shoot_if (shots, ui, "2-module");
  ui_click (ui, w->next);
  ui_await_model (ui, at_package, "page 3");
  shoot_if (shots, ui, "3-package-empty");
  ui_click (ui, w->package);
  ui_await_model (ui, has_package, "the package is read");
  shoot_if (shots, ui, "3-package");
  ui_click (ui, w->next);
  ui_await_model (ui, at_way, "page 4");
  shoot_if (shots, ui, "4-way");
  ui_click (ui, w->next);
  ui_await_model (ui, at_flow, "page 5");
  shoot_if (shots, ui, "5-flow");
  ui_click (ui, w->next);
  ui_await_model (ui, is_checked, "the checks are made");
  ui_choose (ui, w->understand);
  shoot_if (shots, ui, "6-start");
  ui_click (ui, w->start);
}

void
shots_done (const ShotWords *w)
{
  Ui *ui;

  g_setenv ("DFOTA_PRACTICE_SPEED", "2", TRUE);
  ui = shots_open (ui_start (w->lang, NULL));
  shots_shoot (ui, "1-connect");
  go_to_start (ui, w, TRUE);
  ui_await_model (ui, is_half_sent, "the package is half sent");
  shots_shoot (ui, "7-upgrade-sending");
  ui_await_model (ui, is_half_updated, "the module updates itself");
  shots_shoot (ui, "7-upgrade-updating");
  ui_await_model (ui, at_result, "the end");
  shots_shoot (ui, "8-result-done");
  ui_end (ui);
}

void
shots_failed (const ShotWords *w)
{
  Ui *ui;

  g_setenv ("DFOTA_PRACTICE_SPEED", "60", TRUE);
  ui = shots_open (ui_start (w->lang, "practice:check-505"));
  go_to_start (ui, w, FALSE);
  ui_await_model (ui, at_result, "the end");
  shots_shoot (ui, "8-result-failed");
  ui_end (ui);
}

void
shots_stopped (const ShotWords *w)
{
  Ui *ui;

  g_setenv ("DFOTA_PRACTICE_SPEED", "10", TRUE);
  ui = shots_open (ui_start (w->lang, NULL));
  go_to_start (ui, w, FALSE);
  ui_await_model (ui, is_half_sent, "the package is half sent");
  ui_click (ui, w->stop);
  ui_await_model (ui, at_result, "the end");
  shots_shoot (ui, "8-result-stopped");
  ui_end (ui);
}

void
shots_no_answer (const ShotWords *w)
{
  Ui *ui = shots_open (ui_start (w->lang, "practice:no-answer"));

  g_setenv ("DFOTA_PRACTICE_SPEED", "60", TRUE);
  ui_click (ui, w->next);
  ui_await_model (ui, has_fault, "it does not answer");
  shots_shoot (ui, "1-connect-failed");
  ui_end (ui);
}
