/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "story.h"

/* MiniFOTA when it goes wrong: guide LTE Standard(A), 5.1, and 2.3.1.2 steps 4 and 5. */

#define ONE    "http://192.0.2.2:8000/fw.mini_1"
#define TWO    "http://192.0.2.2:8000/fw.mini_2"
#define OLD    "EC800MCNGAR06A05M08"
#define NEW    "EC800MCNGAR06A06M08"
#define SIZE_1 7001
#define SIZE_2 90001

static void
serve_pair (Rig *rig)
{
  rig_serve (rig, ONE, SIZE_1, SIM_FETCHED);
  rig_serve (rig, TWO, SIZE_2, SIM_FETCHED);
}

/* Chapter 5.1, scenes 1 and 2: two restarts and the old firmware. */
static void
scenes_that_go_back (void **state)
{
  static const struct
  {
    const char *fault;
    SimFetchResult result;
    gsize n;
    guint fetches;
    double after_s; /* at least, from the command to the greeting */
  } rows[] = {
    /* nothing ever comes, and it tries every 10 of 60 seconds */
    { NULL, SIM_FETCH_MISSING, 0, 6, 60 },
    { NULL, SIM_FETCH_CONNECT, 0, 6, 60 },
    { NULL, SIM_FETCH_SHORT, 2047, 5, 60 },
    { "not-registered", SIM_FETCHED, SIZE_1, 0, 60 },
    { "wrong-name", SIM_FETCHED, SIZE_1, 0, 60 },
    { "network-lost@2047", SIM_FETCHED, SIZE_1, 1, 60 },
    /* the first 2 KB do not fit */
    { "mini-mismatch", SIM_FETCHED, SIZE_1, 1, 5 },
    { "wrong-version", SIM_FETCHED, 100, 1, 5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Rig) rig = story_rig ("lte-standard-mini", rows[i].fault);

      rig->config.net_rate = 1000;
      rig_start (rig);
      rig_serve (rig, ONE, rows[i].n, rows[i].result);
      rig_serve (rig, TWO, SIZE_2, SIM_FETCHED);
      story_command (rig, ONE, "");
      assert_false (rig_await (rig, "RDY", rows[i].after_s));
      assert_true (rig_await (rig, "RDY", 30));
      story_assert (rig, "| | RDY");
      assert_int_equal (sim_engine_observed (rig->engine)->restarts_of_upgrade, 2);
      assert_int_equal (sim_engine_observed (rig->engine)->packages[0].fetches, rows[i].fetches);
      assert_int_equal (sim_engine_observed (rig->engine)->last_result, -1);
      assert_int_equal (sim_engine_observed (rig->engine)->upgrades_ended, 1);
      assert_false (sim_engine_observed (rig->engine)->download_mode);
      story_assert_revision (rig, OLD);
      rig_run (rig, 600);
      assert_int_equal (sim_engine_next (rig->engine), G_MAXINT64);
    }
}

/* The server is put right in time: scene 1 needs no further command. */
static void
late_package (void **state)
{
  g_autoptr (Rig) rig = story_rig ("lte-standard-mini", NULL);

  rig_start (rig);
  story_command (rig, ONE, "");
  rig_run (rig, 30);
  serve_pair (rig);
  rig_run (rig, 200);
  story_assert_revision (rig, NEW);
}

/* Scene 3: it never goes back, and goes on when the network does. */
static void
network_lost_in_the_first (void **state)
{
  for (int returns = 0; returns < 2; returns++)
    {
      g_autoptr (Rig) rig = story_rig ("lte-standard-mini", "mini1-network-lost@50%");

      if (returns)
        rig_fault (rig, "mini-network-back@300");
      rig_start (rig);
      serve_pair (rig);
      story_command (rig, ONE, "");
      rig_run (rig, 250);
      story_assert (rig, "|");
      assert_true (sim_engine_observed (rig->engine)->download_mode);
      assert_int_equal (rig->fetch_ends, 1);
      assert_string_equal (rig_ask (rig, "AT+CEREG?"), "\r\n+CEREG: 0,2\r\n\r\nOK\r\n");
      rig_hush (rig);
      rig_run (rig, 400);
      story_assert (rig, returns ? "| {60} | {96} END,0 | RDY" : "");
      assert_int_equal (sim_engine_observed (rig->engine)->download_mode, !returns);
      assert_int_equal (sim_engine_observed (rig->engine)->packages[0].fetches, returns ? 2 : 1);
    }
}

/* Scene 3 by the server: once 2 KB fit there is no way back, and every ten seconds another attempt. */
static void
server_lost_in_the_first (void **state)
{
  g_autoptr (Rig) rig = story_rig ("lte-standard-mini", NULL);

  rig_start (rig);
  rig_serve (rig, ONE, 4000, SIM_FETCH_SHORT);
  rig_serve (rig, TWO, SIZE_2, SIM_FETCHED);
  story_command (rig, ONE, "");
  rig_run (rig, 200);
  assert_in_range (sim_engine_observed (rig->engine)->packages[0].fetches, 15, 20);
  story_assert (rig, "|");
  serve_pair (rig);
  rig_run (rig, 200);
  story_assert_revision (rig, NEW);
}

