/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "bench.h"
#include "walk.h"

#include <string.h>

/* Another unit is plugged in at the same port while the user goes through the pages. All was chosen for the one before, and a
 * package whose name tells nothing would not betray it. */

#define FIRST     "--family lte-standard --speed 50"
#define OTHER     FIRST " --model EC600N --revision EC600NCNLAR01A01M16"
#define NEWER     FIRST " --revision EC200ACNHAR01A07M16"
#define PACKAGE   "package.bin"
#define STRANGER  "Another module answers now"
#define PUT_ASIDE "The package %s is not for this module and was put aside."

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
begin (Bench *bench, const char *lang)
{
  g_autofree char *path = NULL;

  bench_start (bench, lang, FIRST);
  path = bench_package (bench, PACKAGE, 20000);
  walk_click (bench->ui, "Next");
  ui_await_model (bench->ui, is_known, "the module is known");
  walk_click (bench->ui, "Next");
  wizard_model_take_package (ui_model (bench->ui), path);
  ui_await_model (bench->ui, has_package, "the package is read");
  walk_click (bench->ui, "Next");
  walk_await_title (bench->ui, "The way");
  walk_click (bench->ui, "Next");
  walk_await_title (bench->ui, "Flow control");
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
  walk_await_title (bench->ui, "Your module");
  walk_expect (bench->ui, STRANGER);
  walk_expect (bench->ui, "It has another model or other firmware than the module that all was chosen for. The upgrade was "
                          "not started. See whether it is the right one, and go through the pages once more.");
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

  begin (&bench, *state);
  swap (&bench, OTHER);
  walk_click (bench.ui, "Next");
  expect_stranger (&bench, "EC600NCNLAR01A01M16");
  walk_await (bench.ui, PUT_ASIDE);
  assert_null (state_of (&bench)->package);

  /* it is said until the user goes on */
  walk_click (bench.ui, "Next");
  walk_await_title (bench.ui, "Upgrade package");
  walk_click (bench.ui, "Back");
  walk_await_title (bench.ui, "Your module");
  walk_expect_not (bench.ui, STRANGER);
  bench_end (&bench);
}

static void
before_the_start (Bench *bench, const char *lang, const char *other)
{
  begin (bench, lang);
  walk_click (bench->ui, "Next");
  ui_await_model (bench->ui, is_checked, "all is checked");
  swap (bench, other);
  walk_choose (bench->ui, "I understand");
  walk_click (bench->ui, "Start the upgrade");
}

static void
another_model_before_the_start (void **state)
{
  Bench bench;

  before_the_start (&bench, *state, OTHER);
  expect_stranger (&bench, "EC600NCNLAR01A01M16");
  assert_null (state_of (&bench)->package);
  bench_end (&bench);
}

/* Of the same model, but with another firmware: the package may be for it, and the user says so again. */
static void
other_firmware_before_the_start (void **state)
{
  Bench bench;

  before_the_start (&bench, *state, NEWER);
  expect_stranger (&bench, "EC200ACNHAR01A07M16");
  assert_non_null (state_of (&bench)->package);
  bench_end (&bench);
}

/* The same unit is no stranger after its cable was out. */
static void
the_same_one_is_welcome (void **state)
{
  Bench bench;

  begin (&bench, *state);
  swap (&bench, FIRST);
  walk_click (bench.ui, "Next");
  walk_await (bench.ui, "Please confirm that you understand");
  bench_end (&bench);
}

/* The user turns back to page 1 and asks: a package for another model does not stay chosen in silence. */
static void
asked_again (Bench *bench, const char *lang, const char *other)
{
  begin (bench, lang);
  wizard_model_turn_to (ui_model (bench->ui), WIZARD_STEP_CONNECT);
  swap (bench, other);
  walk_click (bench->ui, "Next");
  ui_await_model (bench->ui, is_known, "the module is known");
}

static void
asked_again_it_is_another (void **state)
{
  Bench bench;

  asked_again (&bench, *state, OTHER);
  walk_await (bench.ui, PUT_ASIDE);
  assert_null (state_of (&bench)->package);
  bench_end (&bench);
}

static void
asked_again_it_is_the_same (void **state)
{
  Bench bench;

  asked_again (&bench, *state, FIRST);
  assert_non_null (state_of (&bench)->package);
  walk_expect_not (bench.ui, PUT_ASIDE);
  bench_end (&bench);
}

/* test-ui-stranger [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    WALK_BOTH (before_the_checks),
    WALK_ENGLISH (another_model_before_the_start),
    WALK_CHINESE (other_firmware_before_the_start),
    WALK_ENGLISH (the_same_one_is_welcome),
    WALK_ENGLISH (asked_again_it_is_another),
    WALK_CHINESE (asked_again_it_is_the_same),
  };

  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
