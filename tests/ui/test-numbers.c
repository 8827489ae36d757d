/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "controls.h"
#include "ui.h"
#include "window.h"

/* “Press 4”: numbers on the controls, by real keys. */

#define PATIENCE_US (20 * G_USEC_PER_SEC)

static WizardNumbers *
numbers (Ui *ui)
{
  return wizard_window_numbers (WIZARD_WINDOW (ui_window (ui)));
}

static GPtrArray *
controls (Ui *ui)
{
  return wizard_controls_below (wizard_controls_scope (ui_window (ui)));
}

/* What a control is called on the screen. */
static const char *
words_of (GtkWidget *control)
{
  if (ADW_IS_PREFERENCES_ROW (control))
    return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (control));
  if (GTK_IS_BUTTON (control) && gtk_button_get_label (GTK_BUTTON (control)) != NULL)
    return gtk_button_get_label (GTK_BUTTON (control));
  return gtk_widget_get_tooltip_text (control) != NULL ? gtk_widget_get_tooltip_text (control)
                                                       : G_OBJECT_TYPE_NAME (control);
}

static GtkWidget *
find_control (Ui *ui, const char *words)
{
  g_autoptr (GPtrArray) all = controls (ui);

  for (guint i = 0; i < all->len; i++)
    if (strcmp (words_of (g_ptr_array_index (all, i)), words) == 0)
      return g_ptr_array_index (all, i);
  return NULL;
}

static guint
number_of (Ui *ui, const char *words)
{
  GtkWidget *control = find_control (ui, words);

  return control != NULL ? wizard_numbers_of (numbers (ui), control) : 0;
}

/* All that is written on badges, in the order of the controls: "1 2 3". */
static void
read_badges (GtkWidget *widget, GString *text)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (gtk_widget_has_css_class (widget, "number-badge"))
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    read_badges (child, text);
}

static char *
badges (Ui *ui)
{
  GListModel *windows = gtk_window_get_toplevels ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      read_badges (window, text);
    }
  return g_strdup (text->str);
}

static void
await_badges (Ui *ui, const char *wanted)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_US;
  g_autofree char *there = badges (ui);

  while (strcmp (there, wanted) != 0 && g_get_monotonic_time () < end)
    {
      g_main_context_iteration (NULL, TRUE);
      g_free (there);
      there = badges (ui);
    }
  assert_string_equal (there, wanted);
}

