/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "rig.h"

/* The file store and the upgrade from it: guide EP06&EG06&EM06, 3.3. */

#define STORE   "62914560"
#define UPDATES "UPDATING,99 UPDATING,100 END,0 | RDY"

static Rig *
ep06_rig (const char *fault)
{
  Rig *rig = rig_new ();

  sim_config_init (&rig->config, "ep06");
  rig->config.echo = FALSE;
  if (fault != NULL)
    rig_fault (rig, fault);
  return rig;
}

/* AT+QFUPL and `n` bytes of rig_package(); all that was heard. */
static const char *
upload (Rig *rig, const char *name, gsize n, gsize declared, const char *more)
{
  g_autofree char *line = g_strdup_printf ("AT+QFUPL=\"%s\",%zu%s\r", name, declared, more);
  g_autofree guint8 *bytes = rig_package (n);

  rig_hush (rig);
  rig_send (rig, line);
  if (rig_await (rig, "\r\nCONNECT\r\n", 2))
    {
      rig_hush (rig);
      rig_deliver (rig, bytes, n, 4096, 0);
    }
  rig_run (rig, 1);
  return rig->heard->str;
}

static guint16
check_of (const guint8 *bytes, gsize n)
{
  guint16 sum = 0;

  for (gsize i = 0; i < n; i += 2)
    sum ^= bytes[i] << 8 | (i + 1 < n ? bytes[i + 1] : 0);
  return sum;
}

static void
uploads (void **state)
{
  static const struct
  {
    gsize n;
    const char *more;
    gsize acks;
    const char *fault;
  } rows[] = {
    { 1, "", 0, NULL },
    { 1939, ",60", 0, NULL },
    { 1023, ",60,1", 0, NULL },
    { 1024, ",60,1", 1, NULL },
    { 10241, ",60,1", 10, NULL },
    { 10240, ",60,1", 9, "upload-ack" },
    { 10240, ",60,0", 0, "upload-checksum" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Rig) rig = ep06_rig (rows[i].fault);
      g_autofree guint8 *bytes = rig_package (rows[i].n);
      g_autofree char *acks = g_strnfill (rows[i].acks, 'A');
      guint16 wrong = g_strcmp0 (rows[i].fault, "upload-checksum") == 0 ? 0x0101 : 0;
      g_autofree char *wanted
          = g_strdup_printf ("%s\r\n+QFUPL: %zu,%x\r\n\r\nOK\r\n", acks, rows[i].n, check_of (bytes, rows[i].n) ^ wrong);

      rig_start (rig);
      assert_string_equal (upload (rig, "p.zip", rows[i].n, rows[i].n, rows[i].more), wanted);
      assert_int_equal (sim_engine_observed (rig->engine)->upload_bytes, rows[i].n);
      assert_int_equal (sim_engine_observed (rig->engine)->stored_files, 1);
    }
}

/* A real file and what a real module said of it. */
static void
checksum_of_a_real_file (void **state)
{
  static const char text[] = "-----BEGIN CERTIFICATE-----\r";
  g_autoptr (Rig) rig = ep06_rig (NULL);

  rig_start (rig);
  rig_ask (rig, "AT+QFUPL=\"c.pem\",28");
  assert_string_equal (rig->heard->str, "\r\nCONNECT\r\n");
  rig_hush (rig);
  rig_send (rig, text);
  rig_run (rig, 1);
  assert_string_equal (rig->heard->str, "\r\n+QFUPL: 28,6c53\r\n\r\nOK\r\n");
}

