/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "walk.h"

/* The whole wizard against the practice module, as a user sees it, in both languages. */

typedef struct
{
  const char *lang;
  const char *next, *back, *understand, *start, *stop, *close;
  const char *connect, *module, *package, *way, *flow, *before, *upgrading, *result;
  const char *page_1, *page_8;
  const char *practice, *practice_package, *banner;
  const char *choose_first, *fits, *automatic, *confirm_first, *what_happens, *log;
  const char *done, *not_upgraded, *stopped;
  const char *new_firmware, *old_firmware, *as_before;
  const char *stopping, *can_be_stopped, *stop_it, *other;
} Words;

static const Words english = {
  .lang = "en",
  .next = "Next",
  .back = "Back",
  .understand = "I understand",
  .start = "Start the upgrade",
  .stop = "Stop",
  .close = "Close",
  .connect = "Connect",
  .module = "Your module",
  .package = "Upgrade package",
  .way = "The way",
  .flow = "Flow control",
  .before = "Before you start",
  .upgrading = "Upgrading",
  .result = "Result",
  .page_1 = "Page 1 of 8",
  .page_8 = "Page 8 of 8",
  .practice = "Practice module",
  .practice_package = "Use the practice package",
  .banner = "Practice: EC200A",
  .choose_first = "Choose a package first",
  .fits = "It fits your module",
  .automatic = "Automatic",
  .confirm_first = "Please confirm that you understand",
  .what_happens = "The package is sent to the module.",
  .log = "What the module says",
  .done = "Done",
  .not_upgraded = "Not upgraded",
  .stopped = "Stopped",
  .new_firmware = "Your module works with its new firmware.",
  .old_firmware = "Your module is safe. It still has its old firmware.",
  .as_before = "Your module is as it was before.",
  .stopping = "Stopping",
  .can_be_stopped = "It can still be stopped",
  .stop_it = "Stop the upgrade",
  .other = "中",
};

static const Words chinese = {
  .lang = "zh_CN",
  .next = "下一步",
  .back = "上一步",
  .understand = "我已了解",
  .start = "开始升级",
  .stop = "停止",
  .close = "关闭",
  .connect = "连接模块",
  .module = "您的模块",
  .package = "升级包",
  .way = "传输方式",
  .flow = "流控",
  .before = "开始之前",
  .upgrading = "正在升级",
  .result = "升级结果",
  .page_1 = "第 1 页，共 8 页",
  .page_8 = "第 8 页，共 8 页",
  .practice = "练习模块",
  .practice_package = "使用练习升级包",
  .banner = "练习模式",
  .choose_first = "请先选择升级包",
  .fits = "与您的模块匹配",
  .automatic = "自动",
  .confirm_first = "请先打开",
  .what_happens = "升级包发送到模块",
  .log = "模块的消息",
  .done = "升级完成",
  .not_upgraded = "未升级",
  .stopped = "已停止",
  .new_firmware = "您的模块已使用新固件正常工作。",
  .old_firmware = "您的模块安全，仍为旧固件。",
  .as_before = "您的模块与升级前一样。",
  .stopping = "正在停止",
  .can_be_stopped = "现在仍可停止",
  .stop_it = "停止升级",
  .other = "EN",
};

#define OLD "EC200ACNHAR01A02M16"
#define NEW "EC200ACNHAR01A03M16"

static void
through_connect (Ui *ui, const Words *words)
{
  ui_await_title (ui, words->connect);
  ui_expect (ui, words->page_1);
  ui_await (ui, words->practice);
  if (!wizard_model_is_practice (ui_model (ui)))
    ui_choose (ui, words->practice);
  ui_await (ui, words->banner);
  assert_false (ui_is_sensitive (words->back));
  ui_click (ui, words->next);
}

static void
through_module_and_package (Ui *ui, const Words *words)
{
  ui_await_title (ui, words->module);
  ui_expect (ui, "EC200A");
  ui_expect (ui, OLD);
  ui_expect (ui, "16 MB");
  ui_expect (ui, words->banner);
  ui_click (ui, words->next);

  ui_await_title (ui, words->package);
  ui_expect (ui, words->choose_first);
  assert_false (ui_is_sensitive (words->next));
  ui_click (ui, words->practice_package);
  ui_await (ui, words->fits);
  ui_expect (ui, OLD " → " NEW);
  ui_click (ui, words->next);
}

/* Up to “Start the upgrade”, ready to be clicked. */
static void
walk_to_start (Ui *ui, const Words *words)
{
  through_connect (ui, words);
  through_module_and_package (ui, words);

  ui_await_title (ui, words->way);
  walk_expect (ui, "From this computer");
  walk_expect (ui, "Not possible here");
  ui_click (ui, words->next);

  ui_await_title (ui, words->flow);
  ui_expect (ui, words->automatic);
  ui_click (ui, words->next);

  ui_await_title (ui, words->before);
  ui_expect (ui, words->what_happens);
  ui_await (ui, words->confirm_first);
  assert_false (ui_is_sensitive (words->start));
  ui_choose (ui, words->understand);
}

