/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "voyage.h"

/* How each trouble ends: contract.md's table, played by the simulated module. */

typedef struct
{
  const char *fault;
  DfotaOutcome outcome;
  int exit_code;
  DfotaErrorCode error;
  int code; /* result code; -1 none */
} Ending;

static const Ending endings[] = {
  { NULL, DFOTA_OUTCOME_DONE, 0, DFOTA_ERROR_USAGE, -1 },
  { "start-lost", DFOTA_OUTCOME_DONE, 0, DFOTA_ERROR_USAGE, -1 },
  { "end-lost", DFOTA_OUTCOME_DONE, 0, DFOTA_ERROR_USAGE, -1 },
  { "all-urcs-lost", DFOTA_OUTCOME_DONE, 0, DFOTA_ERROR_USAGE, -1 },
  { "restart-before-end", DFOTA_OUTCOME_DONE, 0, DFOTA_ERROR_USAGE, -1 },
  { "extra-restart", DFOTA_OUTCOME_DONE, 0, DFOTA_ERROR_USAGE, -1 },
  { "same-revision-qgmr", DFOTA_OUTCOME_DONE, 0, DFOTA_ERROR_USAGE, -1 },
  { "urc-noise", DFOTA_OUTCOME_DONE, 0, DFOTA_ERROR_USAGE, -1 },
  { "duplicate-urcs", DFOTA_OUTCOME_DONE, 0, DFOTA_ERROR_USAGE, -1 },
  { "download-space", DFOTA_OUTCOME_DONE, 0, DFOTA_ERROR_USAGE, -1 },
  { "percent-sign", DFOTA_OUTCOME_DONE, 0, DFOTA_ERROR_USAGE, -1 },
  { "byte-at-a-time", DFOTA_OUTCOME_DONE, 0, DFOTA_ERROR_USAGE, -1 },
  { "late-ok", DFOTA_OUTCOME_DONE, 0, DFOTA_ERROR_USAGE, -1 },
  { "slow-filestart", DFOTA_OUTCOME_DONE, 0, DFOTA_ERROR_USAGE, -1 },
  { "slow-boot@10", DFOTA_OUTCOME_DONE, 0, DFOTA_ERROR_USAGE, -1 },

  { "no-answer", DFOTA_OUTCOME_FAILED, 2, DFOTA_ERROR_NO_ANSWER, -1 },
  { "garbage", DFOTA_OUTCOME_FAILED, 2, DFOTA_ERROR_GARBAGE, -1 },
  { "no-dfota", DFOTA_OUTCOME_FAILED, 2, DFOTA_ERROR_NO_DFOTA, -1 },
  { "no-space", DFOTA_OUTCOME_FAILED, 2, DFOTA_ERROR_PACKAGE_TOO_LARGE, -1 },
  { "already-updating", DFOTA_OUTCOME_UNCERTAIN, 3, DFOTA_ERROR_JOINED, -1 }, /* joined: nobody knows what it was */

  { "command-error", DFOTA_OUTCOME_FAILED, 1, DFOTA_ERROR_COMMAND_REFUSED, -1 },
  { "download-500", DFOTA_OUTCOME_FAILED, 1, DFOTA_ERROR_RESULT_CODE, 500 },
  { "check-504", DFOTA_OUTCOME_FAILED, 1, DFOTA_ERROR_RESULT_CODE, 504 },
  { "check-505", DFOTA_OUTCOME_FAILED, 1, DFOTA_ERROR_RESULT_CODE, 505 },
  { "check-506", DFOTA_OUTCOME_FAILED, 1, DFOTA_ERROR_RESULT_CODE, 506 },
  { "check-507", DFOTA_OUTCOME_FAILED, 1, DFOTA_ERROR_RESULT_CODE, 507 },
  { "check-552", DFOTA_OUTCOME_FAILED, 1, DFOTA_ERROR_RESULT_CODE, 552 },
  { "check-553", DFOTA_OUTCOME_FAILED, 1, DFOTA_ERROR_RESULT_CODE, 553 },
  { "update-504", DFOTA_OUTCOME_FAILED, 1, DFOTA_ERROR_RESULT_CODE, 504 },
  { "unplug-return", DFOTA_OUTCOME_FAILED, 1, DFOTA_ERROR_INTERRUPTED, -1 },

  { "cts-low", DFOTA_OUTCOME_UNCERTAIN, 3, DFOTA_ERROR_SILENT, -1 }, /* nor does AT get through */
  { "unchanged", DFOTA_OUTCOME_UNCERTAIN, 3, DFOTA_ERROR_UNCHANGED, -1 },
  { "another-module", DFOTA_OUTCOME_UNCERTAIN, 3, DFOTA_ERROR_ANOTHER_MODULE, -1 },
  { "unplug", DFOTA_OUTCOME_UNCERTAIN, 3, DFOTA_ERROR_GONE, -1 },
  { "silence", DFOTA_OUTCOME_FAILED, 4, DFOTA_ERROR_SILENT, -1 },
  { "silence@41", DFOTA_OUTCOME_FAILED, 4, DFOTA_ERROR_SILENT, -1 },
};

