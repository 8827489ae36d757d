/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "story.h"

/* DFOTA by network, of the families that have it: what is said, word by word, and what is refused. */

#define FTP    "FTP://test:secret@192.0.2.2:21/p.bin"
#define HTTP   "http://192.0.2.2:8000/p.bin"
#define HTTPS  "https://192.0.2.2:443/p.bin"
#define COAP   "coap://192.0.2.2:5683/p.bin"
#define SIZE   70001
#define EC200A "EC200ACNHAR01A02M08"
#define SHORT  "HTTPSTART {5} HTTPEND,0"

typedef struct
{
  const char *family, *url, *settings, *fault, *story;
} Way;

static const Way ways[] = {
  { "lte-standard", HTTP, ",0,5", NULL, SHORT " | START {12} END,0 | RDY" },
  { "lte-standard", HTTP, ",1,5", NULL, SHORT " START {12} END,0 | RDY" },
  { "lte-standard", FTP, ",0,0", NULL, "FTPSTART FTPEND,0 | START {12} END,0 | RDY" },
  { "lte-standard", HTTPS, ",1,5", NULL, SHORT " START {12} END,0 | RDY" },
  { "lte-standard", HTTPS, ",1,5", "https-words", "HTTPSSTART {5} HTTPSEND,0 START {12} END,0 | RDY" },
  { "lte-standard", HTTP, ",1,5", "percent-counts",
    "HTTPSTART DOWNLOADING,20 DOWNLOADING,40 DOWNLOADING,60 DOWNLOADING,80 DOWNLOADING,100 HTTPEND,0 START {12} END,0 | "
    "RDY" },
  { "bc260y", HTTP, "", NULL, "HTTPSTART {%} HTTPEND,0 START {40} RDY END,0" },
  { "bc260y", HTTP, "", "http-end-spelling@0", "HTTPSTART {%} HTTPEND,0 START {40} RDY END,0" },
  { "bc260y", HTTP, "", "http-end-spelling@1", "HTTPSTART {%} HTTPEnd,0 START {40} RDY END,0" },
  { "bc260y", HTTP, "", "http-end-spelling@2", "HTTPSTART {%} HTTPPEND,0 START {40} RDY END,0" },
  { "bc260y", COAP, "", NULL, "COAPSTART COAPEND,0 START {40} RDY END,0" },
  { "ep06", HTTP, "", NULL, "HTTPSTART HTTPEND,0 | START {100} END,0 | RDY" },
  { "ep06", HTTPS, "", NULL, "HTTPSTART HTTPEND,0 | START {100} END,0 | RDY" },
  { "ep06", FTP, "", NULL, "FTPSTART FTPEND,0 | START {100} END,0 | RDY" },
};

static void
whole_upgrades (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (Rig) rig = story_rig (ways[i].family, ways[i].fault);
      g_autofree char *wanted = rig_sha256 (SIZE);
      g_autofree char *sum = NULL;
      const SimObserved *seen;

      rig_start (rig);
      rig_serve (rig, ways[i].url, SIZE, SIM_FETCHED);
      story_command (rig, ways[i].url, ways[i].settings);
      rig_run (rig, 120);
      story_assert (rig, ways[i].story);
      seen = sim_engine_observed (rig->engine);
      sum = sim_engine_payload_sha256 (rig->engine);
      assert_string_equal (sum, wanted);
      assert_string_equal (seen->packages[0].sha256, wanted);
      assert_int_equal (seen->packages[0].fetches, 1);
      assert_int_equal (seen->packages[0].complete, 1);
      assert_string_equal (seen->url, ways[i].url);
      assert_true (seen->upgraded);
      assert_int_equal (seen->last_result, 0);
      assert_int_equal (seen->upgrades_ended, 1);
      /* as many as the port tells, or BC260Y-CN's one that it does not */
      assert_int_equal (seen->restarts_of_upgrade, rig->config.usb ? rig->gone : 1);
    }
}

/* Guide LTE Standard(A), chapter 6: an 8 MB module says nothing between the beginning and the check, be it good or bad. */
static void
eight_megabytes_are_silent (void **state)
{
  static const struct
  {
    SimFetchResult result;
    const char *story;
  } rows[] = { { SIM_FETCHED, "HTTPSTART | START {12} END,0 | RDY" }, { SIM_FETCH_SHORT, "HTTPSTART" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Rig) rig = story_rig ("lte-standard", NULL);

      rig->config.revision = EC200A;
      rig_start (rig);
      rig_serve (rig, HTTP, SIZE, rows[i].result);
      story_command (rig, HTTP, ",0,50");
      rig_run (rig, 120);
      story_assert (rig, rows[i].story);
      assert_int_equal (sim_engine_observed (rig->engine)->upgrades_ended, 1);
      assert_non_null (strstr (rig_ask (rig, "AT"), "OK"));
    }
}

