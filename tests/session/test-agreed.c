/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib/gstdio.h>
#include <string.h>

#include "voyage.h"

/* What the user has said yes to is this module and these bytes; and whatever becomes of the file after that, no module is left
 * waiting for it. */

#define SIZE  20000
#define MODEL "EC200A"
#define OLD   "EC200ACNHAR01A02M16"
#define NEW   "EC200ACNHAR01A03M16"

static DfotaModule *
module_new (const char *model, const char *revision, const char *full_revision)
{
  DfotaModule *module = g_new0 (DfotaModule, 1);

  module->model = g_strdup (model);
  module->revision = g_strdup (revision);
  module->full_revision = g_strdup (full_revision);
  return module;
}

static void
assert_refused (Voyage *voyage, DfotaErrorCode error, const char *value)
{
  voyage_sail (voyage);
  assert_int_equal (voyage->finished->exit_code, 2);
  assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_FAILED);
  assert_int_equal (voyage->finished->fault->error, error);
  assert_string_equal (voyage->finished->fault->value, value);
  assert_true (voyage->finished->fault->module_safe);
  assert_int_equal (voyage->seen.commands_accepted + voyage->seen.commands_refused, 0);
  assert_int_equal (voyage_states (voyage, DFOTA_STATE_PREPARING), 0);
}

static void
another_module_is_refused (void **state)
{
  static const struct
  {
    const char *model, *revision, *full, *value;
  } rows[] = {
    { "EC600N", "EC600NCNLAR01A01M16", NULL, MODEL " " OLD " ≠ EC600N EC600NCNLAR01A01M16" },
    { MODEL, NEW, NULL, MODEL " " OLD " ≠ " MODEL " " NEW },
    { MODEL, OLD, OLD "_01.199.01.199", MODEL " " OLD "_01.200.01.200 ≠ " MODEL " " OLD "_01.199.01.199" },
    { NULL, OLD, NULL, MODEL " " OLD " ≠ ? " OLD },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (int far = 0; far < 2; far++)
      {
        g_autoptr (Voyage) voyage = far ? voyage_new_far ("lte-standard", DFOTA_VIA_HTTP, SIZE) : voyage_new (SIZE);

        voyage->job->agreed = module_new (rows[i].model, rows[i].revision, rows[i].full);
        voyage_sail (voyage);
        assert_int_equal (voyage->finished->exit_code, 2);
        assert_int_equal (voyage->finished->fault->error, DFOTA_ERROR_MODULE_CHANGED);
        assert_string_equal (voyage->finished->fault->value, rows[i].value);
        assert_true (voyage->finished->fault->module_safe);
        assert_string_equal (voyage->finished->before->revision, OLD); /* who it is instead */
        assert_int_equal (voyage->seen.commands_accepted + voyage->seen.commands_refused, 0);
        assert_int_equal (voyage_states (voyage, DFOTA_STATE_CHECKING), 0);
      }
}

static void
the_agreed_one_is_upgraded (void **state)
{
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (Voyage) voyage = voyage_new (SIZE);

      voyage->job->agreed = i == 0 ? module_new (MODEL, OLD, NULL) : NULL;
      voyage_sail (voyage);
      assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
    }
}

/* The two files of a package in a folder of their own. */
typedef struct
{
  char *dir, *paths[2], *sums[2];
} Pair;

static void
pair_init (Pair *pair)
{
  static const char *const bytes[] = { "the first half", "the second half" };

  pair->dir = g_dir_make_tmp ("dfota-agreed-XXXXXX", NULL);
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("fw.mini_%d", i + 1);
      pair->paths[i] = g_build_filename (pair->dir, name, NULL);
      assert_true (g_file_set_contents (pair->paths[i], bytes[i], -1, NULL));
      pair->sums[i] = g_compute_checksum_for_string (G_CHECKSUM_SHA256, bytes[i], -1);
    }
}

static void
pair_clear (Pair *pair)
{
  for (int i = 0; i < 2; i++)
    {
      g_unlink (pair->paths[i]);
      g_free (pair->paths[i]);
      g_free (pair->sums[i]);
    }
  g_rmdir (pair->dir);
  g_free (pair->dir);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pair, pair_clear)

/* Which half was named first does not matter. @changed: 0, 1; -1 none. */
static void
sail_with_pair (int named_first, int changed, gboolean alone)
{
  g_auto (Pair) pair;
  g_autoptr (Voyage) voyage = voyage_new_far ("lte-standard-mini", DFOTA_VIA_HTTP, SIZE);

  pair_init (&pair);
  voyage->deed = dfota_run_check;
  voyage->job->package_path = g_strdup (pair.paths[named_first]);
  voyage->job->package2_path = alone ? NULL : g_strdup (pair.paths[!named_first]);
  voyage->job->package_sha256 = g_strdup (pair.sums[named_first]);
  voyage->job->package2_sha256 = g_strdup (pair.sums[!named_first]);
  if (changed >= 0)
    {
      g_autofree char *name = g_path_get_basename (pair.paths[changed]);
      assert_true (g_file_set_contents (pair.paths[changed], "another content", -1, NULL));
      assert_refused (voyage, DFOTA_ERROR_PACKAGE_CHANGED, name);
      assert_int_equal (jump_port_written (voyage->port)->len, 0);
    }
  else
    {
      voyage_sail (voyage);
      assert_int_equal (voyage->finished->exit_code, 0);
    }
  g_clear_pointer (&voyage->job->package_path, g_free); /* not the voyage's to remove */
}