static void
check (const Ending *ending, Voyage *voyage)
{
  voyage->faults[0] = ending->fault;
  voyage_sail (voyage);

  const DfotaFinishedEvent *end = voyage->finished;
  if (end->outcome != ending->outcome || end->exit_code != ending->exit_code)
    fail_msg ("%s: %s, exit %d, error %s", ending->fault, dfota_outcome_name (end->outcome), end->exit_code,
              end->fault != NULL ? dfota_error_id (end->fault->error) : "none");
  assert_int_equal (end->needs_attention, ending->exit_code == 4);
  if (ending->outcome == DFOTA_OUTCOME_DONE)
    return;
  if (end->fault->error != ending->error)
    fail_msg ("%s: error %s", ending->fault, dfota_error_id (end->fault->error));
  assert_int_equal (end->fault->code, ending->code);
  gboolean answers = end->fault->error == DFOTA_ERROR_UNCHANGED || end->fault->error == DFOTA_ERROR_JOINED;
  gboolean known = ending->exit_code == 1 || ending->exit_code == 2 || answers;
  assert_int_equal (end->fault->module_safe, known);
  assert_true (end->fault->module_safe || !end->fault->retry);
  assert_int_equal (end->started, ending->exit_code != 2);
}

static void
every_trouble_ends_as_the_contract_says_on_usb (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autoptr (Voyage) voyage = voyage_new (20000);
      check (&endings[i], voyage);
    }
}

static void
every_trouble_ends_the_same_on_a_uart (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autoptr (Voyage) voyage = voyage_new (20000);
      voyage->config.usb = FALSE;
      voyage->kind = DFOTA_PORT_UART;
      voyage->baud = 115200;
      check (&endings[i], voyage);
    }
}

static void
every_trouble_ends_the_same_without_flow_control (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      if (g_strcmp0 (endings[i].fault, "cts-low") == 0)
        continue;
      g_autoptr (Voyage) voyage = voyage_new (20000);
      voyage->job->flow = DFOTA_FLOW_CHOICE_NONE;
      check (&endings[i], voyage);
      assert_false (voyage->seen.flow_control);
    }
}

/* On USB the port goes with the power; a UART only falls silent. */
static void
power_lost_in_the_middle_needs_attention (void **state)
{
  static const Ending usb = { "dead-after-start", DFOTA_OUTCOME_FAILED, 4, DFOTA_ERROR_GONE, -1 };
  static const Ending uart = { "dead-after-start", DFOTA_OUTCOME_FAILED, 4, DFOTA_ERROR_SILENT, -1 };
  g_autoptr (Voyage) by_usb = voyage_new (3000);
  g_autoptr (Voyage) by_uart = voyage_new (3000);

  check (&usb, by_usb);
  by_uart->config.usb = FALSE;
  by_uart->kind = DFOTA_PORT_UART;
  by_uart->baud = 115200;
  check (&uart, by_uart);
}

static void
an_8_mb_module_reports_no_download_and_is_upgraded (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new (20000);

  voyage->config.revision = "EC200ACNHAR01A02M08";
  voyage_sail (voyage);
  assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
  assert_string_equal (voyage->finished->after->revision, "EC200ACNHAR01A03M08");
  assert_int_equal (voyage_states (voyage, DFOTA_STATE_VERIFYING), 0);
}