static void
the_store (void **state)
{
  static const struct
  {
    const char *ask, *answer;
  } rows[] = {
    { "AT+QFLDS=\"UFS\"", "\r\n+QFLDS: 62913560," STORE "\r\n\r\nOK\r\n" },
    { "AT+QFLST=\"*\"", "\r\n+QFLST: \"UFS:p.zip\",1000\r\n\r\nOK\r\n" },
    { "AT+QFLST=\"UFS:p.zip\"", "\r\n+QFLST: \"UFS:p.zip\",1000\r\n\r\nOK\r\n" },
    { "AT+QFLST=\"p.zip\"", "\r\n+QFLST: \"UFS:p.zip\",1000\r\n\r\nOK\r\n" },
    { "AT+QFLST=\"q.zip\"", "\r\n+CME ERROR: 405\r\n" },
    { "AT+QFUPL=\"p.zip\",10", "\r\n+CME ERROR: 407\r\n" },
    { "AT+QFUPL=\"UFS:p.zip\",10", "\r\n+CME ERROR: 407\r\n" },
    { "AT+QFUPL=\"q.zip\",62913561", "\r\n+CME ERROR: 420\r\n" },
    { "AT+QFUPL=\"\",10", "\r\n+CME ERROR: 406\r\n" },
    { "AT+QFUPL=\"a/b\",10", "\r\n+CME ERROR: 406\r\n" },
    { "AT+QFUPL=\"q.zip\",0", "\r\nERROR\r\n" },
    { "AT+QFUPL=\"q.zip\",10,0", "\r\nERROR\r\n" },
    { "AT+QFUPL=\"q.zip\",10,5,2", "\r\nERROR\r\n" },
    { "AT+CMEE=2;+QFDEL=\"q.zip\"", "\r\n+CME ERROR: File not found\r\n" },
    { "AT+CMEE=0;+QFDEL=\"q.zip\"", "\r\nERROR\r\n" },
    { "AT+CMEE=1;+QFDEL=\"q.zip\"", "\r\n+CME ERROR: 405\r\n" },
    { "AT+QFDEL=\"UFS:p.zip\"", "\r\nOK\r\n" },
    { "AT+QFLST=\"*\"", "\r\nOK\r\n" },
    { "AT+QFLDS=\"UFS\"", "\r\n+QFLDS: " STORE "," STORE "\r\n\r\nOK\r\n" },
  };
  g_autoptr (Rig) rig = ep06_rig (NULL);

  rig_start (rig);
  upload (rig, "UFS:p.zip", 1000, 1000, "");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_string_equal (rig_ask (rig, rows[i].ask), rows[i].answer);
}

/* It waits for exactly what was declared, and what is too much belongs to no file. */
static void
wrong_lengths (void **state)
{
  g_autoptr (Rig) rig = ep06_rig (NULL);

  rig_start (rig);
  assert_string_equal (upload (rig, "p.zip", 100, 101, ",5"), "");
  rig_send (rig, "Axyz\r");
  rig_run (rig, 1);
  assert_true (g_str_has_prefix (rig->heard->str, "\r\n+QFUPL: 101,"));
  assert_int_equal (sim_engine_observed (rig->engine)->upload_bytes, 101);
  assert_int_equal (sim_engine_observed (rig->engine)->extra_bytes, 4);
  assert_string_equal (rig_ask (rig, "AT"), "\r\nOK\r\n");
}

/* Fewer bytes: mute until the time-out. */
static void
too_few_bytes (void **state)
{
  g_autoptr (Rig) rig = ep06_rig (NULL);

  rig_start (rig);
  assert_string_equal (upload (rig, "p.zip", 100, 200, ",5"), "");
  assert_false (rig_await (rig, "ERROR", 3.9));
  assert_true (rig_await (rig, "\r\n+CME ERROR: 421\r\n", 0.2));
  assert_int_equal (sim_engine_observed (rig->engine)->stored_files, 0);
  assert_string_equal (rig_ask (rig, "AT"), "\r\nOK\r\n");
}