static char *
repeated (char c, gsize n)
{
  return g_strnfill (n, c);
}

/* `%s` in `form` is `n` letters. */
static void
what_is_refused (void **state)
{
  static const struct
  {
    const char *family, *form;
    gsize n;
    const char *settings, *answer;
  } rows[] = {
    { "lte-standard", "http://h/%s", 255 - 9, "", "OK" },
    { "lte-standard", "http://h/%s", 256 - 9, "", "ERROR" },
    { "lte-standard", "FTP://%s:p@h:21/f", 50, "", "OK" },
    { "lte-standard", "FTP://%s:p@h:21/f", 51, "", "ERROR" },
    { "lte-standard", "FTP://u:%s@h:21/f", 50, "", "OK" },
    { "lte-standard", "FTP://u:%s@h:21/f", 51, "", "ERROR" },
    { "lte-standard", "FTP://u:p@%s:21/f", 50, "", "OK" },
    { "lte-standard", "FTP://u:p@%s:21/f", 51, "", "ERROR" },
    { "lte-standard", "FTP://u:p@h:21/%s", 50, "", "OK" },
    { "lte-standard", "FTP://u:p@h:21/%s", 51, "", "ERROR" },
    { "lte-standard", "FTP://u:p@h:21/folder/%s", 3, "", "ERROR" },
    { "lte-standard", "FTP://h:21/%s", 3, "", "ERROR" },
    { "lte-standard", "http://h:0/%s", 3, "", "ERROR" },
    { "lte-standard", "http://h:65535/%s", 3, "", "OK" },
    { "lte-standard", "http://h:65536/%s", 3, "", "ERROR" },
    { "lte-standard", "http://h:/%s", 3, "", "ERROR" },
    { "lte-standard", "http://[::1]:80/%s", 3, "", "ERROR" },
    { "lte-standard", "http://h/a b%s", 3, "", "ERROR" },
    { "lte-standard", "http://h/a\\%s", 3, "", "ERROR" },
    { "lte-standard", "http://h/a\"%s", 3, "", "ERROR" },
    { "lte-standard", "http://h/%s", 0, "", "ERROR" },
    { "lte-standard", "http://h%s", 3, "", "ERROR" },
    { "lte-standard", "coap://h/%s", 3, "", "ERROR" },
    { "lte-standard", "ftps://u:p@h/%s", 3, "", "ERROR" },
    { "lte-standard", "/data/ufs/%s", 3, "", "ERROR" },
    { "lte-standard", "http://h/%s", 3, ",1,100,100", "OK" },
    { "lte-standard", "http://h/%s", 3, ",2", "ERROR" },
    { "lte-standard", "http://h/%s", 3, ",1,4", "ERROR" },
    { "lte-standard", "http://h/%s", 3, ",1,5,101", "ERROR" },
    { "lte-standard", "http://h/%s", 3, ",1,5,5,5", "ERROR" },
    { "bc260y", "http://h/%s", 3, "", "OK" },
    { "bc260y", "coap://h/%s", 255 - 9, "", "OK" },
    { "bc260y", "coap://h/%s", 256 - 9, "", "ERROR" },
    { "bc260y", "http://h/%s", 3, ",1", "ERROR" },
    { "bc260y", "FILE:%s9", 0, "", "ERROR" },
    { "ep06", "http://h/%s", 3, "", "OK" },
    { "ep06", "http://h/%s", 3, ",0", "ERROR" },
    { "ep06", "coap://h/%s", 3, "", "ERROR" },
    { "ep06", "FILE:%s9", 0, "", "ERROR" },
    { "unknown", "http://h/%s", 3, "", "ERROR" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Rig) rig = story_rig (rows[i].family, NULL);
      g_autofree char *letters = repeated ('x', rows[i].n);
      g_auto (GStrv) halves = g_strsplit (rows[i].form, "%s", 2);
      g_autofree char *url = g_strconcat (halves[0], letters, halves[1], NULL);
      g_autofree char *wanted = g_strdup_printf ("\r\n%s\r\n", rows[i].answer);

      rig->config.fetch_s = rig->config.verify_s = 10;
      rig_start (rig);
      story_command (rig, url, rows[i].settings);
      rig_run (rig, 1);
      if (strcmp (rig->heard->str, wanted) != 0)
        fail_msg ("%s: %s", url, rig->heard->str);
    }
}