static void
the_target_decides (void **state)
{
  static const struct
  {
    const char *target;
    DfotaOutcome outcome;
  } rows[] = {
    { "EC200ACNHAR01A03M16", DFOTA_OUTCOME_DONE },
    { "Revision: EC200ACNHAR01A03M16", DFOTA_OUTCOME_DONE },
    { "EC200ACNHAR01A03M16_01.200.01.200", DFOTA_OUTCOME_DONE },
    { "EC200ACNHAR01A09M16", DFOTA_OUTCOME_UNCERTAIN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Voyage) voyage = voyage_new (3000);
      voyage->job->target = g_strdup (rows[i].target);
      voyage_sail (voyage);
      assert_int_equal (voyage->finished->outcome, rows[i].outcome);
      if (rows[i].outcome != DFOTA_OUTCOME_DONE)
        assert_int_equal (voyage->finished->fault->error, DFOTA_ERROR_NOT_TARGET);
    }
}

static void
mode_0_without_a_restart_asks_the_user_and_calls_nothing_failed (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new (3000);

  voyage->job->mode = 0;
  voyage->faults[0] = "no-restart";
  voyage_sail (voyage);
  assert_int_equal (voyage_findings (voyage, DFOTA_CHECK_RESTART, DFOTA_VERDICT_WARN, NULL), voyage->seen.upgraded ? 0 : 1);
  assert_int_not_equal (voyage->finished->outcome, DFOTA_OUTCOME_FAILED);
}

static void
patience_shortens_the_watch (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new (3000);

  voyage->job->patience = 5;
  voyage->faults[0] = "silence";
  voyage_sail (voyage);
  assert_int_equal (voyage->finished->exit_code, 4);
  assert_true (dfota_port_now (voyage->port) < 60 * DFOTA_PORT_SECOND);
}

/* Messages that are lost cost a look at the module, not the whole silence limit. */
static void
what_was_not_heard_is_asked_for_soon (void **state)
{
  static const char *const faults[] = { "end-lost", "all-urcs-lost" };

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (Voyage) voyage = voyage_new (3000);
      voyage->faults[0] = faults[i];
      voyage_sail (voyage);
      assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
      assert_true (dfota_port_now (voyage->port) < 90 * DFOTA_PORT_SECOND);
    }
}

static guint
last_of (const Voyage *voyage, DfotaEventType type)
{
  for (guint i = voyage->events->len; i > 0; i--)
    if (((const DfotaEvent *) voyage->events->pdata[i - 1])->type == type)
      return i;
  return 0;
}

static void
what_counts_is_what_it_says_after_its_last_restart (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new (3000);

  voyage->faults[0] = "extra-restart";
  voyage_sail (voyage);
  assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
  assert_int_equal (voyage->seen.restarts, 2);
  const DfotaEvent *told = voyage->events->pdata[last_of (voyage, DFOTA_EVENT_RESTART) - 1];
  assert_int_equal (told->restart.seen, 2);
  assert_true (last_of (voyage, DFOTA_EVENT_MODULE) > last_of (voyage, DFOTA_EVENT_RESTART));
}

/* Junk at boot, in front of a version that is still the old one. */
static void
a_stray_line_does_not_pass_for_a_new_version (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new (3000);

  voyage->faults[0] = "unchanged";
  voyage->stray = "\r\njunk\r\n";
  voyage_sail (voyage);
  assert_null (voyage->stray);
  assert_int_equal (voyage->finished->exit_code, 3);
  assert_int_equal (voyage->finished->fault->error, DFOTA_ERROR_UNCHANGED);
}

