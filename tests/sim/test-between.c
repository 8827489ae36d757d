/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "story.h"

/* What can come between: no network, no power, a sleeping module, a platform that begins by itself. */

#define FTP   "FTP://test:secret@192.0.2.2:21/p.bin"
#define HTTP  "http://192.0.2.2:8000/p.bin"
#define HTTPS "https://192.0.2.2:443/p.bin"
#define COAP  "coap://192.0.2.2:5683/p.bin"
#define SIZE  70001
#define OLD   "EC200ACNHAR01A02M16"

static void
power_lost (void **state)
{
  static const struct
  {
    const char *family, *fault, *story;
    guint dead;
  } rows[] = {
    { "lte-standard", "power-lost@25", "HTTPSTART HTTPEND,0 START UPDATING,8 UPDATING,16 UPDATING,25 |", 1 },
    { "ep06", "power-lost@2", "HTTPSTART HTTPEND,0 | START UPDATING,1 UPDATING,2 |", 1 },
    { "bc260y", "power-lost@8",
      "HTTPSTART {%} HTTPEND,0 START UPDATING,3%,1,1 UPDATING,5%,1,1 UPDATING,8%,1,1 RDY START UPDATING,10%,1,1", 0 },
    { "bc260y", "power-lost@100", "HTTPSTART {%} HTTPEND,0 START {40} RDY START UPDATING,100%,1,1 RDY END,0", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Rig) rig = story_rig (rows[i].family, rows[i].fault);
      g_autofree char *wanted = story_expand (rows[i].story);
      g_autofree char *story = NULL;

      rig_start (rig);
      rig_serve (rig, HTTP, SIZE, SIM_FETCHED);
      story_command (rig, HTTP, strcmp (rows[i].family, "lte-standard") == 0 ? ",1,0" : "");
      rig_run (rig, 120);
      story = rig_story (rig);
      assert_true (g_str_has_prefix (story, wanted));
      assert_int_equal (rig->dead, rows[i].dead);
      assert_int_equal (sim_engine_observed (rig->engine)->power_losses, !rows[i].dead);
      assert_int_equal (sim_engine_observed (rig->engine)->upgraded, !rows[i].dead);
      assert_int_equal (sim_engine_next (rig->engine), G_MAXINT64);
    }
}

