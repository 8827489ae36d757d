/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "bench.h"
#include "servers.h"
#include "walk.h"

/* Modules that are found at work, wait in download mode, or are upgraded by somebody else. */

#define MINI_PACKAGE "EC800MCNGAR06A05M08-EC800MCNGAR06A06M08"

/* Page 2 becomes the story; following it leads to the end without a word to the module. */
static void
an_upgrade_on_its_way_is_followed (void **state)
{
  Bench bench;

  bench_start (&bench, *state, "--family lte-standard --speed 10 --fault already-updating");
  walk_click (bench.ui, "Next");
  walk_await_title (bench.ui, "Your module");
  walk_expect (bench.ui, "The upgrade is still running.");
  walk_expect_not (bench.ui, "Send the command again");
  walk_click (bench.ui, "Follow it");
  walk_await_title (bench.ui, "Upgrading");
  assert_true (walk_may_click ("Stop watching"));
  assert_false (walk_may_click ("Stop"));
  walk_await_title (bench.ui, "Result");
  assert_string_equal (wizard_model_state (ui_model (bench.ui))->result->after->revision, "EC200ACNHAR01A03M16");
  walk_click (bench.ui, "Ask the module again");
  walk_await_title (bench.ui, "Your module");
  ui_expect (bench.ui, "EC200ACNHAR01A03M16");
  bench_end (&bench);
}

static gboolean
is_waiting (WizardModel *model)
{
  return wizard_model_state (model)->stage == DFOTA_STATE_WAITING;
}

/* Download mode: told on page 2, followed without a limit, and the command sent again with the right address. */
static void
a_module_in_download_mode_gets_the_command_again (void **state)
{
  Bench bench;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (Servers) servers = NULL;

  bench_start (&bench, *state, "--family lte-standard-mini --speed 20 --fault download-mode@2");
  first = bench_package (&bench, MINI_PACKAGE ".mini_1", 8000);
  second = bench_package (&bench, MINI_PACKAGE ".mini_2", 40000);
  servers = servers_start (SERVERS_HTTP, bench.folder);
  ui_excuse (bench.ui);
  walk_click (bench.ui, "Next");
  walk_await_title (bench.ui, "Your module");
  walk_expect (bench.ui, "The module is in its download mode and waits for its package.");
  walk_click (bench.ui, "Follow it");
  ui_await_model (bench.ui, is_waiting, "download mode is seen");
  walk_await (bench.ui, "How far the module came before it began to wait is not known.");
  walk_expect (bench.ui, "Stop watching");

  walk_unfold (bench.ui, "Send the command again");
  assert_false (walk_may_click ("Send again"));
  walk_type (bench.ui, "Address of the package", "http://127.0.0.1:80/wrong.bin");
  assert_false (walk_may_click ("Send again"));
  walk_type (bench.ui, "Address of the package", servers_url (servers, SERVERS_HTTP, MINI_PACKAGE ".mini_1"));
  walk_click (bench.ui, "Send again");
  walk_await_title (bench.ui, "Result");
  assert_string_equal (wizard_model_state (ui_model (bench.ui))->result->after->revision, "EC800MCNGAR06A06M08");
  bench_end (&bench);
}

/* A server that has nothing: the command stays here, and the page says why. */
static void
a_command_is_not_sent_again_into_the_void (void **state)
{
  Bench bench;
  g_autoptr (Servers) servers = NULL;

  bench_start (&bench, *state, "--family lte-standard-mini --speed 20 --fault download-mode@1");
  servers = servers_start (SERVERS_HTTP, bench.folder);
  ui_excuse (bench.ui);
  walk_click (bench.ui, "Next");
  walk_await_title (bench.ui, "Your module");
  walk_unfold (bench.ui, "Send the command again");
  walk_type (bench.ui, "Address of the package", servers_url (servers, SERVERS_HTTP, MINI_PACKAGE ".mini_1"));
  walk_click (bench.ui, "Send again");
  walk_await_title (bench.ui, "Upgrading");
  walk_await_title (bench.ui, "Your module");
  assert_int_equal (wizard_model_state (ui_model (bench.ui))->resend_fault->error, DFOTA_ERROR_PROBE_MISSING);
  walk_expect (bench.ui, "The module is in its download mode and waits for its package.");
  walk_click (bench.ui, "Follow it");
  ui_await_model (bench.ui, is_waiting, "download mode is seen");
  walk_click (bench.ui, "Stop watching");
  walk_await_title (bench.ui, "Result");
  walk_expect (bench.ui, "Not certain");
  bench_end (&bench);
}

