/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib/gstdio.h>
#include <string.h>

#include "upgrade/status.h"

/* The detective's conclusions, and the notes he reads. */

#define NOW   1795000000
#define LIMIT 300

static const char old_version[] = "EC200ACNHAR01A02M16";
static const char new_version[] = "EC200ACNHAR01A03M16";

static DfotaModule *
module_of (const char *model, const char *revision)
{
  DfotaModule *module = g_new0 (DfotaModule, 1);

  module->model = g_strdup (model);
  module->revision = g_strdup (revision);
  dfota_module_classify (module);
  return module;
}

static DfotaJournal *
journal_of (const char *state, gboolean past_point, int age, int code)
{
  DfotaJournal *journal = g_new0 (DfotaJournal, 1);

  journal->place = g_strdup ("usb:1-2:2");
  journal->port = g_strdup ("/dev/ttyUSB2");
  journal->module = module_of ("EC200A", old_version);
  journal->via = DFOTA_VIA_FILE;
  journal->state = g_strdup (state);
  journal->past_point = past_point;
  journal->seen = NOW - age;
  journal->began = NOW - age - 60;
  journal->silence = LIMIT;
  journal->updated = -1;
  journal->code = code;
  return journal;
}

static const struct
{
  const char *journal; /* its state; NULL: none is kept */
  gboolean past;
  int age, code;
  DfotaSign sign;
  const char *version; /* that is read */
  const char *target;
  DfotaConclusion conclusion;
  gboolean waits;
} rows[] = {
  { NULL, FALSE, 0, -1, DFOTA_SIGN_ITSELF, old_version, NULL, DFOTA_CONCLUSION_IDLE, FALSE },
  { NULL, FALSE, 0, -1, DFOTA_SIGN_AT_WORK, NULL, NULL, DFOTA_CONCLUSION_STILL_UPGRADING, FALSE },
  { NULL, FALSE, 0, -1, DFOTA_SIGN_DOWNLOAD_MODE, NULL, NULL, DFOTA_CONCLUSION_WAITING, FALSE },
  { NULL, FALSE, 0, -1, DFOTA_SIGN_SILENT, NULL, NULL, DFOTA_CONCLUSION_UNKNOWN, FALSE },
  { NULL, FALSE, 0, -1, DFOTA_SIGN_NO_PORT, NULL, NULL, DFOTA_CONCLUSION_UNKNOWN, FALSE },

  /* before the point the old version says all; whatever the time */
  { "preparing", FALSE, 5, -1, DFOTA_SIGN_ITSELF, old_version, NULL, DFOTA_CONCLUSION_NOT_STARTED, FALSE },
  { "sending", FALSE, 5, -1, DFOTA_SIGN_ITSELF, old_version, NULL, DFOTA_CONCLUSION_NOT_STARTED, FALSE },
  { "sending", FALSE, 9999, -1, DFOTA_SIGN_ITSELF, old_version, NULL, DFOTA_CONCLUSION_NOT_STARTED, FALSE },
  { "sending", FALSE, 5, 500, DFOTA_SIGN_ITSELF, old_version, NULL, DFOTA_CONCLUSION_NOT_STARTED, FALSE },
  { "sending", FALSE, 5, -1, DFOTA_SIGN_SILENT, NULL, NULL, DFOTA_CONCLUSION_UNKNOWN, TRUE },
  /* another version than before, and no command of ours: somebody else's deed, or another unit */
  { "sending", FALSE, 5, -1, DFOTA_SIGN_ITSELF, new_version, NULL, DFOTA_CONCLUSION_UNKNOWN, FALSE },

  /* after it, silence and the old version prove nothing for as long as the table says */
  { "downloading", TRUE, 5, -1, DFOTA_SIGN_ITSELF, old_version, NULL, DFOTA_CONCLUSION_STILL_UPGRADING, TRUE },
  { "downloading", TRUE, LIMIT - 1, -1, DFOTA_SIGN_ITSELF, old_version, NULL, DFOTA_CONCLUSION_STILL_UPGRADING, TRUE },
  { "downloading", TRUE, LIMIT, -1, DFOTA_SIGN_ITSELF, old_version, NULL, DFOTA_CONCLUSION_FAILED, FALSE },
  { "updating", TRUE, 5, -1, DFOTA_SIGN_SILENT, NULL, NULL, DFOTA_CONCLUSION_STILL_UPGRADING, TRUE },
  { "restarting", TRUE, 5, -1, DFOTA_SIGN_NO_PORT, NULL, NULL, DFOTA_CONCLUSION_STILL_UPGRADING, TRUE },
  { "updating", TRUE, LIMIT, -1, DFOTA_SIGN_SILENT, NULL, NULL, DFOTA_CONCLUSION_UNKNOWN, FALSE },
  { "waiting", TRUE, LIMIT + 9999, -1, DFOTA_SIGN_SILENT, NULL, NULL, DFOTA_CONCLUSION_STILL_UPGRADING, TRUE },
  { "updating", TRUE, LIMIT, -1, DFOTA_SIGN_AT_WORK, NULL, NULL, DFOTA_CONCLUSION_STILL_UPGRADING, FALSE },
  /* a clock that was set back is no reason to send something */
  { "downloading", TRUE, -5000, -1, DFOTA_SIGN_ITSELF, old_version, NULL, DFOTA_CONCLUSION_STILL_UPGRADING, TRUE },

  /* the version that is read */
  { "updating", TRUE, 5, -1, DFOTA_SIGN_ITSELF, new_version, NULL, DFOTA_CONCLUSION_DONE, FALSE },
  { "updating", TRUE, 5, -1, DFOTA_SIGN_ITSELF, new_version, new_version, DFOTA_CONCLUSION_DONE, FALSE },
  { "updating", TRUE, 5, -1, DFOTA_SIGN_ITSELF, new_version, "EC200ACNHAR01A99M16", DFOTA_CONCLUSION_UNKNOWN, FALSE },
  { "updating", TRUE, 90000, -1, DFOTA_SIGN_ITSELF, new_version, NULL, DFOTA_CONCLUSION_UNKNOWN, FALSE },
  { "updating", TRUE, 90000, -1, DFOTA_SIGN_ITSELF, new_version, new_version, DFOTA_CONCLUSION_DONE, FALSE },

  /* what the module itself said */
  { "confirming", TRUE, 5, 504, DFOTA_SIGN_ITSELF, old_version, NULL, DFOTA_CONCLUSION_FAILED, FALSE },
  { "confirming", TRUE, 5, 504, DFOTA_SIGN_ITSELF, new_version, NULL, DFOTA_CONCLUSION_UNKNOWN, FALSE },
  { "confirming", TRUE, 5, 0, DFOTA_SIGN_ITSELF, old_version, NULL, DFOTA_CONCLUSION_STILL_UPGRADING, TRUE },
  { "confirming", TRUE, LIMIT, 0, DFOTA_SIGN_ITSELF, old_version, NULL, DFOTA_CONCLUSION_UNKNOWN, FALSE },
};

