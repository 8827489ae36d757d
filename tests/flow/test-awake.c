/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "fake-desktop.h"
#include "flow.h"

/* The computer does not go to sleep while dfota is at it: a lock of logind's, as long as that and no longer. */

static gboolean
is_held (void)
{
  return fake_desktop_sleep_locks () > 0 && fake_desktop_lid_locks () > 0;
}

/* Waits until it says this, and tells whether sleep was held off then. */
static gboolean
held_when_it_says (Flow *flow, const char *words)
{
  for (int i = 0; i < 3000; i++)
    {
      for (guint k = 0; k < flow->lines->len; k++)
        if (strstr (g_ptr_array_index (flow->lines, k), words) != NULL)
          return is_held ();
      g_main_context_iteration (NULL, FALSE);
      g_usleep (10000);
    }
  fail_msg ("it does not say %s", words);
  return FALSE;
}

static void
while_a_module_is_upgraded (void **state)
{
  g_autoptr (Flow) flow = flow_new ("--rate 4000");

  flow_start (flow, "upgrade --port @PORT --package @PACKAGE --yes --json");
  assert_true (held_when_it_says (flow, "\"downloading\""));
  flow_wait (&flow, 1);
  assert_int_equal (flow_exit_code (flow), 0);
  assert_false (is_held ());
}

static void
while_it_is_watched (void **state)
{
  g_autoptr (Flow) flow = flow_new ("--family bc260y");

  flow_start (flow, "watch --port @PORT --patience 2 --json");
  assert_true (held_when_it_says (flow, "\"module\""));
  flow_wait (&flow, 1);
  assert_false (is_held ());
}

/* A question takes no time, and a practice may be slept through. */
static void
not_for_less (void **state)
{
  g_autoptr (Flow) asked = flow_new ("--rate 4000");
  g_autoptr (Flow) practised = flow_new (NULL);

  flow_start (asked, "check --port @PORT --package @PACKAGE --json");
  assert_false (held_when_it_says (asked, "\"event\""));
  flow_wait (&asked, 1);
  flow_start (practised, "upgrade --port practice --package @PACKAGE --yes --json");
  assert_false (held_when_it_says (practised, "\"downloading\""));
  flow_wait (&practised, 1);
  assert_int_equal (flow_exit_code (practised), 0);
}

static void
without_a_system_to_ask (void **state)
{
  g_autoptr (Flow) flow = flow_new ("--rate 4000");
  g_autofree char *address = g_strdup (g_getenv ("DBUS_SYSTEM_BUS_ADDRESS"));

  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere", TRUE);
  flow_start (flow, "upgrade --port @PORT --package @PACKAGE --yes --json");
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", address, TRUE);
  flow_wait (&flow, 1);
  assert_int_equal (flow_exit_code (flow), 0);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (while_a_module_is_upgraded),
    cmocka_unit_test (while_it_is_watched),
    cmocka_unit_test (not_for_less),
    cmocka_unit_test (without_a_system_to_ask),
  };
  const FakeDesktop desktop = { .lid = TRUE };
  int failed;

  fake_desktop_start (&desktop);
  failed = cmocka_run_group_tests (tests, NULL, NULL);
  fake_desktop_end ();
  return failed;
}
