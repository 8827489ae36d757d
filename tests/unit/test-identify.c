/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "error.h"
#include "module/identify.h"
#include "script-port.h"

#include <string.h>

/* The dialogue with real answers: three forms of echo, blank lines or none, messages before the echo and in the middle of an
 * answer, pauses, a byte at a time, RDY in place of an answer. */

static void
on_urc (const char *line, gpointer user_data)
{
  g_string_append_printf (user_data, "%s|", line);
}

static const DfotaAtWatcher watcher = { on_urc, NULL };

typedef struct
{
  DfotaPort *port;
  DfotaAtChannel *at;
  GString *urcs;
} Talk;

static Talk *
talk_new (const ScriptLine *lines, gsize chunk)
{
  Talk *talk = g_new0 (Talk, 1);

  talk->urcs = g_string_new (NULL);
  talk->port = script_port_new (lines, chunk);
  assert_true (dfota_port_open (talk->port, NULL));
  talk->at = dfota_at_channel_new (talk->port, &watcher, talk->urcs);
  dfota_at_channel_set_licence (talk->at, DFOTA_LICENCE_READ);
  return talk;
}

static void
talk_free (Talk *talk)
{
  dfota_at_channel_free (talk->at);
  dfota_port_free (talk->port);
  g_string_free (talk->urcs, TRUE);
  g_free (talk);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Talk, talk_free)

static DfotaModule *
identify (Talk *talk, GError **error)
{
  return dfota_identify (talk->at, dfota_port_now (talk->port) + 20 * DFOTA_PORT_SECOND, NULL, error);
}

typedef struct
{
  const ScriptLine lines[12];
  const char *manufacturer, *model, *revision, *full_revision, *sub_edition;
  DfotaFamilyId family;
  int flash_mb;
} Real;