static void
a_conclusion_follows_from_the_notes_and_the_module (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DfotaStatusEvent status = { .sign = rows[i].sign };
      g_autofree char *title = NULL;
      g_autofree char *advice = NULL;

      if (rows[i].journal != NULL)
        {
          status.journal = journal_of (rows[i].journal, rows[i].past, rows[i].age, rows[i].code);
          status.journal->target = g_strdup (rows[i].target);
        }
      if (rows[i].version != NULL)
        status.module = module_of ("EC200A", rows[i].version);
      dfota_status_conclude (&status, NOW);
      if (status.conclusion != rows[i].conclusion || (status.wait > 0) != rows[i].waits
          || (status.wait > LIMIT && status.wait != DFOTA_STATUS_ENDLESS))
        fail_msg ("row %d: %s, wait %d", (int) i, dfota_conclusion_name (status.conclusion), status.wait);
      dfota_status_words (&status, &title, &advice);
      assert_true (*title != '\0');
      if (status.conclusion != DFOTA_CONCLUSION_IDLE && status.conclusion != DFOTA_CONCLUSION_DONE)
        assert_true (*advice != '\0');
      dfota_status_clear (&status);
    }
}

/* What the package's name leads to says more than that something has changed: another unit of the same model may be there. */
static void
done_is_what_the_package_leads_to (void **state)
{
  static const struct
  {
    const char *package, *url, *version;
    DfotaConclusion conclusion;
  } cases[] = {
    { "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin", NULL, new_version, DFOTA_CONCLUSION_DONE },
    { "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin", NULL, "EC200ACNHAR01A04M16", DFOTA_CONCLUSION_UNKNOWN },
    { NULL, "http://a.b:80/EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin", new_version, DFOTA_CONCLUSION_DONE },
    { NULL, "http://a.b:80/EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin", "EC200ACNHAR01A04M16", DFOTA_CONCLUSION_UNKNOWN },
    { "fw.bin", NULL, "EC200ACNHAR01A04M16", DFOTA_CONCLUSION_DONE },
    { "fw.bin", NULL, "EC200ACNHAR01A01M16", DFOTA_CONCLUSION_UNKNOWN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DfotaStatusEvent status = { .sign = DFOTA_SIGN_ITSELF };

      status.journal = journal_of ("updating", TRUE, 5, -1);
      status.journal->package = g_strdup (cases[i].package);
      status.journal->url = g_strdup (cases[i].url);
      status.module = module_of ("EC200A", cases[i].version);
      dfota_status_conclude (&status, NOW);
      if (status.conclusion != cases[i].conclusion)
        fail_msg ("case %d: %s", (int) i, dfota_conclusion_name (status.conclusion));
      dfota_status_clear (&status);
    }
}

/* A module that fetches answers as if nothing were, at its network's pace: the time in which nobody listened says nothing. */
static void
a_module_that_fetches_is_given_time (void **state)
{
  static const struct
  {
    const char *at;
    int age;
    DfotaConclusion conclusion;
  } cases[] = { { "downloading", LIMIT + 1000, DFOTA_CONCLUSION_STILL_UPGRADING },
                { "downloading", 3 * 3600, DFOTA_CONCLUSION_FAILED },
                { "updating", LIMIT + 1000, DFOTA_CONCLUSION_FAILED } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DfotaStatusEvent status = { .sign = DFOTA_SIGN_ITSELF };

      status.journal = journal_of (cases[i].at, TRUE, cases[i].age, -1);
      status.journal->via = DFOTA_VIA_HTTP;
      status.module = module_of ("EC200A", old_version);
      dfota_status_conclude (&status, NOW);
      assert_int_equal (status.conclusion, cases[i].conclusion);
      dfota_status_clear (&status);
    }
}

/* Whoever may be installing is not to be switched off. */
static void
nobody_is_told_to_cut_the_power_of_a_module_at_work (void **state)
{
  for (int past = 0; past <= 1; past++)
    for (int sign = DFOTA_SIGN_SILENT; sign <= DFOTA_SIGN_NO_PORT; sign++)
      {
        DfotaStatusEvent status = { .sign = (DfotaSign) sign };
        g_autofree char *title = NULL;
        g_autofree char *advice = NULL;

        status.journal = journal_of ("updating", past != 0, LIMIT + 5, -1);
        dfota_status_conclude (&status, NOW);
        dfota_status_words (&status, &title, &advice);
        assert_int_equal (status.conclusion, DFOTA_CONCLUSION_UNKNOWN);
        assert_int_equal (strstr (advice, "off and on") != NULL, !past);
        dfota_status_clear (&status);
      }
}

static void
assert_same_journal (const DfotaJournal *a, const DfotaJournal *b)
{
  assert_string_equal (a->place, b->place);
  assert_string_equal (a->port, b->port);
  assert_string_equal (a->state, b->state);
  assert_string_equal (a->module->revision, b->module->revision);
  assert_int_equal (a->seen, b->seen);
  assert_int_equal (a->silence, b->silence);
  assert_int_equal (a->past_point, b->past_point);
  assert_int_equal (a->updated, b->updated);
  assert_int_equal (a->code, b->code);
  assert_int_equal (a->began, b->began);
}

/* A disk that has become full: the note stays, and says that the point is passed. */
static void
the_point_is_noted_without_room (void **state)
{
  g_autofree char *folder = g_dir_make_tmp ("dfota-status-XXXXXX", NULL);
  g_autoptr (DfotaJournal) journal = journal_of ("sending", FALSE, 5, -1);
  g_autoptr (DfotaJournal) read = NULL;

  assert_true (dfota_journal_write (journal, folder));
  dfota_journal_pass_point (journal->place, folder);
  read = dfota_journal_find (journal->place, folder);
  assert_true (read->past_point);
  read->past_point = FALSE;
  assert_same_journal (read, journal);
  dfota_journal_forget (journal->place, folder);
  assert_int_equal (g_rmdir (folder), 0);
}

/* The notes are of another device than the one that is plugged in now. */
static void
another_model_has_nothing_to_do_with_it (void **state)
{
  DfotaStatusEvent status = { .sign = DFOTA_SIGN_ITSELF };

  status.journal = journal_of ("updating", TRUE, 5, -1);
  status.module = module_of ("EG915U", "EG915UEUABR03A01M08");
  dfota_status_conclude (&status, NOW);
  assert_int_equal (status.conclusion, DFOTA_CONCLUSION_IDLE);
  dfota_status_clear (&status);
}

/* A module by MiniFOTA at work cannot say who it is: one that does has given up. */
static void
a_module_by_minifota_that_answers_is_not_at_work (void **state)
{
  for (int age = 5; age <= 100; age += 95)
    {
      DfotaStatusEvent status = { .sign = DFOTA_SIGN_ITSELF };

      status.journal = journal_of ("downloading", TRUE, age, -1);
      status.journal->via = DFOTA_VIA_HTTP;
      dfota_module_free (status.journal->module);
      status.journal->module = module_of ("EC800M", "EC800MCNGAR06A05M08");
      assert_int_equal (status.journal->module->family, DFOTA_FAMILY_LTE_STANDARD_MINI);
      status.module = dfota_module_copy (status.journal->module);
      dfota_status_conclude (&status, NOW);
      assert_int_equal (status.conclusion, age < 60 ? DFOTA_CONCLUSION_STILL_UPGRADING : DFOTA_CONCLUSION_FAILED);
      dfota_status_clear (&status);
    }
}

/* Two of them, the latest first; a file that is none of ours does no harm; what is forgotten is gone. */
static void
notes_are_kept_listed_and_forgotten (void **state)
{
  g_autofree char *folder = g_dir_make_tmp ("dfota-status-XXXXXX", NULL);
  g_autofree char *stray = g_build_filename (folder, "journal-stray.ini", NULL);
  g_autoptr (DfotaJournal) first = journal_of ("sending", FALSE, 500, -1);
  g_autoptr (DfotaJournal) second = journal_of ("updating", TRUE, 5, 504);

  g_free (second->place);
  second->place = g_strdup ("tcp:10.0.0.1:4001");
  assert_true (g_file_set_contents (stray, "[Upgrade\nnonsense", -1, NULL));
  assert_true (dfota_journal_write (first, folder));
  assert_true (dfota_journal_write (second, folder));

  g_autoptr (GPtrArray) list = dfota_journal_list (folder);
  assert_int_equal (list->len, 2);
  assert_same_journal (g_ptr_array_index (list, 0), second);
  assert_same_journal (g_ptr_array_index (list, 1), first);
  g_autoptr (DfotaJournal) copy = dfota_journal_copy (g_ptr_array_index (list, 0));
  assert_same_journal (copy, second);

  assert_true (dfota_journal_forget (second->place, folder));
  assert_true (dfota_journal_forget (second->place, folder));
  assert_null (dfota_journal_find (second->place, folder));
  assert_true (dfota_journal_forget (first->place, folder));
  g_unlink (stray);
  assert_int_equal (g_rmdir (folder), 0);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (a_conclusion_follows_from_the_notes_and_the_module),
    cmocka_unit_test (done_is_what_the_package_leads_to),
    cmocka_unit_test (a_module_that_fetches_is_given_time),
    cmocka_unit_test (nobody_is_told_to_cut_the_power_of_a_module_at_work),
    cmocka_unit_test (the_point_is_noted_without_room),
    cmocka_unit_test (another_model_has_nothing_to_do_with_it),
    cmocka_unit_test (a_module_by_minifota_that_answers_is_not_at_work),
    cmocka_unit_test (notes_are_kept_listed_and_forgotten),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
