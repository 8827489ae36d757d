/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "voyage.h"

#include <string.h>

/* Runs in which the module fetches the package by itself. */

static void
every_network_way_ends_in_the_new_version (void **state)
{
  static const struct
  {
    const char *family;
    DfotaVia via;
    const char *model, *revision;
    const char *command; /* its first part */
  } rows[] = {
    { "lte-standard", DFOTA_VIA_HTTP, NULL, NULL, "AT+QFOTADL=\"http://fw.example.com:80/fw.bin\",1,100" },
    { "lte-standard", DFOTA_VIA_HTTPS, NULL, NULL, "AT+QFOTADL=\"https://fw.example.com:443/fw.bin\",1,100" },
    { "lte-standard", DFOTA_VIA_FTP, NULL, NULL, "AT+QFOTADL=\"FTP://user:***@fw.example.com:21/fw.bin\",1,100" },
    { "lte-standard", DFOTA_VIA_HTTP, "EC200A", "EC200ACNHAR01A02M08",
      "AT+QFOTADL=\"http://fw.example.com:80/fw.bin\",1,100" },
    { "lte-standard-mini", DFOTA_VIA_HTTP, NULL, NULL, "AT+QFOTADL=\"http://fw.example.com:80/fw.mini_1\"" },
    { "lte-standard-mini", DFOTA_VIA_FTP, NULL, NULL, "AT+QFOTADL=\"FTP://user:***@fw.example.com:21/fw.mini_1\"" },
    { "lte-standard-mini", DFOTA_VIA_HTTP, "EG800K", "EG800KCNGCR07A04M04",
      "AT+QFOTADL=\"http://fw.example.com:80/fw.mini_1\"" },
    { "bc260y", DFOTA_VIA_HTTP, NULL, NULL, "AT+QFOTADL=\"http://fw.example.com:80/fw.bin\"" },
    { "bc260y", DFOTA_VIA_COAP, NULL, NULL, "AT+QFOTADL=\"coap://fw.example.com:80/fw.bin\"" },
    { "ep06", DFOTA_VIA_HTTP, NULL, NULL, "AT+QFOTADL=\"http://fw.example.com:80/fw.bin\"" },
    { "ep06", DFOTA_VIA_HTTPS, NULL, NULL, "AT+QFOTADL=\"https://fw.example.com:443/fw.bin\"" },
    { "ep06", DFOTA_VIA_FTP, NULL, NULL, "AT+QFOTADL=\"FTP://user:***@fw.example.com:21/fw.bin\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Voyage) voyage = voyage_new_far (rows[i].family, rows[i].via, 20000);
      voyage->config.model = rows[i].model;
      voyage->config.revision = rows[i].revision;
      voyage_sail (voyage);
      if (voyage->finished->outcome != DFOTA_OUTCOME_DONE || !voyage_wrote (voyage, rows[i].command))
        fail_msg ("row %d: %s", (int) i,
                  voyage->finished->fault != NULL ? dfota_error_id (voyage->finished->fault->error) : "another command");
      assert_int_equal (voyage->seen.commands_accepted, 1);
      assert_int_equal (voyage_states (voyage, DFOTA_STATE_SENDING), 0);
      assert_true (voyage_states (voyage, DFOTA_STATE_DOWNLOADING) > 0);
    }
}

/* Nothing may be stopped once the command is out: no guide has a command for it. */
static void
a_stop_comes_in_time_only_before_the_command (void **state)
{
  static const struct
  {
    DfotaState at;
    DfotaOutcome outcome;
  } rows[] = {
    { DFOTA_STATE_CHECKING, DFOTA_OUTCOME_CANCELLED }, { DFOTA_STATE_PREPARING, DFOTA_OUTCOME_CANCELLED },
    { DFOTA_STATE_STARTING, DFOTA_OUTCOME_CANCELLED }, { DFOTA_STATE_DOWNLOADING, DFOTA_OUTCOME_DONE },
    { DFOTA_STATE_UPDATING, DFOTA_OUTCOME_DONE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Voyage) voyage = voyage_new_far ("lte-standard", DFOTA_VIA_HTTP, 20000);
      voyage->stop_at_state = (int) rows[i].at;
      voyage_sail (voyage);
      assert_int_equal (voyage->finished->outcome, rows[i].outcome);
      assert_int_equal (voyage->seen.commands_accepted, rows[i].outcome == DFOTA_OUTCOME_DONE);
    }
}

static void
a_download_that_fails_leaves_the_old_version (void **state)
{
  static const struct
  {
    const char *family;
    DfotaVia via;
    DfotaCodeKind kind;
  } rows[] = {
    { "lte-standard", DFOTA_VIA_HTTP, DFOTA_CODE_HTTP }, { "lte-standard", DFOTA_VIA_FTP, DFOTA_CODE_FTP },
    { "bc260y", DFOTA_VIA_COAP, DFOTA_CODE_COAP },       { "bc260y", DFOTA_VIA_HTTP, DFOTA_CODE_HTTP },
    { "ep06", DFOTA_VIA_FTP, DFOTA_CODE_FTP },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Voyage) voyage = voyage_new_far (rows[i].family, rows[i].via, 20000);
      voyage_shelve (voyage, "fw.bin", NULL);
      voyage_sail (voyage);
      assert_int_equal (voyage->finished->exit_code, 1);
      assert_int_equal (voyage->finished->fault->error, DFOTA_ERROR_RESULT_CODE);
      assert_int_equal (voyage->finished->fault->kind, rows[i].kind);
      assert_true (voyage->finished->fault->module_safe);
    }
}