static const Real reals[] = {
  /* echo CR CR LF, blank lines */
  { { { "AT", "AT\r\r\nOK\r\n", 0 },
      { "ATI", "ATI\r\r\nQuectel\r\nEC600M\r\nRevision: EC600MCNLER06A08M08\r\n\r\nOK\r\n", 0 },
      { "AT+CGMM", "AT+CGMM\r\r\nEC600M\r\n\r\nOK\r\n", 0 },
      { "AT+CGMR", "AT+CGMR\r\r\nEC600MCNLER06A08M08\r\n\r\nOK\r\n", 0 },
      { "AT+QGMR", "AT+QGMR\r\r\nEC600MCNLER06A08M08\r\n\r\nOK\r\n", 0 },
      { "AT+CSUB", "AT+CSUB\r\r\nERROR\r\n", 0 } },
    "Quectel",
    "EC600M",
    "EC600MCNLER06A08M08",
    "EC600MCNLER06A08M08",
    NULL,
    DFOTA_FAMILY_LTE_STANDARD_MINI,
    8 },
  /* echo CR LF; no blank line before OK */
  { { { "AT", "AT\r\nOK\r\n", 0 },
      { "ATI", "ATI\r\nQuectel\r\nEC200A\r\nRevision: EC200AEUV1HAR02A07M16\r\nOK\r\n", 0 },
      { "AT+CGMM", "AT+CGMM\r\nEC200A\r\nOK\r\n", 0 },
      { "AT+CGMR", "AT+CGMR\r\nEC200AEUV1HAR02A07M16\r\nOK\r\n", 0 },
      { "AT+QGMR", "AT+QGMR\r\nEC200AEUV1HAR02A07M16_01.200.01.200\r\nOK\r\n", 0 },
      { "AT+CSUB", "AT+CSUB\r\nSubEdition: V03\r\nOK\r\n", 0 } },
    "Quectel",
    "EC200A",
    "EC200AEUV1HAR02A07M16",
    "EC200AEUV1HAR02A07M16_01.200.01.200",
    "V03",
    DFOTA_FAMILY_LTE_STANDARD,
    16 },
  /* no echo; manufacturer with _Ltd, model with its brand, Revision: repeated in CGMR, no flash tag */
  { { { "AT", "\r\nOK\r\n", 0 },
      { "ATI", "\r\nQuectel_Ltd\r\nQuectel_BC260Y-CN\r\nRevision: BC260YCNAAR02A02\r\n\r\nOK\r\n", 0 },
      { "AT+CGMM", "\r\nQuectel_BC260Y-CN\r\n\r\nOK\r\n", 0 },
      { "AT+CGMR", "\r\nRevision: BC260YCNAAR02A02\r\n\r\nOK\r\n", 0 },
      { "AT+QGMR", "\r\nERROR\r\n", 0 },
      { "AT+CSUB", "\r\nERROR\r\n", 0 } },
    "Quectel_Ltd",
    "BC260Y-CN",
    "BC260YCNAAR02A02",
    NULL,
    NULL,
    DFOTA_FAMILY_BC260Y,
    0 },
  /* a message before the echo and one in the middle of the answer; the SubEdition in ATI */
  { { { "AT", "+QGPSURC: \"x\"\r\nAT\r\r\nOK\r\n", 0 },
      { "ATI", "ATI\r\r\nQuectel\r\n\r\n+CREG: 1\r\n\r\nEM06\r\nRevision: EM06ALAR03A05M4G\r\nSubEdition: V02\r\n\r\nOK\r\n",
        0 },
      { "AT+CGMM", "AT+CGMM\r\r\nEM06\r\n\r\nOK\r\n", 0 },
      { "AT+CGMR", "AT+CGMR\r\r\nEM06ALAR03A05M4G\r\n\r\nOK\r\n", 0 },
      { "AT+QGMR", "AT+QGMR\r\r\n+CME ERROR: 3\r\n", 0 },
      { "AT+CSUB", "AT+CSUB\r\r\nERROR\r\n", 0 } },
    "Quectel",
    "EM06",
    "EM06ALAR03A05M4G",
    NULL,
    "V02",
    DFOTA_FAMILY_EP06,
    0 },
  /* ATI without a revision: AT+CGMR tells; the model is a board code */
  { { { "AT", "OK\r\n", 0 },
      { "ATI", "\r\nQuectel\r\nEG915NEUAC\r\n\r\nOK\r\n", 0 },
      { "AT+CGMM", "\r\nEG915NEUAC\r\n\r\nOK\r\n", 0 },
      { "AT+CGMR", "\r\nEG915NEUAPR03A04M16\r\n\r\nOK\r\n", 0 },
      { "AT+QGMR", "\r\n+QGMR: EG915NEUAPR03A03M16_QTH_01.200.01.200\r\n\r\nOK\r\n", 0 },
      { "AT+CSUB", "\r\nERROR\r\n", 0 } },
    "Quectel",
    "EG915NEUAC",
    "EG915NEUAPR03A04M16",
    "EG915NEUAPR03A03M16_QTH_01.200.01.200",
    NULL,
    DFOTA_FAMILY_LTE_STANDARD,
    16 },
};

static void
assert_same (const char *got, const char *expected)
{
  if (g_strcmp0 (got, expected) != 0)
    fail_msg ("%s, not %s", got, expected);
}

static void
real_answers_are_read_right_however_they_come (void **state)
{
  static const gsize chunks[] = { 0, 1, 5 };

  for (gsize i = 0; i < G_N_ELEMENTS (reals) * G_N_ELEMENTS (chunks); i++)
    {
      const Real *real = &reals[i / G_N_ELEMENTS (chunks)];
      g_autoptr (GError) error = NULL;
      g_autoptr (Talk) talk = talk_new (real->lines, chunks[i % G_N_ELEMENTS (chunks)]);
      g_autoptr (DfotaModule) module = identify (talk, &error);
      assert_null (error);
      assert_same (module->manufacturer, real->manufacturer);
      assert_same (module->model, real->model);
      assert_same (module->revision, real->revision);
      assert_same (module->full_revision, real->full_revision);
      assert_same (module->sub_edition, real->sub_edition);
      assert_int_equal (module->family, real->family);
      assert_int_equal (module->flash_mb, real->flash_mb);
    }
}

#define ATI_LINES(lines) "ATI\r\r\n" lines "\r\n\r\nOK\r\n"

