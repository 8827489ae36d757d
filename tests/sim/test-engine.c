/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "rig.h"

#define OLD        "EC200ACNHAR01A02M16"
#define NEW        "EC200ACNHAR01A03M16"
#define FOTA(word) "\r\n+QIND: \"FOTA\"," word "\r\n"

/* Up to 91, by figure; mode 1 begins at once, mode 0 restarts before. */
static void
whole_upgrade (void **state)
{
  static const char updates[]
      = FOTA ("\"START\"") FOTA ("\"UPDATING\",8") FOTA ("\"UPDATING\",16") FOTA ("\"UPDATING\",25") FOTA ("\"UPDATING\",33")
          FOTA ("\"UPDATING\",41") FOTA ("\"UPDATING\",50") FOTA ("\"UPDATING\",58") FOTA ("\"UPDATING\",66")
              FOTA ("\"UPDATING\",75") FOTA ("\"UPDATING\",83") FOTA ("\"UPDATING\",91") FOTA ("\"END\",0") "|";
  static const char downloads[] = FOTA ("\"DOWNLOADING\",1") FOTA ("\"DOWNLOADING\",2") FOTA ("\"DOWNLOADING\",3")
      FOTA ("\"DOWNLOADING\",4") FOTA ("\"DOWNLOADING\",5") FOTA ("\"FILEEND\",0");

  for (int mode = 0; mode < 2; mode++)
    {
      g_autoptr (Rig) rig = rig_new ();
      g_autofree guint8 *bytes = rig_package (50001);
      g_autofree char *wanted = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, 50001);
      g_autofree char *heard = g_strconcat (downloads, mode == 0 ? "|" : "", updates, NULL);
      g_autofree char *sum = NULL;
      g_autofree char *revision = NULL;

      rig->config.boot_urcs = rig->config.boot_junk = FALSE;
      rig_start (rig);
      assert_true (rig_upgrade (rig, 50000 + 1, mode == 0 ? ",0,5" : ",1,5"));
      assert_string_equal (rig->heard->str
                               + strlen ("AT+QFOTADL=\"FILE:50001\",1,5\r\r\nOK\r\n" FOTA ("\"FILESTART\"")
                                             FOTA ("\"DOWNLOADING\",1") FOTA ("\"DOWNLOADING\",2") FOTA ("\"DOWNLOADING\",3")
                                                 FOTA ("\"DOWNLOADING\",4")),
                           "");
      rig_run (rig, 60);
      assert_string_equal (rig->heard->str + strlen ("AT+QFOTADL=\"FILE:50001\",1,5\r\r\nOK\r\n" FOTA ("\"FILESTART\"")),
                           heard);
      sum = sim_engine_payload_sha256 (rig->engine);
      assert_string_equal (sum, wanted);
      revision = rig_revision (rig);
      assert_string_equal (revision, NEW);
      assert_int_equal (rig->gone, mode == 0 ? 2 : 1);
      assert_int_equal (rig->back, rig->gone);
      assert_int_equal (rig->dead, 0);
      assert_true (sim_engine_observed (rig->engine)->upgraded);
      assert_int_equal (sim_engine_observed (rig->engine)->last_result, 0);
      assert_int_equal (sim_engine_observed (rig->engine)->upgrades_ended, 1);
      assert_int_equal (sim_engine_observed (rig->engine)->extra_bytes, 0);
      assert_int_equal (sim_engine_observed (rig->engine)->early_bytes, 0);
      assert_string_equal (sim_engine_full_revision (rig->engine), NEW "_01.200.01.200");
    }
}

static void
counts_as_asked (void **state)
{
  g_autoptr (Rig) rig = rig_new ();

  rig->config.honour_update_urcs = TRUE;
  rig_start (rig);
  assert_true (rig_upgrade (rig, 1000, ",1,0,7"));
  rig_run (rig, 60);
  assert_null (strstr (rig->heard->str, "DOWNLOADING"));
  assert_non_null (strstr (rig->heard->str, FOTA ("\"UPDATING\",7") FOTA ("\"END\",0")));
}

static void
goes_to_hundred (void **state)
{
  g_autoptr (Rig) rig = rig_new ();

  rig->config.to_hundred = TRUE;
  rig_start (rig);
  assert_true (rig_upgrade (rig, 1000, ",1"));
  rig_run (rig, 60);
  assert_non_null (strstr (rig->heard->str, FOTA ("\"UPDATING\",91") FOTA ("\"UPDATING\",100") FOTA ("\"END\",0")));
}

static void
uart_restarts_in_silence (void **state)
{
  g_autoptr (Rig) rig = rig_new ();
  const char junk[] = "\0\0^boot.rom'v'!\n\r\nRDY\r\n\r\n+CFUN: 1\r\n";

  rig->config.usb = FALSE;
  rig_start (rig);
  assert_true (rig_upgrade (rig, 5000, ",1,0"));
  assert_true (rig_await (rig, "\"END\",0\r\n", 60));
  rig_hush (rig);
  rig_run (rig, 4);
  assert_string_equal (rig->heard->str, "");
  rig_send (rig, "AT\r");
  rig_run (rig, 10);
  assert_memory_equal (rig->heard->str, junk, sizeof junk - 1);
  assert_int_equal (rig->gone + rig->back, 0);
  assert_int_equal (sim_engine_observed (rig->engine)->restarts, 1);
  assert_string_equal (rig_ask (rig, "AT+IFC?"), "AT+IFC?\r\r\n+IFC: 0,0\r\n\r\nOK\r\n");
}

