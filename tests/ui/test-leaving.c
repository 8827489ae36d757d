/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "fake-desktop.h"
#include "moments.h"

/* What would tear an upgrade from its user's eyes: a window that closes, another language, a computer that sleeps. */

/* --- closing the window --- */

static void
await_no_question (Ui *ui, const Words *words)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (ui_sees (words->really) && g_get_monotonic_time () < end)
    ui_sleep (ui, 10);
  ui_expect_not (ui, words->really);
}

static void
close_and_stay (Ui *ui, const Words *words, const char *truth)
{
  gtk_window_close (ui_window (ui));
  ui_await (ui, words->really);
  ui_expect (ui, truth);
  ui_click (ui, words->stay);
  await_no_question (ui, words);
  assert_non_null (ui_window (ui));
}

static void
closing_is_asked_about (const Words *words)
{
  Ui *ui = moments_begin (words, FALSE);

  moments_remember ();
  script_state (DFOTA_STATE_SENDING, TRUE, FALSE, 60, 0);
  close_and_stay (ui, words, words->can_be_stopped);
  assert_false (script_was_stopped ());

  /* while the question stands, the truth becomes another */
  gtk_window_close (ui_window (ui));
  ui_await (ui, words->can_be_stopped);
  assert_true (ui_is_sensitive (words->stop_it));
  script_state (DFOTA_STATE_DOWNLOADING, FALSE, TRUE, 300, 0);
  ui_await (ui, words->by_itself);
  ui_await (ui, words->next_time);
  ui_expect_not (ui, words->can_be_stopped);
  assert_false (ui_is_sensitive (words->stop_it));
  ui_click (ui, words->stay);

  script_state (DFOTA_STATE_WAITING, FALSE, TRUE, 0, 0);
  close_and_stay (ui, words, words->keeps_trying);
  script_state (DFOTA_STATE_UPDATING, FALSE, TRUE, 300, 0);
  gtk_window_close (ui_window (ui));
  ui_await (ui, words->by_itself);
  script_finish (DFOTA_OUTCOME_DONE);
  ui_await_title (ui, words->result);
  await_no_question (ui, words);
  moments_end (ui);
}

static void
closing_while_stopping (const Words *words)
{
  Ui *ui = moments_begin (words, FALSE);

  moments_remember ();
  script_state (DFOTA_STATE_SENDING, TRUE, FALSE, 60, 0);
  gtk_window_close (ui_window (ui));
  ui_click (ui, words->stop_it);
  assert_true (script_was_stopped ());
  close_and_stay (ui, words, words->being_stopped);
  moments_end (ui);

  ui = moments_begin (words, FALSE);
  moments_remember ();
  script_state (DFOTA_STATE_CONFIRMING, FALSE, FALSE, 150, 0);
  close_and_stay (ui, words, words->ended_early);
  gtk_window_close (ui_window (ui));
  ui_await (ui, words->next_time);
  ui_click (ui, words->leave);
  assert_true (script_was_left ());
  assert_null (ui_window (ui));
  ui_end (ui);
}

/* Where the journal cannot be written the next start knows nothing, and so nothing is promised for it. */
static void
closing_without_a_journal (const Words *words)
{
  Ui *ui = moments_begin (words, FALSE);

  script_state (DFOTA_STATE_UPDATING, FALSE, TRUE, 300, 0);
  gtk_window_close (ui_window (ui));
  ui_await (ui, words->by_itself);
  ui_sleep (ui, 100);
  ui_expect (ui, words->nobody_watches);
  ui_expect_not (ui, words->next_time);
  moments_end (ui);
}

/* What somebody else has begun is in no journal of ours: nothing is promised for the next start. */
static void
closing_while_watching (const Words *words)
{
  Ui *ui;

  script_arm (FALSE);
  ui = ui_start (words->lang, NULL);
  script_watch (ui);
  ui_await_title (ui, words->upgrading);
  assert_true (ui_is_sensitive (words->stop_watching));
  script_state (DFOTA_STATE_UPDATING, FALSE, TRUE, 300, 0);
  ui_expect (ui, words->goes_on);
  gtk_window_close (ui_window (ui));
  ui_await (ui, words->by_itself);
  ui_expect (ui, words->nobody_watches);
  ui_expect_not (ui, words->next_time);
  ui_click (ui, words->leave);
  assert_null (ui_window (ui));
  ui_end (ui);
}

/* --- another language --- */