/* The echo of the command comes late and in pieces, as it does where a message comes in between. */
static void
echo_in_pieces (const Voyage *voyage, const SimObserved *seen)
{
  static const Voyage *done;

  if (seen->commands_accepted == 0 || done == voyage)
    return;
  done = voyage;
  jump_port_inject (voyage->port, "\r\nAT+QFOTADL=\"FTP://user:sec\r\n+CREG: 1\r\nret@fw.example.com:21/fw.bin\",1\r\n"
                                  "AT+QFOTADL=\"FTP://user:s+CREG: 1\r\necret\r\n");
}

static void
no_piece_of_an_echo_shows_the_password (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new_far ("lte-standard", DFOTA_VIA_FTP, 20000);
  guint pieces = 0;

  voyage->each_step = echo_in_pieces;
  voyage_sail (voyage);
  assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
  for (guint i = 0; i < voyage->events->len; i++)
    {
      const DfotaEvent *event = g_ptr_array_index (voyage->events, i);
      if (event->type != DFOTA_EVENT_LINE)
        continue;
      pieces += g_str_equal (event->line.text, "***@fw.example.com:21/fw.bin\",1");
      assert_null (strstr (event->line.text, "sec"));
      assert_null (strstr (event->line.text, "ret"));
    }
  assert_int_equal (pieces, 1);
}

static void
a_module_without_the_protocol_says_so (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new_far ("bc260y", DFOTA_VIA_HTTP, 20000);

  voyage->faults[0] = "not-support";
  voyage_sail (voyage);
  assert_int_equal (voyage->finished->exit_code, 1);
  assert_int_equal (voyage->finished->fault->error, DFOTA_ERROR_NOT_SUPPORTED);
}

/* Deep sleep swallows the whole command: only then is it sent once more, and the user is told. */
static void
a_command_lost_in_deep_sleep_is_sent_once_more (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new_far ("bc260y", DFOTA_VIA_COAP, 20000);

  voyage->faults[0] = "deep-sleep";
  voyage_sail (voyage);
  assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
  assert_int_equal (voyage->seen.commands_accepted, 1);
}

static void
power_that_returns_lets_bc260y_go_on (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new_far ("bc260y", DFOTA_VIA_COAP, 20000);

  voyage->faults[0] = "power-lost@40";
  voyage_sail (voyage);
  assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
  assert_int_equal (voyage_findings (voyage, DFOTA_CHECK_RESUMED, DFOTA_VERDICT_WARN, NULL), 1);
}

/* Guide LTE Standard(A), chapter 2, note 1: it may not be recoverable. */
static void
power_lost_in_the_middle_of_dfota_needs_attention (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new_far ("lte-standard", DFOTA_VIA_HTTP, 20000);

  voyage->faults[0] = "power-lost@41";
  voyage_sail (voyage);
  assert_int_equal (voyage->finished->exit_code, 4);
  assert_false (voyage->finished->fault->module_safe);
}

/* Guide BC260Y-CN, 2.2 note 2: its baud rate is automatic and cannot be fixed, for nobody knows the line's. It says nothing at
 * the end until it is spoken to. */
static void
a_module_that_is_silent_until_it_is_spoken_to_is_asked (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new_far ("bc260y", DFOTA_VIA_COAP, 5000);

  voyage->kind = DFOTA_PORT_TCP;
  voyage->baud = 0;
  voyage->config.auto_baud = TRUE;
  voyage_sail (voyage);
  assert_int_equal (voyage_findings (voyage, DFOTA_CHECK_BAUD, DFOTA_VERDICT_WARN, NULL), 2);
  assert_false (voyage_wrote (voyage, "AT+IPR=115200"));
  assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
}

static Voyage *
voyage_new_stored (void)
{
  Voyage *voyage = voyage_new (20000);

  sim_config_init (&voyage->config, "ep06");
  voyage->job->via = DFOTA_VIA_STORAGE;
  return voyage;
}

static void
a_package_goes_into_the_modules_storage_and_out_again (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new_stored ();

  voyage_sail (voyage);
  assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
  assert_true (voyage_wrote (voyage, "AT+QFOTADL=\"/data/ufs/package.bin\""));
  assert_int_equal (voyage->seen.upload_bytes, 20000);
  assert_int_equal (voyage->seen.stored_files, 0);
}

