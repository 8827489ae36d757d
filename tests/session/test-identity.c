/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib/gstdio.h>
#include <string.h>

#include "voyage.h"

/* Before anything is sent that changes the module: who it is, and what is refused. */

typedef struct
{
  const char *model, *revision;
  DfotaMethod method; /* the user's */
  DfotaErrorCode error;
} Refusal;

static const Refusal refusals[] = {
  { "EC25", "EC25AUXGAR08A03M1G", DFOTA_METHOD_UNKNOWN, DFOTA_ERROR_MODULE_UNSUPPORTED },
  { "EC200U", "EC200UCNAAR03A09M08", DFOTA_METHOD_UNKNOWN, DFOTA_ERROR_MODULE_UNSUPPORTED },
  { "EG915N", "EG915NEUAPR03A03", DFOTA_METHOD_UNKNOWN, DFOTA_ERROR_FLASH_UNKNOWN },
  { "EC200N", "EC200NCNLAR03A01M08", DFOTA_METHOD_UNKNOWN, DFOTA_ERROR_WAY_REFUSED },
  { "EC200A", "EC200ACNHAR01A02M16", DFOTA_METHOD_DFOTA, DFOTA_ERROR_METHOD_REFUSED },
};

static void
what_cannot_be_upgraded_is_named_and_left_alone (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (Voyage) voyage = voyage_new (1000);
      voyage->config.model = refusals[i].model;
      voyage->config.revision = refusals[i].revision;
      voyage->job->method = refusals[i].method;
      voyage_sail (voyage);
      assert_int_equal (voyage->finished->exit_code, 2);
      assert_int_equal (voyage->finished->fault->error, refusals[i].error);
      assert_int_equal (voyage->seen.commands_accepted + voyage->seen.commands_refused, 0);
      assert_false (voyage->finished->started);
    }
}

static void
where_the_flash_cannot_be_read_the_user_says_which (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new (1000);

  voyage->config.model = "EG915N";
  voyage->config.revision = "EG915NEUAPR03A03";
  voyage->config.target = "EG915NEUAPR03A04";
  voyage->config.flash_mb = 16;
  voyage->job->method = DFOTA_METHOD_DFOTA;
  voyage_sail (voyage);
  assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
}

static void
a_step_back_is_named_and_not_blocked (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new (1000);
  g_autofree char *dir = g_path_get_dirname (voyage->job->package_path);
  char *name = g_build_filename (dir, "EC200ACNHAR01A03M16-EC200ACNHAR01A02M16.bin", NULL);
  const char *value = NULL;

  assert_int_equal (g_rename (voyage->job->package_path, name), 0);
  g_free (voyage->job->package_path);
  voyage->job->package_path = name;
  voyage->config.revision = "EC200ACNHAR01A03M16";
  voyage->config.target = "EC200ACNHAR01A02M16";
  voyage_sail (voyage);
  assert_int_equal (voyage_findings (voyage, DFOTA_CHECK_DOWNGRADE, DFOTA_VERDICT_WARN, &value), 1);
  assert_string_equal (value, "EC200ACNHAR01A02M16");
  assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
}

static void
a_package_that_is_not_the_chosen_one_is_refused (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new (1000);

  voyage->job->package_sha256 = g_strdup ("0000");
  voyage_sail (voyage);
  assert_int_equal (voyage->finished->exit_code, 2);
  assert_int_equal (voyage->finished->fault->error, DFOTA_ERROR_PACKAGE_CHANGED);
  assert_int_equal (jump_port_written (voyage->port)->len, 0);
}

static void
nonsense_is_refused_before_the_port_is_opened (void **state)
{
  for (int i = 0; i < 5; i++)
    {
      g_autoptr (Voyage) voyage = voyage_new (1000);
      DfotaJob *job = voyage->job;
      if (i == 0)
        job->mode = 2;
      else if (i == 1)
        job->download_urcs = 4;
      else if (i == 2)
        job->update_urcs = 101;
      else if (i == 3)
        job->patience = 0;
      else
        strcpy (job->package_path, "no-such-file");
      voyage_sail (voyage);
      assert_int_equal (voyage->finished->exit_code, 2);
      assert_int_equal (voyage->finished->fault->error, i < 4 ? DFOTA_ERROR_USAGE : DFOTA_ERROR_PACKAGE_MISSING);
      assert_int_equal (jump_port_written (voyage->port)->len, 0);
    }
}

/* The file is replaced while its first half is on the way: stopped, and the module keeps its firmware. */
static void
a_package_that_changes_on_the_way_is_stopped_in_time (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new (50000);

  voyage->change_at_payload = 20000;
  voyage_sail (voyage);
  assert_int_equal (voyage->finished->exit_code, 1);
  assert_int_equal (voyage->finished->fault->error, DFOTA_ERROR_PACKAGE_CHANGED);
  assert_true (voyage->seen.payload_bytes < 50000);
  assert_false (voyage->seen.upgraded);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (what_cannot_be_upgraded_is_named_and_left_alone),
    cmocka_unit_test (where_the_flash_cannot_be_read_the_user_says_which),
    cmocka_unit_test (a_step_back_is_named_and_not_blocked),
    cmocka_unit_test (a_package_that_is_not_the_chosen_one_is_refused),
    cmocka_unit_test (nonsense_is_refused_before_the_port_is_opened),
    cmocka_unit_test (a_package_that_changes_on_the_way_is_stopped_in_time),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
