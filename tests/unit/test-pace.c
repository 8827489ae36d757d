/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "route/pace.h"
#include "upgrade/progress.h"
#include "upgrade/promise.h"

static void
without_flow_control_the_guides_limits_hold (void **state)
{
  static const guint bauds[] = { 0, 1200, 4800, 9600, 57600, 115200, 921600, 4000000 };

  for (gsize i = 0; i < G_N_ELEMENTS (bauds); i++)
    {
      DfotaPace pace = dfota_pace (DFOTA_FLOW_NONE, bauds[i]);
      assert_true (pace.chunk <= 32);
      /* one more than fit in a second, for the one that was late */
      assert_true ((1000000 / pace.step_us + 1) * pace.chunk <= 15 * 1024);
      if (bauds[i] > 0)
        assert_true (dfota_pace_rate (&pace) <= bauds[i] / 10.0 + 1);
    }
}

static void
with_it_at_most_50_ms_of_line_are_in_the_system (void **state)
{
  static const guint bauds[] = { 9600, 57600, 115200, 460800, 921600 };

  for (gsize i = 0; i < G_N_ELEMENTS (bauds); i++)
    {
      DfotaPace pace = dfota_pace (DFOTA_FLOW_RTSCTS, bauds[i]);
      assert_true (pace.queue_max <= MAX (bauds[i] / 10 / 20, 40));
      assert_true (pace.chunk <= pace.queue_max);
      assert_true (dfota_pace_rate (&pace) > 0.97 * bauds[i] / 10.0);
    }
}

static void
the_bar_never_goes_back_and_ends_at_one (void **state)
{
  const DfotaWay *way = dfota_way_find (DFOTA_FAMILY_LTE_STANDARD, DFOTA_VIA_FILE);
  DfotaPace pace = dfota_pace (DFOTA_FLOW_NONE, 0);
  DfotaProgress progress;
  double at = 0;

  dfota_progress_init (&progress, way, 5 << 20, &pace);
  for (int state_id = DFOTA_STATE_OPENING; state_id <= DFOTA_STATE_CONFIRMING; state_id++)
    for (int tenth = 0; tenth <= 10; tenth++)
      {
        double next = dfota_progress_at (&progress, (DfotaState) state_id, tenth / 10.0);
        assert_true (next >= at && next <= 1);
        at = next;
      }
  assert_true (dfota_progress_at (&progress, DFOTA_STATE_SENDING, 0) == at);
  assert_true (dfota_progress_at (&progress, DFOTA_STATE_DONE, 1) == 1);
}

static void
a_promise_grows_with_the_package_and_the_slowness_of_the_line (void **state)
{
  DfotaPromise slow, fast;

  assert_true (
      dfota_promise (DFOTA_FAMILY_LTE_STANDARD, DFOTA_VIA_FILE, 5 << 20, DFOTA_FLOW_CHOICE_NONE, DFOTA_PORT_USB, 0, &slow));
  assert_true (
      dfota_promise (DFOTA_FAMILY_LTE_STANDARD, DFOTA_VIA_FILE, 5 << 20, DFOTA_FLOW_CHOICE_AUTO, DFOTA_PORT_USB, 0, &fast));
  /* 5 MiB at 15 KB/s take 341 s at the least */
  assert_in_range (slow.sending_seconds, 341, 360);
  assert_true (fast.seconds < slow.seconds);
  assert_false (dfota_promise (DFOTA_FAMILY_BC260Y, DFOTA_VIA_FILE, 1, DFOTA_FLOW_CHOICE_AUTO, DFOTA_PORT_USB, 0, &fast));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (without_flow_control_the_guides_limits_hold),
    cmocka_unit_test (with_it_at_most_50_ms_of_line_are_in_the_system),
    cmocka_unit_test (the_bar_never_goes_back_and_ends_at_one),
    cmocka_unit_test (a_promise_grows_with_the_package_and_the_slowness_of_the_line),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
