/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "moments.h"
#include "steps.h"
#include "track.h"

/* Page 7, moment by moment, in both languages. */

/* --- what is on the page --- */

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
page_part (Ui *ui, GType type)
{
  GtkWidget *found = find_type (GTK_WIDGET (ui_window (ui)), type);

  assert_non_null (found);
  return found;
}

static GtkWidget *
part_with_class (GtkWidget *parent, const char *css_class)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_has_css_class (child, css_class))
      return child;
  fail_msg ("no part of class %s", css_class);
  return NULL;
}

static gboolean
is_mark_at (Ui *ui, double part)
{
  GtkWidget *track = page_part (ui, WIZARD_TYPE_TRACK);
  graphene_rect_t mark;
  double off;

  if (!gtk_widget_compute_bounds (part_with_class (track, "mark"), track, &mark) || mark.size.width <= 0)
    return FALSE;
  off = mark.origin.x + mark.size.width / 2 - part * gtk_widget_get_width (track);
  return ABS (off) <= 2;
}

/* A page is laid out with its next frame. */
static void
await_mark_at (Ui *ui, double part)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (!is_mark_at (ui, part) && g_get_monotonic_time () < end)
    ui_sleep (ui, 10);
  assert_true (is_mark_at (ui, part));
}

static void
expect_description (Ui *ui, const char *words)
{
  GtkWidget *bar = part_with_class (page_part (ui, WIZARD_TYPE_TRACK), "upgrade");
  g_autofree char *other
      = gtk_test_accessible_check_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words);

  if (other != NULL)
    fail_msg ("the bar is described as %s, not as %s", other, words);
}

/* --- the point of no return --- */

static void
the_point_is_drawn (const Words *words)
{
  Ui *ui = moments_begin (words, FALSE);

  script_state (DFOTA_STATE_SENDING, TRUE, FALSE, 60, 0);
  script_progress (DFOTA_STATE_SENDING, 0.3, 0.6, 300, 120);
  ui_await (ui, words->up_to_here);
  ui_expect (ui, words->up_to_mark);
  assert_true (ui_is_sensitive (words->stop));
  await_mark_at (ui, 0.6);
  expect_description (ui, words->may_describe);
  /* less than one percent more */
  script_progress (DFOTA_STATE_SENDING, 0.304, 0.6, 240, 60);
  ui_await (ui, words->four_minutes);
  expect_description (ui, words->may_describe);

  script_state (DFOTA_STATE_DOWNLOADING, FALSE, TRUE, 300, 0);
  script_progress (DFOTA_STATE_DOWNLOADING, 0.65, 0.6, 180, 5);
  ui_await (ui, words->passed);
  ui_expect (ui, words->why_complete);
  ui_expect (ui, words->needs_power);
  ui_expect_not (ui, words->up_to_here);
  ui_expect_not (ui, words->up_to_mark);
  assert_false (ui_is_sensitive (words->stop));
  ui_await (ui, "65 %");
  expect_description (ui, words->was_describe);
  await_mark_at (ui, 0.6);
  moments_end (ui);
}

/* Where the command itself is the point, there is no place on the bar for it, and the page says so from the start. */
static void
the_order_is_the_point (const Words *words)
{
  Ui *ui = moments_begin (words, TRUE);

  ui_expect (ui, words->order_soon);
  ui_expect_not (ui, words->up_to_here);
  assert_true (ui_is_sensitive (words->stop));
  script_state (DFOTA_STATE_DOWNLOADING, FALSE, TRUE, 300, 0);
  script_progress (DFOTA_STATE_DOWNLOADING, 0.1, 0.03, 180, 40);
  ui_await (ui, words->why_order);
  ui_expect (ui, words->needs_power);
  ui_expect_not (ui, words->passed);
  ui_expect_not (ui, words->order_soon);
  assert_false (ui_is_sensitive (words->stop));
  moments_end (ui);
}