/* What does not get there whole is removed, and the old version is read before anything is said. */
static void
trouble_while_storing_leaves_the_old_version_and_no_file (void **state)
{
  static const struct
  {
    const char *fault;
    int stop_at;
    int exit_code;
    DfotaErrorCode error;
  } rows[] = {
    { NULL, DFOTA_STATE_SENDING, 130, DFOTA_ERROR_STOPPED },
    { "upload-checksum", -1, 1, DFOTA_ERROR_STORAGE_DAMAGED },
    { "unplug-return@50%", -1, 1, DFOTA_ERROR_INTERRUPTED },
    { "store-full", -1, 2, DFOTA_ERROR_STORAGE_UPLOAD }, /* refused: nothing lies there */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Voyage) voyage = voyage_new_stored ();
      voyage->faults[0] = rows[i].fault;
      voyage->stop_at_state = rows[i].stop_at;
      voyage_sail (voyage);
      assert_int_equal (voyage->finished->exit_code, rows[i].exit_code);
      assert_int_equal (voyage->finished->fault->error, rows[i].error);
      assert_true (voyage->finished->fault->module_safe);
      assert_int_equal (voyage->seen.commands_accepted, 0);
      assert_int_equal (voyage->seen.stored_files, 0);
    }
}

static void
baselines_do_not_mix (void **state)
{
  static const struct
  {
    const char *file, *target;
    DfotaErrorCode error; /* DFOTA_N_ERRORS: none */
    DfotaCheckVerdict verdict;
  } rows[] = {
    { "BC260YCNAAR01A05.bin", NULL, DFOTA_ERROR_PACKAGE_BASELINE, DFOTA_VERDICT_FAIL },
    { "fw.bin", "BC260YCNAAR01A05", DFOTA_ERROR_PACKAGE_BASELINE, DFOTA_VERDICT_FAIL },
    { "BC260YCNAAR02A02-BC260YCNAAR02A03.bin", NULL, DFOTA_N_ERRORS, DFOTA_VERDICT_PASS },
    { "fw.bin", NULL, DFOTA_N_ERRORS, DFOTA_VERDICT_WARN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Voyage) voyage = voyage_new_far ("bc260y", DFOTA_VIA_COAP, 5000);
      g_free (voyage->job->url);
      voyage->job->url = g_strdup_printf ("coap://fw.example.com/%s", rows[i].file);
      voyage->job->target = g_strdup (rows[i].target);
      voyage_shelve (voyage, rows[i].file, g_ptr_array_index (voyage->shelf, 1));
      voyage_sail (voyage);
      assert_int_equal (voyage_findings (voyage, DFOTA_CHECK_BASELINE, rows[i].verdict, NULL), 1);
      assert_int_equal (voyage->finished->exit_code, rows[i].error == DFOTA_N_ERRORS ? 0 : 2);
      assert_int_equal (voyage->seen.commands_accepted, rows[i].error == DFOTA_N_ERRORS);
      if (rows[i].error != DFOTA_N_ERRORS)
        assert_int_equal (voyage->finished->fault->error, rows[i].error);
    }
}

/* How often it stands in what was written to the module. */
static guint
times_written (const Voyage *voyage, const char *words)
{
  const GByteArray *written = jump_port_written (voyage->port);
  gsize n = strlen (words);
  guint times = 0;

  for (gsize i = 0; i + n <= written->len; i++)
    times += memcmp (written->data + i, words, n) == 0;
  return times;
}

/* With echo off an OK that is late looks as if the command had been lost in deep sleep: it is not sent again. */
static void
a_late_ok_without_echo_is_no_sleep (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new_far ("bc260y", DFOTA_VIA_COAP, 5000);

  voyage->config.echo = FALSE;
  voyage->faults[0] = "late-ok@10";
  voyage_sail (voyage);
  assert_int_equal (times_written (voyage, "AT+QFOTADL=\""), 1);
  assert_int_equal (voyage->finished->exit_code, 0);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (every_network_way_ends_in_the_new_version),
    cmocka_unit_test (a_stop_comes_in_time_only_before_the_command),
    cmocka_unit_test (a_download_that_fails_leaves_the_old_version),
    cmocka_unit_test (no_piece_of_an_echo_shows_the_password),
    cmocka_unit_test (a_module_without_the_protocol_says_so),
    cmocka_unit_test (a_command_lost_in_deep_sleep_is_sent_once_more),
    cmocka_unit_test (a_late_ok_without_echo_is_no_sleep),
    cmocka_unit_test (power_that_returns_lets_bc260y_go_on),
    cmocka_unit_test (power_lost_in_the_middle_of_dfota_needs_attention),
    cmocka_unit_test (a_module_that_is_silent_until_it_is_spoken_to_is_asked),
    cmocka_unit_test (a_package_goes_into_the_modules_storage_and_out_again),
    cmocka_unit_test (trouble_while_storing_leaves_the_old_version_and_no_file),
    cmocka_unit_test (baselines_do_not_mix),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
