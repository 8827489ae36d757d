/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "voyage.h"

#include <glib/gstdio.h>
#include <string.h>

#include "record/journal.h"

/* Upgrades that somebody else has started, or starts while we watch: joined and not disturbed. */

static void
an_upgrade_on_its_way_is_joined_and_no_command_is_sent (void **state)
{
  for (int known = 0; known <= 1; known++)
    {
      g_autoptr (Voyage) voyage = voyage_new (5000);
      voyage->faults[0] = "already-updating";
      voyage->job->target = known ? g_strdup ("EC200ACNHAR01A03M16") : NULL;
      voyage_sail (voyage);
      assert_int_equal (voyage_findings (voyage, DFOTA_CHECK_JOINED, DFOTA_VERDICT_WARN, NULL), 1);
      assert_int_equal (voyage->seen.commands_accepted, 0);
      assert_null (voyage->finished->before);
      assert_non_null (voyage->finished->after);
      assert_int_equal (voyage->finished->exit_code, known ? 0 : 3);
      if (!known)
        assert_int_equal (voyage->finished->fault->error, DFOTA_ERROR_JOINED);
    }
}

/* What was sent while the module was at work. */
static guint
lines_sent_at_work (const Voyage *voyage)
{
  gboolean at_work = FALSE;
  guint n = 0;

  for (guint i = 0; i < voyage->events->len; i++)
    {
      const DfotaEvent *event = g_ptr_array_index (voyage->events, i);
      if (event->type == DFOTA_EVENT_STATE)
        at_work = event->state.state >= DFOTA_STATE_DOWNLOADING && event->state.state <= DFOTA_STATE_UPDATING;
      if (event->type == DFOTA_EVENT_LINE && event->line.dir == DFOTA_LINE_TX && at_work)
        n++;
    }
  return n;
}

static void
an_upgrade_by_a_platform_is_followed_in_silence (void **state)
{
  static const char *const faults[] = { "platform-trigger@9", "platform-update@9" };

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (Voyage) voyage = voyage_new_far ("bc260y", DFOTA_VIA_COAP, 5000);
      voyage->deed = dfota_run_watch;
      voyage->faults[0] = faults[i];
      voyage_sail (voyage);
      assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
      assert_int_equal (voyage->seen.commands_accepted, 0);
      assert_int_equal (lines_sent_at_work (voyage), 0);
    }
}

static void
watching_ends_with_patience_or_with_the_user (void **state)
{
  for (int user = 0; user <= 1; user++)
    {
      g_autoptr (Voyage) voyage = voyage_new_far ("bc260y", DFOTA_VIA_COAP, 5000);
      voyage->deed = dfota_run_watch;
      if (user)
        voyage->stop_at_state = DFOTA_STATE_CHECKING;
      else
        voyage->job->patience = 100;
      voyage_sail (voyage);
      assert_int_equal (voyage->finished->exit_code, user ? 130 : 2);
      assert_int_equal (voyage->finished->fault->error, user ? DFOTA_ERROR_STOPPED : DFOTA_ERROR_NOTHING_SEEN);
    }
}

/* Left while the module waits: the journal knows what it was, and no password. Once it is done nothing is kept. */
static void
the_journal_remembers_what_is_not_over (void **state)
{
  for (int done = 0; done <= 1; done++)
    {
      g_autofree char *folder = g_dir_make_tmp ("dfota-journal-XXXXXX", NULL);
      g_autoptr (Voyage) voyage = voyage_new_far ("lte-standard-mini", DFOTA_VIA_FTP, 5000);
      g_free (voyage->job->journal);
      voyage->job->journal = g_strdup (folder);
      if (!done)
        {
          voyage_shelve (voyage, "fw.mini_2", NULL);
          voyage->leave_at_state = DFOTA_STATE_WAITING;
        }
      voyage_sail (voyage);
      assert_int_equal (voyage->finished->exit_code, done ? 0 : 3);

      g_autoptr (DfotaJournal) journal = dfota_journal_find ("jump", folder);
      if (done)
        assert_null (journal);
      else
        {
          assert_string_equal (journal->url, "FTP://user:***@fw.example.com:21/fw.mini_1");
          assert_string_equal (journal->module->revision, "EC800MCNGAR06A05M08");
          assert_int_equal (journal->module->family, DFOTA_FAMILY_LTE_STANDARD_MINI);
          assert_int_equal (journal->via, DFOTA_VIA_FTP);
          assert_string_equal (journal->state, "waiting");
          assert_true (journal->updated >= 49);
          assert_null (dfota_journal_find ("another", folder));
          assert_true (dfota_journal_forget (journal->place, folder));
        }
      assert_int_equal (g_rmdir (folder), 0);
    }
}

/* Left in the middle; and when it is taken up again the module says nothing. That is what it does at work: it has the time that
 * its state allows, and nobody calls it failed before. */
static void
a_silent_module_that_the_journal_knows_has_its_time (void **state)
{
  static const char *const families[] = { "lte-standard", "lte-standard-mini" };

  for (gsize i = 0; i < G_N_ELEMENTS (families); i++)
    {
      g_autofree char *folder = g_dir_make_tmp ("dfota-journal-XXXXXX", NULL);
      g_autoptr (Voyage) first = voyage_new_far (families[i], DFOTA_VIA_HTTP, 5000);
      g_autoptr (Voyage) second = voyage_new_far (families[i], DFOTA_VIA_HTTP, 5000);

      for (int again = 0; again <= 1; again++)
        {
          Voyage *voyage = again ? second : first;
          g_free (voyage->job->journal);
          voyage->job->journal = g_strdup (folder);
        }
      first->leave_at_state = DFOTA_STATE_DOWNLOADING;
      voyage_sail (first);
      second->faults[0] = "no-answer";
      second->leave_at_state = DFOTA_STATE_WAITING; /* for MiniFOTA no time is too long */
      voyage_sail (second);
      assert_int_equal (voyage_findings (second, DFOTA_CHECK_JOINED, DFOTA_VERDICT_WARN, NULL), 1);
      assert_int_equal (voyage_states (second, DFOTA_STATE_DOWNLOADING), 1);
      assert_int_equal (second->seen.commands_accepted, 0);
      assert_int_equal (second->finished->exit_code, i == 0 ? 4 : 3);
      assert_true (i == 1 || dfota_port_now (second->port) > 500 * DFOTA_PORT_SECOND);

      g_autoptr (DfotaJournal) journal = dfota_journal_find ("jump", folder);
      if (journal != NULL)
        dfota_journal_forget (journal->place, folder);
      assert_int_equal (g_rmdir (folder), 0);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (an_upgrade_on_its_way_is_joined_and_no_command_is_sent),
    cmocka_unit_test (an_upgrade_by_a_platform_is_followed_in_silence),
    cmocka_unit_test (watching_ends_with_patience_or_with_the_user),
    cmocka_unit_test (the_journal_remembers_what_is_not_over),
    cmocka_unit_test (a_silent_module_that_the_journal_knows_has_its_time),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
