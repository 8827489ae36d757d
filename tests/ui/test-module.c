/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "bench.h"

/* Page 2 with modules that the practice module does not play: one that does not tell its method, one that is not supported, one
 * that is upgraded in two steps. */

/* Gone on to page 2. */
static void
connect_to (Bench *bench, const char *lang, const char *next, const char *options, const char *model)
{
  bench_start (bench, lang, options);
  ui_click (bench->ui, next);
  ui_await (bench->ui, model);
}

static void
the_method_is_asked_for (void **state)
{
  Bench bench;

  connect_to (&bench, "en", "Next", "--family lte-standard --model EC200A --revision EC200ACNHAR01A02 --speed 20", "EC200A");
  ui_await (bench.ui, "This module does not tell how it is to be upgraded.");
  ui_expect (bench.ui, "Answer the question first");
  assert_false (ui_is_sensitive ("Next"));
  ui_choose (bench.ui, "In one step (DFOTA)");
  ui_expect (bench.ui, "In one step, ");
  assert_true (ui_is_sensitive ("Next"));
  assert_int_equal (wizard_model_state (ui_model (bench.ui))->method, DFOTA_METHOD_DFOTA);
  ui_choose (bench.ui, "In two steps (MiniFOTA)");
  ui_expect (bench.ui, "In two steps, about ");
  bench_end (&bench);
}

static void
an_unsupported_module_goes_no_further (void **state)
{
  Bench bench;

  connect_to (&bench, "zh_CN", "下一步", "--family lte-standard --model EC25 --revision EC25EUGAR06A05M4G --speed 20",
              "EC25");
  ui_await (bench.ui, "EC25EUGAR06A05M4G");
  ui_expect (bench.ui, "支持的模块");
  assert_false (ui_is_sensitive ("下一步"));
  bench_end (&bench);
}

static void
two_steps_are_told (void **state)
{
  Bench bench;

  connect_to (&bench, "en", "Next", "--family lte-standard-mini --model EG800K --revision EG800KCNGCR07A04M04 --speed 20",
              "EG800K");
  ui_await (bench.ui, "In two steps");
  ui_expect (bench.ui, "4 MB");
  ui_expect (bench.ui, "Not possible with it");
  ui_expect_not (bench.ui, "Practice: a simulated module");
  bench_end (&bench);
}

int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (the_method_is_asked_for),
    cmocka_unit_test (an_unsupported_module_goes_no_further),
    cmocka_unit_test (two_steps_are_told),
  };

  if (argc < 2)
    return abreast_run_in_turn (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
