/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "native.h"
#include "voyage.h"

/* Stop: taken before the point of no return it leaves the old firmware and says so; after it there is none. */

static void
at_every_state_before_the_point_it_is_taken (void **state)
{
  for (int at = DFOTA_STATE_OPENING; at <= DFOTA_STATE_SENDING; at++)
    {
      g_autoptr (Voyage) voyage = voyage_new (20000);
      voyage->stop_at_state = at;
      voyage_sail (voyage);
      assert_true (voyage->stop_taken);
      assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_CANCELLED);
      assert_int_equal (voyage->finished->exit_code, 130);
      assert_int_equal (voyage->finished->fault->error, DFOTA_ERROR_STOPPED);
      assert_true (voyage->finished->fault->module_safe);
      if (voyage->finished->started)
        assert_string_equal (voyage->finished->after->revision, "EC200ACNHAR01A02M16");
      assert_false (voyage->seen.upgraded);
    }
}

static void
at_every_state_after_the_point_it_is_refused_and_the_upgrade_ends_well (void **state)
{
  static const DfotaState states[]
      = { DFOTA_STATE_DOWNLOADING, DFOTA_STATE_VERIFYING, DFOTA_STATE_UPDATING, DFOTA_STATE_CONFIRMING };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (Voyage) voyage = voyage_new (20000);
      voyage->stop_at_state = (int) states[i];
      voyage_sail (voyage);
      assert_false (voyage->stop_taken);
      assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
    }
}

/* Wherever it comes in the package: either it is taken and the package never completes, or the upgrade ends well. */
static void
at_every_byte_of_the_package_it_is_one_or_the_other (void **state)
{
  enum
  {
    SIZE = 3000
  };
  guint taken = 0;
  guint late = 0;

  for (gint64 byte = 0; byte <= SIZE; byte += 7)
    {
      g_autoptr (Voyage) voyage = voyage_new (SIZE);
      voyage->stop_at_payload = byte;
      voyage->job->flow = (byte & 1) ? DFOTA_FLOW_CHOICE_NONE : DFOTA_FLOW_CHOICE_AUTO;
      voyage_sail (voyage);
      if (voyage->stop_taken)
        taken++;
      else
        late++;
      assert_int_equal (voyage->finished->outcome, voyage->stop_taken ? DFOTA_OUTCOME_CANCELLED : DFOTA_OUTCOME_DONE);
      assert_true (!voyage->stop_taken || voyage->seen.payload_bytes < SIZE);
    }
  assert_true (taken > 100);
  assert_true (late > 10);
}

static void
after_a_stop_nothing_more_goes_out_until_the_module_gives_up (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new (50000);

  voyage->stop_at_payload = 10000;
  voyage_sail (voyage);
  assert_true (voyage->stop_taken);
  assert_true (voyage->seen.payload_bytes < 10000 + 4096);
  assert_true (jump_port_drops (voyage->port) > 0); /* what still lay in the system is forgotten */
  assert_int_equal (voyage->seen.last_result, 500);
  assert_int_equal (voyage->seen.stray_bytes, 0);
}

/* A serial server takes everything at once and cannot be told to forget it: only little may be under way. */
static void
behind_a_serial_server_little_is_under_way (void **state)
{
  enum
  {
    SIZE = 200000,
    AHEAD = 6 * SIZE / 100 + 2 * 4096
  };
  g_autoptr (Voyage) voyage = voyage_new (SIZE);

  voyage->config.usb = FALSE;
  voyage->kind = DFOTA_PORT_TCP;
  voyage->server = 1 << 20;
  voyage->stop_at_payload = SIZE / 2;
  voyage_sail (voyage);
  assert_true (voyage->stop_taken);
  assert_in_range (voyage->seen.payload_bytes, SIZE / 2, SIZE / 2 + AHEAD);
}

/* 8 MB models count nothing, some firmware in large steps: neither holds the delivery up. */
static void
what_counts_nothing_is_not_waited_for (void **state)
{
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (Voyage) voyage = voyage_new (200000);
      voyage->config.usb = FALSE;
      voyage->kind = DFOTA_PORT_TCP;
      voyage->server = 1 << 20;
      if (i == 0)
        voyage->config.revision = "EC200ACNHAR01A02M08";
      else
        voyage->job->download_urcs = i == 1 ? 0 : 5;
      voyage_sail (voyage);
      assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
      assert_true (dfota_port_now (voyage->port) < 60 * DFOTA_PORT_SECOND);
    }
}

/* The module answers nothing while flow control is on and no wire carries it: it must not be left so. */
static void
in_the_middle_of_the_settings_they_are_put_back (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new (20000);

  voyage->faults[0] = "dead-flow";
  voyage->stop_at_command = "AT+QCFG=\"usbifc\",2,2";
  voyage_sail (voyage);
  assert_true (voyage->stop_taken);
  assert_int_equal (voyage->finished->exit_code, 130);
  const GByteArray *written = jump_port_written (voyage->port);
  static const char back[] = "AT+QCFG=\"usbifc\",0,0\r";
  assert_non_null (native_find (written->data, written->len, back, sizeof back - 1));
}

/* The module has ended it by itself, before the point: a Stop would stop nothing any more. */
static void
when_the_module_has_ended_it_there_is_nothing_to_stop (void **state)
{
  static const char *const faults[] = { "command-error", "download-500" };

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (Voyage) voyage = voyage_new (20000);
      voyage->faults[0] = faults[i];
      voyage->stop_at_state = DFOTA_STATE_CONFIRMING;
      voyage_sail (voyage);
      assert_false (voyage->stop_taken);
      assert_int_equal (voyage->finished->exit_code, 1);
    }
}

/* Unreadable afterwards is not "stopped": nobody knows. */
static void
a_stop_that_cannot_be_confirmed_is_uncertain (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new (20000);

  voyage->stop_at_payload = 9000;
  voyage->faults[0] = "unplug@9500";
  voyage_sail (voyage);
  assert_int_equal (voyage->finished->exit_code, 3);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (at_every_state_before_the_point_it_is_taken),
    cmocka_unit_test (at_every_state_after_the_point_it_is_refused_and_the_upgrade_ends_well),
    cmocka_unit_test (at_every_byte_of_the_package_it_is_one_or_the_other),
    cmocka_unit_test (after_a_stop_nothing_more_goes_out_until_the_module_gives_up),
    cmocka_unit_test (behind_a_serial_server_little_is_under_way),
    cmocka_unit_test (what_counts_nothing_is_not_waited_for),
    cmocka_unit_test (in_the_middle_of_the_settings_they_are_put_back),
    cmocka_unit_test (when_the_module_has_ended_it_there_is_nothing_to_stop),
    cmocka_unit_test (a_stop_that_cannot_be_confirmed_is_uncertain),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
