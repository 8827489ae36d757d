/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "aftermath.h"
#include "servers.h"
#include "walk.h"

/* Upgrades that nobody watched to their end: a program that was killed in each state, and the wizard itself. The next wizard says
 * what was going on, and looks at the module; what it concludes is told, and nothing is sent again by itself. */

#define LTE  "--family lte-standard "
#define MINI "--family lte-standard-mini "
#define NEW  "EC200ACNHAR01A03M16"

#define MINI_NEW "EC800MCNGAR06A06M08"

/* With the same package, over the same way, page by page, to the end. */
static void
walk_to_done (Bench *bench)
{
  walk_await_title (bench->ui, "Upgrade package");
  ui_await (bench->ui, AFTERMATH_PACKAGE);
  walk_click (bench->ui, "Next");
  walk_await_title (bench->ui, "The way");
  assert_int_equal (wizard_model_state (ui_model (bench->ui))->via, DFOTA_VIA_FILE);
  walk_click (bench->ui, "Next");
  walk_await_title (bench->ui, "Flow control");
  walk_click (bench->ui, "Next");
  walk_await (bench->ui, "Please confirm that you understand");
  walk_choose (bench->ui, "I understand");
  walk_click (bench->ui, "Start the upgrade");
  walk_await_title (bench->ui, "Result");
  assert_string_equal (wizard_model_state (ui_model (bench->ui))->result->after->revision, "EC200ACNHAR01A03M16");
}

static void
what_was_prepared_is_safe_and_starts_again (void **state)
{
  Bench bench;

  aftermath_start (&bench, *state, "--family lte-standard --speed 20", "preparing");
  walk_await (bench.ui, AFTERMATH_CARD);
  walk_expect (bench.ui, "Module %s with firmware %s");
  ui_expect (bench.ui, AFTERMATH_PACKAGE);
  walk_expect (bench.ui, "Nothing is sent to the module again without your word.");
  aftermath_look (&bench);
  assert_int_equal (aftermath_conclusion (&bench), DFOTA_CONCLUSION_NOT_STARTED);
  walk_expect (bench.ui, "The upgrade did not begin: the module works with its old version.");
  walk_expect (bench.ui, "Yes. It works, with its old firmware.");
  walk_expect (bench.ui, "Started from this computer");
  walk_click (bench.ui, "Start again");
  walk_to_done (&bench);
  aftermath_expect_forgotten (&bench);
  bench_end (&bench);
}

/* The module still takes bytes for a while: it is only listened to, until it has given up. */
static void
what_was_half_sent_is_safe (void **state)
{
  Bench bench;

  aftermath_start (&bench, *state, "--family lte-standard --speed 8 --rate 20000", "sending");
  walk_await (bench.ui, "It had reached: %s");
  walk_expect (bench.ui, "Sending the package to the module");
  walk_click (bench.ui, AFTERMATH_LOOK);
  walk_await_title (bench.ui, "Your module");
  walk_await (bench.ui, "Listening to the module…");
  ui_await (bench.ui, AFTERMATH_PACKAGE);
  assert_false (walk_may_click ("Next"));
  ui_await_model (bench.ui, aftermath_is_told, "the module has been looked at");
  assert_int_equal (aftermath_conclusion (&bench), DFOTA_CONCLUSION_NOT_STARTED);
  assert_true (walk_may_click ("Start again"));
  bench_end (&bench);
}

/* An ordinary Next on a port of which something is remembered asks no other question than the card. */
static void
next_looks_too (void **state)
{
  Bench bench;

  aftermath_start (&bench, *state, "--family lte-standard --speed 20", "preparing");
  walk_click (bench.ui, "Next");
  walk_await (bench.ui, "The upgrade did not begin: the module works with its old version.");
  walk_click (bench.ui, "Back");
  walk_await (bench.ui, AFTERMATH_CARD);
  bench_end (&bench);
}

static void
follow_to_done (Bench *bench)
{
  aftermath_look (bench);
  assert_int_equal (aftermath_conclusion (bench), DFOTA_CONCLUSION_STILL_UPGRADING);
  assert_true (walk_may_click ("Look again"));
  walk_expect (bench->ui, "Wait: it works on the upgrade. Keep its power and cable connected.");
  walk_expect_not (bench->ui, "Start again");
  walk_click (bench->ui, "Follow it");
  walk_await_title (bench->ui, "Upgrading");
  walk_await_title (bench->ui, "Result");
  walk_expect (bench->ui, "Done");
  assert_string_equal (wizard_model_state (ui_model (bench->ui))->result->before->revision, "EC200ACNHAR01A02M16");
  assert_string_equal (wizard_model_state (ui_model (bench->ui))->result->after->revision, "EC200ACNHAR01A03M16");
  aftermath_expect_forgotten (bench);
  bench_end (bench);
}