/* Step 4: a damaged first package costs a restart each time. */
static void
damaged_first (void **state)
{
  g_autoptr (Rig) rig = story_rig ("lte-standard-mini", "mini1-damaged@2");

  rig_start (rig);
  serve_pair (rig);
  story_command (rig, ONE, "");
  rig_run (rig, 300);
  story_assert (rig, "| | | | {60} | {96} END,0 | RDY");
  assert_int_equal (sim_engine_observed (rig->engine)->restarts_of_upgrade, 6);
  assert_int_equal (sim_engine_observed (rig->engine)->packages[0].complete, 3);
  story_assert_revision (rig, NEW);
}

/* Scene 4: it waits for the second package for ever, and goes on by itself, or by another command, with another address. */
static void
second_missing (void **state)
{
  static const struct
  {
    const char *fault, *resend;
    gboolean appears;
  } rows[] = {
    { NULL, NULL, TRUE },
    { NULL, "http://192.0.2.9/other.mini_1", FALSE },
    { "mini2-missing@5", NULL, FALSE },
    { NULL, NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Rig) rig = story_rig ("lte-standard-mini", rows[i].fault);
      gboolean goes_on = rows[i].resend != NULL || rows[i].appears;

      rig_start (rig);
      rig_serve (rig, ONE, SIZE_1, SIM_FETCHED);
      if (rows[i].fault != NULL)
        rig_serve (rig, TWO, SIZE_2, SIM_FETCHED);
      story_command (rig, ONE, "");
      rig_run (rig, rows[i].fault != NULL ? 300 : 3600);
      story_assert (rig, rows[i].fault != NULL ? "| | {60} | {96} END,0 | RDY" : "| | {60} |");
      if (rows[i].fault != NULL)
        continue;
      assert_true (sim_engine_observed (rig->engine)->download_mode);
      assert_int_equal (sim_engine_observed (rig->engine)->commands_accepted, 1);
      if (rows[i].appears)
        rig_serve (rig, TWO, SIZE_2, SIM_FETCHED);
      rig_serve (rig, "http://192.0.2.9/other.mini_2", SIZE_2, SIM_FETCHED);
      if (rows[i].resend != NULL)
        story_command (rig, rows[i].resend, "");
      else
        rig_hush (rig);
      rig_run (rig, 100);
      story_assert (rig, goes_on ? "{96} END,0 | RDY" : "");
      assert_int_equal (sim_engine_observed (rig->engine)->upgraded, goes_on);
      assert_int_equal (sim_engine_observed (rig->engine)->restarts_of_upgrade, goes_on ? 4 : 3);
    }
}

static void
network_lost_in_the_second (void **state)
{
  g_autoptr (Rig) rig = story_rig ("lte-standard-mini", "mini2-network-lost@40%");

  rig_fault (rig, "network-back@60");
  rig_start (rig);
  serve_pair (rig);
  story_command (rig, ONE, "");
  rig_run (rig, 300);
  /* what was said already is not said again */
  story_assert (rig, "| | {60} | {96} END,0 | RDY");
  assert_int_equal (sim_engine_observed (rig->engine)->packages[1].fetches, 2);
}

/* Step 5: power lost in the second package begins it anew; in the first one it is the end (chapter 2, note 1). */
static void
power_lost (void **state)
{
  static const struct
  {
    const char *fault, *story;
    gboolean upgraded;
  } rows[] = {
    { "power-lost@72", "| | {60} | UPDATING,64 UPDATING,68 UPDATING,72 | {96} END,0 | RDY", TRUE },
    { "power-lost@96",
      "| | {60} | UPDATING,64 UPDATING,68 UPDATING,72 UPDATING,76 UPDATING,80 UPDATING,84 UPDATING,88 UPDATING,92 "
      "UPDATING,96 | {96} END,0 | RDY",
      TRUE },
    { "power-lost@4", "| | START UPDATING,2 UPDATING,4 |", FALSE },
    { "upgrade-code@504", NULL, FALSE },
    { "update-504@64", NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Rig) rig = story_rig ("lte-standard-mini", rows[i].fault);

      rig_start (rig);
      serve_pair (rig);
      story_command (rig, ONE, "");
      rig_run (rig, 400);
      if (rows[i].story != NULL)
        story_assert (rig, rows[i].story);
      else
        assert_true (sim_engine_observed (rig->engine)->download_mode);
      assert_int_equal (sim_engine_observed (rig->engine)->upgraded, rows[i].upgraded);
      assert_int_equal (rig->ghosts, 0);
    }
}

/* Another address while it fetches: what was under way is given up at once. */
static void
resend_while_it_fetches (void **state)
{
  g_autoptr (Rig) rig = story_rig ("lte-standard-mini", "download-mode@2");

  rig->config.net_rate = 1000;
  rig_start (rig);
  serve_pair (rig);
  rig_serve (rig, "http://192.0.2.9/other.mini_2", 2000, SIM_FETCHED);
  story_command (rig, ONE, "");
  assert_true (rig_await (rig, "UPDATING\",68", 60));
  story_command (rig, "http://192.0.2.9/other.mini_1", "");
  rig_run (rig, 0.1);
  assert_int_equal (rig->fetch_ends, 1);
  rig_run (rig, 60);
  assert_string_equal (rig->gets->str, TWO "\nhttp://192.0.2.9/other.mini_2\n");
  story_assert_revision (rig, NEW);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (scenes_that_go_back),
    cmocka_unit_test (late_package),
    cmocka_unit_test (network_lost_in_the_first),
    cmocka_unit_test (server_lost_in_the_first),
    cmocka_unit_test (damaged_first),
    cmocka_unit_test (second_missing),
    cmocka_unit_test (network_lost_in_the_second),
    cmocka_unit_test (power_lost),
    cmocka_unit_test (resend_while_it_fetches),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
