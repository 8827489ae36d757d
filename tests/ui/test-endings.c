/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "bench.h"
#include "cards-show.h"
#include "common/app-locale.h"
#include "model-private.h"
#include "rehearsal.h"
#include "walk.h"

/* The page before the start, and what comes after an upgrade: real endings, and the next module. */

#define OLD          "EC200ACNHAR01A02M16"
#define LTE_PACKAGE  OLD "-EC200ACNHAR01A03M16.bin"
#define MINI_PACKAGE "EC800MCNGAR06A05M08-EC800MCNGAR06A06M08.mini_"

/* s; how long sessions watch a module that is silent. The wizard itself has much more of it than a test. */
static int patience = DFOTA_UNSET;

/* As in practice: how much faster the module is than the tables say. */
static double haste = 1;

DfotaSession *__real_dfota_session_start (DfotaDeed deed, const DfotaJob *job, GMainContext *context, DfotaEventFunc func,
                                          gpointer user_data);
DfotaSession *__wrap_dfota_session_start (DfotaDeed deed, const DfotaJob *job, GMainContext *context, DfotaEventFunc func,
                                          gpointer user_data);

DfotaSession *
__wrap_dfota_session_start (DfotaDeed deed, const DfotaJob *job, GMainContext *context, DfotaEventFunc func,
                            gpointer user_data)
{
  g_autoptr (DfotaJob) impatient = dfota_job_copy (job);

  impatient->patience = patience;
  impatient->haste = haste;
  return __real_dfota_session_start (deed, impatient, context, func, user_data);
}

/* To page 4, with a package. */
static void
go_to_way (Bench *bench, const char *package, gsize bytes)
{
  g_autofree char *first = bench_package (bench, package, bytes);
  g_autofree char *second = NULL;

  if (g_str_has_suffix (package, ".mini_1"))
    second = bench_package (bench, MINI_PACKAGE "2", bytes * 4);
  ui_excuse (bench->ui);
  walk_to_way (bench->ui, first);
}

static void
serve_it_here (Bench *bench)
{
  ui_choose (bench->ui, wizard_card_title (WIZARD_CARD_WEB, wizard_model_state (ui_model (bench->ui))->module->vias));
  walk_choose (bench->ui, "This computer is the server");
  walk_await (bench->ui, "The module fetches it from");
}

/* The card alone can be read in the other language, by somebody who is asked for help. */
static const char *
in_other_language (const char *english, const char *chinese)
{
  return g_str_equal (app_locale_current (), "en") ? chinese : english;
}

static const WizardState *
state_of (Bench *bench)
{
  return wizard_model_state (ui_model (bench->ui));
}

/* --- the rehearsal --- */

/* All of what is told was expected, in this order, but for warnings; and nothing is left waiting. */
static void
expect_rehearsal (const WizardState *state)
{
  DfotaCheckId expected[DFOTA_N_CHECKS];
  gsize n = wizard_rehearsal (state, expected);
  gsize next = 0;

  for (guint i = 0; i < state->checks->len; i++)
    {
      const DfotaCheckEvent *check = g_ptr_array_index (state->checks, i);
      gsize at = next;

      while (at < n && expected[at] != check->id)
        at++;
      if (at < n)
        next = at + 1;
      else if (check->verdict != DFOTA_VERDICT_WARN)
        fail_msg ("%s was not expected, or not here", dfota_check_name (check->id));
    }
}

static gboolean
is_checked (WizardModel *model)
{
  return wizard_model_state (model)->checked;
}

