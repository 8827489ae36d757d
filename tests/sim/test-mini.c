/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "story.h"

/* MiniFOTA when all is well, and what it accepts: guide LTE Standard(A), 2.3.1.2 and chapter 4. */

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

static void
whole_upgrade (void **state)
{
  static const char *const settings[] = { "", ",0,50", ",1,100,100" };

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    for (int usb = 0; usb < 2; usb++)
      {
        g_autoptr (Rig) rig = story_rig ("lte-standard-mini", NULL);
        g_autofree char *line = g_strdup_printf ("AT+QFOTADL=\"" ONE "\"%s\r", settings[i]);
        g_autofree char *first = rig_sha256 (SIZE_1);
        g_autofree char *second = rig_sha256 (SIZE_2);
        const SimObserved *seen;

        rig->config.usb = usb;
        rig_start (rig);
        serve_pair (rig);
        rig_send (rig, line);
        rig_run (rig, 300);
        story_assert (rig, usb ? "| | {60} | {96} END,0 | RDY" : "{60} {96} END,0 RDY");
        assert_string_equal (rig->gets->str, ONE "\n" TWO "\n");
        seen = sim_engine_observed (rig->engine);
        assert_int_equal (seen->restarts_of_upgrade, 4);
        assert_string_equal (seen->packages[0].sha256, first);
        assert_string_equal (seen->packages[1].sha256, second);
        assert_int_equal (seen->packages[0].complete, 1);
        assert_int_equal (seen->packages[1].complete, 1);
        assert_int_equal (seen->packages[1].bytes, SIZE_2);
        assert_true (seen->upgraded);
        assert_false (seen->download_mode);
        assert_int_equal (seen->upgrades_ended, 1);
        assert_int_equal (seen->mode, -1);
        story_assert_revision (rig, NEW);
        assert_int_equal (sim_engine_next (rig->engine), G_MAXINT64);
      }
}

/* Note 1 of chapter 2: it keeps what it needs to register and to fetch, and knows no name. */
static void
download_mode_is_poor (void **state)
{
  static const struct
  {
    const char *ask, *answer;
  } rows[] = {
    { "AT", "\r\nOK\r\n" },
    { "ATI", "\r\nERROR\r\n" },
    { "AT+CGMI", "\r\nERROR\r\n" },
    { "AT+CGMM", "\r\nERROR\r\n" },
    { "AT+CGMR", "\r\nERROR\r\n" },
    { "AT+QGMR", "\r\nERROR\r\n" },
    { "AT+CSUB", "\r\nERROR\r\n" },
    { "AT+CGSN", "\r\nERROR\r\n" },
    { "AT+QICSGP=1,1,\"cmnet\"", "\r\nERROR\r\n" },
    { "AT+QFLDS=\"UFS\"", "\r\nERROR\r\n" },
    { "AT+CPIN?", "\r\n+CPIN: READY\r\n\r\nOK\r\n" },
    { "AT+CEREG?", "\r\n+CEREG: 0,1\r\n\r\nOK\r\n" },
    { "AT+CSQ", "\r\n+CSQ: 29,99\r\n\r\nOK\r\n" },
    { "AT+QFOTADL=?", "\r\n+QFOTADL: <url>,(0,1),(0,5-100),(0,5-100)\r\n\r\nOK\r\n" },
    { "AT+QFOTADL=\"FILE:9\"", "\r\nERROR\r\n" },
  };
  g_autoptr (Rig) rig = story_rig ("lte-standard-mini", "download-mode@2");

  rig_start (rig);
  assert_string_equal (rig_ask (rig, "AT+CEREG?"), "\r\n+CEREG: 0,2\r\n\r\nOK\r\n");
  rig_run (rig, 5);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_string_equal (rig_ask (rig, rows[i].ask), rows[i].answer);
  assert_true (sim_engine_observed (rig->engine)->download_mode);
  rig_hush (rig);
  rig_run (rig, 3600);
  assert_string_equal (rig->heard->str, "");
}

