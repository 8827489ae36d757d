/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "aftermath.h"
#include "servers.h"

/* Upgrades that nobody watched to their end: a program that was killed in each state. The next wizard says what was going on, and
 * looks at the module; what it concludes is told, and nothing is sent again by itself. */

/* With the same package, over the same way, page by page, to the end. */
static void
walk_to_done (Bench *bench)
{
  ui_await_title (bench->ui, "Upgrade package");
  ui_await (bench->ui, AFTERMATH_PACKAGE);
  ui_click (bench->ui, "Next");
  ui_await_title (bench->ui, "The way");
  assert_int_equal (wizard_model_state (ui_model (bench->ui))->via, DFOTA_VIA_FILE);
  ui_click (bench->ui, "Next");
  ui_await_title (bench->ui, "Flow control");
  ui_click (bench->ui, "Next");
  ui_await (bench->ui, "Please confirm that you understand");
  ui_choose (bench->ui, "I understand");
  ui_click (bench->ui, "Start the upgrade");
  ui_await_title (bench->ui, "Result");
  assert_string_equal (wizard_model_state (ui_model (bench->ui))->result->after->revision, "EC200ACNHAR01A03M16");
}

static void
what_was_prepared_is_safe_and_starts_again (void **state)
{
  Bench bench;

  aftermath_start (&bench, "en", "--family lte-standard --speed 20", "preparing");
  ui_await (bench.ui, AFTERMATH_CARD);
  ui_expect (bench.ui, "Module EC200A with firmware EC200ACNHAR01A02M16");
  ui_expect (bench.ui, AFTERMATH_PACKAGE);
  ui_expect (bench.ui, "Nothing is sent to the module again without your word.");
  aftermath_look (&bench);
  assert_int_equal (aftermath_conclusion (&bench), DFOTA_CONCLUSION_NOT_STARTED);
  ui_expect (bench.ui, "The upgrade did not begin: the module works with its old version.");
  ui_expect (bench.ui, "Yes. It works, with its old firmware.");
  ui_expect (bench.ui, "Started from this computer");
  ui_click (bench.ui, "Start again");
  walk_to_done (&bench);
  aftermath_expect_forgotten (&bench);
  bench_end (&bench);
}

/* The module still takes bytes for a while: it is only listened to, until it has given up. */
static void
what_was_half_sent_is_safe (void **state)
{
  Bench bench;

  aftermath_start (&bench, "en", "--family lte-standard --speed 8 --rate 20000", "sending");
  ui_await (bench.ui, "How far it was: Sending the package to the module");
  ui_click (bench.ui, AFTERMATH_LOOK);
  ui_await_title (bench.ui, "Your module");
  ui_await (bench.ui, "Listening to the module…");
  ui_await (bench.ui, AFTERMATH_PACKAGE);
  assert_false (ui_is_sensitive ("Next"));
  ui_await_model (bench.ui, aftermath_is_told, "the module has been looked at");
  assert_int_equal (aftermath_conclusion (&bench), DFOTA_CONCLUSION_NOT_STARTED);
  assert_true (ui_is_sensitive ("Start again"));
  bench_end (&bench);
}

/* An ordinary Next on a port of which something is remembered asks no other question than the card. */
static void
next_looks_too (void **state)
{
  Bench bench;

  aftermath_start (&bench, "en", "--family lte-standard --speed 20", "preparing");
  ui_click (bench.ui, "Next");
  ui_await (bench.ui, "The upgrade did not begin: the module works with its old version.");
  ui_click (bench.ui, "Back");
  ui_await (bench.ui, AFTERMATH_CARD);
  bench_end (&bench);
}

static void
follow_to_done (Bench *bench)
{
  aftermath_look (bench);
  assert_int_equal (aftermath_conclusion (bench), DFOTA_CONCLUSION_STILL_UPGRADING);
  assert_true (ui_is_sensitive ("Look again"));
  ui_expect (bench->ui, "Wait: it works on the upgrade. Keep its power and cable connected.");
  ui_expect_not (bench->ui, "Start again");
  ui_click (bench->ui, "Follow it");
  ui_await_title (bench->ui, "Upgrading");
  ui_await_title (bench->ui, "Result");
  ui_expect (bench->ui, "Done");
  assert_string_equal (wizard_model_state (ui_model (bench->ui))->result->before->revision, "EC200ACNHAR01A02M16");
  assert_string_equal (wizard_model_state (ui_model (bench->ui))->result->after->revision, "EC200ACNHAR01A03M16");
  aftermath_expect_forgotten (bench);
  bench_end (bench);
}

