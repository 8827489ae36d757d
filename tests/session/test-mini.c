/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "voyage.h"

/* MiniFOTA: four restarts, download mode, and the four scenes of guide LTE Standard(A), 5.1. */

static void
four_restarts_are_counted_and_no_more_are_spoken_of (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new_far ("lte-standard-mini", DFOTA_VIA_HTTP, 20000);
  int seen = 0;

  voyage_sail (voyage);
  assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
  for (guint i = 0; i < voyage->events->len; i++)
    {
      const DfotaEvent *event = g_ptr_array_index (voyage->events, i);
      if (event->type != DFOTA_EVENT_RESTART)
        continue;
      assert_int_equal (event->restart.expected, 4);
      assert_int_equal (event->restart.seen, ++seen);
    }
  assert_int_equal (seen, 4);
  assert_int_equal (voyage_findings (voyage, DFOTA_CHECK_MORE_RESTARTS, DFOTA_VERDICT_WARN, NULL), 0);
  assert_int_equal (voyage_findings (voyage, DFOTA_CHECK_RESUMED, DFOTA_VERDICT_WARN, NULL), 0);
  assert_int_equal (voyage_states (voyage, DFOTA_STATE_WAITING), 0);
}

/* Chapter 2.3.1.2, step 4: a damaged .mini_1 is fetched again. */
static void
a_damaged_first_half_is_explained_and_not_called_a_failure (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new_far ("lte-standard-mini", DFOTA_VIA_HTTP, 20000);

  voyage->faults[0] = "mini1-damaged@2";
  voyage_sail (voyage);
  assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
  assert_true (voyage_findings (voyage, DFOTA_CHECK_MORE_RESTARTS, DFOTA_VERDICT_WARN, NULL) > 0);
}

/* Scenes 1 and 2: back in the normal system, nothing changed. */
static void
back_in_the_normal_system_is_a_failure_that_harmed_nothing (void **state)
{
  for (int scene = 1; scene <= 2; scene++)
    {
      g_autoptr (Voyage) voyage = voyage_new_far ("lte-standard-mini", DFOTA_VIA_HTTP, 20000);
      if (scene == 1)
        voyage_shelve (voyage, "fw.mini_1", NULL);
      else
        voyage->faults[0] = "mini-mismatch";
      voyage_sail (voyage);
      assert_int_equal (voyage->finished->exit_code, 1);
      assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_FAILED);
      assert_int_equal (voyage->finished->fault->error, DFOTA_ERROR_MINI_RETURNED);
      assert_true (voyage->finished->fault->module_safe);
      assert_non_null (voyage->finished->after);
    }
}

/* Scenes 3 and 4 have no end of their own: the network comes back, or the watching ends. */
static void
a_module_in_download_mode_is_waited_for (void **state)
{
  static const struct
  {
    const char *fault, *back;
    gboolean second; /* the .mini_2 is missing */
    DfotaCheckId told;
  } rows[] = {
    { "mini1-network-lost@50%", "mini-network-back@4000", FALSE, DFOTA_CHECK_WAITING_FIRST },
    { NULL, NULL, TRUE, DFOTA_CHECK_WAITING_SECOND },
    { "mini1-network-lost@50%", NULL, FALSE, DFOTA_CHECK_WAITING_FIRST },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Voyage) voyage = voyage_new_far ("lte-standard-mini", DFOTA_VIA_HTTP, 20000);
      voyage->faults[0] = rows[i].fault;
      voyage->faults[1] = rows[i].back;
      if (rows[i].second)
        voyage_shelve (voyage, "fw.mini_2", NULL);
      if (rows[i].back == NULL)
        voyage->job->patience = 600;
      voyage_sail (voyage);
      if (voyage_states (voyage, DFOTA_STATE_WAITING) == 0)
        fail_msg ("row %d: exit %d, never waiting", (int) i, voyage->finished->exit_code);
      assert_true (voyage_findings (voyage, rows[i].told, DFOTA_VERDICT_WARN, NULL) > 0);
      assert_int_equal (voyage->finished->exit_code, rows[i].back != NULL ? 0 : 4);
      if (rows[i].back == NULL)
        {
          assert_int_equal (voyage->finished->fault->error, DFOTA_ERROR_DOWNLOAD_MODE);
          assert_false (voyage->finished->fault->module_safe);
        }
      assert_int_equal (voyage->seen.commands_accepted, 1);
    }
}

static void
power_lost_in_the_second_half_goes_on_by_itself (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new_far ("lte-standard-mini", DFOTA_VIA_HTTP, 20000);

  voyage->faults[0] = "power-lost@72";
  voyage_sail (voyage);
  assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
  assert_int_equal (voyage_findings (voyage, DFOTA_CHECK_RESUMED, DFOTA_VERDICT_WARN, NULL), 1);
  assert_int_equal (voyage_findings (voyage, DFOTA_CHECK_MORE_RESTARTS, DFOTA_VERDICT_WARN, NULL), 0);
}

static void
only_what_the_guide_allows_is_sent (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new_far ("lte-standard-mini", DFOTA_VIA_HTTP, 20000);

  voyage->job->apn = g_strdup ("cmnet");
  voyage->job->cid = 2;
  voyage_sail (voyage);
  assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
  assert_true (voyage_wrote (voyage, "AT+QFOTADL=\"http://fw.example.com:80/fw.mini_1\""));
  assert_false (voyage_wrote (voyage, "AT+QCFG=\"fota/cid\",2"));
  assert_false (voyage_wrote (voyage, "AT+QIACT=2"));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (four_restarts_are_counted_and_no_more_are_spoken_of),
    cmocka_unit_test (a_damaged_first_half_is_explained_and_not_called_a_failure),
    cmocka_unit_test (back_in_the_normal_system_is_a_failure_that_harmed_nothing),
    cmocka_unit_test (a_module_in_download_mode_is_waited_for),
    cmocka_unit_test (power_lost_in_the_second_half_goes_on_by_itself),
    cmocka_unit_test (only_what_the_guide_allows_is_sent),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