static void
models_with_less_flash_have_no_dfota (void **state)
{
  g_autoptr (Rig) rig = story_rig ("lte-standard", NULL);

  rig->config.model = "EC600M";
  rig_start (rig);
  story_command (rig, HTTP, "");
  rig_run (rig, 1);
  assert_string_equal (rig->heard->str, "\r\nERROR\r\n");
}

static void
what_fails_has_its_code (void **state)
{
  static const struct
  {
    const char *family, *url;
    SimFetchResult result;
    const char *end;
  } rows[] = {
    { "lte-standard", FTP, SIM_FETCH_NAME, "FTPEND,604" },    { "lte-standard", HTTP, SIM_FETCH_NAME, "HTTPEND,714" },
    { "lte-standard", FTP, SIM_FETCH_CONNECT, "FTPEND,605" }, { "lte-standard", HTTP, SIM_FETCH_CONNECT, "HTTPEND,716" },
    { "lte-standard", FTP, SIM_FETCH_TIMEOUT, "FTPEND,609" }, { "lte-standard", HTTP, SIM_FETCH_TIMEOUT, "HTTPEND,702" },
    { "lte-standard", FTP, SIM_FETCH_LOGIN, "FTPEND,625" },   { "lte-standard", HTTP, SIM_FETCH_LOGIN, "HTTPEND,723" },
    { "lte-standard", FTP, SIM_FETCH_MISSING, "FTPEND,611" }, { "lte-standard", HTTP, SIM_FETCH_MISSING, "HTTPEND,723" },
    { "lte-standard", FTP, SIM_FETCH_SHORT, "FTPEND,608" },   { "lte-standard", HTTP, SIM_FETCH_SHORT, "HTTPEND,717" },
    { "lte-standard", HTTPS, SIM_FETCH_TLS, "HTTPEND,710" },  { "bc260y", HTTP, SIM_FETCH_NAME, "HTTPEND,2" },
    { "bc260y", COAP, SIM_FETCH_MISSING, "COAPEND,12" },      { "bc260y", COAP, SIM_FETCH_TIMEOUT, "COAPEND,12" },
    { "ep06", FTP, SIM_FETCH_LOGIN, "FTPEND,601" },           { "ep06", HTTPS, SIM_FETCH_TLS, "HTTPEND,701" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Rig) rig = story_rig (rows[i].family, NULL);
      g_autofree char *story = NULL;

      rig_start (rig);
      rig_serve (rig, rows[i].url, 1, rows[i].result);
      story_command (rig, rows[i].url, "");
      rig_run (rig, 20);
      story = rig_story (rig);
      assert_true (g_str_has_suffix (story, rows[i].end));
      assert_int_equal (rig->gone, 0);
      /* and may be tried again at once */
      rig_serve (rig, rows[i].url, 100, SIM_FETCHED);
      story_command (rig, rows[i].url, "");
      rig_run (rig, 120);
      assert_true (sim_engine_observed (rig->engine)->upgraded);
    }
}

/* A server that tells no size, that tells more than it has, and that has nothing. */
static void
odd_servers (void **state)
{
  static const struct
  {
    gsize n, told;
    const char *story;
  } rows[] = {
    { 1000, 0, "HTTPSTART HTTPEND,0 START {12} END,0 | RDY" },
    { 1000, 1200, "HTTPSTART DOWNLOADING,1 DOWNLOADING,2 DOWNLOADING,3 DOWNLOADING,4 HTTPEND,717" },
    { 0, 0, "HTTPSTART HTTPEND,723" },
    { 7000000, 7000000, "HTTPSTART HTTPEND,729" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Rig) rig = story_rig ("lte-standard", NULL);

      rig_start (rig);
      rig_serve (rig, HTTP, rows[i].n, SIM_FETCHED)->told = rows[i].told;
      story_command (rig, HTTP, ",1,5");
      rig_run (rig, 60);
      story_assert (rig, rows[i].story);
    }
}

