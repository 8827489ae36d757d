/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "voyage.h"

#include <glib/gstdio.h>

/* The journal at every moment of a run, as a power cut would leave it; and what the detective makes of it and the module. */

static char *folder;

static int
make_folder (void **state)
{
  folder = g_dir_make_tmp ("dfota-detective-XXXXXX", NULL);
  return 0;
}

static int
remove_folder (void **state)
{
  dfota_journal_forget ("jump", folder);
  g_rmdir (folder);
  g_free (folder);
  return 0;
}

static void
keep_journal (Voyage *voyage)
{
  g_free (voyage->job->journal);
  voyage->job->journal = g_strdup (folder);
}

/* Whenever the program dies: what is on disk was written before the deed. */
static void
the_journal_is_ahead (const Voyage *voyage, const SimObserved *seen)
{
  g_autoptr (DfotaJournal) journal = NULL;

  if (seen->commands_accepted == 0)
    return;
  journal = dfota_journal_find ("jump", folder);
  assert_non_null (journal);
  assert_string_equal (journal->port, "jump");
  assert_true (dfota_state_by_id (journal->state) >= DFOTA_STATE_STARTING);
  if (!journal->past_point)
    {
      assert_true (voyage->job->via == DFOTA_VIA_FILE || voyage->job->via == DFOTA_VIA_PROTOCOL);
      assert_true (seen->payload_bytes < voyage->size);
    }
}

static void
it_is_written_before_the_deed_on_every_way (void **state)
{
  static const struct
  {
    const char *family;
    DfotaVia via;
  } ways[] = { { NULL, DFOTA_VIA_FILE },
               { "lte-standard", DFOTA_VIA_HTTP },
               { "lte-standard-mini", DFOTA_VIA_FTP },
               { "bc260y", DFOTA_VIA_COAP },
               { "ep06", DFOTA_VIA_HTTP } };

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (Voyage) voyage
          = ways[i].family != NULL ? voyage_new_far (ways[i].family, ways[i].via, 5000) : voyage_new (5000);

      keep_journal (voyage);
      voyage->each_step = the_journal_is_ahead;
      voyage_sail (voyage);
      assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
      assert_null (dfota_journal_find ("jump", folder));
    }
}

static void
leave_note (const char *at, gboolean past_point, const char *model, const char *revision)
{
  DfotaModule module = { .model = (char *) model, .revision = (char *) revision };
  DfotaJournal journal = { .place = (char *) "jump",
                           .port = (char *) "jump",
                           .module = &module,
                           .via = DFOTA_VIA_FILE,
                           .state = (char *) at,
                           .past_point = past_point,
                           .silence = 60,
                           .updated = -1,
                           .code = -1 };

  dfota_module_classify (&module);
  journal.seen = journal.began = g_get_real_time () / G_USEC_PER_SEC;
  assert_true (dfota_journal_write (&journal, folder));
}

static const DfotaStatusEvent *
only_status (const Voyage *voyage)
{
  const DfotaStatusEvent *found = NULL;

  for (guint i = 0; i < voyage->events->len; i++)
    {
      const DfotaEvent *event = g_ptr_array_index (voyage->events, i);

      if (event->type != DFOTA_EVENT_STATUS)
        continue;
      assert_null (found);
      found = &event->status;
    }
  assert_non_null (found);
  return found;
}

static void
the_module_shows_what_it_does (void **state)
{
  static const struct
  {
    const char *note, *fault;
    gboolean past_point;
    DfotaSign sign;
    DfotaConclusion conclusion;
  } rows[] = {
    { NULL, NULL, FALSE, DFOTA_SIGN_ITSELF, DFOTA_CONCLUSION_IDLE },
    { NULL, "already-updating", FALSE, DFOTA_SIGN_AT_WORK, DFOTA_CONCLUSION_STILL_UPGRADING },
    { NULL, "no-answer", FALSE, DFOTA_SIGN_SILENT, DFOTA_CONCLUSION_UNKNOWN },
    { "sending", NULL, FALSE, DFOTA_SIGN_ITSELF, DFOTA_CONCLUSION_NOT_STARTED },
    { "downloading", NULL, TRUE, DFOTA_SIGN_ITSELF, DFOTA_CONCLUSION_STILL_UPGRADING },
    { "updating", "no-answer", TRUE, DFOTA_SIGN_SILENT, DFOTA_CONCLUSION_STILL_UPGRADING },
    { "updating", "already-updating", TRUE, DFOTA_SIGN_AT_WORK, DFOTA_CONCLUSION_STILL_UPGRADING },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Voyage) voyage = voyage_new (5000);
      const DfotaStatusEvent *status;

      dfota_journal_forget ("jump", folder);
      if (rows[i].note != NULL)
        leave_note (rows[i].note, rows[i].past_point, "EC200A", "EC200ACNHAR01A02M16");
      keep_journal (voyage);
      voyage->faults[0] = rows[i].fault;
      voyage->deed = dfota_run_status;
      voyage_sail (voyage);
      status = only_status (voyage);
      if (status->sign != rows[i].sign || status->conclusion != rows[i].conclusion)
        fail_msg ("row %d: sign %d, %s", (int) i, status->sign, dfota_conclusion_name (status->conclusion));
      assert_int_equal (status->journal != NULL, rows[i].note != NULL);
      assert_int_equal (voyage->seen.commands_accepted + voyage->seen.commands_refused, 0);
      assert_false (voyage->finished->started);
    }
}