static void
what_is_verified_is_followed (void **state)
{
  Bench bench;

  aftermath_start (&bench, "en", "--family lte-standard --speed 6", "verifying");
  follow_to_done (&bench);
}

static gboolean
is_done (WizardModel *model)
{
  return aftermath_is_told (model) && wizard_model_state (model)->story.conclusion == DFOTA_CONCLUSION_DONE;
}

/* A module that restarts says nothing for a while: it is looked at until it is clear what became of it. */
static void
look_until_done (Bench *bench)
{
  gint64 end = g_get_monotonic_time () + 40 * G_USEC_PER_SEC;

  aftermath_look (bench);
  while (!is_done (ui_model (bench->ui)) && g_get_monotonic_time () < end)
    {
      assert_int_equal (aftermath_conclusion (bench), DFOTA_CONCLUSION_STILL_UPGRADING);
      wizard_model_look_again (ui_model (bench->ui));
      ui_await_model (bench->ui, aftermath_is_told, "the module has been looked at");
    }
}

static void
what_restarts_is_waited_for (void **state)
{
  Bench bench;
  g_autofree char *path = NULL;
  g_autofree char *options = NULL;

  bench_begin (&bench, "--family ep06 --speed 40");
  path = bench_package (&bench, "EP06ELAR04A03M4G-EP06ELAR04A04M4G.zip", 60000);
  options = g_strdup_printf ("--via storage --package %s", path);
  aftermath_crash (&bench, "restarting", options);
  bench_open (&bench, "en");
  look_until_done (&bench);
  ui_expect (bench.ui, "The upgrade is complete: the module now has EP06ELAR04A04M4G");
  bench_end (&bench);
}

static void
what_installs_is_followed (void **state)
{
  Bench bench;

  aftermath_start (&bench, "en", "--family lte-standard --speed 6", "updating");
  follow_to_done (&bench);
}

/* The module fetches its package from a server that goes on as well. */
static void
what_downloads_is_followed (void **state)
{
  Bench bench;
  g_autofree char *path = NULL;
  g_autofree char *options = NULL;
  g_autoptr (Servers) servers = NULL;

  bench_begin (&bench, "--family lte-standard --speed 6 --rate 20000");
  path = bench_package (&bench, AFTERMATH_PACKAGE, 200000);
  servers = servers_start (SERVERS_HTTP, bench.folder);
  options = g_strdup_printf ("--via http --url %s", servers_url (servers, SERVERS_HTTP, AFTERMATH_PACKAGE));
  aftermath_crash (&bench, "downloading", options);
  bench_open (&bench, "en");
  follow_to_done (&bench);
}

static void
what_ended_meanwhile_is_told_once (void **state)
{
  Bench bench;

  aftermath_start (&bench, "en", "--family lte-standard --speed 60", "updating");
  look_until_done (&bench);
  ui_expect (bench.ui, "The upgrade is complete: the module now has EC200ACNHAR01A03M16");
  ui_expect (bench.ui, "Yes. It works, with its new firmware.");
  ui_expect (bench.ui, "EC200ACNHAR01A02M16");
  ui_expect_not (bench.ui, "Do not remind me of this upgrade");
  ui_click (bench.ui, "Finish");
  ui_await_title (bench.ui, "Connect");
  aftermath_expect_forgotten (&bench);
  bench_end (&bench);
}

/* test-ui-detective [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (what_was_prepared_is_safe_and_starts_again),
    cmocka_unit_test (what_was_half_sent_is_safe),
    cmocka_unit_test (what_downloads_is_followed),
    cmocka_unit_test (what_is_verified_is_followed),
    cmocka_unit_test (what_restarts_is_waited_for),
    cmocka_unit_test (what_installs_is_followed),
    cmocka_unit_test (what_ended_meanwhile_is_told_once),
    cmocka_unit_test (next_looks_too),
  };

  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