static void
a_new_window_shows_the_same (const Words *words)
{
  const Words *other = words == &english ? &chinese : &english;
  Ui *ui = moments_begin (words, TRUE);

  script_state (DFOTA_STATE_UPDATING, FALSE, TRUE, 120, 400);
  script_progress (DFOTA_STATE_UPDATING, 0.7, 0.03, 271, 200);
  script_restart (2, 4);
  script_line ("+QIND: \"FOTA\",\"UPDATING\",41", 130.5);
  ui_unfold (ui, words->log);
  ui_await (ui, words->too_long);
  wizard_application_set_language (WIZARD_APPLICATION (gtk_window_get_application (ui_window (ui))), other->lang);
  ui_await_title (ui, other->upgrading);
  ui_expect (ui, other->second_of_four);
  ui_expect (ui, other->why_order);
  ui_await (ui, "70 %");
  ui_unfold (ui, other->log);
  ui_await (ui, other->too_long);
  script_line ("+QIND: \"FOTA\",\"UPDATING\",43", 0);
  ui_await (ui, other->five_minutes);
  ui_expect_not (ui, words->log);
  moments_end (ui);
}

/* --- the computer --- */

static void
await_locks (Ui *ui, guint lid, guint sleep)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while ((fake_desktop_lid_locks () != lid || fake_desktop_sleep_locks () != sleep) && g_get_monotonic_time () < end)
    ui_sleep (ui, 10);
  assert_int_equal (fake_desktop_lid_locks (), lid);
  assert_int_equal (fake_desktop_sleep_locks (), sleep);
}

/* GTK does not wait for the answer. */
static void
await_session_let_go (Ui *ui)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (fake_desktop_session_flags () != 0 && g_get_monotonic_time () < end)
    ui_sleep (ui, 10);
  assert_int_equal (fake_desktop_session_flags (), 0);
}

static void
the_computer_is_held (void **state)
{
  const FakeDesktop desktop = { .lid = TRUE };
  Ui *ui;
  g_autofree char *reason = NULL;

  fake_desktop_start (&desktop);
  script_arm (FALSE);
  ui = ui_start ("en", NULL);
  script_walk (ui);
  assert_int_equal (fake_desktop_session_flags (), 0);
  wizard_model_next (ui_model (ui));
  ui_await_title (ui, english.upgrading);
  assert_int_equal (fake_desktop_session_flags (),
                    GTK_APPLICATION_INHIBIT_LOGOUT | GTK_APPLICATION_INHIBIT_SUSPEND | GTK_APPLICATION_INHIBIT_IDLE);
  reason = fake_desktop_reason ();
  assert_string_equal (reason, english.reason);
  await_locks (ui, 1, 1);
  ui_sleep (ui, 100);
  ui_expect_not (ui, english.lid);

  script_finish (DFOTA_OUTCOME_DONE);
  ui_await_title (ui, english.result);
  await_session_let_go (ui);
  await_locks (ui, 0, 0);
  moments_end (ui);
  fake_desktop_end ();
}

static gboolean
fears_lid (WizardModel *model)
{
  return wizard_model_state (model)->power.lid && wizard_model_state (model)->power.battery;
}

/* Before the start as well: page 6 reads the same. */
static void
the_lid_is_warned_of (const Words *words)
{
  const FakeDesktop desktop = { .lid = TRUE, .stubborn = TRUE, .battery = TRUE };
  Ui *ui;

  fake_desktop_start (&desktop);
  script_arm (FALSE);
  ui = ui_start (words->lang, NULL);
  script_walk (ui);
  ui_await_model (ui, fears_lid, "the lid is known");
  await_locks (ui, 0, 0);
  wizard_model_next (ui_model (ui));
  ui_await_title (ui, words->upgrading);
  ui_await (ui, words->lid);
  assert_int_equal (fake_desktop_lid_locks (), 0);
  moments_end (ui);
  fake_desktop_end ();
}

static void
without_a_lid_there_is_no_warning (void **state)
{
  const FakeDesktop desktop = { .stubborn = TRUE };
  Ui *ui;

  fake_desktop_start (&desktop);
  ui = moments_begin (&english, FALSE);
  await_locks (ui, 0, 1);
  ui_sleep (ui, 100);
  ui_expect_not (ui, english.lid);
  moments_end (ui);
  fake_desktop_end ();
}

/* clang-format off */
BOTH (closing_is_asked_about)
BOTH (closing_while_stopping)
BOTH (closing_without_a_journal)
BOTH (closing_while_watching)
BOTH (a_new_window_shows_the_same)
BOTH (the_lid_is_warned_of)
/* clang-format on */

/* test-ui-leaving [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    TWO (closing_is_asked_about),
    TWO (closing_while_stopping),
    TWO (closing_without_a_journal),
    TWO (closing_while_watching),
    TWO (a_new_window_shows_the_same),
    TWO (the_lid_is_warned_of),
    cmocka_unit_test (the_computer_is_held),
    cmocka_unit_test (without_a_lid_there_is_no_warning),
  };

  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
