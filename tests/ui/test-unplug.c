/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "bench.h"
#include "walk.h"

/* The cable is pulled and plugged in again: what a user reads, and that the module ends as it should. On both systems; every state
 * of every way is in test-pulled.c. */

#define PACKAGE "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin"
#define OLD     "EC200ACNHAR01A02M16"
#define NEW     "EC200ACNHAR01A03M16"
#define SIM     "--family lte-standard --speed 10 --rate 60000 "

#define WHEN(name, CONDITION)                                                                                               \
  static gboolean name (WizardModel *model)                                                                                 \
  {                                                                                                                         \
    const WizardState *state = wizard_model_state (model);                                                                  \
    return CONDITION;                                                                                                       \
  }
WHEN (is_asked, state->identifying)
WHEN (is_not_asked, !state->identifying)
WHEN (is_at_module, state->page == WIZARD_STEP_MODULE)
WHEN (is_checked, state->page == WIZARD_STEP_START && state->checked)
WHEN (is_half_sent, state->stage == DFOTA_STATE_SENDING && state->progress.bytes > 60000)
WHEN (is_updating, state->stage == DFOTA_STATE_UPDATING && state->progress.known)
WHEN (sees_the_port_gone, state->stage == DFOTA_STATE_RESTARTING)
WHEN (is_stopping_by_itself, state->stage == DFOTA_STATE_SENDING && !state->may_stop)

static void
to_start (Bench *bench)
{
  g_autofree char *path = bench_package (bench, PACKAGE, 200000);

  walk_to_way (bench->ui, path);
  walk_click (bench->ui, "Next"); /* flow control */
  walk_click (bench->ui, "Next"); /* the checks */
}

static void
to_upgrade (Bench *bench)
{
  to_start (bench);
  ui_await_model (bench->ui, is_checked, "all is checked");
  walk_choose (bench->ui, "I understand");
  walk_click (bench->ui, "Start the upgrade");
}

/* While it is asked who it is: the page says so, and asking again leads on. */
static void
while_it_is_asked (void **state)
{
  Bench bench;

  bench_start (&bench, *state, SIM "--fault slow-boot@300");
  walk_click (bench.ui, "Next");
  ui_await_model (bench.ui, is_asked, "it is asked");
  bench_unplug (&bench);
  ui_await_model (bench.ui, is_not_asked, "the port is gone");
  assert_non_null (wizard_model_state (ui_model (bench.ui))->connect_fault);
  bench_plug (&bench, SIM);
  walk_click (bench.ui, "Next");
  ui_await_model (bench.ui, is_at_module, "the module is known");
  bench_end (&bench);
}

/* After the checks: nothing is changed by an upgrade that nobody hears, the checks say that nobody is there, and checking again
 * heals it. */
static void
after_the_checks (void **state)
{
  Bench bench;

  bench_start (&bench, *state, SIM);
  to_start (&bench);
  ui_await_model (bench.ui, is_checked, "all is checked");
  bench_unplug (&bench);
  walk_choose (bench.ui, "I understand");
  walk_click (bench.ui, "Start the upgrade");
  assert_true (walk_await_result (bench.ui, "Not upgraded")->fault->module_safe);
  walk_click (bench.ui, "Try again");
  ui_await_model (bench.ui, is_checked, "all is checked");
  assert_non_null (wizard_model_state (ui_model (bench.ui))->check_fault);
  assert_false (walk_may_click ("Start the upgrade"));
  bench_plug (&bench, SIM);
  walk_click (bench.ui, "Check again");
  ui_await_model (bench.ui, is_checked, "all is checked");
  walk_choose (bench.ui, "I understand");
  assert_true (walk_may_click ("Start the upgrade"));
  bench_end (&bench);
}

/* While the package is sent: nothing is lost, and the old firmware is read before that is said. */
static void
while_it_is_sent (void **state)
{
  const WizardResult *result;
  Bench bench;

  bench_start (&bench, *state, SIM);
  to_upgrade (&bench);
  ui_await_model (bench.ui, is_half_sent, "half is sent");
  bench_unplug (&bench);
  ui_await_model (bench.ui, is_stopping_by_itself, "it is seen");
  bench_plug (&bench, SIM);
  result = walk_await_result (bench.ui, "Not upgraded");
  assert_int_equal (result->fault->error, DFOTA_ERROR_INTERRUPTED);
  assert_true (result->fault->module_safe);
  assert_string_equal (result->after->revision, OLD);
  bench_end (&bench);
}

/* While it installs: that needs no cable. Plugged in again, it is still at work, and is followed to its end. */
static void
while_it_installs (void **state)
{
  Bench bench;

  bench_start (&bench, *state, SIM);
  to_upgrade (&bench);
  ui_await_model (bench.ui, is_updating, "it installs");
  bench_unplug (&bench);
  ui_await_model (bench.ui, sees_the_port_gone, "it is seen");
  bench_plug (&bench, SIM "--fault already-updating --target " NEW);
  assert_string_equal (walk_await_result (bench.ui, "Done")->after->revision, NEW);
  bench_end (&bench);
}

/* The same, and it has finished meanwhile: nobody has told, so it is asked. */
static void
until_it_has_finished (void **state)
{
  Bench bench;

  bench_start (&bench, *state, SIM);
  to_upgrade (&bench);
  ui_await_model (bench.ui, is_updating, "it installs");
  bench_unplug (&bench);
  ui_await_model (bench.ui, sees_the_port_gone, "it is seen");
  bench_plug (&bench, SIM "--revision " NEW);
  assert_string_equal (walk_await_result (bench.ui, "Done")->after->revision, NEW);
  bench_end (&bench);
}

/* test-ui-unplug [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    WALK_ENGLISH (while_it_is_asked), WALK_CHINESE (after_the_checks),      WALK_ENGLISH (while_it_is_sent),
    WALK_BOTH (while_it_installs),    WALK_ENGLISH (until_it_has_finished),
  };

  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
