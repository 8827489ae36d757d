/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "bench.h"

#include <string.h>

/* Another unit is plugged in at the same port while the user goes through the pages. All was chosen for the one before, and a
 * package whose name tells nothing would not betray it. */

#define FIRST     "--family lte-standard --speed 50"
#define OTHER     FIRST " --model EC600N --revision EC600NCNLAR01A01M16"
#define NEWER     FIRST " --revision EC200ACNHAR01A07M16"
#define PACKAGE   "package.bin"
#define STRANGER  "Another module answers now"
#define PUT_ASIDE "is not for this module and was put aside"

static const WizardState *
state_of (Bench *bench)
{
  return wizard_model_state (ui_model (bench->ui));
}

static gboolean
has_package (WizardModel *model)
{
  return wizard_model_state (model)->package != NULL;
}

static gboolean
is_known (WizardModel *model)
{
  return wizard_model_state (model)->page == WIZARD_STEP_MODULE && !wizard_model_state (model)->identifying;
}

static gboolean
is_checked (WizardModel *model)
{
  return wizard_model_state (model)->checked;
}

/* To page 5. */
static void
begin (Bench *bench)
{
  g_autofree char *path = NULL;

  bench_start (bench, "en", FIRST);
  path = bench_package (bench, PACKAGE, 20000);
  ui_click (bench->ui, "Next");
  ui_await_model (bench->ui, is_known, "the module is known");
  ui_click (bench->ui, "Next");
  wizard_model_take_package (ui_model (bench->ui), path);
  ui_await_model (bench->ui, has_package, "the package is read");
  ui_click (bench->ui, "Next");
  ui_await_title (bench->ui, "The way");
  ui_click (bench->ui, "Next");
  ui_await_title (bench->ui, "Flow control");
}

static void
swap (Bench *bench, const char *other)
{
  bench_unplug (bench);
  bench_plug (bench, other);
}

static void
expect_stranger (Bench *bench, const char *revision)
{
  ui_await_title (bench->ui, "Your module");
  ui_expect (bench->ui, STRANGER);
  ui_expect (bench->ui, "The upgrade was not started.");
  assert_string_equal (state_of (bench)->module->revision, revision);
  assert_false (state_of (bench)->running);
  assert_false (state_of (bench)->understood);
  assert_null (state_of (bench)->result);
  assert_null (strstr (state_of (bench)->log->str, "AT+QFOTADL=\""));
}

static void
before_the_checks (void **state)
{
  Bench bench;

  begin (&bench);
  swap (&bench, OTHER);
  ui_click (bench.ui, "Next");
  expect_stranger (&bench, "EC600NCNLAR01A01M16");
  ui_await (bench.ui, PUT_ASIDE);
  assert_null (state_of (&bench)->package);

  /* it is said until the user goes on */
  ui_click (bench.ui, "Next");
  ui_await_title (bench.ui, "Upgrade package");
  ui_click (bench.ui, "Back");
  ui_await_title (bench.ui, "Your module");
  ui_expect_not (bench.ui, STRANGER);
  bench_end (&bench);
}

static void
before_the_start (Bench *bench, const char *other)
{
  begin (bench);
  ui_click (bench->ui, "Next");
  ui_await_model (bench->ui, is_checked, "all is checked");
  swap (bench, other);
  ui_choose (bench->ui, "I understand");
  ui_click (bench->ui, "Start the upgrade");
}

static void
another_model_before_the_start (void **state)
{
  Bench bench;

  before_the_start (&bench, OTHER);
  expect_stranger (&bench, "EC600NCNLAR01A01M16");
  assert_null (state_of (&bench)->package);
  bench_end (&bench);
}

/* Of the same model, but with another firmware: the package may be for it, and the user says so again. */
static void
other_firmware_before_the_start (void **state)
{
  Bench bench;

  before_the_start (&bench, NEWER);
  expect_stranger (&bench, "EC200ACNHAR01A07M16");
  assert_non_null (state_of (&bench)->package);
  bench_end (&bench);
}

/* The same unit is no stranger after its cable was out. */
static void
the_same_one_is_welcome (void **state)
{
  Bench bench;

  begin (&bench);
  swap (&bench, FIRST);
  ui_click (bench.ui, "Next");
  ui_await (bench.ui, "Please confirm that you understand");
  bench_end (&bench);
}

/* The user turns back to page 1 and asks: a package for another model does not stay chosen in silence. */
static void
asked_again (Bench *bench, const char *other)
{
  begin (bench);
  wizard_model_turn_to (ui_model (bench->ui), WIZARD_STEP_CONNECT);
  swap (bench, other);
  ui_click (bench->ui, "Next");
  ui_await_model (bench->ui, is_known, "the module is known");
}

static void
asked_again_it_is_another (void **state)
{
  Bench bench;

  asked_again (&bench, OTHER);
  ui_await (bench.ui, PUT_ASIDE);
  assert_null (state_of (&bench)->package);
  bench_end (&bench);
}

static void
asked_again_it_is_the_same (void **state)
{
  Bench bench;

  asked_again (&bench, FIRST);
  assert_non_null (state_of (&bench)->package);
  ui_expect_not (bench.ui, PUT_ASIDE);
  bench_end (&bench);
}

/* test-ui-stranger [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (before_the_checks),
    cmocka_unit_test (another_model_before_the_start),
    cmocka_unit_test (other_firmware_before_the_start),
    cmocka_unit_test (the_same_one_is_welcome),
    cmocka_unit_test (asked_again_it_is_another),
    cmocka_unit_test (asked_again_it_is_the_same),
  };

  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