/* What will be looked at stands there from the first moment, and is filled in. */
static void
the_checks_fill_in (void **state)
{
  Bench bench;

  bench_start (&bench, *state, "--family lte-standard --speed 20");
  go_to_way (&bench, LTE_PACKAGE, 20000);
  walk_click (bench.ui, "Next");
  walk_click (bench.ui, "Next");
  walk_await_title (bench.ui, "Before you start");
  walk_expect (bench.ui, "Checking… nothing is changed by this.");
  walk_expect (bench.ui, "Free space on the module");
  walk_expect (bench.ui, "Whether the package is made for this module");
  walk_expect_not (bench.ui, "The signal");
  assert_int_equal (state_of (&bench)->checks->len, 0);
  ui_await_model (bench.ui, is_checked, "the checks are made");
  walk_expect_not (bench.ui, "Free space on the module");
  expect_rehearsal (state_of (&bench));
  walk_click (bench.ui, "Show");
  walk_expect (bench.ui, "The module has enough free space (%s).");
  walk_expect (bench.ui, state_of (&bench)->power.lid
                             ? "Keep the power and the cable connected, and keep the lid of your computer open."
                             : "Keep the power and the cable connected until it is finished.");
  bench_end (&bench);
}

static void
every_way_is_rehearsed_as_expected (void **state)
{
  static const struct
  {
    const char *sim, *package;
    gboolean here;
  } ways[] = {
    { "--family lte-standard-mini --speed 50", MINI_PACKAGE "1", TRUE },
    { "--family bc260y --speed 50", "BC260YCNAAR02A02-BC260YCNAAR02A03.bin", TRUE },
    { "--family ep06 --speed 50", "EP06ELAR04A03M4G-EP06ELAR04A04M4G.zip", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      Bench bench;

      bench_start (&bench, *state, ways[i].sim);
      go_to_way (&bench, ways[i].package, 8000);
      if (ways[i].here)
        serve_it_here (&bench);
      walk_click (bench.ui, "Next");
      ui_await_model (bench.ui, is_checked, "the checks are made");
      assert_true (state_of (&bench)->checks->len >= 4);
      expect_rehearsal (state_of (&bench));
      bench_end (&bench);
    }
}

/* What is wrong stands in the list; what can be done about it under it. */
static void
a_failed_check_has_its_remedies (void **state)
{
  Bench bench;

  bench_start (&bench, *state, "--family lte-standard --speed 50 --fault no-space");
  go_to_way (&bench, LTE_PACKAGE, 20000);
  walk_click (bench.ui, "Next");
  walk_click (bench.ui, "Next");
  walk_await (bench.ui, "The module has only %s of free space.");
  ui_await_model (bench.ui, is_checked, "the checks are made");
  walk_expect_not (bench.ui, "What happened");
  assert_true (walk_may_click ("Check again"));
  walk_click (bench.ui, "Choose another package");
  walk_await_title (bench.ui, "Upgrade package");
  bench_end (&bench);
}

/* What no check of the list tells has a card. */
static void
checks_that_break_off_have_a_card (void **state)
{
  Bench bench;

  bench_start (&bench, *state, "--family lte-standard --speed 50");
  go_to_way (&bench, LTE_PACKAGE, 20000);
  walk_click (bench.ui, "Next");
  g_subprocess_force_exit (bench.sim);
  g_subprocess_wait (bench.sim, NULL, NULL);
  ui_excuse (bench.ui);
  walk_click (bench.ui, "Next");
  walk_await (bench.ui, "What happened");
  walk_expect (bench.ui, "Nothing has been changed on your module.");
  walk_expect_not (bench.ui, "Free space on the module"); /* nobody has looked */
  ui_click (bench.ui, in_other_language ("English", "中文"));
  ui_expect (bench.ui, in_other_language ("What happened", "发生了什么"));
  ui_click (bench.ui, in_other_language ("中文", "English"));
  assert_true (walk_may_click ("Check again"));
  bench_end (&bench);
}

/* --- endings --- */

/* The first 2 KB do not fit: MiniFOTA's own way to say that the package is another's. */
static void
minifota_turns_the_package_down (void **state)
{
  Bench bench;

  bench_start (&bench, *state, "--family lte-standard-mini --speed 50 --fault mini-mismatch");
  go_to_way (&bench, MINI_PACKAGE "1", 8000);
  serve_it_here (&bench);
  walk_click (bench.ui, "Next");
  walk_start_upgrade (bench.ui);
  walk_await_result (bench.ui, "Not upgraded");
  assert_int_equal (state_of (&bench)->result->fault->error, DFOTA_ERROR_MINI_NOT_MATCHING);
  walk_expect (bench.ui, "The module looked at the package and turned it down: it is made for another version.");
  walk_expect (bench.ui, "Your module is safe. It still has its old firmware.");
  ui_click (bench.ui, in_other_language ("English", "中文"));
  ui_expect (bench.ui, in_other_language ("Not upgraded", "未升级"));
  ui_click (bench.ui, in_other_language ("Choose another package", "选择其他升级包"));
  walk_await_title (bench.ui, "Upgrade package");
  bench_end (&bench);
}

static gboolean
is_waiting_and_says_so (WizardModel *model)
{
  const WizardState *now = wizard_model_state (model);

  return now->stage == DFOTA_STATE_WAITING && now->remark != NULL && now->remark->id == DFOTA_CHECK_WAITING_SECOND;
}

/* In the middle of the wizard's own upgrade a file is not there: the module waits, and so may the user, or go and come back. */
static void
the_module_waits_in_the_middle (void **state)
{
  Bench bench;

  haste = 40;
  bench_start (&bench, *state, "--family lte-standard-mini --speed 40 --fault mini2-missing@10000");
  go_to_way (&bench, MINI_PACKAGE "1", 8000);
  serve_it_here (&bench);
  walk_click (bench.ui, "Next");
  walk_start_upgrade (bench.ui);
  ui_await_model (bench.ui, is_waiting_and_says_so, "the module waits for its second file");
  walk_expect (bench.ui, "The module has installed the first file and is waiting for the second (.mini_2).");
  walk_expect_not (bench.ui, "(on the command line");
  walk_expect (bench.ui, "Send the command again");
  assert_false (walk_may_click ("Stop"));
  walk_click (bench.ui, "Stop watching");
  walk_await_title (bench.ui, "Result");
  assert_false (state_of (&bench)->result->fault->module_safe);
  assert_false (walk_may_click ("Try again"));
  assert_false (walk_may_click ("Choose another package"));
  walk_click (bench.ui, "Follow it");
  walk_await_title (bench.ui, "Upgrading");
  ui_await_model (bench.ui, is_waiting_and_says_so, "it still waits");
  bench_end (&bench);
}

/* Patience is over, and the command is sent again. */
static void
the_command_is_sent_again (void **state)
{
  Bench bench;

  patience = 3;
  bench_start (&bench, *state, "--family lte-standard-mini --speed 40 --fault mini2-missing@50");
  go_to_way (&bench, MINI_PACKAGE "1", 8000);
  serve_it_here (&bench);
  walk_click (bench.ui, "Next");
  walk_start_upgrade (bench.ui);
  walk_await_result (bench.ui, "Needs attention");
  assert_int_equal (state_of (&bench)->result->fault->error, DFOTA_ERROR_DOWNLOAD_MODE);
  walk_expect (bench.ui, "The upgrade is not complete. Your module needs your help.");
  assert_false (walk_may_click ("Try again"));
  assert_true (walk_may_click ("Follow it"));

  /* the address is the one that this computer still serves */
  walk_expect_not (bench.ui, "Address of the package");
  walk_click (bench.ui, "Send the command again…");
  walk_expect (bench.ui, "Address of the package");
  patience = DFOTA_UNSET;
  walk_click (bench.ui, "Send again");
  walk_await_title (bench.ui, "Upgrading");
  walk_await_result (bench.ui, "Done");
  bench_end (&bench);
}

/* The cable comes out and in again before the package is there: all is as before, and the way is open. */
static void
it_may_be_tried_again (void **state)
{
  Bench bench;

  bench_start (&bench, *state, "--family lte-standard --speed 20 --fault unplug-return@50%");
  go_to_way (&bench, LTE_PACKAGE, 60000);
  walk_click (bench.ui, "Next");
  walk_click (bench.ui, "Next");
  walk_start_upgrade (bench.ui);
  walk_await_result (bench.ui, "Not upgraded");
  walk_expect (bench.ui, "%s (unchanged)");
  assert_int_equal (state_of (&bench)->result->fault->error, DFOTA_ERROR_INTERRUPTED);
  walk_click (bench.ui, "Try again");
  walk_await_title (bench.ui, "Before you start");
  walk_await (bench.ui, "Please confirm that you understand");
  bench_end (&bench);
}

/* --- the next module --- */

static void
another_module_finds_all_chosen (void **state)
{
  Bench bench;

  bench_start (&bench, *state, "--family lte-standard --speed 50 --fault check-505");
  go_to_way (&bench, LTE_PACKAGE, 20000);
  walk_click (bench.ui, "Next");
  walk_choose (bench.ui, "None");
  walk_click (bench.ui, "Next");
  walk_start_upgrade (bench.ui);
  walk_await_title (bench.ui, "Result");
  walk_click (bench.ui, "Upgrade another");
  walk_await_title (bench.ui, "Connect");
  walk_await (bench.ui, "Kept for the next module: %s");
  ui_expect (bench.ui, LTE_PACKAGE);
  walk_click (bench.ui, "Next");
  walk_await_title (bench.ui, "Your module");
  walk_click (bench.ui, "Next");
  walk_await_title (bench.ui, "Upgrade package");
  ui_expect (bench.ui, LTE_PACKAGE);
  assert_true (walk_may_click ("Next"));
  walk_click (bench.ui, "Next");
  walk_await_title (bench.ui, "The way");
  walk_click (bench.ui, "Next");
  walk_await_title (bench.ui, "Flow control");
  assert_int_equal (state_of (&bench)->flow, DFOTA_FLOW_CHOICE_NONE);
  bench_end (&bench);
}

static void
answer_as (Ui *ui, const char *model, const char *revision)
{
  DfotaModule said = { .model = (char *) model, .revision = (char *) revision };
  g_autoptr (DfotaModule) module = dfota_module_copy (&said);

  dfota_module_classify (module);
  wizard_model_take_module (ui_model (ui), module);
}

/* A package is for one version of one model. */
static void
what_does_not_fit_is_put_aside (void **state)
{
  Ui *ui = ui_start (*state, NULL);
  const WizardState *now = wizard_model_state (ui_model (ui));

  ui_unwatch (ui);
  cards_show_done (ui);
  wizard_model_restart (ui_model (ui));
  answer_as (ui, "EC200A", OLD);
  assert_non_null (now->package);

  /* the same one again: it has its new version */
  cards_show_done (ui);
  wizard_model_restart (ui_model (ui));
  answer_as (ui, "EC200A", "EC200ACNHAR01A03M16");
  assert_null (now->package);
  walk_await (ui, "The package %s is not for this module and was put aside.");

  cards_show_done (ui);
  ui_model (ui)->state.package->from = (g_free (ui_model (ui)->state.package->from), NULL);
  wizard_model_restart (ui_model (ui));
  answer_as (ui, "EC600N", "EC600NCNLAR01A01M16");
  assert_null (now->package);
  ui_end (ui);
}

/* test-ui-endings [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    WALK_BOTH (the_checks_fill_in),
    WALK_ENGLISH (every_way_is_rehearsed_as_expected),
    WALK_CHINESE (a_failed_check_has_its_remedies),
    WALK_BOTH (checks_that_break_off_have_a_card),
    WALK_BOTH (minifota_turns_the_package_down),
    WALK_ENGLISH (the_module_waits_in_the_middle),
    WALK_CHINESE (the_command_is_sent_again),
    WALK_ENGLISH (it_may_be_tried_again),
    WALK_CHINESE (another_module_finds_all_chosen),
    WALK_ENGLISH (what_does_not_fit_is_put_aside),
  };

  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