static void
stopping_takes_the_button_away (const Words *words)
{
  Ui *ui = moments_begin (words, FALSE);

  script_state (DFOTA_STATE_SENDING, TRUE, FALSE, 60, 0);
  script_progress (DFOTA_STATE_SENDING, 0.3, 0.6, 300, 120);
  ui_await (ui, words->up_to_here);
  ui_click (ui, words->stop);
  assert_true (script_was_stopped ());
  ui_expect (ui, words->stopping);
  ui_expect_not (ui, words->up_to_here);
  assert_false (ui_is_sensitive (words->stop));
  script_finish (DFOTA_OUTCOME_CANCELLED);
  ui_await_title (ui, words->result);
  moments_end (ui);
}

/* It went wrong before the point: no button, and not the reason of those that are past it. */
static void
trouble_before_the_point (const Words *words)
{
  Ui *ui = moments_begin (words, FALSE);

  script_state (DFOTA_STATE_SENDING, TRUE, FALSE, 60, 0);
  script_state (DFOTA_STATE_CONFIRMING, FALSE, FALSE, 150, 0);
  ui_expect (ui, words->retreat);
  ui_expect_not (ui, words->why_complete);
  assert_false (ui_is_sensitive (words->stop));
  moments_end (ui);
}

/* Crossing the point is told once, and not with each stage; so is a silence that is too long. */
static void
what_matters_is_spoken (const Words *words)
{
  Ui *ui = moments_begin (words, FALSE);

  script_state (DFOTA_STATE_SENDING, TRUE, FALSE, 60, 0);
  assert_false (ui_hears (words->why_complete));
  script_state (DFOTA_STATE_DOWNLOADING, FALSE, TRUE, 300, 0);
  ui_await_heard (ui, words->why_complete);
  script_state (DFOTA_STATE_VERIFYING, FALSE, TRUE, 300, 0);
  ui_await_heard (ui, words->checking);
  assert_false (ui_hears (words->why_complete));
  script_state (DFOTA_STATE_VERIFYING, FALSE, TRUE, 60, 0);
  assert_false (ui_hears (words->told_silence));
  script_state (DFOTA_STATE_UPDATING, FALSE, TRUE, 60, 70);
  ui_await_heard (ui, words->told_silence);
  moments_end (ui);
}

/* --- the silence --- */

/* "Last heard … s ago"; -1: it does not stand there. */
static int
heard (const Words *words)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  for (int seconds = 0; seconds < 60; seconds++)
    {
      g_autofree char *line = g_strdup_printf (words->heard, seconds);

      if (ui_sees (line))
        return seconds;
    }
#pragma GCC diagnostic pop
  return -1;
}

static void
await_heard (Ui *ui, const Words *words, int least, int most)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while ((heard (words) < least || heard (words) > most) && g_get_monotonic_time () < end)
    ui_sleep (ui, 50);
  assert_in_range (heard (words), least, most);
}

static void
silence_is_measured (const Words *words)
{
  Ui *ui = moments_begin (words, FALSE);

  script_state (DFOTA_STATE_SENDING, TRUE, FALSE, 60, 300);
  ui_await (ui, words->receiving);
  script_state (DFOTA_STATE_VERIFYING, FALSE, TRUE, 300, 20.5);
  script_progress (DFOTA_STATE_VERIFYING, 0.65, 0.6, 270, 60);
  ui_await (ui, words->silent_in_stage);
  ui_await (ui, words->left);

  /* nothing is heard for longer than is normal; then a word, and the clock counts from it */
  script_state (DFOTA_STATE_UPDATING, FALSE, TRUE, 120, 200);
  script_line ("+QIND: \"FOTA\",\"UPDATING\",7", 130.5);
  ui_await (ui, words->too_long);
  ui_expect_not (ui, words->left); /* no promise beside it */
  ui_expect_not (ui, words->late);
  script_line ("+QIND: \"FOTA\",\"UPDATING\",9", 12.5);
  await_heard (ui, words, 12, 20);
  await_heard (ui, words, heard (words) + 2, 30);
  script_line ("+QIND: \"FOTA\",\"UPDATING\",11", 0);
  await_heard (ui, words, 1, 6);

  script_state (DFOTA_STATE_WAITING, FALSE, TRUE, 0, 4000);
  ui_await (ui, words->no_limit);
  moments_end (ui);
}