/* It waits for either package at power-on, and a command with the address is all that it wants. */
static void
found_waiting (void **state)
{
  static const struct
  {
    const char *fault, *url, *story, *gets;
  } rows[] = {
    { "download-mode@1", ONE, "| {60} | {96} END,0 | RDY", ONE "\n" TWO "\n" },
    { "download-mode@2", ONE, "{96} END,0 | RDY", TWO "\n" },
    { "download-mode@2", TWO, "{96} END,0 | RDY", TWO "\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Rig) rig = story_rig ("lte-standard-mini", rows[i].fault);

      rig_start (rig);
      serve_pair (rig);
      rig_run (rig, 200);
      story_command (rig, rows[i].url, "");
      rig_run (rig, 200);
      story_assert (rig, rows[i].story);
      assert_string_equal (rig->gets->str, rows[i].gets);
      story_assert_revision (rig, NEW);
    }
}

static void
addresses (void **state)
{
  static const struct
  {
    const char *form;
    gsize n;
    int flash;
    gboolean https, scheme_error;
    const char *answer;
    gboolean works;
  } rows[] = {
    { "http://h/%s.mini_1", 128 - 16, 8, FALSE, FALSE, "OK", TRUE },
    { "http://h/%s.mini_1", 129 - 16, 8, FALSE, FALSE, "ERROR", FALSE },
    { "http://h/%s.mini_1", 1, 2, FALSE, FALSE, "OK", TRUE },
    { "http://h/%s.mini_2", 1, 8, FALSE, FALSE, "OK", FALSE },
    { "http://h/%s.bin", 1, 8, FALSE, FALSE, "OK", FALSE },
    { "http://h/a b%s.mini_1", 1, 8, FALSE, FALSE, "OK", FALSE },
    { "http://h/a\\%s.mini_1", 1, 8, FALSE, FALSE, "OK", FALSE },
    { "http://h/a\"%s.mini_1", 1, 8, FALSE, FALSE, "ERROR", FALSE },
    { "https://h/%s.mini_1", 1, 8, FALSE, FALSE, "OK", FALSE },
    { "https://h/%s.mini_1", 1, 8, FALSE, TRUE, "ERROR", FALSE },
    { "https://h/%s.mini_1", 1, 8, TRUE, FALSE, "OK", TRUE },
    { "https://h/%s.mini_1", 1, 2, TRUE, FALSE, "OK", FALSE },
    { "FTP://u:p@h:21/%s.mini_1", 1, 8, FALSE, FALSE, "OK", TRUE },
    { "FTP://u:p@h:21/%s.mini_1", 1, 4, FALSE, FALSE, "ERROR", FALSE },
    { "FTP://u:p@h:21/%s.mini_1", 1, 2, FALSE, FALSE, "ERROR", FALSE },
    { "FTP://u:p@h:21/%s.mini_1", 44, 8, FALSE, FALSE, "ERROR", FALSE },
    { "coap://h/%s.mini_1", 1, 8, FALSE, FALSE, "ERROR", FALSE },
    { "FILE:1%s", 0, 8, FALSE, FALSE, "ERROR", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Rig) rig = story_rig ("lte-standard-mini", NULL);
      g_autofree char *letters = g_strnfill (rows[i].n, 'x');
      g_auto (GStrv) halves = g_strsplit (rows[i].form, "%s", 2);
      g_autofree char *url = g_strconcat (halves[0], letters, halves[1], NULL);
      g_autofree char *answer = g_strdup_printf ("\r\n%s\r\n", rows[i].answer);
      g_autofree char *second = g_strdup (url);

      second[strlen (second) - 1] = '2';
      rig->config.flash_mb = rows[i].flash;
      rig->config.mini_https = rows[i].https;
      rig->config.scheme_error = rows[i].scheme_error;
      rig_start (rig);
      rig_serve (rig, url, SIZE_1, SIM_FETCHED);
      rig_serve (rig, second, SIZE_2, SIM_FETCHED);
      story_command (rig, url, "");
      rig_run (rig, 0.1);
      if (strcmp (rig->heard->str, answer) != 0)
        fail_msg ("%s: %s", url, rig->heard->str);
      rig_run (rig, 300);
      assert_int_equal (sim_engine_observed (rig->engine)->upgraded, rows[i].works);
      assert_int_equal (rig->gets->len > 0, rows[i].works);
      story_assert_revision (rig, rows[i].works ? NEW : OLD);
    }
}

static void
already_updating (void **state)
{
  g_autoptr (Rig) rig = story_rig ("lte-standard-mini", "already-updating");

  rig_start (rig);
  rig_run (rig, 300);
  assert_string_equal (rig->gets->str, "");
  assert_true (sim_engine_observed (rig->engine)->upgraded);
  story_assert_revision (rig, NEW);
}

/* A restart in download mode leads back there. */
static void
restart_by_command (void **state)
{
  g_autoptr (Rig) rig = story_rig ("lte-standard-mini", NULL);

  rig_start (rig);
  rig_serve (rig, ONE, SIZE_1, SIM_FETCHED);
  story_command (rig, ONE, "");
  rig_run (rig, 200);
  rig_send (rig, "AT+CFUN=1,1\r");
  rig_run (rig, 60);
  assert_string_equal (rig_ask (rig, "ATI"), "\r\nERROR\r\n");
  rig_serve (rig, TWO, SIZE_2, SIM_FETCHED);
  rig_run (rig, 60);
  story_assert_revision (rig, NEW);
}

/* Every fault at every shape of line: nothing is said while the port is away, and it ends, or waits in download mode. */
static void
every_fault_ends (void **state)
{
  const char *name, *where, *what;

  for (guint i = 0; sim_fault_describe (i, &name, &where, &what); i++)
    for (guint shape = 0; shape < 4; shape++)
      {
        g_autoptr (Rig) rig = story_rig ("lte-standard-mini", name);

        rig->config.usb = shape & 1;
        rig->config.speed = shape & 2 ? 1000 : 1;
        rig_start (rig);
        serve_pair (rig);
        story_command (rig, ONE, "");
        rig_run (rig, 1200);
        assert_int_equal (sim_engine_next (rig->engine), G_MAXINT64);
        assert_true (rig->back == rig->gone);
        assert_int_equal (rig->ghosts, 0);
      }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (whole_upgrade),    cmocka_unit_test (download_mode_is_poor), cmocka_unit_test (found_waiting),
    cmocka_unit_test (addresses),        cmocka_unit_test (already_updating),      cmocka_unit_test (restart_by_command),
    cmocka_unit_test (every_fault_ends),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