static void
omitted_settings_are_remembered (void **state)
{
  static const struct
  {
    const char *settings;
    int mode, download, update;
  } rows[] = {
    { "", 0, 50, 50 },     { ",1,10,20", 1, 10, 20 }, { "", 1, 10, 20 },
    { ",,30", 1, 30, 20 }, { ",0", 0, 30, 20 },       { ",0,0,100", 0, 0, 100 },
  };
  g_autoptr (Rig) rig = rig_new ();

  rig_fault (rig, "download-500");
  rig_start (rig);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const SimObserved *seen;

      assert_true (rig_upgrade (rig, 100, rows[i].settings));
      assert_true (rig_await (rig, "\"FILEEND\",500", 10));
      seen = sim_engine_observed (rig->engine);
      assert_int_equal (seen->mode, rows[i].mode);
      assert_int_equal (seen->download_urcs, rows[i].download);
      assert_int_equal (seen->update_urcs, rows[i].update);
      assert_int_equal (seen->commands_accepted, i + 1);
    }
}

static void
eight_megabytes_are_silent (void **state)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autofree char *revision = NULL;

  rig->config.revision = "EC200ACNHAR01A02M08";
  rig_start (rig);
  assert_true (rig_upgrade (rig, 5000, ",1,50"));
  rig_run (rig, 60);
  assert_null (strstr (rig->heard->str, "DOWNLOADING"));
  assert_null (strstr (rig->heard->str, "FILEEND"));
  assert_non_null (strstr (rig->heard->str, FOTA ("\"START\"")));
  revision = rig_revision (rig);
  assert_string_equal (revision, "EC200ACNHAR01A03M08");
}

static void
minifota_has_no_file (void **state)
{
  static const char *const models[] = { "EC800M", "EG800K", "EC200U" };

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      g_autoptr (Rig) rig = rig_new ();

      rig->config.model = models[i];
      rig->config.echo = FALSE;
      rig_start (rig);
      assert_string_equal (rig_ask (rig, "AT+QFOTADL=\"FILE:1000\",1"), "\r\nERROR\r\n");
    }
}

static void
protocol_mode_answers (void **state)
{
  g_autoptr (Rig) rig = rig_new ();

  rig->config.echo = FALSE;
  rig_start (rig);
  assert_string_equal (rig_ask (rig, "AT+QFOTADL=\"FILE:1000\",2"), "\r\n010003\r\n");
  assert_string_equal (rig_ask (rig, "AT"), "");
  rig_run (rig, 11);
  assert_string_equal (rig_ask (rig, "AT"), "\r\nOK\r\n");
}

static void
wrong_bytes_are_counted (void **state)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autofree guint8 *bytes = rig_package (1010);
  const SimObserved *seen;

  rig_start (rig);
  /* the LF belongs to the command, the three bytes to nothing */
  rig_send (rig, "AT+QFOTADL=\"FILE:1000\",1,0\r\nabc");
  rig_run (rig, 0.1);
  rig_send (rig, "AT\r");
  assert_int_equal (sim_engine_observed (rig->engine)->early_bytes, 6);
  assert_true (rig_await (rig, "FILESTART", 2));
  rig_deliver (rig, bytes, 1010, 1010, 0);
  seen = sim_engine_observed (rig->engine);
  assert_int_equal (seen->payload_bytes, 1000);
  assert_int_equal (seen->extra_bytes, 10);
  assert_true (rig_await (rig, "FILEEND\",0", 2));
  rig_send (rig, "zz\rAT\ryy\r");
  seen = sim_engine_observed (rig->engine);
  assert_int_equal (seen->extra_bytes, 13);
  assert_int_equal (seen->stray_bytes, 6);
}

static void
bursts_are_measured (void **state)
{
  static const struct
  {
    gboolean flow;
    gsize burst;
    gint64 pause_us;
    guint64 longest, second;
  } rows[] = {
    { FALSE, 32, 10000, 32, 3200 },
    { FALSE, 32, 500, 64, 20000 },
    { FALSE, 33, 10000, 33, 3300 },
    { TRUE, 4096, 0, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Rig) rig = rig_new ();
      g_autofree guint8 *bytes = rig_package (20000);
      const SimObserved *seen;

      rig_start (rig);
      if (rows[i].flow)
        rig_ask (rig, "AT+QCFG=\"usbifc\",2,2");
      rig_send (rig, "AT+QFOTADL=\"FILE:20000\",1,0\r");
      assert_true (rig_await (rig, "FILESTART", 2));
      assert_int_equal (rig_deliver (rig, bytes, 20000, rows[i].burst, rows[i].pause_us), 20000);
      seen = sim_engine_observed (rig->engine);
      assert_int_equal (seen->longest_burst, rows[i].longest);
      assert_in_range (seen->max_second_no_flow, rows[i].second, rows[i].second + rows[i].second / 50);
      assert_int_equal (seen->flow_control, rows[i].flow);
      assert_int_equal (seen->lost_bytes, 0);
    }
}