/* --- the restarts --- */

static void
restarts_are_counted (const Words *words)
{
  Ui *ui = moments_begin (words, TRUE);

  script_state (DFOTA_STATE_DOWNLOADING, FALSE, TRUE, 300, 0);
  ui_await (ui, words->will_restart);
  ui_expect (ui, "○○○○");
  script_restart (1, 4);
  script_restart (2, 4);
  ui_await (ui, words->second_of_four);
  ui_expect (ui, "●●○○");
  script_restart (5, 4);
  ui_await (ui, words->fifth_of_four);
  ui_expect (ui, "●●●●●");
  moments_end (ui);
}

/* --- the time --- */

/* The time left counts down by itself, but not what belongs to later states. */
static void
the_time_is_counted_down (const Words *words)
{
  Ui *ui = moments_begin (words, FALSE);
  int promised = wizard_model_state (ui_model (ui))->promised;

  assert_in_range (promised, 60, 1000);
  assert_int_equal (wizard_model_state (ui_model (ui))->progress.seconds_left, promised);
  script_state (DFOTA_STATE_VERIFYING, FALSE, TRUE, 300, 0);
  script_progress (DFOTA_STATE_VERIFYING, 0.65, 0.6, 270, 0);
  ui_await (ui, words->five_minutes);
  ui_sleep (ui, 2500);
  ui_expect (ui, words->five_minutes);
  script_progress (DFOTA_STATE_VERIFYING, 0.65, 0.6, 270, 10);
  ui_await (ui, words->four_minutes);

  /* a stage that takes too long is told as such, and not by a figure that stands still */
  ui_expect_not (ui, words->late);
  script_progress (DFOTA_STATE_VERIFYING, 0.65, 0.6, 270, -60);
  ui_await (ui, words->late);
  ui_expect_not (ui, words->left);
  script_progress (DFOTA_STATE_UPDATING, 0.7, 0.6, 238, 200);
  ui_await (ui, words->four_minutes);
  ui_expect_not (ui, words->late);

  /* what counts in the end is what page 6 said, and not what core had learnt by then */
  script_finish (DFOTA_OUTCOME_DONE);
  ui_await_title (ui, words->result);
  assert_int_equal (wizard_model_state (ui_model (ui))->result->promised, promised);
  moments_end (ui);
}

/* --- nothing twice --- */

/* Of a bar that is not there nothing is said. */
static void
no_bar_no_word_of_it (const Words *words)
{
  Ui *ui;

  script_arm (FALSE);
  ui = ui_start (words->lang, NULL);
  script_watch (ui);
  script_state (DFOTA_STATE_UPDATING, FALSE, TRUE, 300, 0);
  ui_await (ui, words->no_bar);
  ui_expect_not (ui, words->bar_waits);
  script_finish (DFOTA_OUTCOME_DONE);
  ui_end (ui);
}

/* In download mode the remark says what to do; the stage's own sentence, which says the same with other words, makes room. */
static void
the_remark_takes_the_place (const Words *words)
{
  Ui *ui = moments_begin (words, TRUE);

  script_state (DFOTA_STATE_DOWNLOADING, FALSE, TRUE, 300, 0);
  script_state (DFOTA_STATE_WAITING, FALSE, TRUE, 0, 0);
  ui_await (ui, words->waiting);
  ui_expect (ui, words->tries);
  script_remark (DFOTA_CHECK_WAITING);
  ui_await (ui, words->how_far);
  ui_expect (ui, words->waiting);
  ui_expect_not (ui, words->tries);
  ui_await_heard (ui, words->how_far);
  moments_end (ui);
}

