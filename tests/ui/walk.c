/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk.h"

#include "common/app-locale.h"

#include <glib/gi18n.h>
#include <string.h>

/* contract.md: the controls that lead through the wizard, and how a result begins. And a word that the catalogue has twice. */
static const struct
{
  const char *english, *chinese;
} fixed[] = {
  { "Next", "下一步" },
  { "Back", "上一步" },
  { "I understand", "我已了解" },
  { "Start the upgrade", "开始升级" },
  { "Stop", "停止" },
  { "Close", "关闭" },
  { "Done", "升级完成" },
  { "Not upgraded", "未升级" },
  { "Stopped", "已停止" },
  { "Not certain", "无法确定" },
  { "Needs attention", "需要处理" },
  { "None", "不使用" },
};

/* What stands there whatever the figures are. */
static const char *
longest_part (const char *words)
{
  g_auto (GStrv) parts = g_regex_split_simple ("%[0-9$]*[dsu]", words, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT);
  const char *longest = "";

  for (gsize i = 0; parts[i] != NULL; i++)
    if (strlen (parts[i]) > strlen (longest))
      longest = parts[i];
  return g_intern_string (longest);
}

const char *
walk_words (const char *english)
{
  const char *words = english;

  if (g_str_equal (app_locale_current (), "en"))
    return longest_part (english);
  for (gsize i = 0; i < G_N_ELEMENTS (fixed); i++)
    if (g_str_equal (fixed[i].english, english))
      return fixed[i].chinese;
  words = gettext (english);
  if (g_str_equal (words, english))
    g_error ("the catalogue has no “%s”", english);
  return longest_part (words);
}

void
walk_await (Ui *ui, const char *english)
{
  ui_await (ui, walk_words (english));
}

void
walk_expect (Ui *ui, const char *english)
{
  ui_expect (ui, walk_words (english));
}

void
walk_expect_not (Ui *ui, const char *english)
{
  ui_expect_not (ui, walk_words (english));
}

void
walk_await_title (Ui *ui, const char *english)
{
  ui_await_title (ui, walk_words (english));
}

void
walk_click (Ui *ui, const char *english)
{
  ui_click (ui, walk_words (english));
}

void
walk_choose (Ui *ui, const char *english)
{
  ui_choose (ui, walk_words (english));
}

void
walk_unfold (Ui *ui, const char *english)
{
  ui_unfold (ui, walk_words (english));
}

void
walk_type (Ui *ui, const char *english, const char *text)
{
  ui_type (ui, walk_words (english), text);
}

void
walk_select (Ui *ui, const char *english, const char *item)
{
  ui_select (ui, walk_words (english), walk_words (item));
}

gboolean
walk_may_click (const char *english)
{
  return ui_is_sensitive (walk_words (english));
}

void
walk_to_package (Ui *ui)
{
  walk_await_title (ui, "Connect");
  walk_click (ui, "Next");
  walk_await_title (ui, "Your module");
  walk_click (ui, "Next");
  walk_await_title (ui, "Upgrade package");
}

void
walk_to_way (Ui *ui, const char *package)
{
  walk_to_package (ui);
  wizard_model_take_package (ui_model (ui), package);
  walk_click (ui, "Next");
  walk_await_title (ui, "The way");
}

void
walk_start_upgrade (Ui *ui)
{
  walk_await (ui, "Please confirm that you understand");
  walk_choose (ui, "I understand");
  walk_click (ui, "Start the upgrade");
  walk_await_title (ui, "Upgrading");
}

static gboolean
has_result (WizardModel *model)
{
  const WizardState *state = wizard_model_state (model);

  return state->result != NULL && state->page == WIZARD_STEP_RESULT;
}

const WizardResult *
walk_await_result (Ui *ui, const char *heading)
{
  ui_await_model (ui, has_result, "the result");
  walk_await_title (ui, "Result");
  walk_expect (ui, heading);
  return wizard_model_state (ui_model (ui))->result;
}
