/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "native.h"
#include "voyage.h"

/* Many runs with little in common but the promises of voyage.c, which hold for every one of them. */

static void
unplugged_at_every_byte (void **state)
{
  enum
  {
    SIZE = 1500
  };

  for (int byte = 0; byte < SIZE; byte += native_stride ())
    {
      g_autoptr (Voyage) voyage = voyage_new (SIZE);
      g_autofree char *fault = g_strdup_printf ("unplug@%d", byte);
      voyage->faults[0] = fault;
      voyage_sail (voyage);
      /* before the point nobody knows; after it the device needs somebody to look at it */
      assert_true (voyage->finished->exit_code == 3 || voyage->finished->exit_code == 4);
      assert_int_equal (voyage->finished->fault->error, DFOTA_ERROR_GONE);
    }
}

static void
unplugged_for_a_moment_at_every_byte (void **state)
{
  enum
  {
    SIZE = 1500
  };

  for (int byte = 0; byte < SIZE; byte += native_stride ())
    {
      g_autoptr (Voyage) voyage = voyage_new (SIZE);
      g_autofree char *fault = g_strdup_printf ("unplug-return@%d", byte);
      voyage->faults[0] = fault;
      voyage_sail (voyage);
      /* after the point it is a module that said nothing final and answers with its old version */
      assert_true (voyage->finished->exit_code == 1 || voyage->finished->exit_code == 3);
      assert_true (voyage->finished->fault->module_safe);
    }
}

static void
silent_at_every_percent (void **state)
{
  for (int percent = 0; percent <= 91; percent += native_stride ())
    {
      g_autoptr (Voyage) voyage = voyage_new (1000);
      g_autofree char *fault = g_strdup_printf ("silence@%d", percent);
      voyage->faults[0] = fault;
      voyage_sail (voyage);
      assert_int_equal (voyage->finished->exit_code, 4);
      assert_false (voyage->finished->fault->module_safe);
    }
}

static void
whatever_way_it_writes_its_answers (void **state)
{
  for (int i = 0; i < 4 * 2 * 3 * 2 * 2; i += native_stride ())
    {
      g_autoptr (Voyage) voyage = voyage_new (1000);
      voyage->config.echo_form = (SimEcho) (i % 4);
      voyage->config.blank_lines = i / 4 % 2 == 0;
      voyage->config.chunk = (guint[]){ 0, 1, 7 }[i / 8 % 3];
      voyage->config.range_line = i / 24 % 2 == 0;
      voyage->config.mode1_restart = i / 48 % 2 == 0;
      voyage->faults[0] = "urc-noise";
      voyage->config.seed = (guint32) i;
      voyage_sail (voyage);
      assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
    }
}

static void
every_pair_of_troubles_keeps_the_promises (void **state)
{
  const char *one, *two, *ignored;

  for (guint i = 0; sim_fault_describe (i, &one, &ignored, &ignored); i++)
    for (guint k = i % (guint) native_stride (); sim_fault_describe (k, &two, &ignored, &ignored);
         k += (guint) native_stride ())
      {
        g_autoptr (Voyage) voyage = voyage_new (900);
        voyage->faults[0] = one;
        voyage->faults[1] = i == k ? NULL : two;
        voyage->job->mode = (int) (i + k) % 2;
        voyage_sail (voyage);
      }
}

static void
every_size_arrives_whole (void **state)
{
  static const gsize sizes[] = { 1, 2, 31, 32, 33, 511, 512, 513, 4095, 4096, 4097, 4096 + 512, 100000 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (Voyage) voyage = voyage_new (sizes[i]);
      voyage->job->flow = i % 2 ? DFOTA_FLOW_CHOICE_NONE : DFOTA_FLOW_CHOICE_AUTO;
      voyage_sail (voyage);
      assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
      assert_int_equal (voyage->seen.payload_bytes, sizes[i]);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (unplugged_at_every_byte),
    cmocka_unit_test (unplugged_for_a_moment_at_every_byte),
    cmocka_unit_test (silent_at_every_percent),
    cmocka_unit_test (whatever_way_it_writes_its_answers),
    cmocka_unit_test (every_pair_of_troubles_keeps_the_promises),
    cmocka_unit_test (every_size_arrives_whole),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
