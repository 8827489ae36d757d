/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "log-view.h"
#include "moments.h"

/* Page 7: what the module says, and much of it. */

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

static char *
shown_log (Ui *ui)
{
  GtkWidget *view = find_type (find_type (GTK_WIDGET (ui_window (ui)), WIZARD_TYPE_LOG_VIEW), GTK_TYPE_TEXT_VIEW);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter from, to;

  gtk_text_buffer_get_bounds (buffer, &from, &to);
  return gtk_text_buffer_get_text (buffer, &from, &to, FALSE);
}

static void
the_log_is_written_when_it_is_seen (void **state)
{
  Ui *ui = moments_begin (&english, FALSE);
  g_autofree char *folded = NULL;
  g_autofree char *all = NULL;
  g_autofree char *more = NULL;

  script_line ("the first", 0);
  for (int i = 0; i < 12000; i++)
    script_line ("+QIND: \"FOTA\",\"UPDATING\",41,and,so,on,and,so,forth", 0);
  script_line ("the last", 0);
  ui_excuse (ui);
  ui_sleep (ui, 200);
  folded = shown_log (ui);
  assert_string_equal (folded, "");

  ui_unfold (ui, english.log);
  ui_sleep (ui, 300);
  all = shown_log (ui);
  assert_non_null (strstr (all, "the last"));
  assert_true (strlen (all) < 40000);
  assert_true (g_str_has_prefix (all, "← "));
  script_line ("a word more", 0);
  ui_sleep (ui, 200);
  more = shown_log (ui);
  assert_non_null (strstr (more, "the last\n← a word more\n"));

  /* what is too long loses its beginning, and not its end */
  assert_true (wizard_model_state (ui_model (ui))->log->len < 600 * 1024);
  assert_null (strstr (wizard_model_state (ui_model (ui))->log->str, "the first"));
  moments_end (ui);
}

/* --- much of it --- */

#define EVENTS 100 /* a second */
#define COURSE 4   /* s that 5 MiB take here */

typedef struct
{
  int n;
} Flood;

static gboolean
pour (gpointer user_data)
{
  Flood *flood = user_data;
  double part = (double) flood->n++ / (EVENTS * COURSE);

  script_line (flood->n % 2 == 0 ? "+QIND: \"FOTA\",\"DOWNLOADING\",41" : "+CREG: 1,\"2F1A\",\"0A3B4C5D\",7", 0);
  script_progress (DFOTA_STATE_SENDING, MIN (part, 1) * 0.6, 0.6, (int) (300 * (1 - part)), 100);
  return flood->n < EVENTS * COURSE ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* The longest frame is told at the end; one of more than 100 ms fails the test anyhow. The log is unfolded for half of it. */
static void
a_hundred_events_a_second (void **state)
{
  Ui *ui = moments_begin (&english, FALSE);
  Flood flood = { 0 };

  g_setenv ("DFOTA_LONGEST_FRAME", "1", TRUE);
  script_state (DFOTA_STATE_SENDING, TRUE, FALSE, 60, 0);
  g_timeout_add (1000 / EVENTS, pour, &flood);
  while (flood.n < EVENTS * COURSE / 2)
    ui_sleep (ui, 50);
  ui_unfold (ui, english.log);
  while (flood.n < EVENTS * COURSE)
    ui_sleep (ui, 50);
  ui_await (ui, english.up_to_here);
  moments_end (ui);
}

/* test-ui-log [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (the_log_is_written_when_it_is_seen),
    cmocka_unit_test (a_hundred_events_a_second),
  };

  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