static void
expect_result (Ui *ui, const Words *words, const char *heading, const char *line)
{
  ui_await_title (ui, words->result);
  ui_expect (ui, words->page_8);
  ui_expect (ui, heading);
  ui_expect (ui, line);
  ui_expect (ui, OLD);
  assert_true (ui_is_sensitive (words->close));
  ui_click (ui, words->close);
  assert_null (ui_window (ui));
}

static void
run_to_done (const Words *words)
{
  Ui *ui;

  g_setenv ("DFOTA_PRACTICE_SPEED", "60", TRUE);
  ui = ui_start (words->lang, NULL);
  walk_to_start (ui, words);
  ui_click (ui, words->start);
  ui_await_title (ui, words->upgrading);
  ui_expect (ui, words->log);
  expect_result (ui, words, words->done, words->new_firmware);
  assert_string_equal (wizard_model_state (ui_model (ui))->result->after->revision, NEW);
  ui_end (ui);
}

static void
done_english (void **state)
{
  run_to_done (&english);
}

static void
done_chinese (void **state)
{
  run_to_done (&chinese);
}

static void
run_to_505 (const Words *words)
{
  Ui *ui;

  g_setenv ("DFOTA_PRACTICE_SPEED", "60", TRUE);
  ui = ui_start (words->lang, "practice:check-505");
  walk_to_start (ui, words);
  ui_click (ui, words->start);
  expect_result (ui, words, words->not_upgraded, words->old_firmware);
  assert_int_equal (wizard_model_state (ui_model (ui))->result->fault->code, 505);
  ui_end (ui);
}

static void
refused_english (void **state)
{
  run_to_505 (&english);
}

static void
refused_chinese (void **state)
{
  run_to_505 (&chinese);
}

/* What is to happen in the middle must come in time, also where a frame takes long to paint (Wine). */
static void
let_time_run (int speed)
{
  const char *slower = g_getenv ("DFOTA_TEST_SLOWER");
  const int factor = slower != NULL ? atoi (slower) : 1;
  g_autofree char *text = g_strdup_printf ("%d", MAX (speed / factor, 1));

  g_setenv ("DFOTA_PRACTICE_SPEED", text, TRUE);
}

static gboolean
is_sending (WizardModel *model)
{
  const WizardState *state = wizard_model_state (model);

  return state->stage == DFOTA_STATE_SENDING && state->progress.bytes > 20000;
}

static Ui *
send_slowly (const Words *words, int speed)
{
  Ui *ui;

  let_time_run (speed);
  ui = ui_start (words->lang, NULL);
  walk_to_start (ui, words);
  ui_click (ui, words->start);
  ui_await_model (ui, is_sending, "the package is on its way");
  return ui;
}

static void
stop_in_the_middle (const Words *words)
{
  Ui *ui = send_slowly (words, 8);

  ui_click (ui, words->stop);
  ui_expect (ui, words->stopping);
  expect_result (ui, words, words->stopped, words->as_before);
  ui_end (ui);
}

static void
stopped_english (void **state)
{
  stop_in_the_middle (&english);
}

static void
stopped_chinese (void **state)
{
  stop_in_the_middle (&chinese);
}

static gboolean
is_updating (WizardModel *model)
{
  return wizard_model_state (model)->stage == DFOTA_STATE_UPDATING;
}

/* There and back; the run goes on, and ends in the language that was chosen last. */
static void
switch_in_the_middle (const Words *words, const Words *other)
{
  Ui *ui = send_slowly (words, 20);
  GtkWindow *before = ui_window (ui);

  ui_click (ui, words->other);
  assert_ptr_not_equal (ui_window (ui), before);
  ui_await_title (ui, other->upgrading);
  ui_expect (ui, other->log);
  ui_expect_not (ui, words->log);

  ui_await_model (ui, is_updating, "the module updates itself");
  assert_false (ui_is_sensitive (other->stop));
  ui_click (ui, other->other);
  ui_await_title (ui, words->upgrading);
  ui_click (ui, words->other);
  expect_result (ui, other, other->done, other->new_firmware);
  ui_end (ui);
}

static void
switched_english (void **state)
{
  switch_in_the_middle (&english, &chinese);
}

static void
switched_chinese (void **state)
{
  switch_in_the_middle (&chinese, &english);
}

/* Closing the window in the middle is asked about, and the truth is told. */
static void
close_in_the_middle (const Words *words)
{
  Ui *ui = send_slowly (words, 8);

  gtk_window_close (ui_window (ui));
  ui_await (ui, words->can_be_stopped);
  ui_click (ui, words->stop_it);
  expect_result (ui, words, words->stopped, words->as_before);
  ui_end (ui);
}

static void
closed_english (void **state)
{
  close_in_the_middle (&english);
}

static void
closed_chinese (void **state)
{
  close_in_the_middle (&chinese);
}

/* test-ui-upgrade [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (done_english),     cmocka_unit_test (done_chinese),     cmocka_unit_test (refused_english),
    cmocka_unit_test (refused_chinese),  cmocka_unit_test (stopped_english),  cmocka_unit_test (stopped_chinese),
    cmocka_unit_test (switched_english), cmocka_unit_test (switched_chinese), cmocka_unit_test (closed_english),
    cmocka_unit_test (closed_chinese),
  };

  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