static void
await_windows (Ui *ui, guint n)
{
  GListModel *windows = gtk_window_get_toplevels ();
  gint64 end = g_get_monotonic_time () + PATIENCE_US;

  while (g_list_model_get_n_items (windows) != n && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  assert_int_equal (g_list_model_get_n_items (windows), n);
}

static guint
await_number (Ui *ui, const char *words)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_US;

  while (number_of (ui, words) == 0 && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  if (number_of (ui, words) == 0)
    fail_msg ("“%s” got no number", words);
  return number_of (ui, words);
}

static void
press_number (Ui *ui, guint number)
{
  char digits[16];

  g_snprintf (digits, sizeof digits, "%u", number);
  for (const char *digit = digits; *digit != '\0'; digit++)
    ui_press (ui, (char[]){ *digit, '\0' });
}

/* Presses the number that a control has, as a user reads it. */
static void
press (Ui *ui, const char *words)
{
  press_number (ui, await_number (ui, words));
}

/* Types and numbers, in the order of reading, as far as they do not depend on the language. */
static char *
plan (Ui *ui)
{
  g_autoptr (GPtrArray) all = controls (ui);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    g_string_append_printf (text, "%s %u\n", G_OBJECT_TYPE_NAME (g_ptr_array_index (all, i)),
                            wizard_numbers_of (numbers (ui), g_ptr_array_index (all, i)));
  return g_strdup (text->str);
}

static gboolean
is_laid_out (WizardModel *model)
{
  GListModel *windows = gtk_window_get_toplevels ();
  g_autoptr (GtkWidget) window = g_list_model_get_item (windows, 0);

  return wizard_model_state (model)->ports != NULL && window != NULL && gtk_widget_get_width (window) > 0;
}

static Ui *
start (const char *lang)
{
  Ui *ui;

  g_setenv ("DFOTA_PRACTICE_SPEED", "50", TRUE);
  ui = ui_start (lang, "practice");
  ui_await_model (ui, is_laid_out, "the ports are listed and the window stands");
  return ui;
}

/* The same numbers in both languages, and they outlive the window. */
static void
they_are_the_same_in_both_languages (void **state)
{
  Ui *ui = start ("en");
  g_autofree char *english = NULL;
  g_autofree char *chinese = NULL;
  g_autoptr (GPtrArray) all = NULL;

  ui_press (ui, "F8");
  await_number (ui, "Next");
  english = plan (ui);
  all = controls (ui);
  assert_int_equal (number_of (ui, "中"), 1);
  assert_int_equal (number_of (ui, "Next"), all->len);
  press (ui, "中");
  await_number (ui, "下一步");
  chinese = plan (ui);
  assert_string_equal (english, chinese);
  ui_end (ui);
}

static gboolean
is_on_module (WizardModel *model)
{
  return wizard_model_state (model)->page == WIZARD_STEP_MODULE;
}

/* A number presses the control, the page is turned, and its controls are counted anew. */
static void
a_number_presses_its_control (void **state)
{
  Ui *ui = start ("en");

  ui_press (ui, "F8");
  press (ui, "Next");
  ui_await_model (ui, is_on_module, "Next was pressed");
  ui_await_title (ui, "Your module");
  await_number (ui, "Back");
  assert_int_equal (number_of (ui, "中"), 1);
  assert_int_equal (number_of (ui, "Next"), number_of (ui, "Back") + 1);
  press (ui, "Back");
  ui_await_title (ui, "Connect");
  await_number (ui, "Next");
  ui_press (ui, "Escape");
  await_badges (ui, "");
  ui_press (ui, "F8");
  await_number (ui, "Next");
  ui_press (ui, "F8");
  await_badges (ui, "");
  ui_end (ui);
}

static gboolean
has_own_rate (WizardModel *model)
{
  return wizard_model_state (model)->baud == 9600;
}

/* Where there are many, later ones have two digits, of which none is a number by itself; a menu has numbers of its own. */
static void
two_digits_and_a_menu (void **state)
{
  Ui *ui = start ("en");
  guint baud;

  ui_press (ui, "F8");
  await_number (ui, "Next");
  ui_unfold (ui, "Special connection");
  baud = await_number (ui, "Baud rate");
  assert_true (baud >= 10);
  assert_int_not_equal (number_of (ui, "Next"), baud / 10);
  press_number (ui, baud);
  await_badges (ui, "1 2 3 4 5 6 7 80 81");
  ui_press (ui, "2");
  ui_await_model (ui, has_own_rate, "the second rate is chosen");
  assert_int_equal (await_number (ui, "Baud rate"), baud);
  ui_end (ui);
}

/* The menu, and the dialog that it opens: both by numbers. Escape ends the numbers first, then the dialog. */
static void
a_dialog_has_its_own (void **state)
{
  Ui *ui = start ("en");
  GListModel *windows = gtk_window_get_toplevels ();

  ui_press (ui, "F8");
  press (ui, "Main menu");
  await_badges (ui, "1 2 3");
  ui_press (ui, "3"); /* About */
  await_windows (ui, 2);
  await_badges (ui, "1 2 3");
  ui_press (ui, "Escape");
  await_badges (ui, "");
  assert_int_equal (g_list_model_get_n_items (windows), 2);
  ui_press (ui, "F8");
  await_badges (ui, "1 2 3");
  ui_press (ui, "F8");
  await_badges (ui, "");
  ui_press (ui, "Escape");
  await_windows (ui, 1);
  ui_end (ui);
}

static void
take_bounds (Ui *ui, GArray *bounds)
{
  g_autoptr (GPtrArray) all = controls (ui);

  for (guint i = 0; i < all->len; i++)
    {
      graphene_rect_t rect;

      assert_true (gtk_widget_compute_bounds (g_ptr_array_index (all, i), GTK_WIDGET (ui_window (ui)), &rect));
      g_array_append_val (bounds, rect);
    }
}

/* Badges move nothing, are in the window, and are nothing that assistive technology sees; the description has the number. */
static void
they_take_no_room (void **state)
{
  Ui *ui = start ("en");
  g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  g_autoptr (GArray) after = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  g_autofree char *words = NULL;
  g_autofree char *wrong = NULL;

  take_bounds (ui, before);
  ui_press (ui, "F8");
  words = g_strdup_printf ("Number %u", await_number (ui, "Next"));
  take_bounds (ui, after);
  assert_int_equal (before->len, after->len);
  assert_memory_equal (before->data, after->data, before->len * sizeof (graphene_rect_t));
  wrong = gtk_test_accessible_check_property (GTK_ACCESSIBLE (find_control (ui, "Next")),
                                              GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);
  assert_null (wrong);
  ui_press (ui, "F8");
  await_badges (ui, "");
  wrong = gtk_test_accessible_check_property (GTK_ACCESSIBLE (find_control (ui, "Next")),
                                              GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);
  assert_non_null (wrong);
  ui_end (ui);
}

static gboolean
is_tcp (WizardModel *model)
{
  return g_strcmp0 (wizard_model_state (model)->port, "tcp:1.2:34") == 0;
}

/* A number leads into a text field; then the digits are the field's. */
static void
a_text_field_gets_its_digits (void **state)
{
  Ui *ui = start ("en");

  ui_unfold (ui, "Special connection");
  ui_press (ui, "F8");
  press (ui, "Network serial server (host:port)");
  await_badges (ui, "");
  ui_press (ui, "1");
  ui_press (ui, "period");
  ui_press (ui, "2");
  ui_press (ui, "Shift+semicolon");
  ui_press (ui, "3");
  ui_press (ui, "4");
  ui_await_model (ui, is_tcp, "the digits stand in the field");
  ui_end (ui);
}

static GtkWidget *
find_badge (GtkWidget *widget, const char *number)
{
  if (gtk_widget_has_css_class (widget, "number-badge") && strcmp (gtk_label_get_text (GTK_LABEL (widget)), number) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_badge (child, number);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The middle of a control and of its badge lie on one line, wherever it is scrolled to. */
static gboolean
badge_is_beside (Ui *ui, const char *words)
{
  GtkWidget *window = GTK_WIDGET (ui_window (ui));
  g_autofree char *number = g_strdup_printf ("%u", number_of (ui, words));
  GtkWidget *badge = find_badge (window, number);
  graphene_rect_t at, control;

  if (badge == NULL || !gtk_widget_get_mapped (badge) || !gtk_widget_compute_bounds (badge, window, &at)
      || !gtk_widget_compute_bounds (find_control (ui, words), window, &control))
    return FALSE;
  return ABS (at.origin.y + at.size.height / 2 - control.origin.y - control.size.height / 2) < 2;
}

static gboolean
await_beside (Ui *ui, const char *words)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_US;

  while (!badge_is_beside (ui, words) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  return badge_is_beside (ui, words);
}

static void
they_follow_what_is_scrolled (void **state)
{
  Ui *ui = start ("en");
  GtkWidget *row, *scrolled;
  GtkAdjustment *adjustment;
  g_autofree char *number = NULL;

  gtk_window_set_default_size (ui_window (ui), 360, 400);
  ui_press (ui, "F8");
  await_number (ui, "Next");
  row = find_control (ui, "Special connection");
  assert_non_null (row);
  scrolled = gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  assert_true (await_beside (ui, "Special connection"));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) - 12);
  ui_sleep (ui, 60);
  assert_true (await_beside (ui, "Special connection"));
  number = g_strdup_printf ("%u", number_of (ui, "Special connection"));
  gtk_adjustment_set_value (adjustment, 0);
  ui_sleep (ui, 100);
  if (gtk_widget_get_mapped (find_badge (GTK_WIDGET (ui_window (ui)), number)))
    assert_true (await_beside (ui, "Special connection"));
  ui_end (ui);
}

int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (they_are_the_same_in_both_languages),
    cmocka_unit_test (a_number_presses_its_control),
    cmocka_unit_test (two_digits_and_a_menu),
    cmocka_unit_test (a_dialog_has_its_own),
    cmocka_unit_test (they_take_no_room),
    cmocka_unit_test (a_text_field_gets_its_digits),
    cmocka_unit_test (they_follow_what_is_scrolled),
  };

  if (argc < 2)
    return abreast_run_in_turn (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