/* Nor in front of the version that all is compared with. */
static void
a_stray_line_does_not_pass_for_the_old_version (void **state)
{
  static const char *const strays[] = { "\r\njunk\r\n", "\r\n*ATREADY: 1\r\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (strays); i++)
    {
      g_autoptr (Voyage) voyage = voyage_new (3000);

      voyage->faults[0] = "unchanged";
      voyage->stray = strays[i];
      voyage->stray_at = DFOTA_STATE_IDENTIFYING;
      voyage_sail (voyage);
      assert_null (voyage->stray);
      assert_int_equal (voyage->finished->exit_code, 3);
      assert_int_equal (voyage->finished->fault->error, DFOTA_ERROR_UNCHANGED);
    }
}

static gboolean damaged;

static void
damage_a_message (const Voyage *voyage, const SimObserved *seen)
{
  if (damaged || seen->payload_bytes < 10000)
    return;
  damaged = TRUE;
  jump_port_inject (voyage->port, "\r\n+QIND: \"FOTA\",\"DOWNLO\xc1"
                                  "DING\",33\r\n");
}

/* While the package goes over, a message that cannot be read is no reason to stop. */
static void
a_damaged_message_stops_no_delivery (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new (50000);

  damaged = FALSE;
  voyage->each_step = damage_a_message;
  voyage_sail (voyage);
  assert_true (damaged);
  assert_int_equal (voyage->finished->exit_code, 0);
  assert_string_equal (voyage->sha256, voyage->package_sha);
}

static void
a_run_that_fails_does_not_fill_its_bar (void **state)
{
  static const char *const faults[] = { "download-500", "check-505", "unplug-return", "command-error" };

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (Voyage) voyage = voyage_new (3000);
      voyage->faults[0] = faults[i];
      voyage_sail (voyage);
      const DfotaEvent *last = voyage->events->pdata[last_of (voyage, DFOTA_EVENT_PROGRESS) - 1];
      assert_true (last->progress.fraction < 1);
    }
}

/* It restarts while it is being sent the package: nothing more goes out, and the old version is told at once. */
static void
a_module_that_restarts_in_the_middle_is_not_sent_another_byte (void **state)
{
  for (int uart = 0; uart <= 1; uart++)
    {
      g_autoptr (Voyage) voyage = voyage_new (50000);
      voyage->config.usb = !uart;
      voyage->kind = uart ? DFOTA_PORT_UART : DFOTA_PORT_USB;
      voyage->baud = uart ? 115200 : 0;
      voyage->faults[0] = "unplug-return@20000";
      voyage_sail (voyage);
      assert_int_equal (voyage->finished->exit_code, 1);
      assert_int_equal (voyage->finished->fault->error, DFOTA_ERROR_INTERRUPTED);
      assert_true (voyage->finished->fault->retry);
      assert_int_equal (voyage->seen.stray_bytes, 0);
      assert_true (dfota_port_now (voyage->port) < 60 * DFOTA_PORT_SECOND);
    }
}

static void
leaving_ends_the_watching_and_calls_it_uncertain (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new (3000);

  voyage->leave_at_state = DFOTA_STATE_UPDATING;
  voyage_sail (voyage);
  assert_int_equal (voyage->finished->exit_code, 3);
  assert_int_equal (voyage->finished->fault->error, DFOTA_ERROR_WATCH_ENDED);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (every_trouble_ends_as_the_contract_says_on_usb),
    cmocka_unit_test (every_trouble_ends_the_same_on_a_uart),
    cmocka_unit_test (every_trouble_ends_the_same_without_flow_control),
    cmocka_unit_test (power_lost_in_the_middle_needs_attention),
    cmocka_unit_test (an_8_mb_module_reports_no_download_and_is_upgraded),
    cmocka_unit_test (the_target_decides),
    cmocka_unit_test (mode_0_without_a_restart_asks_the_user_and_calls_nothing_failed),
    cmocka_unit_test (patience_shortens_the_watch),
    cmocka_unit_test (what_was_not_heard_is_asked_for_soon),
    cmocka_unit_test (what_counts_is_what_it_says_after_its_last_restart),
    cmocka_unit_test (a_stray_line_does_not_pass_for_a_new_version),
    cmocka_unit_test (a_stray_line_does_not_pass_for_the_old_version),
    cmocka_unit_test (a_damaged_message_stops_no_delivery),
    cmocka_unit_test (a_run_that_fails_does_not_fill_its_bar),
    cmocka_unit_test (a_module_that_restarts_in_the_middle_is_not_sent_another_byte),
    cmocka_unit_test (leaving_ends_the_watching_and_calls_it_uncertain),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
