/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "ui.h"

/* Page 2 with modules that the practice module does not play: one that does not tell its method, one that is not supported, one
 * that is upgraded in two steps. */

typedef struct
{
  GSubprocess *sim;
  Ui *ui;
} Bench;

/* A simulated module of this kind, and the wizard with its port chosen, gone on to page 2. */
static void
connect_to (Bench *bench, const char *lang, const char *next, const char *family, const char *model, const char *revision)
{
  g_autofree char *program = g_build_filename (g_getenv ("DFOTA_TEST_BUILD_ROOT"), "app", "sim", "dfota-sim", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *port = NULL;

  bench->sim = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--family", family, "--model", model,
                                 "--revision", revision, "--listen", "127.0.0.1:0", "--speed", "20", NULL);
  if (bench->sim == NULL)
    g_error ("%s", error->message);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (bench->sim));
  port = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  assert_non_null (port);
  bench->ui = ui_start (lang, g_strstrip (port));
  ui_click (bench->ui, next);
  ui_await (bench->ui, model);
}

static void
clear (Bench *bench)
{
  ui_end (bench->ui);
  g_subprocess_force_exit (bench->sim);
  g_subprocess_wait (bench->sim, NULL, NULL);
  g_clear_object (&bench->sim);
}

static void
the_method_is_asked_for (void **state)
{
  Bench bench;

  connect_to (&bench, "en", "Next", "lte-standard", "EC200A", "EC200ACNHAR01A02");
  ui_await (bench.ui, "This module does not tell how it is to be upgraded.");
  ui_expect (bench.ui, "Answer the question first");
  assert_false (ui_is_sensitive ("Next"));
  ui_choose (bench.ui, "In one step (DFOTA)");
  ui_expect (bench.ui, "In one step, ");
  assert_true (ui_is_sensitive ("Next"));
  assert_int_equal (wizard_model_state (ui_model (bench.ui))->method, DFOTA_METHOD_DFOTA);
  ui_choose (bench.ui, "In two steps (MiniFOTA)");
  ui_expect (bench.ui, "In two steps; it downloads the package from a server by itself");
  clear (&bench);
}

static void
an_unsupported_module_goes_no_further (void **state)
{
  Bench bench;

  connect_to (&bench, "zh_CN", "下一步", "lte-standard", "EC25", "EC25EUGAR06A05M4G");
  ui_await (bench.ui, "EC25EUGAR06A05M4G");
  ui_expect (bench.ui, "支持的模块");
  assert_false (ui_is_sensitive ("下一步"));
  clear (&bench);
}

static void
two_steps_are_told (void **state)
{
  Bench bench;

  connect_to (&bench, "en", "Next", "lte-standard-mini", "EG800K", "EG800KCNGCR07A04M04");
  ui_await (bench.ui, "In two steps");
  ui_expect (bench.ui, "4 MB");
  ui_expect (bench.ui, "Not possible with it");
  ui_expect_not (bench.ui, "Practice: a simulated module");
  clear (&bench);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (the_method_is_asked_for),
    cmocka_unit_test (an_unsupported_module_goes_no_further),
    cmocka_unit_test (two_steps_are_told),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