static void
a_platform_begins (void **state)
{
  static const struct
  {
    const char *fault, *story;
  } rows[] = {
    { "platform-trigger@3", "COAPSTART COAPEND,0 START {40} RDY END,0" },
    { "platform-update@3", "START {40} RDY END,0" },
    { "already-updating",
      "UPDATING,33%,1,1 UPDATING,35%,1,1 UPDATING,38%,1,1 UPDATING,40%,1,1 UPDATING,43%,1,1 {40 after 43} "
      "RDY END,0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Rig) rig = story_rig ("bc260y", rows[i].fault);

      rig_start (rig);
      rig_run (rig, 120);
      story_assert (rig, rows[i].story);
      assert_true (sim_engine_observed (rig->engine)->upgraded);
    }
}

/* A command that wakes it is lost, at first and after ten quiet seconds; nothing comes back. */
static void
deep_sleep (void **state)
{
  g_autoptr (Rig) rig = story_rig ("bc260y", "deep-sleep@10");

  rig_start (rig);
  rig_serve (rig, HTTP, 100, SIM_FETCHED);
  assert_string_equal (rig_ask (rig, "AT"), "");
  assert_string_equal (rig_ask (rig, "AT"), "\r\nOK\r\n");
  rig_run (rig, 8);
  assert_string_equal (rig_ask (rig, "AT"), "\r\nOK\r\n");
  rig_run (rig, 10);
  story_command (rig, HTTP, "");
  rig_run (rig, 9);
  assert_string_equal (rig->heard->str, "");
  story_command (rig, HTTP, "");
  rig_run (rig, 120);
  assert_true (sim_engine_observed (rig->engine)->upgraded);
  assert_int_equal (sim_engine_observed (rig->engine)->lines_asleep, 2);
  assert_int_equal (sim_engine_observed (rig->engine)->commands_accepted, 1);
}

/* Guide BC260Y-CN, 2.2 note 2: without a fixed rate nothing is said after the last restart, until an AT comes. */
static void
automatic_rate (void **state)
{
  for (int fixed = 0; fixed < 2; fixed++)
    {
      g_autoptr (Rig) rig = story_rig ("bc260y", "auto-baud");

      rig_start (rig);
      rig_serve (rig, COAP, 100, SIM_FETCHED);
      assert_string_equal (rig_ask (rig, "AT+IPR?"), "\r\n+IPR: 0\r\n\r\nOK\r\n");
      if (fixed)
        assert_string_equal (rig_ask (rig, "AT+IPR=9600"), "\r\nOK\r\n");
      story_command (rig, COAP, "");
      rig_run (rig, 120);
      story_assert (rig, fixed ? "COAPSTART COAPEND,0 START {40} RDY END,0" : "COAPSTART COAPEND,0 START {40}");
      rig_hush (rig);
      rig_send (rig, "AT\r");
      rig_run (rig, 1);
      assert_string_equal (rig->heard->str, "\r\nOK\r\n");
      assert_int_equal (sim_engine_observed (rig->engine)->rate_setting, fixed ? 9600 : 0);
    }
}

static void
scheme_by_error (void **state)
{
  g_autoptr (Rig) rig = story_rig ("bc260y", NULL);

  rig->config.scheme_error = TRUE;
  rig_start (rig);
  story_command (rig, HTTPS, "");
  rig_run (rig, 1);
  assert_string_equal (rig->heard->str, "\r\nERROR\r\n");
}

/* Guide, 3.3.1.1: the context is set, chosen and active; a chosen one that was never set does not do. The choice goes with the
 * power, and so does the activation. */
static void
contexts (void **state)
{
  g_autoptr (Rig) rig = story_rig ("lte-standard", NULL);
  const SimObserved *seen;

  rig_start (rig);
  rig_serve (rig, HTTP, 100, SIM_FETCHED);
  assert_string_equal (rig_ask (rig, "AT+QCFG=\"fota/cid\",2"), "\r\nOK\r\n");
  story_command (rig, HTTP, "");
  assert_true (rig_await (rig, "\"HTTPEND\",708\r\n", 20));
  assert_string_equal (rig_ask (rig, "AT+QICSGP=2,1,\"cmnet\",\"u\",\"p\",1"), "\r\nOK\r\n");
  assert_string_equal (rig_ask (rig, "AT+QIACT=2"), "\r\nOK\r\n");
  story_command (rig, HTTP, "");
  rig_run (rig, 1);
  seen = sim_engine_observed (rig->engine);
  assert_int_equal (seen->fota_cid, 2);
  assert_string_equal (seen->apn, "cmnet");
  assert_int_equal (seen->apn_auth, 1);
  assert_true (seen->pdp_active);
  rig_run (rig, 120);
  assert_true (sim_engine_observed (rig->engine)->upgraded);
  assert_string_equal (rig_ask (rig, "AT+QCFG=\"fota/cid\""), "\r\n+QCFG: \"fota/cid\",1\r\n\r\nOK\r\n");
  assert_string_equal (rig_ask (rig, "AT+QIACT?"), "\r\nOK\r\n");
}

/* Chapter 2.3.1.1: until START the program may end it, by a restart. */
static void
restart_ends_the_download (void **state)
{
  g_autoptr (Rig) rig = story_rig ("lte-standard", NULL);

  rig->config.net_rate = 10000;
  rig_start (rig);
  rig_serve (rig, HTTP, SIZE, SIM_FETCHED);
  story_command (rig, HTTP, ",0,10");
  assert_true (rig_await (rig, "DOWNLOADING\",3", 20));
  assert_non_null (strstr (rig_ask (rig, "AT+QFOTADL=\"" HTTP "\""), "\r\nERROR\r\n"));
  rig_send (rig, "AT+CFUN=1,1\r");
  rig_run (rig, 60);
  assert_int_equal (rig->fetch_ends, 1);
  assert_null (strstr (rig->heard->str, "HTTPEND"));
  assert_string_equal (rig_ask (rig, "AT+CGMR"), "\r\n" OLD "\r\n\r\nOK\r\n");
}

static void
network_troubles (void **state)
{
  static const struct
  {
    const char *family, *url, *fault, *end;
  } rows[] = {
    { "lte-standard", FTP, "not-registered", "FTPEND,605" },
    { "lte-standard", HTTP, "no-sim", "HTTPEND,710" },
    { "lte-standard", HTTP, "pdp-error", "HTTPEND,707" },
    { "lte-standard", HTTP, "no-space", "HTTPEND,729" },
    { "lte-standard", FTP, "network-lost", "FTPEND,607" },
    { "lte-standard", HTTP, "network-lost@10%", "HTTPEND,709" },
    { "bc260y", COAP, "not-attached", "COAPEND,99" },
    { "bc260y", HTTP, "network-lost@100", "HTTPEND,13" },
    { "ep06", HTTP, "no-ip", "HTTPEND,701" },
    { "ep06", FTP, "sim-pin", "FTPEND,601" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Rig) rig = story_rig (rows[i].family, rows[i].fault);
      g_autofree char *story = NULL;

      rig_start (rig);
      rig_serve (rig, rows[i].url, SIZE, SIM_FETCHED);
      story_command (rig, rows[i].url, "");
      rig_run (rig, 120);
      story = rig_story (rig);
      assert_true (g_str_has_suffix (story, rows[i].end));
      assert_false (sim_engine_observed (rig->engine)->upgraded);
    }
}

static void
broken_for_good (void **state)
{
  g_autoptr (Rig) rig = story_rig ("ep06", "upgrade-code@520");

  rig_fault (rig, "dead-after-end");
  rig_start (rig);
  rig_serve (rig, HTTP, SIZE, SIM_FETCHED);
  story_command (rig, HTTP, "");
  rig_run (rig, 120);
  assert_non_null (strstr (rig->heard->str, "\"END\",520"));
  assert_int_equal (rig->dead, 1);
  assert_true (sim_engine_observed (rig->engine)->dead);
}

static void
takes_its_network_rate (void **state)
{
  g_autoptr (Rig) rig = story_rig ("lte-standard", NULL);

  rig->config.net_rate = 1000;
  rig->config.speed = 2;
  rig_start (rig);
  rig_serve (rig, HTTP, 20000, SIM_FETCHED);
  story_command (rig, HTTP, ",1,10");
  assert_false (rig_await (rig, "HTTPEND", 9.9));
  assert_true (rig_await (rig, "HTTPEND", 1));
}

/* The first context is there without a word, and then it is active. */
static void
own_context (void **state)
{
  g_autoptr (Rig) rig = story_rig ("lte-standard", NULL);

  rig->config.net_rate = 1000;
  rig_start (rig);
  rig_serve (rig, HTTP, SIZE, SIM_FETCHED);
  story_command (rig, HTTP, ",0,0");
  rig_run (rig, 2);
  assert_string_equal (rig_ask (rig, "AT+QIACT?"), "\r\n+QIACT: 1,1,1,\"10.123.45.67\"\r\n\r\nOK\r\n");
}

/* Guide BC260Y-CN, chapter 7. */
static void
greeting_around_the_end (void **state)
{
  static const char greeting[] = "\r\nRDY\r\n\r\n+CFUN: 1\r\n\r\n+QIND: \"FOTA\",\"END\",0\r\n\r\n+CPIN: READY\r\n"
                                 "\r\n+IP: 100.75.72.128\r\n";
  g_autoptr (Rig) rig = story_rig ("bc260y", NULL);

  rig_start (rig);
  rig_serve (rig, COAP, 100, SIM_FETCHED);
  story_command (rig, COAP, "");
  rig_run (rig, 120);
  assert_non_null (strstr (rig->heard->str, "UPDATING\",100%,1,1\r\n"));
  assert_true (g_str_has_suffix (rig->heard->str, greeting));
}

/* A caller that has not been told of the end yet hands in what nobody wants any more. */
static void
late_bytes_are_nobodys (void **state)
{
  g_autoptr (Rig) rig = story_rig ("lte-standard", NULL);
  const SimPackage *package;
  SimAction action;
  const guint8 byte = 0;

  rig_start (rig);
  story_command (rig, HTTP, "");
  rig->now += 2 * G_USEC_PER_SEC;
  assert_int_equal (sim_engine_fetch_room (rig->engine, rig->now), 0);
  sim_engine_fetch_bytes (rig->engine, rig->now, &byte, 1);
  sim_engine_fetch_ended (rig->engine, rig->now, SIM_FETCHED);
  package = &sim_engine_observed (rig->engine)->packages[0];
  assert_int_equal (package->fetches, 1);
  assert_int_equal (package->bytes + package->complete, 0);
  while (sim_engine_take (rig->engine, rig->now, &action) && action.kind != SIM_FETCH)
    continue;
  assert_string_equal (action.url, HTTP);
  sim_engine_fetch_bytes (rig->engine, rig->now, &byte, 1);
  sim_engine_fetch_ended (rig->engine, rig->now, SIM_FETCHED);
  package = &sim_engine_observed (rig->engine)->packages[0];
  assert_int_equal (package->bytes, 1);
  assert_int_equal (package->complete, 1);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (power_lost),
    cmocka_unit_test (a_platform_begins),
    cmocka_unit_test (deep_sleep),
    cmocka_unit_test (automatic_rate),
    cmocka_unit_test (scheme_by_error),
    cmocka_unit_test (contexts),
    cmocka_unit_test (restart_ends_the_download),
    cmocka_unit_test (network_troubles),
    cmocka_unit_test (broken_for_good),
    cmocka_unit_test (own_context),
    cmocka_unit_test (greeting_around_the_end),
    cmocka_unit_test (late_bytes_are_nobodys),
    cmocka_unit_test (takes_its_network_rate),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