static void
both_halves_are_those_that_were_agreed_to (void **state)
{
  for (int named_first = 0; named_first < 2; named_first++)
    for (int changed = -1; changed < 2; changed++)
      for (int alone = 0; alone < 2; alone++)
        sail_with_pair (named_first, changed, alone);
}

/* What this computer hands out was read when its server was started: another content is not upgraded to. */
static void
what_is_served_is_what_was_agreed_to (void **state)
{
  for (int changed = -1; changed < 2; changed++)
    {
      g_auto (Pair) pair;
      g_autoptr (Voyage) voyage = voyage_new_far ("lte-standard-mini", DFOTA_VIA_HTTP, SIZE);
      const char *files[] = { NULL, NULL, NULL };

      pair_init (&pair);
      files[0] = pair.paths[0];
      files[1] = pair.paths[1];
      voyage->job->host = dfota_host_new (DFOTA_VIA_HTTP, files, "127.0.0.1", 0, NULL);
      assert_non_null (voyage->job->host);
      voyage->deed = dfota_run_check;
      voyage->job->package_path = g_strdup (pair.paths[0]);
      if (changed >= 0)
        {
          g_autofree char *name = g_path_get_basename (pair.paths[changed]);
          assert_true (g_file_set_contents (pair.paths[changed], "another content", -1, NULL));
          assert_refused (voyage, DFOTA_ERROR_PACKAGE_CHANGED, name);
        }
      else
        {
          voyage_sail (voyage);
          assert_int_equal (voyage->finished->exit_code, 0);
        }
      g_clear_pointer (&voyage->job->package_path, g_free);
    }
}

/* --- the file after the checks --- */

static void
remove_when_checked (const Voyage *voyage, const SimObserved *seen)
{
  if (voyage_states (voyage, DFOTA_STATE_CHECKING) > 0)
    g_unlink (voyage->job->package_path);
}

static void
change_when_checked (const Voyage *voyage, const SimObserved *seen)
{
  g_autofree char *bytes = g_strnfill (SIZE, 'x');

  if (voyage_states (voyage, DFOTA_STATE_CHECKING) > 0)
    g_file_set_contents (voyage->job->package_path, bytes, SIZE, NULL);
}

/* A module that has the command waits for the bytes: so there is no command without them. */
static void
a_file_that_is_gone_after_the_checks_sends_no_command (void **state)
{
  static const struct
  {
    void (*each_step) (const Voyage *voyage, const SimObserved *seen);
    DfotaErrorCode error;
  } rows[] = {
    { remove_when_checked, DFOTA_ERROR_PACKAGE_MISSING },
    { change_when_checked, DFOTA_ERROR_PACKAGE_CHANGED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Voyage) voyage = voyage_new (SIZE);

      voyage->each_step = rows[i].each_step;
      voyage_sail (voyage);
      assert_int_equal (voyage->finished->exit_code, 2);
      assert_int_equal (voyage->finished->fault->error, rows[i].error);
      assert_true (voyage->finished->fault->module_safe);
      assert_int_equal (voyage->seen.commands_accepted + voyage->seen.commands_refused, 0);
    }
}

static void
remove_when_commanded (const Voyage *voyage, const SimObserved *seen)
{
  if (seen->commands_accepted > 0)
    g_unlink (voyage->job->package_path);
}

static void
a_file_that_is_deleted_on_the_way_is_read_to_its_end (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new (SIZE);

  voyage->each_step = remove_when_commanded;
  voyage_sail (voyage);
  assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
}

/* --- patience --- */

static void
work_after_a_while (const Voyage *voyage, const SimObserved *seen)
{
  static const char word[] = "\r\n+QIND: \"FOTA\",\"UPDATING\",41\r\n";

  if (dfota_port_now (voyage->port) >= 2500000 && voyage->stray == NULL)
    {
      jump_port_inject (voyage->port, word);
      ((Voyage *) voyage)->stray = ""; /* once */
    }
}

/* A module at work speaks within three seconds: they are waited for, however little patience there is. */
static void
no_patience_shortens_the_listening (void **state)
{
  static const int patiences[] = { DFOTA_UNSET, 1, 2 };
  static const DfotaRunDeed deeds[] = { dfota_run_check, dfota_run_upgrade, dfota_run_watch };

  for (gsize i = 0; i < G_N_ELEMENTS (patiences); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (deeds); k++)
      {
        g_autoptr (Voyage) voyage = voyage_new (SIZE);

        voyage->job->patience = patiences[i];
        voyage->each_step = work_after_a_while;
        voyage->deed = deeds[k];
        voyage_sail (voyage);
        assert_int_equal (voyage_states (voyage, DFOTA_STATE_IDENTIFYING), 0);
        assert_int_equal (voyage->seen.commands_accepted + voyage->seen.commands_refused, 0);
        if (deeds[k] == dfota_run_check)
          assert_int_equal (voyage->finished->fault->error, DFOTA_ERROR_ALREADY_UPGRADING);
        else
          assert_int_equal (voyage_findings (voyage, DFOTA_CHECK_JOINED, DFOTA_VERDICT_WARN, NULL), 1);
      }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (another_module_is_refused),
    cmocka_unit_test (the_agreed_one_is_upgraded),
    cmocka_unit_test (both_halves_are_those_that_were_agreed_to),
    cmocka_unit_test (what_is_served_is_what_was_agreed_to),
    cmocka_unit_test (a_file_that_is_gone_after_the_checks_sends_no_command),
    cmocka_unit_test (a_file_that_is_deleted_on_the_way_is_read_to_its_end),
    cmocka_unit_test (no_patience_shortens_the_listening),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
