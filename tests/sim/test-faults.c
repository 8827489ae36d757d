/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "rig.h"
#include "native.h"

#define OLD  "EC200ACNHAR01A02M16"
#define NEW  "EC200ACNHAR01A03M16"
#define SIZE 10000

/* One whole upgrade with the fault; what can be seen of it from outside. */
typedef struct
{
  const char *fault;
  const char *settings;  /* after FILE:n */
  const char *heard;     /* must stand in what the module said */
  const char *not_heard; /* must not; NULL: anything may */
  const char *revision;  /* ATI at the end; NULL: no answer */
  guint gone, back, dead;
  int last_result;
  gboolean stuck; /* the package does not go through */
} Row;

static const Row rows[] = {
  { "command-error", ",1", "ERROR", "FILESTART", OLD, 0, 0, 0, -1, TRUE },
  { "no-dfota", ",1", "ERROR", "FILESTART", OLD, 0, 0, 0, -1, TRUE },
  { "no-answer", ",1", "", "A", NULL, 0, 0, 0, 0, TRUE },
  { "late-ok", ",1", "OK\r\n\r\n+QIND: \"FOTA\",\"FILESTART", NULL, NEW, 1, 1, 0, 0, FALSE },
  { "slow-filestart", ",1", "FILEEND\",0", NULL, NEW, 1, 1, 0, 0, FALSE },
  { "cts-low", ",1", "FILESTART", "FILEEND", NULL, 0, 0, 0, -1, TRUE },
  { "download-500", ",1", "FILEEND\",500", "START\"\r\n\r\n+QIND: \"FOTA\",\"UPD", OLD, 0, 0, 0, 500, FALSE },
  { "check-504", ",0", "FILEEND\",0\r\n\r\n+QIND: \"FOTA\",\"END\",504", "UPDATING", OLD, 0, 0, 0, 504, FALSE },
  { "check-505", ",1", "\"END\",505", "UPDATING", OLD, 0, 0, 0, 505, FALSE },
  { "check-506", ",1", "\"END\",506", "UPDATING", OLD, 0, 0, 0, 506, FALSE },
  { "check-507", ",1", "\"END\",507", "UPDATING", OLD, 0, 0, 0, 507, FALSE },
  { "check-552", ",1", "\"END\",552", "UPDATING", OLD, 0, 0, 0, 552, FALSE },
  { "check-553", ",1", "\"END\",553", "UPDATING", OLD, 0, 0, 0, 553, FALSE },
  { "unplug@1234", ",1", "FILESTART", "FILEEND", NULL, 0, 0, 1, -1, TRUE },
  { "unplug-return", ",1", "|", "FILEEND", OLD, 1, 1, 0, -1, TRUE },
  { "no-restart", ",0", "\"START\"", NULL, NEW, 1, 1, 0, 0, FALSE },
  { "start-lost", ",1", "UPDATING\",8", "\"START\"", NEW, 1, 1, 0, 0, FALSE },
  { "silence", ",1", "\"START\"", "UPDATING", NULL, 0, 0, 0, -1, FALSE },
  { "silence@updating:41", ",1", "UPDATING\",41", "UPDATING\",50", NULL, 0, 0, 0, -1, FALSE },
  { "dead-after-start", ",1", "UPDATING\",41\r\n|", "UPDATING\",50", NULL, 0, 0, 1, -1, FALSE },
  { "update-504@60", ",1", "UPDATING\",66\r\n\r\n+QIND: \"FOTA\",\"END\",504", "\"END\",0", OLD, 1, 1, 0, 504, FALSE },
  { "end-lost", ",1", "UPDATING\",91\r\n|", "\"END\"", NEW, 1, 1, 0, 0, FALSE },
  { "all-urcs-lost", ",0", "FILEEND\",0\r\n||", "UPDATING", NEW, 2, 2, 0, 0, FALSE },
  { "restart-before-end", ",1", "PB DONE\r\n\r\n+QIND: \"FOTA\",\"END\",0", NULL, NEW, 1, 1, 0, 0, FALSE },
  { "end-early-restart", ",1", "PB DONE\r\n\r\n+QIND: \"FOTA\",\"END\",0", NULL, NEW, 1, 1, 0, 0, FALSE },
  { "extra-restart", ",1", "PB DONE\r\n|", NULL, NEW, 2, 2, 0, 0, FALSE },
  { "unchanged", ",1", "\"END\",0", NULL, OLD, 1, 1, 0, 0, FALSE },
  { "same-revision-qgmr", ",1", "\"END\",0", NULL, OLD, 1, 1, 0, 0, FALSE },
  { "urc-noise", ",1,5", "+CREG: 1", NULL, NEW, 1, 1, 0, 0, FALSE },
  { "duplicate-urcs", ",1,5", "UPDATING\",8\r\n\r\n+QIND: \"FOTA\",\"UPDATING\",8", NULL, NEW, 1, 1, 0, 0, FALSE },
  { "download-space", ",1,5", "\" DOWNLOADING\",3", "\"DOWNLOADING", NEW, 1, 1, 0, 0, FALSE },
  { "percent-sign", ",1,5", "UPDATING\",8%\r\n", "FILEEND\",0%", NEW, 1, 1, 0, 0, FALSE },
  { "byte-at-a-time", ",1", "\"END\",0", NULL, NEW, 1, 1, 0, 0, FALSE },
  { "download-code@501", ",1", "FILEEND\",501", "UPDATING", OLD, 0, 0, 0, 501, FALSE },
  { "upgrade-code@506", ",1", "\"END\",506", "UPDATING", OLD, 0, 0, 0, 506, FALSE },
  { "upgrade-code@504", ",1", "UPDATING\",41\r\n\r\n+QIND: \"FOTA\",\"END\",504", "\"END\",0", OLD, 1, 1, 0, 504, FALSE },
  { "wrong-name", ",1", "\"END\",552", "UPDATING", OLD, 0, 0, 0, 552, FALSE },
  { "wrong-version", ",1", "\"END\",507", "UPDATING", OLD, 0, 0, 0, 507, FALSE },
  { "power-lost@50", ",1", "UPDATING\",50\r\n|", "UPDATING\",58", NULL, 0, 0, 1, -1, FALSE },
  { "percent-counts", ",1,5", "DOWNLOADING\",100\r\n\r\n+QIND: \"FOTA\",\"FILEEND\",0", "DOWNLOADING\",5\r", NEW, 1, 1, 0, 0,
    FALSE },
  { "usbifc-refused", ",1", "\"END\",0", NULL, NEW, 1, 1, 0, 0, FALSE },
  { "ifc-ignored", ",1", "\"END\",0", NULL, NEW, 1, 1, 0, 0, FALSE },
};

