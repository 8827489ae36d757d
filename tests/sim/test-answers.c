/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "rig.h"

#define OLD "EC200ACNHAR01A02M16"

static void
echo_forms (void **state)
{
  static const struct
  {
    SimEcho form;
    gboolean echo, blank;
    const char *ati, *at;
  } rows[] = {
    { SIM_ECHO_CR_CR_LF, TRUE, TRUE, "ATI\r\r\nQuectel\r\nEC200A\r\nRevision: " OLD "\r\n\r\nOK\r\n", "AT\r\r\nOK\r\n" },
    { SIM_ECHO_CR_LF, TRUE, TRUE, "ATI\r\nQuectel\r\nEC200A\r\nRevision: " OLD "\r\n\r\nOK\r\n", "AT\r\nOK\r\n" },
    { SIM_ECHO_SPACE, TRUE, TRUE, " ATI\r\r\nQuectel\r\nEC200A\r\nRevision: " OLD "\r\n\r\nOK\r\n", " AT\r\r\nOK\r\n" },
    { SIM_ECHO_NONE, TRUE, TRUE, "\r\nQuectel\r\nEC200A\r\nRevision: " OLD "\r\n\r\nOK\r\n", "\r\nOK\r\n" },
    { SIM_ECHO_CR_CR_LF, FALSE, TRUE, "\r\nQuectel\r\nEC200A\r\nRevision: " OLD "\r\n\r\nOK\r\n", "\r\nOK\r\n" },
    { SIM_ECHO_CR_CR_LF, FALSE, FALSE, "Quectel\r\nEC200A\r\nRevision: " OLD "\r\nOK\r\n", "OK\r\n" },
    { SIM_ECHO_CR_CR_LF, TRUE, FALSE, "ATI\r\r\nQuectel\r\nEC200A\r\nRevision: " OLD "\r\nOK\r\n", "AT\r\r\nOK\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Rig) rig = rig_new ();

      rig->config.echo_form = rows[i].form;
      rig->config.echo = rows[i].echo;
      rig->config.blank_lines = rows[i].blank;
      rig_start (rig);
      assert_string_equal (rig_ask (rig, "ATI"), rows[i].ati);
      assert_string_equal (rig_ask (rig, "AT"), rows[i].at);
    }
}

static void
answers (void **state)
{
  static const struct
  {
    const char *ask, *answer;
  } rows[] = {
    { "AT", "\r\nOK\r\n" },
    { "at+cgmi", "\r\nQuectel\r\n\r\nOK\r\n" },
    { "AT+CGMM", "\r\nEC200A\r\n\r\nOK\r\n" },
    { "AT+CGMR", "\r\n" OLD "\r\n\r\nOK\r\n" },
    { "AT+QGMR", "\r\n" OLD "_01.200.01.200\r\n\r\nOK\r\n" },
    { "AT+CSUB", "\r\nSubEdition: V01\r\n\r\nOK\r\n" },
    { "AT+NONEXISTENT", "\r\nERROR\r\n" },
    { "AT+CSQ?", "\r\n+CME ERROR: 3\r\n" },
    { "AT+QFDEL=\"nothing\"", "\r\n+CME ERROR: 405\r\n" },
    { "AT+QFLST=\"*\"", "\r\nOK\r\n" },
    { "AT+IFC?", "\r\n+IFC: 0,0\r\n\r\nOK\r\n" },
    { "AT+IFC=2,2;&W", "\r\nOK\r\n" },
    { "AT+IFC?;+IPR?", "\r\n+IFC: 2,2\r\n+IPR: 115200\r\n\r\nOK\r\n" },
    { "AT+QCFG=\"usbifc\"", "\r\n+QCFG: \"usbifc\",0,0\r\n\r\nOK\r\n" },
    { "AT+QCFG=\"usbifc\",2,2", "\r\nOK\r\n" },
    { "AT+QCFG=\"usbifc\"", "\r\n+QCFG: \"usbifc\",2,2\r\n\r\nOK\r\n" },
    { "AT+QCFG=\"usbifc\",7,2", "\r\nERROR\r\n" },
    { "AT+QFOTADL=?", "\r\n+QFOTADL: <url>,(0,1),(0,5-100),(0,5-100)\r\n\r\nOK\r\n" },
    { "AT+QFOTADL=\"http:///p.bin\"", "\r\nERROR\r\n" },
    { "AT+QFOTADL=\"FILE:0\"", "\r\nERROR\r\n" },
    { "AT+QFOTADL=\"FILE:12x\"", "\r\nERROR\r\n" },
    { "AT+QFOTADL=\"FILE:12\",1,4", "\r\nERROR\r\n" },
    { "AT+QFOTADL=\"FILE:12\",1,101", "\r\nERROR\r\n" },
    { "AT+QFOTADL=\"FILE:12\",3", "\r\nERROR\r\n" },
    { "AT+QFOTADL=\"FILE:12", "\r\nERROR\r\n" },
    { "\x01\x80?AT", "\r\nOK\r\n" },
    { "no command", "" },
    { "", "" },
  };
  g_autoptr (Rig) rig = rig_new ();

  rig->config.echo = FALSE;
  rig_start (rig);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_string_equal (rig_ask (rig, rows[i].ask), rows[i].answer);
  assert_int_equal (sim_engine_observed (rig->engine)->commands_accepted, 0);
  assert_int_equal (sim_engine_observed (rig->engine)->commands_refused, 7);
}

static void
long_lines_are_refused (void **state)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autofree char *tail = g_strnfill (600, 'x');
  g_autofree char *line = g_strconcat ("AT+", tail, NULL);

  rig_start (rig);
  assert_string_equal (rig_ask (rig, line), "\r\nERROR\r\n");
  assert_string_equal (rig_ask (rig, "AT"), "AT\r\r\nOK\r\n");
}

