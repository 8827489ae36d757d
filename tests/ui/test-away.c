/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "cable.h"
#include "model-private.h"
#include "speaker.h"

/* The cable is pulled between the first page and the start, and plugged in again: a made-up USB port with the simulator behind
 * it. */

#define OLD     "EC200ACNHAR01A02M16"
#define NEW     "EC200ACNHAR01A03M16"
#define PACKAGE OLD "-" NEW ".bin"

typedef struct
{
  const char *lang, *next, *understand, *start;
  const char *away, *back, *module, *upgrade_package;
} Words;

static const Words english = { .lang = "en",
                               .next = "Next",
                               .understand = "I understand",
                               .start = "Start the upgrade",
                               .away = "The module is unplugged: plug it in again",
                               .back = "Plugged in: Cellular module (EC200A)",
                               .module = "Your module",
                               .upgrade_package = "Upgrade package" };
static const Words chinese = { .lang = "zh_CN",
                               .next = "下一步",
                               .understand = "我已了解",
                               .start = "开始升级",
                               .away = "模块已拔出：请重新插入",
                               .back = "已插入：蜂窝模块",
                               .module = "您的模块",
                               .upgrade_package = "升级包" };

static const FakeUsb here = { "ttyUSB5", "1-2.3", 3, 0x2c7c, 0x6005, "SN1", "EC200A" };
static const FakeUsb renamed = { "ttyUSB6", "1-2.3", 3, 0x2c7c, 0x6005, "SN1", "EC200A" };
static const FakeUsb other = { "ttyUSB5", "1-1", 0, 0x10c4, 0xea60, NULL, "CP2102N" };

/* The system is busy with such a device for a moment. */
static void
plug_in (Bench *bench, const FakeUsb *usb)
{
  cable_plug_in (bench, usb);
  if (bench->ui != NULL)
    ui_excuse (bench->ui);
}

static void
pull_out (Bench *bench, const FakeUsb *usb)
{
  cable_pull_out (bench, usb);
  ui_excuse (bench->ui);
}

#define WHEN(name, CONDITION)                                                                                               \
  static gboolean name (WizardModel *model)                                                                                 \
  {                                                                                                                         \
    const WizardState *state = wizard_model_state (model);                                                                  \
    return CONDITION;                                                                                                       \
  }
WHEN (sees_port, g_strcmp0 (state->port, "/dev/ttyUSB5") == 0)
WHEN (has_package, state->package != NULL)
WHEN (is_checked, state->page == WIZARD_STEP_START && state->checked)
WHEN (has_ended, state->page == WIZARD_STEP_RESULT)

static void
begin (Bench *bench, const Words *words)
{
  *bench = (Bench){ .folder = g_dir_make_tmp ("dfota-ui-XXXXXX", NULL) };
  g_setenv ("XDG_STATE_HOME", bench->folder, TRUE);
  fake_tree_begin ();
  plug_in (bench, &here);
  bench->ui = ui_start (words->lang, NULL);
  ui_await_model (bench->ui, sees_port, "the port is chosen");
  ui_click (bench->ui, words->next);
  ui_await_title (bench->ui, words->module);
}

static void
end (Bench *bench)
{
  bench_end (bench);
  fake_tree_end ();
}

/* With DFOTA_PICTURES=FOLDER. */
static void
shoot (Bench *bench, const char *name)
{
  static const struct
  {
    int width, text;
  } looks[] = { { 360, 100 }, { 900, 100 }, { 900, 200 } };
  const char *folder = g_getenv ("DFOTA_PICTURES");

  for (gsize i = 0; folder != NULL && i < G_N_ELEMENTS (looks); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/away-%s-%d-%d.png", folder, name, looks[i].width, looks[i].text);

      ui_unwatch (bench->ui);
      g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * looks[i].text / 100, NULL);
      gtk_window_set_default_size (ui_window (bench->ui), looks[i].width, 620);
      ui_sleep (bench->ui, 300);
      ui_shoot (bench->ui, path);
    }
}

static void
expect_away (Bench *bench, const Words *words, const char *button)
{
  g_autofree char *spoken = NULL;

  ui_await (bench->ui, words->away);
  assert_false (ui_is_sensitive (button));
  spoken = wizard_speaker_words (ui_model (bench->ui));
  assert_non_null (strstr (spoken, words->away));
  shoot (bench, button);
}