static void
what_is_verified_is_followed (void **state)
{
  Bench bench;

  aftermath_start (&bench, *state, "--family lte-standard --speed 6", "verifying");
  follow_to_done (&bench);
}

static gboolean
is_done (WizardModel *model)
{
  return aftermath_is_told (model) && wizard_model_state (model)->story.conclusion == DFOTA_CONCLUSION_DONE;
}

/* A module that restarts says nothing for a while, and one in two steps waits for its package between them: it is looked at until
 * it is clear what became of it. */
static void
look_until_done (Bench *bench, const char *revision)
{
  gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  DfotaConclusion conclusion;

  aftermath_look (bench);
  while (!is_done (ui_model (bench->ui)) && g_get_monotonic_time () < end)
    {
      conclusion = aftermath_conclusion (bench);
      assert_true (conclusion == DFOTA_CONCLUSION_STILL_UPGRADING
                   || (conclusion == DFOTA_CONCLUSION_WAITING && g_str_equal (revision, MINI_NEW)));
      walk_expect_not (bench->ui, "Start again");
      walk_click (bench->ui, "Look again");
      ui_await_model (bench->ui, aftermath_is_told, "the module has been looked at");
    }
  walk_expect (bench->ui, "The upgrade is complete: the module now has %s.");
  ui_expect (bench->ui, revision);
  walk_expect (bench->ui, "Yes. It works, with its new firmware.");
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
  bench_open (&bench, *state);
  look_until_done (&bench, "EP06ELAR04A04M4G");
  bench_end (&bench);
}

static void
what_installs_is_followed (void **state)
{
  Bench bench;

  aftermath_start (&bench, *state, "--family lte-standard --speed 6", "updating");
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
  bench_open (&bench, *state);
  follow_to_done (&bench);
}

static void
what_ended_meanwhile_is_told_once (void **state)
{
  Bench bench;

  aftermath_start (&bench, *state, "--family lte-standard --speed 60", "updating");
  look_until_done (&bench, NEW);
  ui_expect (bench.ui, "EC200ACNHAR01A02M16");
  walk_expect_not (bench.ui, "Do not remind me of this upgrade");
  walk_click (bench.ui, "Finish");
  walk_await_title (bench.ui, "Connect");
  aftermath_expect_forgotten (&bench);
  bench_end (&bench);
}

/* --- the other states and ways --- */

/* It was asked to take the package, and says after a while that none came. */
static void
what_was_asked_for_is_safe (void **state)
{
  Bench bench;

  aftermath_start (&bench, *state, LTE "--speed 8 --filestart 120", "starting");
  aftermath_look (&bench);
  assert_int_equal (aftermath_conclusion (&bench), DFOTA_CONCLUSION_NOT_STARTED);
  walk_expect (bench.ui, "Yes. It works, with its old firmware.");
  assert_true (walk_may_click ("Start again"));
  bench_end (&bench);
}

/* It has said that it is done, and restarts for the last time. */
static void
what_is_confirmed_is_done (void **state)
{
  Bench bench;

  aftermath_start (&bench, *state, LTE "--speed 10 --fault no-restart --away 30", "confirming");
  look_until_done (&bench, NEW);
  bench_end (&bench);
}

static void
crash_in_frames (Bench *bench, const char *sim, const char *state)
{
  g_autofree char *path = NULL;
  g_autofree char *options = NULL;

  bench_begin (bench, sim);
  path = bench_package (bench, AFTERMATH_PACKAGE, 20000);
  options = g_strdup_printf ("--via protocol --framing %s/resources/framing/xmodem-crc.dfota-framing --package %s",
                             g_getenv ("DFOTA_TEST_SOURCE_ROOT"), path);
  aftermath_crash (bench, state, options);
}

static void
what_came_in_frames_is_followed (void **state)
{
  Bench bench;

  crash_in_frames (&bench, LTE "--speed 6 --receiver xmodem-crc", "updating");
  bench_open (&bench, *state);
  follow_to_done (&bench);
}

/* In two steps, from a server that goes on as well. @options: more of them. */
static void
crash_in_two_steps (Bench *bench, const char *sim, const char *state, const char *options)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *all = NULL;
  Servers *servers;

  bench_begin (bench, sim);
  first = bench_package (bench, AFTERMATH_MINI ".mini_1", 8000);
  second = bench_package (bench, AFTERMATH_MINI ".mini_2", 40000);
  servers = servers_start (SERVERS_HTTP, bench->folder); /* it ends with this process */
  all = g_strdup_printf ("--via http --url %s%s", servers_url (servers, SERVERS_HTTP, AFTERMATH_MINI ".mini_1"), options);
  aftermath_crash (bench, state, all);
}