/* Any code on demand, of the download and of the upgrade: the story's end, and how often it restarts for it. */
static void
codes_on_demand (void **state)
{
  static const Way rows[] = {
    { "lte-standard", FTP, ",1,0", "download-code@629", "FTPSTART FTPEND,629" },
    { "lte-standard", HTTP, ",1,0", "download-code@701", "HTTPSTART HTTPEND,701" },
    { "bc260y", COAP, "", "download-code@101", "COAPSTART COAPEND,101" },
    { "ep06", FTP, "", "download-code@601", "FTPSTART FTPEND,601" },
    { "lte-standard", HTTP, ",0,0", "upgrade-code@553", "HTTPSTART HTTPEND,0 END,553" },
    { "lte-standard", HTTP, ",0,0", "upgrade-code@505", "HTTPSTART HTTPEND,0 END,505" },
    { "lte-standard", HTTP, ",1,0", "upgrade-code@504",
      "HTTPSTART HTTPEND,0 START UPDATING,8 UPDATING,16 UPDATING,25 UPDATING,33 UPDATING,41 END,504 | RDY" },
    { "lte-standard", HTTP, ",0,0", "wrong-name", "HTTPSTART HTTPEND,0 END,552" },
    { "lte-standard", HTTP, ",0,0", "wrong-version", "HTTPSTART HTTPEND,0 END,507" },
    { "lte-standard", HTTP, ",0,0", "not-support", "NOTSUPPORT" },
    { "bc260y", COAP, "", "upgrade-code@255", "COAPSTART COAPEND,0 END,255" },
    { "bc260y", COAP, "", "wrong-version", "COAPSTART COAPEND,0 END,255" },
    { "bc260y", COAP, "", "wrong-name", "COAPSTART COAPEND,12" },
    { "bc260y", HTTPS, "", NULL, "NOTSUPPORT" },
    { "bc260y", FTP, "", NULL, "NOTSUPPORT" },
    { "ep06", HTTP, "", "upgrade-code@504", "HTTPSTART HTTPEND,0 END,504" },
    { "ep06", HTTP, "", "upgrade-code@505", "HTTPSTART HTTPEND,0 END,505" },
    { "ep06", HTTP, "", "wrong-name", "HTTPSTART HTTPEND,0 END,504" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Rig) rig = story_rig (rows[i].family, rows[i].fault);

      rig_start (rig);
      rig_serve (rig, rows[i].url, SIZE, SIM_FETCHED);
      story_command (rig, rows[i].url, rows[i].settings);
      rig_run (rig, 120);
      story_assert (rig, rows[i].story);
      assert_false (sim_engine_observed (rig->engine)->upgraded);
      assert_int_equal (sim_engine_observed (rig->engine)->upgrades_ended, 1);
      assert_non_null (strstr (rig_ask (rig, "AT"), "OK"));
    }
}

/* EP06&EG06&EM06, table 1: what is found out on the way, and a module that stays broken. */
static void
ep06_fails_on_its_way (void **state)
{
  static const int codes[] = { 502, 510, 511, 520, 530, 540, 546 };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *fault = g_strdup_printf ("upgrade-code@%d", codes[i]);
      g_autofree char *end = g_strdup_printf (" UPDATING,41 END,%d | RDY", codes[i]);
      g_autoptr (Rig) rig = story_rig ("ep06", fault);
      g_autofree char *story = NULL;

      rig_start (rig);
      rig_serve (rig, HTTP, SIZE, SIM_FETCHED);
      story_command (rig, HTTP, "");
      rig_run (rig, 120);
      story = rig_story (rig);
      assert_true (g_str_has_suffix (story, end));
      assert_int_equal (sim_engine_observed (rig->engine)->last_result, codes[i]);
    }
}

/* Every fault, every family, every shape of line: the story ends, and nothing is said while the port is away. */
static void
every_fault_ends (void **state)
{
  static const char *const families[] = { "lte-standard", "bc260y", "ep06" };
  const char *name, *where, *what;

  for (guint i = 0; sim_fault_describe (i, &name, &where, &what); i++)
    for (guint shape = 0; shape < 12; shape++)
      {
        g_autoptr (Rig) rig = story_rig (families[shape / 4], name);

        rig->config.usb = shape & 1;
        rig->config.speed = shape & 2 ? 1000 : 1;
        rig_start (rig);
        rig_serve (rig, HTTP, SIZE, SIM_FETCHED);
        story_command (rig, HTTP, "");
        rig_run (rig, 600);
        assert_int_equal (sim_engine_next (rig->engine), G_MAXINT64);
        assert_true (rig->back == rig->gone);
        assert_int_equal (rig->ghosts, 0);
      }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (whole_upgrades),          cmocka_unit_test (eight_megabytes_are_silent),
    cmocka_unit_test (what_is_refused),         cmocka_unit_test (models_with_less_flash_have_no_dfota),
    cmocka_unit_test (what_fails_has_its_code), cmocka_unit_test (odd_servers),
    cmocka_unit_test (codes_on_demand),         cmocka_unit_test (ep06_fails_on_its_way),
    cmocka_unit_test (every_fault_ends),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