/* What stands in ATI and AT+CGMM, and what the module is. */
static void
the_model_is_found_among_stray_and_odd_lines (void **state)
{
  static const struct
  {
    const char *ati, *cgmm, *manufacturer, *model;
  } rows[] = {
    { ATI_LINES ("$GPGGA,,,,,,0,,,,,,,,*66\r\nQuectel\r\nEC200A\r\nRevision: EC200ACNHAR01A02M16"), "ERROR\r\n", "Quectel",
      "EC200A" },
    { ATI_LINES ("SMS DONE\r\nQuectel\r\nEC200A\r\nRevision: EC200ACNHAR01A02M16"), "EC200A\r\nOK\r\n", "Quectel",
      "EC200A" },
    { ATI_LINES ("Quectel_Ltd\r\nsome board\r\nRevision: EC200ACNHAR01A02M16"), "EC200A\r\nOK\r\n", "Quectel_Ltd",
      "EC200A" },
    { ATI_LINES ("Quectel EC200A\r\nRevision: EC200ACNHAR01A02M16"), "ERROR\r\n", "Quectel", "EC200A" },
    { ATI_LINES ("\"Quectel\"\r\n\"EC200A\"\r\n\"Revision: EC200ACNHAR01A02M16\""), "ERROR\r\n", "Quectel", "EC200A" },
    { ATI_LINES ("Quectel\r\nec200a\r\nRevision: EC200ACNHAR01A02M16"), "ERROR\r\n", "Quectel", "ec200a" },
    { ATI_LINES ("Quectel\r\nEC25\r\nRevision: EC25EFAR06A06M4G"), "EC25\r\nOK\r\n", "Quectel", "EC25" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const ScriptLine lines[] = { { "AT", "OK\r\n", 0 },
                                   { "ATI", rows[i].ati, 0 },
                                   { "AT+CGMM", rows[i].cgmm, 0 },
                                   { "AT+CGMR", "ERROR\r\n", 0 },
                                   { "AT+QGMR", "ERROR\r\n", 0 },
                                   { "AT+CSUB", "ERROR\r\n", 0 },
                                   { NULL, NULL, 0 } };
      g_autoptr (Talk) talk = talk_new (lines, 0);
      g_autoptr (DfotaModule) module = identify (talk, NULL);
      assert_non_null (module);
      assert_same (module->manufacturer, rows[i].manufacturer);
      assert_same (module->model, rows[i].model);
      assert_int_equal (module->supported, strcmp (rows[i].model, "EC25") != 0);
      assert_same (module->revision, module->supported ? "EC200ACNHAR01A02M16" : "EC25EFAR06A06M4G");
    }
}

static void
a_value_stands_alone_however_its_name_is_written (void **state)
{
  static const struct
  {
    const char *qgmr, *csub, *full, *edition;
  } rows[] = {
    { "+QGMR:EC200ACNHAR01A02M16_01.200\r\nOK\r\n", "SubEdition:V03\r\nOK\r\n", "EC200ACNHAR01A02M16_01.200", "V03" },
    { "+QGMR: \"EC200ACNHAR01A02M16_01.200\"\r\nOK\r\n", "+CSUB:V03\r\nOK\r\n", "EC200ACNHAR01A02M16_01.200", "V03" },
    { "+qgmr:Revision:EC200ACNHAR01A02M16_01.200\r\nOK\r\n", "V03\r\nOK\r\n", "EC200ACNHAR01A02M16_01.200", "V03" },
    { "$GPGGA,1\r\nEC200ACNHAR01A02M16_01.200\r\nOK\r\n", "V: 3\r\nOK\r\n", "EC200ACNHAR01A02M16_01.200", "3" },
    { "V7\r\nOK\r\n", "\r\nOK\r\n", "V7", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const ScriptLine lines[] = { { "AT", "OK\r\n", 0 },
                                   { "ATI", "Quectel\r\nEC200A\r\nRevision: EC200ACNHAR01A02M16\r\nOK\r\n", 0 },
                                   { "AT+CGMM", "ERROR\r\n", 0 },
                                   { "AT+CGMR", "+CGMR:EC200ACNHAR01A02M16\r\nOK\r\n", 0 },
                                   { "AT+QGMR", rows[i].qgmr, 0 },
                                   { "AT+CSUB", rows[i].csub, 0 },
                                   { NULL, NULL, 0 } };
      g_autoptr (Talk) talk = talk_new (lines, 0);
      g_autoptr (DfotaModule) module = identify (talk, NULL);
      assert_non_null (module);
      assert_same (module->cgmr, "EC200ACNHAR01A02M16");
      assert_same (module->full_revision, rows[i].full);
      assert_same (module->sub_edition, rows[i].edition);
    }
}

/* A module that boots may refuse ATI and know its version all the same: it is told apart from what ATI says. */
static void
it_is_known_which_answer_the_version_is_from (void **state)
{
  const ScriptLine lines[] = { { "AT", "OK\r\n", 0 },
                               { "ATI", "+CME ERROR: 14\r\n", 0 },
                               { "AT+CGMM", "EC200A\r\nOK\r\n", 0 },
                               { "AT+CGMR", "EC200ACNHAR01A02M16_01.200.01.200\r\nOK\r\n", 0 },
                               { "AT+QGMR", "ERROR\r\n", 0 },
                               { "AT+CSUB", "ERROR\r\n", 0 },
                               { NULL, NULL, 0 } };
  g_autoptr (Talk) talk = talk_new (lines, 0);
  g_autoptr (DfotaModule) module = identify (talk, NULL);
  DfotaModule before = { .revision = (char *) "EC200ACNHAR01A02M16" };

  assert_non_null (module);
  assert_true (module->by_cgmr);
  assert_true (module->ati_mute);
  assert_same (module->revision, module->cgmr);
  assert_int_equal (module->flash_mb, 16);
  assert_false (dfota_module_differs (&before, module));
  assert_false (dfota_module_is_comparable (&before, module));
}

/* The line damages a byte now and then: asked again, it says the right thing. */
static void
a_damaged_answer_is_asked_for_again (void **state)
{
  const ScriptLine lines[] = { { "AT", "OK\r\n", 0 },
                               { "ATI",
                                 "Quectel\r\nEC200A\r\nRevision: EC200ACN\xff"
                                 "AR01A02M16\r\nOK\r\n",
                                 0 },
                               { "ATI", "Quectel\r\nEC200A\r\nRevision: EC200ACNHAR01A02M16\r\nOK\r\n", 0 },
                               { "AT+CGMM", "ERROR\r\n", 0 },
                               { "AT+CGMR", "ERROR\r\n", 0 },
                               { "AT+QGMR",
                                 "EC200ACN\xff"
                                 "AR01A02M16\r\nOK\r\n",
                                 0 },
                               { "AT+QGMR",
                                 "EC200ACN\xff"
                                 "AR01A02M16\r\nOK\r\n",
                                 0 },
                               { "AT+QGMR",
                                 "EC200ACN\xff"
                                 "AR01A02M16\r\nOK\r\n",
                                 0 },
                               { "AT+CSUB", "ERROR\r\n", 0 },
                               { NULL, NULL, 0 } };
  g_autoptr (Talk) talk = talk_new (lines, 0);
  g_autoptr (DfotaModule) module = identify (talk, NULL);

  assert_non_null (module);
  assert_same (module->revision, "EC200ACNHAR01A02M16");
  assert_same (module->full_revision, "EC200ACN\xef\xbf\xbd"
                                      "AR01A02M16");
}

static void
a_module_that_boots_is_asked_until_it_answers (void **state)
{
  const ScriptLine lines[] = {
    { "AT", "", 0 },
    { "AT", "", 0 },
    { "AT", "\r\nRDY\r\n", 200 },
    { "AT", "AT\r\r\nOK\r\n", 0 },
    { "AT", "AT\r\r\nOK\r\n", 0 },
    { "AT", "AT\r\r\nOK\r\n", 0 },
    { "AT", "AT\r\r\nOK\r\n", 0 },
    { "ATI", "\r\nRDY\r\n", 0 }, /* restarted in the middle of the question */
    { "AT", "AT\r\r\nOK\r\n", 0 },
    { "AT", "AT\r\r\nOK\r\n", 0 },
    { "ATI", "ATI\r\r\nQuectel\r\nEC200A\r\nRevision: EC200ACNHAR01A02M16\r\n\r\nOK\r\n", 0 },
    { NULL, NULL, 0 },
  };
  g_autoptr (Talk) talk = talk_new (lines, 0);
  g_autoptr (DfotaModule) module = identify (talk, NULL);

  assert_non_null (module);
  assert_string_equal (module->revision, "EC200ACNHAR01A02M16");
  assert_int_equal (script_port_count (talk->port, "ATI"), 2);
}

/* A late OK once passed for the next command's. */
static void
a_late_answer_does_not_pass_for_the_next_ones (void **state)
{
  const ScriptLine lines[] = {
    { "AT+QFLDS=\"UFS\"", "\r\n+QFLDS: 1,2\r\n\r\nOK\r\n", 3100 },
    { "AT", "\r\nOK\r\n", 50 },
    { "AT+IFC?", "\r\n+IFC: 2,2\r\n\r\nOK\r\n", 100 },
    { NULL, NULL, 0 },
  };
  g_autoptr (Talk) talk = talk_new (lines, 0);
  g_autofree char *late = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (GError) error = NULL;

  assert_false (dfota_at_read (talk->at, "AT+QFLDS=\"UFS\"", 3000, NULL, &late, &error));
  assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT));
  assert_true (dfota_at_read (talk->at, "AT+IFC?", 3000, NULL, &answer, NULL));
  assert_string_equal (answer, "+IFC: 2,2");
}