static void
check_row (const Row *row)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autofree char *revision = NULL;
  gboolean went;

  rig_fault (rig, row->fault);
  rig_start (rig);
  went = rig_upgrade (rig, SIZE, row->settings);
  rig_run (rig, 120);
  if (went == row->stuck)
    fail_msg ("%s: package %s", row->fault, went ? "went through" : "stuck");
  if (native_find (rig->heard->str, rig->heard->len, row->heard, strlen (row->heard)) == NULL)
    fail_msg ("%s: not heard %s in\n%s", row->fault, row->heard, rig->heard->str);
  if (row->not_heard != NULL
      && native_find (rig->heard->str, rig->heard->len, row->not_heard, strlen (row->not_heard)) != NULL)
    fail_msg ("%s: heard %s in\n%s", row->fault, row->not_heard, rig->heard->str);
  if (rig->gone != row->gone || rig->back != row->back || rig->dead != row->dead)
    fail_msg ("%s: gone %u, back %u, dead %u", row->fault, rig->gone, rig->back, rig->dead);
  revision = rig_revision (rig);
  if (g_strcmp0 (revision, row->revision) != 0)
    fail_msg ("%s: %s in the end", row->fault, revision);
  if (strcmp (row->fault, "no-answer") != 0 && sim_engine_observed (rig->engine)->last_result != row->last_result)
    fail_msg ("%s: result %d", row->fault, sim_engine_observed (rig->engine)->last_result);
  if (sim_engine_observed (rig->engine)->upgraded != (g_strcmp0 (row->revision, NEW) == 0)
      && !g_str_has_prefix (row->fault, "same"))
    fail_msg ("%s: upgraded is wrong", row->fault);
}

static void
faults_show (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    check_row (&rows[i]);
}

static void
qgmr_alone_changes (void **state)
{
  g_autoptr (Rig) rig = rig_new ();

  rig_fault (rig, "same-revision-qgmr");
  rig_start (rig);
  assert_true (rig_upgrade (rig, SIZE, ",1"));
  rig_run (rig, 60);
  assert_string_equal (rig_ask (rig, "AT+QGMR"), "AT+QGMR\r\r\n" OLD "_01.201.01.201\r\n\r\nOK\r\n");
}

