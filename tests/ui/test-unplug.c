/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "bench.h"

/* The cable is pulled in every state, and plugged in again: what a user reads, and that the module ends as it should. */

#define PACKAGE "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin"
#define OLD     "EC200ACNHAR01A02M16"
#define NEW     "EC200ACNHAR01A03M16"
#define SIM     "--family lte-standard --speed 10 --rate 60000 "

typedef struct
{
  const char *lang, *next, *understand, *start, *again;
} Words;

static const Words english = { "en", "Next", "I understand", "Start the upgrade", "Check again" };
static const Words chinese = { "zh_CN", "下一步", "我已了解", "开始升级", "重新检查" };

#define WHEN(name, CONDITION)                                                                                               \
  static gboolean name (WizardModel *model)                                                                                 \
  {                                                                                                                         \
    const WizardState *state = wizard_model_state (model);                                                                  \
    return CONDITION;                                                                                                       \
  }
WHEN (is_asked, state->identifying)
WHEN (is_not_asked, !state->identifying)
WHEN (is_at_module, state->page == WIZARD_STEP_MODULE)
WHEN (has_package, state->package != NULL)
WHEN (is_checked, state->page == WIZARD_STEP_START && state->checked)
WHEN (is_half_sent, state->stage == DFOTA_STATE_SENDING && state->progress.bytes > 60000)
WHEN (is_updating, state->stage == DFOTA_STATE_UPDATING && state->progress.known)
WHEN (has_ended, state->result != NULL && state->page == WIZARD_STEP_RESULT)
WHEN (sees_the_port_gone, state->stage == DFOTA_STATE_RESTARTING)
WHEN (is_stopping_by_itself, state->stage == DFOTA_STATE_SENDING && !state->may_stop)

static void
to_start (Bench *bench, const Words *words)
{
  g_autofree char *path = bench_package (bench, PACKAGE, 200000);

  ui_click (bench->ui, words->next);
  ui_await_model (bench->ui, is_at_module, "the module is known");
  ui_click (bench->ui, words->next);
  wizard_model_take_package (ui_model (bench->ui), path);
  ui_await_model (bench->ui, has_package, "the package is read");
  ui_click (bench->ui, words->next); /* the way */
  ui_click (bench->ui, words->next); /* flow control */
  ui_click (bench->ui, words->next); /* the checks */
}

static void
to_upgrade (Bench *bench, const Words *words)
{
  to_start (bench, words);
  ui_await_model (bench->ui, is_checked, "all is checked");
  ui_choose (bench->ui, words->understand);
  ui_click (bench->ui, words->start);
}

static const WizardResult *
result_of (Bench *bench)
{
  ui_await_model (bench->ui, has_ended, "the result");
  return wizard_model_state (ui_model (bench->ui))->result;
}

/* While it is asked who it is: the page says so, and asking again leads on. */
static void
while_it_is_asked (void **state)
{
  const Words *words = *state;
  Bench bench;

  bench_start (&bench, words->lang, SIM "--fault slow-boot@300");
  ui_click (bench.ui, words->next);
  ui_await_model (bench.ui, is_asked, "it is asked");
  bench_unplug (&bench);
  ui_await_model (bench.ui, is_not_asked, "the port is gone");
  assert_non_null (wizard_model_state (ui_model (bench.ui))->connect_fault);
  bench_plug (&bench, SIM);
  ui_click (bench.ui, words->next);
  ui_await_model (bench.ui, is_at_module, "the module is known");
  bench_end (&bench);
}

/* Before the checks: they say that nobody is there, nothing can be started, and checking again heals it. */
static void
before_the_checks (void **state)
{
  const Words *words = *state;
  Bench bench;

  bench_start (&bench, words->lang, SIM);
  to_start (&bench, words);
  ui_await_model (bench.ui, is_checked, "all is checked");
  bench_unplug (&bench);
  ui_choose (bench.ui, words->understand);
  ui_click (bench.ui, words->start);
  assert_int_equal (result_of (&bench)->outcome, DFOTA_OUTCOME_FAILED);
  assert_true (result_of (&bench)->fault->module_safe);
  assert_true (wizard_model_may_try_again (ui_model (bench.ui)));
  wizard_model_try_again (ui_model (bench.ui));
  ui_await_model (bench.ui, is_checked, "all is checked");
  assert_non_null (wizard_model_state (ui_model (bench.ui))->check_fault);
  assert_false (ui_is_sensitive (words->start));
  bench_plug (&bench, SIM);
  ui_click (bench.ui, words->again);
  ui_await_model (bench.ui, is_checked, "all is checked");
  ui_choose (bench.ui, words->understand);
  assert_true (ui_is_sensitive (words->start));
  bench_end (&bench);
}

/* While the package is sent: nothing is lost, and the old firmware is read before that is said. */
static void
while_it_is_sent (void **state)
{
  const Words *words = *state;
  Bench bench;

  bench_start (&bench, words->lang, SIM);
  to_upgrade (&bench, words);
  ui_await_model (bench.ui, is_half_sent, "half is sent");
  bench_unplug (&bench);
  ui_await_model (bench.ui, is_stopping_by_itself, "it is seen");
  bench_plug (&bench, SIM);
  assert_int_equal (result_of (&bench)->outcome, DFOTA_OUTCOME_FAILED);
  assert_int_equal (result_of (&bench)->fault->error, DFOTA_ERROR_INTERRUPTED);
  assert_true (result_of (&bench)->fault->module_safe);
  assert_string_equal (result_of (&bench)->after->revision, OLD);
  bench_end (&bench);
}

/* While it installs: that needs no cable. Plugged in again, it is still at work, and is followed to its end. */
static void
while_it_installs (void **state)
{
  const Words *words = *state;
  Bench bench;

  bench_start (&bench, words->lang, SIM);
  to_upgrade (&bench, words);
  ui_await_model (bench.ui, is_updating, "it installs");
  bench_unplug (&bench);
  ui_await_model (bench.ui, sees_the_port_gone, "it is seen");
  bench_plug (&bench, SIM "--fault already-updating --target " NEW);
  assert_int_equal (result_of (&bench)->outcome, DFOTA_OUTCOME_DONE);
  assert_string_equal (result_of (&bench)->after->revision, NEW);
  bench_end (&bench);
}

/* The same, and it has finished meanwhile: nobody has told, so it is asked. */
static void
until_it_has_finished (void **state)
{
  const Words *words = *state;
  Bench bench;

  bench_start (&bench, words->lang, SIM);
  to_upgrade (&bench, words);
  ui_await_model (bench.ui, is_updating, "it installs");
  bench_unplug (&bench);
  ui_await_model (bench.ui, sees_the_port_gone, "it is seen");
  bench_plug (&bench, SIM "--revision " NEW);
  assert_int_equal (result_of (&bench)->outcome, DFOTA_OUTCOME_DONE);
  assert_string_equal (result_of (&bench)->after->revision, NEW);
  bench_end (&bench);
}

/* test-ui-unplug [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_prestate (while_it_is_asked, (void *) &english),
    cmocka_unit_test_prestate (before_the_checks, (void *) &chinese),
    cmocka_unit_test_prestate (while_it_is_sent, (void *) &english),
    cmocka_unit_test_prestate (while_it_installs, (void *) &chinese),
    cmocka_unit_test_prestate (until_it_has_finished, (void *) &english),
  };

  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