static void
upgrades (void **state)
{
  static const struct
  {
    const char *folder;
    gboolean plain, error;
    const char *path, *fault, *end;
  } rows[] = {
    { NULL, FALSE, FALSE, "/data/ufs/p.zip", NULL, "OK | " UPDATES },
    { "/cache/ufs", FALSE, FALSE, "/cache/ufs/p.zip", NULL, "OK | " UPDATES },
    { "/cache/ufs", FALSE, FALSE, "/data/ufs/p.zip", NULL, "OK END,504" },
    { "/cache/ufs", FALSE, TRUE, "/data/ufs/p.zip", NULL, "ERROR" },
    { NULL, FALSE, FALSE, "p.zip", NULL, "OK END,504" },
    { NULL, TRUE, FALSE, "p.zip", NULL, "OK | " UPDATES },
    { NULL, TRUE, FALSE, "UFS:p.zip", NULL, "OK | " UPDATES },
    { NULL, FALSE, FALSE, "/data/ufs/q.zip", NULL, "OK END,504" },
    { NULL, FALSE, TRUE, "/data/ufs/q.zip", NULL, "ERROR" },
    { NULL, FALSE, FALSE, "/data/ufs/p.zip", "upgrade-code@505", "OK END,505" },
    { NULL, FALSE, FALSE, "/data/ufs/p.zip", "wrong-version", "OK | UPDATING,40 UPDATING,41 END,510 | RDY" },
    { NULL, FALSE, FALSE, "/data/ufs/p.zip", "upgrade-code@511", "OK | UPDATING,40 UPDATING,41 END,511 | RDY" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Rig) rig = ep06_rig (rows[i].fault);
      g_autofree char *line = g_strdup_printf ("AT+QFOTADL=\"%s\"\r", rows[i].path);
      g_autofree char *wanted = rig_sha256 (5001);
      g_autofree char *sum = NULL;
      g_autofree char *story = NULL;
      g_auto (GStrv) halves = g_strsplit (rows[i].end, " ", 2);
      gboolean done = g_str_has_suffix (rows[i].end, UPDATES);

      rig->config.folder = rows[i].folder;
      rig->config.plain_name = rows[i].plain;
      rig->config.missing_error = rows[i].error;
      rig_start (rig);
      upload (rig, "p.zip", 5001, 5001, ",60,1");
      rig_hush (rig);
      rig_send (rig, line);
      rig_run (rig, 120);
      assert_non_null (strstr (rig->heard->str, halves[0]));
      story = rig_story (rig);
      assert_null (strstr (story, "DOWNLOADING"));
      if (halves[1] != NULL && *halves[1] == '|')
        {
          assert_true (g_str_has_prefix (story, "| START UPDATING,1 UPDATING,2 "));
          assert_true (g_str_has_suffix (story, halves[1] + 2));
        }
      else
        assert_string_equal (story, halves[1] != NULL ? halves[1] : "");
      assert_int_equal (sim_engine_observed (rig->engine)->upgraded, done);
      sum = sim_engine_payload_sha256 (rig->engine);
      if (done)
        {
          assert_string_equal (sum, wanted);
          assert_string_equal (sim_engine_observed (rig->engine)->packages[0].sha256, wanted);
        }
      /* the file is still there, for the program to take away */
      assert_int_equal (sim_engine_observed (rig->engine)->stored_files, 1);
    }
}

static void
unplugged (void **state)
{
  g_autoptr (Rig) rig = ep06_rig ("unplug-return@50%");

  rig_start (rig);
  upload (rig, "p.zip", 20000, 20000, ",5,1");
  assert_int_equal (rig->gone, 1);
  rig_run (rig, 30);
  assert_int_equal (rig->back, 1);
  assert_string_equal (rig_ask (rig, "AT+QFLST"), "\r\nOK\r\n");
}

static void
refusals (void **state)
{
  g_autoptr (Rig) full = ep06_rig ("store-full");
  g_autoptr (Rig) scarce = ep06_rig ("no-space");
  g_autoptr (Rig) narrow = rig_new ();

  rig_start (full);
  assert_string_equal (rig_ask (full, "AT+QFUPL=\"p\",10"), "\r\n+CME ERROR: 423\r\n");
  rig_start (scarce);
  assert_string_equal (rig_ask (scarce, "AT+QFUPL=\"p\",1001"), "\r\n+CME ERROR: 420\r\n");
  sim_config_init (&narrow->config, "bc260y");
  narrow->config.echo = FALSE;
  rig_start (narrow);
  assert_string_equal (rig_ask (narrow, "AT+QFUPL=\"p\",10"), "\r\nERROR\r\n");
  assert_string_equal (rig_ask (narrow, "AT+QFLDS=\"UFS\""), "\r\nERROR\r\n");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (uploads),       cmocka_unit_test (checksum_of_a_real_file),
    cmocka_unit_test (the_store),     cmocka_unit_test (wrong_lengths),
    cmocka_unit_test (too_few_bytes), cmocka_unit_test (upgrades),
    cmocka_unit_test (unplugged),     cmocka_unit_test (refusals),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