static void
silence_and_noise_are_told_apart (void **state)
{
  const ScriptLine silent[] = { { NULL, NULL, 0 } };
  const ScriptLine noisy[] = {
    { "AT", "\xf8\x80\xff\xe0\x01\x02\x80\xc0\xfe", 0 },
    { NULL, NULL, 0 },
  };
  g_autoptr (Talk) nobody = talk_new (silent, 0);
  g_autoptr (Talk) noise = talk_new (noisy, 0);
  g_autoptr (GError) no_answer = NULL;
  g_autoptr (GError) garbage = NULL;

  assert_null (identify (nobody, &no_answer));
  assert_true (g_error_matches (no_answer, DFOTA_ERROR, DFOTA_ERROR_NO_ANSWER));
  assert_null (identify (noise, &garbage));
  assert_true (g_error_matches (garbage, DFOTA_ERROR, DFOTA_ERROR_GARBAGE));
}

static void
the_licence_holds (void **state)
{
  const ScriptLine lines[] = { { NULL, NULL, 0 } };
  g_autoptr (Talk) talk = talk_new (lines, 0);
  g_autoptr (DfotaCommand) change = dfota_command_new_change ("AT+IFC");
  g_autoptr (DfotaCommand) shot = dfota_command_new_upgrade ();
  gint64 until = 1000;

  assert_false (dfota_at_ask (talk->at, change, DFOTA_LINE_OK, until, NULL, NULL, NULL));
  assert_false (dfota_at_ask (talk->at, shot, DFOTA_LINE_OK, until, NULL, NULL, NULL));
  dfota_at_channel_set_licence (talk->at, DFOTA_LICENCE_CHANGE);
  assert_false (dfota_at_ask (talk->at, shot, DFOTA_LINE_OK, until, NULL, NULL, NULL));
  assert_int_equal (script_port_count (talk->port, "AT+QFOTADL"), 0);

  /* loaded once, it goes out once */
  dfota_at_channel_load_shot (talk->at);
  dfota_at_ask (talk->at, shot, DFOTA_LINE_OK, until, NULL, NULL, NULL);
  dfota_at_ask (talk->at, shot, DFOTA_LINE_OK, until, NULL, NULL, NULL);
  assert_int_equal (script_port_count (talk->port, "AT+QFOTADL"), 1);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (real_answers_are_read_right_however_they_come),
    cmocka_unit_test (the_model_is_found_among_stray_and_odd_lines),
    cmocka_unit_test (a_value_stands_alone_however_its_name_is_written),
    cmocka_unit_test (it_is_known_which_answer_the_version_is_from),
    cmocka_unit_test (a_damaged_answer_is_asked_for_again),
    cmocka_unit_test (a_module_that_boots_is_asked_until_it_answers),
    cmocka_unit_test (a_late_answer_does_not_pass_for_the_next_ones),
    cmocka_unit_test (silence_and_noise_are_told_apart),
    cmocka_unit_test (the_licence_holds),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