/* The same, in download mode; and a second look says the same, because nothing was changed by the first. */
static void
looking_changes_nothing (void **state)
{
  dfota_journal_forget ("jump", folder);
  leave_note ("waiting", TRUE, "EC800M", "EC800MCNGAR06A05M08");
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (Voyage) voyage = voyage_new_far ("lte-standard-mini", DFOTA_VIA_FTP, 5000);

      keep_journal (voyage);
      voyage->faults[0] = "download-mode@2";
      voyage->deed = dfota_run_status;
      voyage_sail (voyage);
      assert_int_equal (only_status (voyage)->conclusion, DFOTA_CONCLUSION_WAITING);
      assert_string_equal (only_status (voyage)->journal->module->model, "EC800M");
    }
}

/* A line that strays into an answer passes for another version once, and not twice. */
static void
another_version_is_read_twice (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new (5000);

  dfota_journal_forget ("jump", folder);
  leave_note ("updating", TRUE, "EC200A", "EC200ACNHAR01A02M16");
  keep_journal (voyage);
  voyage->deed = dfota_run_status;
  voyage->stray_at = DFOTA_STATE_IDENTIFYING;
  voyage->stray = "\r\nEC200ACNHAR01A03M16_01.200.01.200\r\n";
  voyage_sail (voyage);
  assert_null (voyage->stray);
  assert_int_equal (only_status (voyage)->conclusion, DFOTA_CONCLUSION_STILL_UPGRADING);
}

/* A folder that cannot be: the user is told before the start, and the upgrade goes its way. */
static void
what_cannot_be_noted_is_told (void **state)
{
  g_autofree char *file = g_build_filename (folder, "in-the-way", NULL);
  g_autoptr (Voyage) voyage = voyage_new (5000);

  assert_true (g_file_set_contents (file, "", 0, NULL));
  g_free (voyage->job->journal);
  voyage->job->journal = g_build_filename (file, "below", NULL);
  voyage_sail (voyage);
  g_unlink (file);
  assert_int_equal (voyage_findings (voyage, DFOTA_CHECK_JOURNAL, DFOTA_VERDICT_WARN, NULL), 1);
  assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
}

/* The same package is not sent once more to a module that has it. */
static void
what_is_done_is_not_done_again (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new (5000);
  g_autoptr (DfotaJournal) journal = NULL;

  dfota_journal_forget ("jump", folder);
  leave_note ("updating", TRUE, "EC200A", "EC200ACNHAR01A01M16");
  journal = dfota_journal_find ("jump", folder);
  journal->package = g_path_get_basename (voyage->job->package_path);
  assert_true (dfota_journal_write (journal, folder));
  keep_journal (voyage);
  voyage_sail (voyage);
  assert_int_equal (voyage->finished->exit_code, 2);
  assert_int_equal (voyage->finished->fault->error, DFOTA_ERROR_PACKAGE_INSTALLED);
  assert_int_equal (voyage->seen.commands_accepted, 0);
}

/* A module that may still take our bytes for the rest of a package is only listened to, for as long as the note says. */
static void
a_module_that_takes_payload_is_left_in_peace (void **state)
{
  static const struct
  {
    const char *at;
    gboolean past_point;
    gboolean long_wait;
  } rows[] = {
    { "sending", FALSE, TRUE }, { "starting", FALSE, TRUE }, { "preparing", FALSE, FALSE }, { "sending", TRUE, FALSE }
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Voyage) voyage = voyage_new (5000);
      gint64 before;

      dfota_journal_forget ("jump", folder);
      leave_note (rows[i].at, rows[i].past_point, "EC200A", "EC200ACNHAR01A02M16");
      keep_journal (voyage);
      voyage->deed = dfota_run_identify;
      voyage_sail (voyage);
      before = dfota_port_now (voyage->port) / DFOTA_PORT_SECOND;
      assert_int_equal (before >= 55, rows[i].long_wait);
    }
}

/* After a crash the same command is given again: an upgrade that may be at work in silence is followed, not disturbed. */
static void
no_second_command_goes_out_by_itself (void **state)
{
  for (int past = 0; past <= 1; past++)
    {
      g_autoptr (Voyage) voyage = voyage_new (5000);

      dfota_journal_forget ("jump", folder);
      leave_note (past ? "downloading" : "preparing", past != 0, "EC200A", "EC200ACNHAR01A02M16");
      keep_journal (voyage);
      voyage_sail (voyage);
      assert_int_equal (voyage->seen.commands_accepted, past ? 0 : 1);
      assert_int_equal (voyage_findings (voyage, DFOTA_CHECK_JOINED, DFOTA_VERDICT_WARN, NULL), past);
      assert_int_equal (voyage->finished->outcome, past ? DFOTA_OUTCOME_UNCERTAIN : DFOTA_OUTCOME_DONE);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (it_is_written_before_the_deed_on_every_way),
    cmocka_unit_test (the_module_shows_what_it_does),
    cmocka_unit_test (looking_changes_nothing),
    cmocka_unit_test (another_version_is_read_twice),
    cmocka_unit_test (what_cannot_be_noted_is_told),
    cmocka_unit_test (what_is_done_is_not_done_again),
    cmocka_unit_test (a_module_that_takes_payload_is_left_in_peace),
    cmocka_unit_test (no_second_command_goes_out_by_itself),
  };

  return cmocka_run_group_tests (tests, make_folder, remove_folder);
}
