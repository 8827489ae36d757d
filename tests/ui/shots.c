/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shots.h"

#include <glib/gstdio.h>

/* shots FOLDER [WIDTH HEIGHT]: pictures of every page, in both languages, light and dark, as FOLDER/PAGE-LANG-STYLE.png.
 * To be run on a screen of its own in the locale zh_CN.UTF-8, for the right shapes of the Chinese glyphs. */

static const char *folder;
static int window_width = 860, window_height = 620;

static const ShotWords words[] = {
  { "en", "Next", "Practice module", "Use the practice package", "I understand", "Start the upgrade", "Stop" },
  { "zh_CN", "下一步", "练习模块", "使用练习升级包", "我已了解", "开始升级", "停止" },
};

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

void
shots_size (Ui *ui)
{
  ui_unwatch (ui);
  gtk_window_set_default_size (ui_window (ui), window_width, window_height);
  ui_sleep (ui, 300);
}

void
shots_shoot (Ui *ui, const ShotWords *w, const char *page)
{
  static const struct
  {
    const char *name;
    AdwColorScheme scheme;
  } styles[] = { { "dark", ADW_COLOR_SCHEME_FORCE_DARK }, { "light", ADW_COLOR_SCHEME_FORCE_LIGHT } };

  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      g_autofree char *name = g_strdup_printf ("%s-%s-%s.png", page, w->lang, styles[i].name);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), styles[i].scheme);
      ui_sleep (ui, 120);
      ui_shoot (ui, path);
    }
}

static Ui *
start (const ShotWords *w, const char *practice)
{
  Ui *ui = ui_start (w->lang, practice);

  shots_size (ui);
  return ui;
}

static void
go_to_start (Ui *ui, const ShotWords *w, gboolean shots)
{
  if (!wizard_model_is_practice (ui_model (ui)))
    ui_choose (ui, w->practice);
  ui_click (ui, w->next);
  ui_await_model (ui, at_module, "the module is known");
  if (shots)
    shots_shoot (ui, w, "2-module");
  ui_click (ui, w->next);
  ui_await_model (ui, at_package, "page 3");
  if (shots)
    shots_shoot (ui, w, "3-package-empty");
  ui_click (ui, w->package);
  ui_await_model (ui, has_package, "the package is read");
  if (shots)
    shots_shoot (ui, w, "3-package");
  ui_click (ui, w->next);
  ui_await_model (ui, at_way, "page 4");
  if (shots)
    shots_shoot (ui, w, "4-way");
  ui_click (ui, w->next);
  ui_await_model (ui, at_flow, "page 5");
  if (shots)
    shots_shoot (ui, w, "5-flow");
  ui_click (ui, w->next);
  ui_await_model (ui, is_checked, "the checks are made");
  ui_choose (ui, w->understand);
  if (shots)
    shots_shoot (ui, w, "6-start");
  ui_click (ui, w->start);
}

static void
walk_to_done (const ShotWords *w)
{
  Ui *ui;

  g_setenv ("DFOTA_PRACTICE_SPEED", "10", TRUE);
  ui = start (w, NULL);
  shots_shoot (ui, w, "1-connect");
  go_to_start (ui, w, TRUE);
  ui_await_model (ui, is_half_sent, "the package is half sent");
  shots_shoot (ui, w, "7-upgrade-sending");
  ui_await_model (ui, is_half_updated, "the module updates itself");
  shots_shoot (ui, w, "7-upgrade-updating");
  ui_await_model (ui, at_result, "the end");
  shots_shoot (ui, w, "8-result-done");
  ui_end (ui);
}

static void
walk_to_failed (const ShotWords *w)
{
  Ui *ui;

  g_setenv ("DFOTA_PRACTICE_SPEED", "60", TRUE);
  ui = start (w, "practice:check-505");
  go_to_start (ui, w, FALSE);
  ui_await_model (ui, at_result, "the end");
  shots_shoot (ui, w, "8-result-failed");
  ui_end (ui);
}

static void
walk_to_stopped (const ShotWords *w)
{
  Ui *ui;

  g_setenv ("DFOTA_PRACTICE_SPEED", "10", TRUE);
  ui = start (w, NULL);
  go_to_start (ui, w, FALSE);
  ui_await_model (ui, is_half_sent, "the package is half sent");
  ui_click (ui, w->stop);
  ui_await_model (ui, at_result, "the end");
  shots_shoot (ui, w, "8-result-stopped");
  ui_end (ui);
}

static void
walk_to_no_answer (const ShotWords *w)
{
  Ui *ui = start (w, "practice:no-answer");

  g_setenv ("DFOTA_PRACTICE_SPEED", "60", TRUE);
  ui_click (ui, w->next);
  ui_await_model (ui, has_fault, "it does not answer");
  shots_shoot (ui, w, "1-connect-failed");
  ui_end (ui);
}

int
main (int argc, char **argv)
{
  if (argc != 2 && argc != 4)
    {
      g_printerr ("usage: shots FOLDER [WIDTH HEIGHT]\n");
      return 2;
    }
  folder = argv[1];
  if (argc == 4)
    {
      window_width = atoi (argv[2]);
      window_height = atoi (argv[3]);
    }
  g_mkdir_with_parents (folder, 0755);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      walk_to_done (&words[i]);
      walk_to_failed (&words[i]);
      walk_to_stopped (&words[i]);
      walk_to_no_answer (&words[i]);
      shots_of_ways (&words[i]);
    }
  return 0;
}