static void
flow_control_faults (void **state)
{
  static const struct
  {
    const char *fault;
    gboolean usb;
    const char *set, *answer, *read, *reading;
  } flow[] = {
    { "usbifc-refused", TRUE, "AT+QCFG=\"usbifc\",2,2", "\r\nERROR\r\n", "AT+QCFG=\"usbifc\"",
      "\r\n+QCFG: \"usbifc\",0,0\r\n\r\nOK\r\n" },
    { "ifc-refused", FALSE, "AT+IFC=2,2", "\r\nERROR\r\n", "AT+IFC?", "\r\n+IFC: 0,0\r\n\r\nOK\r\n" },
    { "ifc-ignored", FALSE, "AT+IFC=2,2", "\r\nOK\r\n", "AT+IFC?", "\r\n+IFC: 0,0\r\n\r\nOK\r\n" },
    { "ifc-ignored", TRUE, "AT+QCFG=\"usbifc\",2,2", "\r\nOK\r\n", "AT+QCFG=\"usbifc\"",
      "\r\n+QCFG: \"usbifc\",0,0\r\n\r\nOK\r\n" },
    { "dead-flow", FALSE, "AT+IFC=2,2", "\r\nOK\r\n", "AT+IFC?", "" },
    { "dead-flow", FALSE, "AT+IFC=2,2", "\r\nOK\r\n", "AT+IFC=0,0", "\r\nOK\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (flow); i++)
    {
      g_autoptr (Rig) rig = rig_new ();

      rig->config.usb = flow[i].usb;
      rig->config.echo = FALSE;
      rig_fault (rig, flow[i].fault);
      rig_start (rig);
      assert_string_equal (rig_ask (rig, flow[i].set), flow[i].answer);
      assert_string_equal (rig_ask (rig, flow[i].read), flow[i].reading);
    }
}

static void
overrun_loses_bytes (void **state)
{
  static const struct
  {
    gboolean flow;
    gsize burst;
    gint64 pause_us;
    gboolean lost;
  } ways[]
      = { { FALSE, 32, 10000, FALSE }, { FALSE, 64, 10000, TRUE }, { FALSE, 32, 1500, TRUE }, { TRUE, 4096, 0, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (Rig) rig = rig_new ();
      g_autofree guint8 *bytes = rig_package (40000);

      rig_fault (rig, "overrun");
      rig_start (rig);
      if (ways[i].flow)
        rig_ask (rig, "AT+QCFG=\"usbifc\",2,2");
      rig_send (rig, "AT+QFOTADL=\"FILE:40000\",1,0\r");
      assert_true (rig_await (rig, "FILESTART", 2));
      rig_deliver (rig, bytes, 40000, ways[i].burst, ways[i].pause_us);
      assert_true (rig_await (rig, ways[i].lost ? "FILEEND\",500" : "FILEEND\",0", 12));
      assert_int_equal (sim_engine_observed (rig->engine)->lost_bytes > 0, ways[i].lost);
    }
}

static void
slow_boot_ends_with_rdy (void **state)
{
  g_autoptr (Rig) rig = rig_new ();

  rig_fault (rig, "slow-boot@30");
  rig_start (rig);
  assert_string_equal (rig_ask (rig, "AT"), "");
  assert_false (rig_await (rig, "RDY", 28));
  assert_true (rig_await (rig, "\r\nRDY\r\n", 2));
  assert_non_null (strstr (rig_ask (rig, "AT"), "AT\r\r\nOK\r\n"));
}

static void
already_updating (void **state)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autofree char *revision = NULL;

  rig_fault (rig, "already-updating");
  rig_start (rig);
  assert_string_equal (rig_ask (rig, "AT"), "\r\n+QIND: \"FOTA\",\"UPDATING\",33\r\n");
  assert_true (rig_await (rig, "\"END\",0\r\n", 40));
  rig_run (rig, 20);
  revision = rig_revision (rig);
  assert_string_equal (revision, NEW);
}

static void
garbage_is_no_answer (void **state)
{
  g_autoptr (Rig) rig = rig_new ();

  rig_fault (rig, "garbage");
  rig_start (rig);
  rig_ask (rig, "AT");
  assert_int_equal (rig->heard->len, strlen ("AT\r\r\nOK\r\n"));
  for (gsize i = 0; i < rig->heard->len; i++)
    assert_true ((guint8) rig->heard->str[i] != (guint8) "AT\r\r\nOK\r\n"[i]);
}

static void
no_space_is_told (void **state)
{
  g_autoptr (Rig) rig = rig_new ();

  rig->config.echo = FALSE;
  rig_fault (rig, "no-space");
  rig_start (rig);
  assert_string_equal (rig_ask (rig, "AT+QFLDS=\"UFS\""), "\r\n+QFLDS: 1000,6291456\r\n\r\nOK\r\n");
}

/* A UART stays where it is when the module dies behind it, but not when somebody pulls its plug. */
static void
uart_keeps_its_port (void **state)
{
  static const struct
  {
    const char *fault;
    guint gone, dead;
  } ports[] = { { "dead-after-start", 0, 0 }, { "unplug", 0, 1 }, { "unplug-return", 1, 0 }, { "extra-restart", 0, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (ports); i++)
    {
      g_autoptr (Rig) rig = rig_new ();

      rig->config.usb = FALSE;
      rig_fault (rig, ports[i].fault);
      rig_start (rig);
      rig_upgrade (rig, 2000, ",0");
      rig_run (rig, 120);
      assert_int_equal (rig->gone, ports[i].gone);
      assert_int_equal (rig->dead, ports[i].dead);
    }
}

/* Every fault, every shape of line: the story ends, and nothing is said while the port is away. */
static void
every_fault_ends (void **state)
{
  const char *name, *where, *what;

  for (guint i = 0; sim_fault_describe (i, &name, &where, &what); i++)
    for (guint shape = 0; shape < 16; shape++)
      {
        g_autoptr (Rig) rig = rig_new ();

        rig->config.usb = shape & 1;
        rig->config.mode1_restart = (shape & 2) != 0;
        rig->config.chunk = shape & 4 ? 2 : 0;
        rig->config.speed = shape & 8 ? 1000 : 1;
        rig->config.seed = shape;
        rig_fault (rig, name);
        rig_start (rig);
        rig_upgrade (rig, 700, shape & 2 ? ",1,100" : ",0,100");
        rig_run (rig, 600);
        assert_int_equal (sim_engine_next (rig->engine), G_MAXINT64);
        assert_true (rig->back == rig->gone);
        assert_int_equal (rig->ghosts, 0);
        assert_true (strlen (what) > 10);
      }
}

/* Noise at every moment: it must neither hang nor pass for a package. */
static void
noise_is_survived (void **state)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (7);

  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (Rig) rig = rig_new ();

      rig_start (rig);
      for (guint i = 0; i < 100; i++)
        {
          guint8 noise[64];

          for (guint k = 0; k < sizeof noise; k++)
            noise[k] = "AT+QFOTADL=\"FILE:9\",1;?IE0\r\n"[g_rand_int_range (chance, 0, 28)]
                       ^ (g_rand_int_range (chance, 0, 40) == 0);
          sim_engine_input (rig->engine, rig->now, noise, sizeof noise);
          rig_run (rig, 0.01);
        }
      assert_int_equal (rig->gone + rig->dead, 0);
    }
}

/* Commands of every kind, cut and spoilt, to every family: it neither crashes nor stops answering. */
static void
spoilt_commands_are_survived (void **state)
{
  static const char *const families[] = { "lte-standard", "lte-standard-mini", "bc260y", "ep06", "unknown" };
  static const char *const phrases[] = {
    "AT+QFUPL=\"a\",9,1,1\r",
    "AT+QFOTADL=\"FILE:9\",2\r",
    "AT+QFOTADL=\"http://h:1/a.mini_1\",0,5\r",
    "AT+QFOTADL=\"FTP://u:p@h/f\"\r",
    "AT+QFOTADL=\"/data/ufs/a\"\r",
    "AT+QICSGP=1,1,\"a\",\"u\",\"p\",1\r",
    "AT+QIACT=1\r",
    "AT+QCFG=\"fota/cid\",2\r",
    "AT+CGPADDR=1;+CPIN=\"1234\";+CMEE=2\r",
    "\x01\x01\xfe frame",
    "\x04\x18\x18",
    "AT+QFDEL=\"a\";+QFLST\r",
  };
  g_autoptr (GRand) chance = g_rand_new_with_seed (11);

  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (Rig) rig = rig_new ();

      sim_config_init (&rig->config, families[round % G_N_ELEMENTS (families)]);
      rig->config.receiver = "xmodem-1k";
      if (round % 2 == 0)
        rig_fault (rig, "download-mode");
      rig_start (rig);
      for (guint i = 0; i < 60; i++)
        {
          g_autofree char *phrase = g_strdup (phrases[g_rand_int_range (chance, 0, G_N_ELEMENTS (phrases))]);
          gsize n = strlen (phrase);

          if (g_rand_int_range (chance, 0, 4) == 0)
            phrase[g_rand_int_range (chance, 0, n)] ^= 1 << g_rand_int_range (chance, 0, 7);
          if (g_rand_int_range (chance, 0, 4) == 0)
            n = g_rand_int_range (chance, 0, n);
          sim_engine_input (rig->engine, rig->now, (const guint8 *) phrase, n);
          rig_run (rig, g_rand_double_range (chance, 0, 2));
        }
      rig_run (rig, 300);
      rig_send (rig, "\r");
      assert_non_null (strstr (rig_ask (rig, "AT"), "OK"));
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (faults_show),
    cmocka_unit_test (qgmr_alone_changes),
    cmocka_unit_test (flow_control_faults),
    cmocka_unit_test (overrun_loses_bytes),
    cmocka_unit_test (slow_boot_ends_with_rdy),
    cmocka_unit_test (already_updating),
    cmocka_unit_test (garbage_is_no_answer),
    cmocka_unit_test (no_space_is_told),
    cmocka_unit_test (uart_keeps_its_port),
    cmocka_unit_test (every_fault_ends),
    cmocka_unit_test (noise_is_survived),
    cmocka_unit_test (spoilt_commands_are_survived),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