/* The line is as slow as it says, both ways, however much time the caller lets pass at once. */
static void
line_has_its_rate (void **state)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autofree guint8 *bytes = rig_package (115200);
  gint64 begin, took;

  rig->config.usb = FALSE;
  rig_start (rig);
  rig_ask (rig, "AT+IFC=2,2");
  rig_send (rig, "AT+QFOTADL=\"FILE:115200\",1,0\r");
  assert_true (rig_await (rig, "FILESTART", 2));
  begin = rig->now;
  assert_int_equal (rig_deliver (rig, bytes, 115200, 4096, 0), 115200);
  took = rig->now - begin;
  assert_in_range (took, 9900000, 10100000);
}

static void
chunks_come_apart (void **state)
{
  g_autoptr (Rig) rig = rig_new ();
  SimAction action;
  guint pieces = 0;

  rig->config.chunk = 3;
  rig_start (rig);
  rig_send (rig, "AT\r");
  while (sim_engine_next (rig->engine) != G_MAXINT64)
    if (sim_engine_take (rig->engine, sim_engine_next (rig->engine), &action))
      {
        assert_in_range (action.n, 1, 3);
        g_string_append_len (rig->heard, (const char *) action.bytes, action.n);
        pieces++;
      }
  assert_string_equal (rig->heard->str, "AT\r\r\nOK\r\n");
  assert_int_equal (pieces, 3);
}

static void
short_package_times_out (void **state)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autofree guint8 *bytes = rig_package (999);
  g_autofree char *revision = NULL;

  rig_start (rig);
  rig_send (rig, "AT+QFOTADL=\"FILE:1000\",1,0\r");
  assert_true (rig_await (rig, "FILESTART", 2));
  rig_run (rig, 8);
  rig_deliver (rig, bytes, 999, 999, 0);
  assert_false (rig_await (rig, "FILEEND", 9.9));
  assert_true (rig_await (rig, "\"FILEEND\",500\r\n", 0.2));
  revision = rig_revision (rig);
  assert_string_equal (revision, OLD);
  assert_int_equal (rig->gone, 0);
}

/* The way out of an upgrade while the package is checked. */
static void
restart_ends_the_check (void **state)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autofree char *revision = NULL;

  rig_start (rig);
  assert_true (rig_upgrade (rig, 1000, ",1"));
  assert_true (rig_await (rig, "\"FILEEND\",0\r\n", 2));
  rig_send (rig, "AT+CFUN=1,1\r");
  rig_run (rig, 60);
  assert_null (strstr (rig->heard->str, "START\"\r\n\r\n+QIND: \"FOTA\",\"UPDATING"));
  assert_int_equal (rig->gone, 1);
  revision = rig_revision (rig);
  assert_string_equal (revision, OLD);
}

/* An answer that is owed when the port goes is lost with it. */
static void
nothing_is_said_while_away (void **state)
{
  g_autoptr (Rig) rig = rig_new ();

  rig_start (rig);
  assert_true (rig_upgrade (rig, 1000, ",0"));
  while (rig->gone == 0)
    {
      rig_send (rig, "ATI\r");
      rig_run (rig, 0.004);
    }
  rig_run (rig, 60);
  assert_int_equal (rig->gone, 2);
  assert_int_equal (rig->ghosts, 0);
}

static void
later_start_and_speed (void **state)
{
  g_autoptr (Rig) rig = rig_new ();
  gint64 begin;

  rig->config.start_us = 123456789012;
  rig->config.speed = 100;
  rig_start (rig);
  begin = rig->now;
  assert_true (rig_upgrade (rig, 100000, ",0"));
  assert_true (rig_await (rig, "PB DONE", 60));
  /* the commands of the rig wait a second each */
  assert_in_range (rig->now - begin, 1400000, 1700000);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (whole_upgrade),
    cmocka_unit_test (counts_as_asked),
    cmocka_unit_test (goes_to_hundred),
    cmocka_unit_test (uart_restarts_in_silence),
    cmocka_unit_test (omitted_settings_are_remembered),
    cmocka_unit_test (eight_megabytes_are_silent),
    cmocka_unit_test (minifota_has_no_file),
    cmocka_unit_test (protocol_mode_answers),
    cmocka_unit_test (wrong_bytes_are_counted),
    cmocka_unit_test (bursts_are_measured),
    cmocka_unit_test (line_has_its_rate),
    cmocka_unit_test (chunks_come_apart),
    cmocka_unit_test (short_package_times_out),
    cmocka_unit_test (restart_ends_the_check),
    cmocka_unit_test (nothing_is_said_while_away),
    cmocka_unit_test (later_start_and_speed),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