/* --- the list of steps --- */

static GtkWidget *
step_of_upgrade (Ui *ui)
{
  GtkWidget *step = gtk_widget_get_first_child (page_part (ui, WIZARD_TYPE_STEPS));

  for (int page = 0; page < WIZARD_STEP_UPGRADE; page++)
    step = gtk_widget_get_next_sibling (step);
  return step;
}

static void
expect_step (Ui *ui, const Words *words, DfotaOutcome outcome, const char *state)
{
  g_autofree char *expected = g_strconcat (words->upgrading_step, state, NULL);
  g_autofree char *other = NULL;

  script_finish (outcome);
  ui_await_title (ui, words->result);
  other
      = gtk_test_accessible_check_property (GTK_ACCESSIBLE (step_of_upgrade (ui)), GTK_ACCESSIBLE_PROPERTY_LABEL, expected);
  if (other != NULL)
    fail_msg ("the step is called %s, not %s", other, expected);
  assert_int_equal (gtk_widget_has_css_class (step_of_upgrade (ui), "done"), outcome == DFOTA_OUTCOME_DONE);
}

/* A tick is for what was done, to the eye and to the ear. */
static void
only_what_is_done_is_ticked (const Words *words)
{
  Ui *ui = moments_begin (words, FALSE);

  expect_step (ui, words, DFOTA_OUTCOME_CANCELLED, words->ended);
  moments_end (ui);
  ui = moments_begin (words, FALSE);
  expect_step (ui, words, DFOTA_OUTCOME_DONE, words->done);
  moments_end (ui);
}

/* --- in download mode --- */

static gboolean
is_ended (WizardModel *model)
{
  return wizard_model_state (model)->page == WIZARD_STEP_RESULT;
}

/* The command was to go out again, and the upgrade has ended in the same moment: that is shown, and nothing is sent. */
static void
what_ended_is_not_sent_again (void **state)
{
  Ui *ui;
  WizardModel *model;

  script_arm (TRUE);
  ui = ui_start ("en", NULL);
  model = ui_model (ui);
  script_watch (ui);
  script_state (DFOTA_STATE_WAITING, FALSE, TRUE, 0, 0);
  wizard_model_set_resend_address (model, "http://files.example.com:80/EC800MCNGAR06A05M08-EC800MCNGAR06A06M08.mini_1");
  wizard_model_send_again (model);
  assert_true (script_was_left ());
  script_finish (DFOTA_OUTCOME_DONE);
  ui_await_model (ui, is_ended, "the result");
  assert_int_equal (wizard_model_state (model)->result->outcome, DFOTA_OUTCOME_DONE);
  assert_false (wizard_model_state (model)->running);
  ui_end (ui);
}

/* clang-format off */
BOTH (the_point_is_drawn)
BOTH (the_order_is_the_point)
BOTH (stopping_takes_the_button_away)
BOTH (trouble_before_the_point)
BOTH (silence_is_measured)
BOTH (restarts_are_counted)
BOTH (the_time_is_counted_down)
BOTH (what_matters_is_spoken)
BOTH (no_bar_no_word_of_it)
BOTH (the_remark_takes_the_place)
BOTH (only_what_is_done_is_ticked)
/* clang-format on */

/* test-ui-running [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    TWO (the_point_is_drawn),         TWO (the_order_is_the_point),      TWO (stopping_takes_the_button_away),
    TWO (trouble_before_the_point),   TWO (silence_is_measured),         TWO (restarts_are_counted),
    TWO (the_time_is_counted_down),   TWO (what_matters_is_spoken),      TWO (no_bar_no_word_of_it),
    TWO (the_remark_takes_the_place), TWO (only_what_is_done_is_ticked), cmocka_unit_test (what_ended_is_not_sent_again),
  };

  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