static gboolean
remembers (WizardModel *model)
{
  return !wizard_model_state (model)->identifying && wizard_model_state (model)->story.journal != NULL;
}

/* As after a power cut of this computer: what was started, with what, and from where; and the address need not be typed. */
static void
what_is_remembered_is_told (void **state)
{
  Bench bench;
  DfotaModule module = { .model = (char *) "EC800M", .revision = (char *) "EC800MCNGAR06A05M08" };
  DfotaJournal journal = { .module = &module,
                           .via = DFOTA_VIA_HTTP,
                           .url = (char *) "http://files.example.com:80/" MINI_PACKAGE ".mini_1",
                           .package = (char *) MINI_PACKAGE ".mini_1",
                           .state = (char *) "updating",
                           .updated = 60,
                           .began = 1767225600 };

  bench_start (&bench, *state, "--family lte-standard-mini --speed 20 --fault download-mode@2");
  dfota_module_classify (&module);
  journal.place = dfota_journal_place (bench.port, NULL, -1, 0);
  assert_true (dfota_journal_write (&journal, NULL));
  ui_excuse (bench.ui);
  walk_click (bench.ui, "Next");
  walk_await_title (bench.ui, "Your module");
  ui_await_model (bench.ui, remembers, "the journal is read");
  walk_expect (bench.ui, "Started from this computer");
  ui_expect (bench.ui, "EC800MCNGAR06A05M08");
  ui_expect (bench.ui, journal.package);
  assert_string_equal (wizard_model_state (ui_model (bench.ui))->resend_address, journal.url);
  walk_unfold (bench.ui, "Send the command again");
  assert_true (walk_may_click ("Send again"));
  dfota_journal_forget (journal.place, NULL);
  g_free (journal.place);
  bench_end (&bench);
}

/* BC260Y: a platform starts it, and it is followed from the first message to the new version. */
static void
an_upgrade_by_a_platform_is_watched (void **state)
{
  Bench bench;

  bench_start (&bench, *state, "--family bc260y --speed 20 --fault platform-trigger@170");
  walk_click (bench.ui, "Next");
  walk_await_title (bench.ui, "Your module");
  walk_choose (bench.ui, "Watch an upgrade that a platform starts");
  walk_await (bench.ui, "Waiting for the upgrade to begin");
  walk_click (bench.ui, "Stop watching");
  walk_await_title (bench.ui, "Your module");
  walk_choose (bench.ui, "Watch an upgrade that a platform starts");
  walk_await (bench.ui, "Waiting for the upgrade to begin");
  walk_await_title (bench.ui, "Result");
  walk_expect (bench.ui, "Done");
  assert_string_equal (wizard_model_state (ui_model (bench.ui))->result->after->revision, "BC260YCNAAR02A03");
  bench_end (&bench);
}

/* A download that failed leaves the module as it was: the way is open again, for another address. */
static void
a_download_that_failed_may_be_tried_again (void **state)
{
  Bench bench;
  g_autofree char *path = NULL;

  bench_start (&bench, *state, "--family lte-standard --speed 50 --fault download-code@714");
  path = bench_package (&bench, "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin", 20000);
  walk_to_way (bench.ui, path);
  walk_choose (bench.ui, "From a web server (HTTP/HTTPS)");
  walk_choose (bench.ui, "This computer is the server");
  walk_await (bench.ui, "The module fetches it from");
  walk_click (bench.ui, "Next");
  walk_start_upgrade (bench.ui);
  walk_await_result (bench.ui, "Not upgraded");
  assert_int_equal (wizard_model_state (ui_model (bench.ui))->result->fault->code, 714);
  walk_click (bench.ui, "Check the address");
  walk_await_title (bench.ui, "The way");
  walk_expect (bench.ui, "The module fetches it from");
  bench_end (&bench);
}

/* test-ui-found [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    WALK_BOTH (an_upgrade_on_its_way_is_followed),
    WALK_BOTH (a_module_in_download_mode_gets_the_command_again),
    WALK_ENGLISH (a_command_is_not_sent_again_into_the_void),
    WALK_CHINESE (what_is_remembered_is_told),
    WALK_BOTH (an_upgrade_by_a_platform_is_watched),
    WALK_CHINESE (a_download_that_failed_may_be_tried_again),
  };

  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
