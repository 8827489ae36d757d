/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "upgrade/gate.h"
#include "upgrade/verdict.h"

/* contract.md's table, written down once more. */
static void
the_verdicts_are_the_contracts (void **state)
{
  static const struct
  {
    DfotaEnding ending;
    DfotaReading reading;
    gboolean past;
    DfotaOutcome outcome;
    int exit_code;
  } rows[] = {
    { DFOTA_ENDING_SAID_DONE, DFOTA_READING_CHANGED, TRUE, DFOTA_OUTCOME_DONE, 0 },
    { DFOTA_ENDING_LOST, DFOTA_READING_CHANGED, TRUE, DFOTA_OUTCOME_DONE, 0 },
    { DFOTA_ENDING_SAID_DONE, DFOTA_READING_ANOTHER, TRUE, DFOTA_OUTCOME_UNCERTAIN, 3 },
    { DFOTA_ENDING_LOST, DFOTA_READING_ANOTHER, TRUE, DFOTA_OUTCOME_UNCERTAIN, 3 },
    { DFOTA_ENDING_SAID_DONE, DFOTA_READING_UNKNOWN, TRUE, DFOTA_OUTCOME_UNCERTAIN, 3 },
    { DFOTA_ENDING_LOST, DFOTA_READING_UNKNOWN, TRUE, DFOTA_OUTCOME_UNCERTAIN, 3 },
    { DFOTA_ENDING_SAID_DONE, DFOTA_READING_NOT_TARGET, TRUE, DFOTA_OUTCOME_UNCERTAIN, 3 },
    { DFOTA_ENDING_SAID_DONE, DFOTA_READING_SAME, TRUE, DFOTA_OUTCOME_UNCERTAIN, 3 },
    { DFOTA_ENDING_SAID_DONE, DFOTA_READING_NONE, TRUE, DFOTA_OUTCOME_UNCERTAIN, 3 },
    { DFOTA_ENDING_LOST, DFOTA_READING_SAME, TRUE, DFOTA_OUTCOME_UNCERTAIN, 3 },
    { DFOTA_ENDING_SAID_ERROR, DFOTA_READING_SAME, TRUE, DFOTA_OUTCOME_FAILED, 1 },
    { DFOTA_ENDING_SAID_ERROR, DFOTA_READING_SAME, FALSE, DFOTA_OUTCOME_FAILED, 1 },
    { DFOTA_ENDING_SAID_ERROR, DFOTA_READING_NONE, TRUE, DFOTA_OUTCOME_FAILED, 4 },
    { DFOTA_ENDING_LOST, DFOTA_READING_NONE, TRUE, DFOTA_OUTCOME_FAILED, 4 },
    { DFOTA_ENDING_LOST, DFOTA_READING_NONE, FALSE, DFOTA_OUTCOME_UNCERTAIN, 3 },
    { DFOTA_ENDING_STOPPED, DFOTA_READING_SAME, FALSE, DFOTA_OUTCOME_CANCELLED, 130 },
    { DFOTA_ENDING_STOPPED, DFOTA_READING_NONE, FALSE, DFOTA_OUTCOME_UNCERTAIN, 3 },
    { DFOTA_ENDING_BROKEN, DFOTA_READING_SAME, FALSE, DFOTA_OUTCOME_FAILED, 1 },
    { DFOTA_ENDING_BROKEN, DFOTA_READING_NONE, FALSE, DFOTA_OUTCOME_UNCERTAIN, 3 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DfotaVerdict verdict = dfota_verdict (rows[i].ending, rows[i].reading, rows[i].past);
      assert_int_equal (verdict.outcome, rows[i].outcome);
      assert_int_equal (verdict.exit_code, rows[i].exit_code);
      /* exit 4 alone means that the module needs somebody */
      assert_true (verdict.exit_code != 4 || !verdict.module_safe);
      assert_true (verdict.exit_code > 1 || verdict.module_safe);
    }
}

static void
every_case_has_a_row (void **state)
{
  for (int ending = DFOTA_ENDING_SAID_DONE; ending <= DFOTA_ENDING_STOPPED; ending++)
    for (int reading = 0; reading <= DFOTA_READING_ANOTHER; reading++)
      for (int past = 0; past <= 1; past++)
        {
          DfotaVerdict verdict = dfota_verdict ((DfotaEnding) ending, (DfotaReading) reading, past);
          /* done only where the module was read, and is another than before */
          if (verdict.outcome == DFOTA_OUTCOME_DONE)
            assert_int_equal (reading, DFOTA_READING_CHANGED);
          if (verdict.outcome == DFOTA_OUTCOME_CANCELLED)
            assert_int_equal (reading, DFOTA_READING_SAME);
        }
}

static void
a_stop_that_was_first_wins (void **state)
{
  DfotaGate gate;

  dfota_gate_init (&gate);
  assert_true (dfota_gate_enter (&gate, DFOTA_STATE_SENDING));
  assert_true (dfota_gate_may_stop (&gate));
  assert_true (dfota_gate_stop (&gate));
  assert_false (dfota_gate_pass_point (&gate));
  assert_false (dfota_gate_enter (&gate, DFOTA_STATE_DOWNLOADING));
  assert_true (g_cancellable_is_cancelled (gate.stop));
  assert_false (g_cancellable_is_cancelled (gate.leave));
  dfota_gate_clear (&gate);
}

static void
after_the_point_there_is_no_stopping (void **state)
{
  DfotaGate gate;

  dfota_gate_init (&gate);
  assert_true (dfota_gate_enter (&gate, DFOTA_STATE_SENDING));
  assert_true (dfota_gate_pass_point (&gate));
  assert_false (dfota_gate_may_stop (&gate));
  assert_false (dfota_gate_stop (&gate));
  assert_false (g_cancellable_is_cancelled (gate.stop));
  dfota_gate_clear (&gate);
}

static void
what_the_module_did_is_never_refused_but_cannot_go_back (void **state)
{
  DfotaGate gate;

  dfota_gate_init (&gate);
  dfota_gate_enter (&gate, DFOTA_STATE_SENDING);
  assert_true (dfota_gate_observe (&gate, DFOTA_STATE_UPDATING));
  assert_false (dfota_gate_observe (&gate, DFOTA_STATE_UPDATING));
  assert_false (dfota_gate_observe (&gate, DFOTA_STATE_SENDING));
  assert_int_equal (dfota_gate_state (&gate), DFOTA_STATE_UPDATING);
  assert_true (dfota_gate_observe (&gate, DFOTA_STATE_RESTARTING));
  dfota_gate_finish (&gate, DFOTA_STATE_DONE);
  assert_false (dfota_gate_observe (&gate, DFOTA_STATE_UPDATING));
  assert_false (dfota_gate_stop (&gate));
  dfota_gate_clear (&gate);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (the_verdicts_are_the_contracts),
    cmocka_unit_test (every_case_has_a_row),
    cmocka_unit_test (a_stop_that_was_first_wins),
    cmocka_unit_test (after_the_point_there_is_no_stopping),
    cmocka_unit_test (what_the_module_did_is_never_refused_but_cannot_go_back),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