static void
families (void **state)
{
  static const struct
  {
    const char *family, *model, *revision, *ati, *cgmr, *test;
  } rows[] = {
    { "bc260y", NULL, NULL, "\r\nQuectel_Ltd\r\nQuectel_BC260Y-CN\r\nRevision: BC260YCNAAR02A02\r\n\r\nOK\r\n",
      "\r\nRevision: BC260YCNAAR02A02\r\n\r\nOK\r\n", "\r\n+QFOTADL=<URL>\r\n\r\nOK\r\n" },
    { "ep06", NULL, NULL, "\r\nQuectel\r\nEP06\r\nRevision: EP06ELAR04A03M4G\r\n\r\nOK\r\n",
      "\r\nEP06ELAR04A03M4G\r\n\r\nOK\r\n", "\r\nOK\r\n" },
    { "lte-standard-mini", NULL, NULL, "\r\nQuectel\r\nEC800M\r\nRevision: EC800MCNGAR06A05M08\r\n\r\nOK\r\n",
      "\r\nEC800MCNGAR06A05M08\r\n\r\nOK\r\n", "\r\n+QFOTADL: <url>,(0,1),(0,5-100),(0,5-100)\r\n\r\nOK\r\n" },
    { "unknown", "XY1", "XY1R1", "\r\nQuectel\r\nXY1\r\nRevision: XY1R1\r\n\r\nOK\r\n", "\r\nXY1R1\r\n\r\nOK\r\n",
      "\r\nOK\r\n" },
    { "lte-standard", "EG915N", NULL, "\r\nQuectel\r\nEG915N\r\nRevision: EG915NEUAPR03A03M16\r\n\r\nOK\r\n",
      "\r\nEG915NEUAPR03A03M16\r\n\r\nOK\r\n", "\r\n+QFOTADL: <url>,(0,1),(0,5-100),(0,5-100)\r\n\r\nOK\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Rig) rig = rig_new ();

      sim_config_init (&rig->config, rows[i].family);
      rig->config.model = rows[i].model;
      rig->config.revision = rows[i].revision;
      rig->config.echo = FALSE;
      rig_start (rig);
      assert_string_equal (rig_ask (rig, "ATI"), rows[i].ati);
      assert_string_equal (rig_ask (rig, "AT+CGMR"), rows[i].cgmr);
      assert_string_equal (rig_ask (rig, "AT+QFOTADL=?"), rows[i].test);
    }
}

/* SIM card, registration, signal, attachment, address: as they are, and with each of the faults. */
static void
radio (void **state)
{
  static const struct
  {
    const char *family, *fault, *ask, *answer;
  } rows[] = {
    { "bc260y", NULL, "AT+CPIN?", "+CPIN: READY" },
    { "bc260y", NULL, "AT+CESQ", "+CESQ: 99,99,255,255,23,49" },
    { "bc260y", NULL, "AT+CREG?", "+CREG: 0,1" },
    { "bc260y", NULL, "AT+CEREG?", "+CEREG: 0,1" },
    { "bc260y", NULL, "AT+CGATT?", "+CGATT: 1" },
    { "bc260y", NULL, "AT+CGPADDR?", "+CGPADDR: 0,\"100.125.10.122\"" },
    { "bc260y", NULL, "AT+CGPADDR", "+CGPADDR: 0,\"100.125.10.122\"" },
    { "bc260y", NULL, "AT+QICSGP=1", NULL },
    { "bc260y", NULL, "AT+QCFG=\"fota/cid\"", NULL },
    { "lte-standard", NULL, "AT+CSQ", "+CSQ: 29,99" },
    { "lte-standard", NULL, "AT+CGREG?", "+CGREG: 0,1" },
    { "lte-standard", NULL, "AT+CGPADDR=1", "+CGPADDR: 1,\"10.123.45.67\"" },
    { "lte-standard", NULL, "AT+CGPADDR=2", "+CGPADDR: 2" },
    { "lte-standard", NULL, "AT+CGPADDR?", NULL },
    { "lte-standard", "no-sim", "AT+CPIN?", "+CME ERROR: 10" },
    { "lte-standard", "no-sim", "AT+CEREG?", "+CEREG: 0,0" },
    { "lte-standard", "sim-pin", "AT+CPIN?", "+CPIN: SIM PIN" },
    { "lte-standard", "sim-pin", "AT+CPIN=\"1234\";+CPIN?;+CEREG?", "+CPIN: READY\r\n+CEREG: 0,1" },
    { "lte-standard", "sim-pin", "AT+CPIN=\"12\"", "+CME ERROR: 16" },
    { "lte-standard", "not-registered", "AT+CREG?", "+CREG: 0,2" },
    { "lte-standard", "not-registered", "AT+CSQ", "+CSQ: 99,99" },
    { "lte-standard", "not-registered", "AT+CESQ", "+CESQ: 99,99,255,255,255,255" },
    { "lte-standard", "not-registered", "AT+CGATT?", "+CGATT: 0" },
    { "lte-standard", "weak-signal", "AT+CSQ", "+CSQ: 3,99" },
    { "bc260y", "weak-signal", "AT+CESQ", "+CESQ: 99,99,255,255,5,11" },
    { "lte-standard", "not-attached", "AT+CGATT?", "+CGATT: 0" },
    { "lte-standard", "not-attached", "AT+CEREG?", "+CEREG: 0,1" },
    { "lte-standard", "no-ip", "AT+CGATT?", "+CGATT: 1" },
    { "lte-standard", "no-ip", "AT+CGPADDR=1", "+CGPADDR: 1" },
    { "lte-standard", "no-ip", "AT+QIACT=1", NULL },
    { "lte-standard", "pdp-error", "AT+QIACT=1", NULL },
    { "lte-standard", "pdp-error", "AT+CGPADDR=1", "+CGPADDR: 1,\"10.123.45.67\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Rig) rig = rig_new ();
      const char *answer = rows[i].answer != NULL ? rows[i].answer : "ERROR";
      gboolean final = g_str_has_suffix (answer, "ERROR") || g_str_has_prefix (answer, "+CME");
      g_autofree char *wanted = g_strdup_printf ("\r\n%s\r\n%s", answer, final ? "" : "\r\nOK\r\n");

      sim_config_init (&rig->config, rows[i].family);
      rig->config.echo = FALSE;
      if (rows[i].fault != NULL)
        rig_fault (rig, rows[i].fault);
      rig_start (rig);
      assert_string_equal (rig_ask (rig, rows[i].ask), wanted);
    }
}

/* An active context answers ERROR to its activation, as an EG800K does: programs must look first. */
static void
contexts (void **state)
{
  static const struct
  {
    const char *ask, *answer;
  } rows[] = {
    { "AT+QICSGP=2", "\r\n+QICSGP: 1,\"\",\"\",\"\",0\r\n\r\nOK\r\n" },
    { "AT+QICSGP=2,1,\"cmnet\",\"\",\"\",1", "\r\nOK\r\n" },
    { "AT+QICSGP=2", "\r\n+QICSGP: 1,\"cmnet\",\"\",\"\",1\r\n\r\nOK\r\n" },
    { "AT+QICSGP=15,3,\"a\",\"u\",\"p\",2", "\r\nOK\r\n" },
    { "AT+QICSGP=15", "\r\n+QICSGP: 3,\"a\",\"u\",\"p\",2\r\n\r\nOK\r\n" },
    { "AT+QICSGP=0,1,\"a\"", "\r\nERROR\r\n" },
    { "AT+QICSGP=16,1,\"a\"", "\r\nERROR\r\n" },
    { "AT+QICSGP=1,4,\"a\"", "\r\nERROR\r\n" },
    { "AT+QICSGP=1,1,\"a\",\"\",\"\",3", "\r\nERROR\r\n" },
    { "AT+QIACT?", "\r\nOK\r\n" },
    { "AT+QIACT=2", "\r\nOK\r\n" },
    { "AT+QIACT=2", "\r\nERROR\r\n" },
    { "AT+QIACT?", "\r\n+QIACT: 2,1,1,\"10.123.45.67\"\r\n\r\nOK\r\n" },
    { "AT+CGPADDR=2", "\r\n+CGPADDR: 2,\"10.123.45.67\"\r\n\r\nOK\r\n" },
    { "AT+QIDEACT=2", "\r\nOK\r\n" },
    { "AT+QIACT?", "\r\nOK\r\n" },
    { "AT+QCFG=\"fota/cid\"", "\r\n+QCFG: \"fota/cid\",1\r\n\r\nOK\r\n" },
    { "AT+QCFG=\"fota/cid\",15", "\r\nOK\r\n" },
    { "AT+QCFG=\"fota/cid\",16", "\r\nERROR\r\n" },
    { "AT+QCFG=\"fota/cid\",0", "\r\nERROR\r\n" },
    { "AT+QCFG=\"fota/cid\"", "\r\n+QCFG: \"fota/cid\",15\r\n\r\nOK\r\n" },
  };
  g_autoptr (Rig) rig = rig_new ();
  g_autoptr (GString) asked = g_string_new (NULL);

  rig->config.echo = FALSE;
  rig_start (rig);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      assert_string_equal (rig_ask (rig, rows[i].ask), rows[i].answer);
      g_string_append_printf (asked, "%s\n", rows[i].ask);
    }
  assert_string_equal (sim_engine_observed (rig->engine)->commands, asked->str);
}

static void
bad_settings_are_refused (void **state)
{
  static const struct
  {
    const char *family, *fault;
    double speed;
    int code;
  } rows[] = {
    { "ec200", NULL, 1, SIM_ERROR_FAMILY },
    { NULL, "unplugged", 1, SIM_ERROR_FAULT },
    { NULL, "unplug@", 1, SIM_ERROR_FAULT },
    { NULL, "unplug@101%", 1, SIM_ERROR_FAULT },
    { NULL, "unplug@-1", 1, SIM_ERROR_FAULT },
    { NULL, "end-lost@3", 1, SIM_ERROR_FAULT },
    { NULL, "silence@101", 1, SIM_ERROR_FAULT },
    { NULL, NULL, 0, SIM_ERROR_VALUE },
    { NULL, "slow-boot@9%", 1, SIM_ERROR_FAULT },
    { NULL, "upgrade-code@1000", 1, SIM_ERROR_FAULT },
    { NULL, "download-code@6.5", 1, SIM_ERROR_FAULT },
    { NULL, "http-end-spelling@3", 1, SIM_ERROR_FAULT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *faults[] = { rows[i].fault, NULL };
      g_autoptr (GError) error = NULL;
      SimConfig config;

      sim_config_init (&config, rows[i].family);
      config.faults = faults;
      config.speed = rows[i].speed;
      assert_false (sim_config_check (&config, &error));
      assert_true (g_error_matches (error, SIM_ERROR, rows[i].code));
      assert_null (sim_engine_new (&config));
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (echo_forms),
    cmocka_unit_test (answers),
    cmocka_unit_test (long_lines_are_refused),
    cmocka_unit_test (families),
    cmocka_unit_test (radio),
    cmocka_unit_test (contexts),
    cmocka_unit_test (bad_settings_are_refused),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