static void
to_start (Bench *bench, const Words *words)
{
  g_autofree char *path = bench_package (bench, PACKAGE, 20000);

  ui_click (bench->ui, words->next);
  ui_excuse (bench->ui);
  wizard_model_take_package (ui_model (bench->ui), path);
  ui_await_model (bench->ui, has_package, "the package is read");
  ui_click (bench->ui, words->next); /* the way */
  ui_click (bench->ui, words->next); /* flow control */
  ui_click (bench->ui, words->next); /* the checks */
  ui_await_model (bench->ui, is_checked, "all is checked");
  ui_choose (bench->ui, words->understand);
  assert_true (ui_is_sensitive (words->start));
}

/* On page 2 it is told at once, and the way on is closed; when it is back at its place all is as before. What has taken its name
 * meanwhile is not it. */
static void
while_one_reads_who_it_is (void **state)
{
  const Words *words = *state;
  Bench bench;
  FakePort *adapter;

  begin (&bench, words);
  assert_true (ui_is_sensitive (words->next));
  pull_out (&bench, &here);
  adapter = fake_port_plug (&other, TRUE);
  expect_away (&bench, words, words->next);
  wizard_model_next (ui_model (bench.ui));
  assert_int_equal (wizard_model_state (ui_model (bench.ui))->page, WIZARD_STEP_MODULE);

  plug_in (&bench, &renamed);
  ui_await (bench.ui, words->back);
  ui_expect_not (bench.ui, words->away);
  ui_click (bench.ui, words->next);
  ui_await_title (bench.ui, words->upgrade_package);
  fake_port_unplug (adapter);
  end (&bench);
}

/* All checks have passed: nothing is started into the void. Back under another name it is upgraded, with nothing begun anew. */
static void
when_all_is_checked (void **state)
{
  const Words *words = *state;
  const WizardResult *result;
  Bench bench;

  begin (&bench, words);
  to_start (&bench, words);
  pull_out (&bench, &here);
  expect_away (&bench, words, words->start);
  plug_in (&bench, &renamed);
  ui_await (bench.ui, words->back);
  ui_click (bench.ui, words->start);
  ui_await_model (bench.ui, has_ended, "the result");
  result = wizard_model_state (ui_model (bench.ui))->result;
  assert_int_equal (result->outcome, DFOTA_OUTCOME_DONE);
  assert_string_equal (result->after->revision, NEW);
  end (&bench);
}

/* The other way out: on page 1 nothing is chosen any more, and another connection can be. */
static void
back_to_another_connection (void **state)
{
  const Words *words = *state;
  Bench bench;

  begin (&bench, words);
  pull_out (&bench, &here);
  expect_away (&bench, words, words->next);
  wizard_model_back (ui_model (bench.ui));
  wizard_model_choose_port (ui_model (bench.ui), "practice", FALSE);
  ui_expect_not (bench.ui, words->away);
  ui_click (bench.ui, words->next);
  ui_await_title (bench.ui, words->module);
  ui_expect_not (bench.ui, words->away);
  assert_true (ui_is_sensitive (words->next));
  plug_in (&bench, &here);
  end (&bench);
}

/* The system is asked for its ports only where nobody else has to do with the one that is chosen. */
static void
a_session_is_left_alone (void **state)
{
  const Words *words = *state;
  WizardModel *model;
  Bench bench;

  begin (&bench, words);
  model = ui_model (bench.ui);
  to_start (&bench, words);
  g_clear_handle_id (&model->poll_id, g_source_remove);
  while (model->polling)
    g_main_context_iteration (NULL, TRUE);
  wizard_model_check_again (model);
  wizard_model_see_place (model);
  assert_false (model->polling);
  ui_await_model (bench.ui, is_checked, "all is checked");
  wizard_model_see_place (model);
  assert_true (model->polling);
  while (model->polling)
    g_main_context_iteration (NULL, TRUE);
  ui_choose (bench.ui, words->understand);
  ui_click (bench.ui, words->start);
  wizard_model_see_place (model);
  assert_false (model->polling);
  ui_await_model (bench.ui, has_ended, "the result");
  wizard_model_see_place (model);
  assert_false (model->polling);
  end (&bench);
}

/* test-ui-away [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    { "while_one_reads_who_it_is", while_one_reads_who_it_is, NULL, NULL, (void *) &english },
    { "while_one_reads_in_chinese", while_one_reads_who_it_is, NULL, NULL, (void *) &chinese },
    { "when_all_is_checked", when_all_is_checked, NULL, NULL, (void *) &english },
    { "when_checked_in_chinese", when_all_is_checked, NULL, NULL, (void *) &chinese },
    { "back_to_another_connection", back_to_another_connection, NULL, NULL, (void *) &english },
    { "a_session_is_left_alone", a_session_is_left_alone, NULL, NULL, (void *) &english },
  };

  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