static void
the_first_step_goes_on (void **state)
{
  Bench bench;

  crash_in_two_steps (&bench, MINI "--speed 10", "downloading", "");
  bench_open (&bench, *state);
  look_until_done (&bench, MINI_NEW);
  bench_end (&bench);
}

static void
the_second_step_goes_on (void **state)
{
  Bench bench;

  crash_in_two_steps (&bench, MINI "--speed 10", "updating", "");
  bench_open (&bench, *state);
  look_until_done (&bench, MINI_NEW);
  bench_end (&bench);
}

/* Its second file is not there: with or without a program it waits. */
static void
what_waits_still_waits (void **state)
{
  Bench bench;

  crash_in_two_steps (&bench, MINI "--speed 40 --fault mini2-missing@10000", "waiting", " --patience 4");
  bench_open (&bench, *state);
  aftermath_look (&bench);
  assert_int_equal (aftermath_conclusion (&bench), DFOTA_CONCLUSION_WAITING);
  walk_expect (bench.ui, "It needs attention: it works again when it has got its package.");
  walk_expect_not (bench.ui, "Start again");
  assert_true (walk_may_click ("Follow it"));
  bench_end (&bench);
}

/* --- the wizard itself --- */

static void
the_wizard_dies_while_it_sends (void **state)
{
  Bench bench;
  g_autofree char *path = NULL;

  bench_begin (&bench, LTE "--speed 8 --rate 20000");
  path = bench_package (&bench, AFTERMATH_PACKAGE, 60000);
  aftermath_kill_wizard (&bench, *state, path, FALSE, "sending");
  bench_open (&bench, *state);
  walk_await (bench.ui, AFTERMATH_CARD);
  ui_expect (bench.ui, AFTERMATH_PACKAGE);
  aftermath_look (&bench);
  assert_int_equal (aftermath_conclusion (&bench), DFOTA_CONCLUSION_NOT_STARTED);
  walk_click (bench.ui, "Start again");
  walk_to_done (&bench);
  aftermath_expect_forgotten (&bench);
  bench_end (&bench);
}

static void
the_wizard_dies_while_it_installs (void **state)
{
  Bench bench;
  g_autofree char *path = NULL;

  bench_begin (&bench, LTE "--speed 6");
  path = bench_package (&bench, AFTERMATH_PACKAGE, 60000);
  aftermath_kill_wizard (&bench, *state, path, FALSE, "updating");
  bench_open (&bench, *state);
  follow_to_done (&bench);
}

/* With it dies the server of the package. */
static void
the_wizard_dies_while_it_serves (void **state)
{
  Bench bench;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  bench_begin (&bench, MINI "--speed 4");
  first = bench_package (&bench, AFTERMATH_MINI ".mini_1", 8000);
  second = bench_package (&bench, AFTERMATH_MINI ".mini_2", 40000);
  aftermath_kill_wizard (&bench, *state, first, TRUE, "updating");
  bench_open (&bench, *state);
  aftermath_look (&bench);
  assert_true (aftermath_conclusion (&bench) == DFOTA_CONCLUSION_STILL_UPGRADING
               || aftermath_conclusion (&bench) == DFOTA_CONCLUSION_WAITING);
  walk_expect_not (bench.ui, "Start again");
  bench_end (&bench);
}

/* test-ui-detective [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    WALK_BOTH (what_was_prepared_is_safe_and_starts_again),
    WALK_CHINESE (what_was_asked_for_is_safe),
    WALK_ENGLISH (what_was_half_sent_is_safe),
    WALK_CHINESE (what_downloads_is_followed),
    WALK_ENGLISH (what_is_verified_is_followed),
    WALK_CHINESE (what_restarts_is_waited_for),
    WALK_ENGLISH (what_installs_is_followed),
    WALK_CHINESE (what_is_confirmed_is_done),
    WALK_CHINESE (what_came_in_frames_is_followed),
    WALK_ENGLISH (the_first_step_goes_on),
    WALK_CHINESE (the_second_step_goes_on),
    WALK_ENGLISH (what_waits_still_waits),
    WALK_BOTH (what_ended_meanwhile_is_told_once),
    WALK_ENGLISH (next_looks_too),
    WALK_CHINESE (the_wizard_dies_while_it_sends),
    WALK_ENGLISH (the_wizard_dies_while_it_installs),
    WALK_CHINESE (the_wizard_dies_while_it_serves),
    AFTERMATH_VICTIM, /* not a case of its own: the last, which is left out below */
  };

  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests) - 1);
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
