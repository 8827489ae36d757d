/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "controls.h"
#include "ui.h"

/* The whole wizard without a mouse, by real keys. */

#define PATIENCE_US (20 * G_USEC_PER_SEC)
#define FAR         60 /* presses of Tab within which everything is reached */

static GString *announced;

/* As GTK has it from 4.14 on, and the wizard then calls. */
#if !GTK_CHECK_VERSION(4, 14, 0)
void gtk_accessible_announce (GtkAccessible *self, const char *message, int priority);

void
gtk_accessible_announce (GtkAccessible *self, const char *message, int priority)
{
  assert_int_equal (gtk_accessible_get_accessible_role (self), GTK_ACCESSIBLE_ROLE_STATUS);
  assert_int_equal (priority, 1);
  g_string_append_printf (announced, "%s\n", message);
}

static void
has_announced (const char *words)
{
  if (strstr (announced->str, words) == NULL)
    fail_msg ("“%s” was not announced, but:\n%s", words, announced->str);
}
#else
#define has_announced(words)
#endif

static const char *
words_of (GtkWidget *widget)
{
  if (GTK_IS_SWITCH (widget))
    widget = gtk_widget_get_ancestor (widget, ADW_TYPE_ACTION_ROW);
  if (ADW_IS_PREFERENCES_ROW (widget))
    return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget));
  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
    return gtk_button_get_label (GTK_BUTTON (widget));
  return gtk_widget_get_tooltip_text (widget);
}

static gboolean
has_focus (Ui *ui, const char *words)
{
  GtkWidget *focus = ui_focus (ui);

  return focus != NULL && g_strcmp0 (words_of (focus), words) == 0;
}

/* Presses a key that moves the focus, and waits until it has. FALSE: it stays where it is. */
static gboolean
step (Ui *ui, const char *key)
{
  GtkWidget *before = ui_focus (ui);
  gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC / 2;

  ui_press (ui, key);
  while (ui_focus (ui) == before && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  return ui_focus (ui) != before;
}

static void
tab_to (Ui *ui, const char *words)
{
  for (int i = 0; i < FAR && !has_focus (ui, words); i++)
    step (ui, "Tab");
  if (!has_focus (ui, words))
    fail_msg ("Tab does not lead to “%s”", words);
}

static void
await_focus (Ui *ui, const char *words)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_US;

  while (!has_focus (ui, words) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  if (!has_focus (ui, words))
    fail_msg ("the keyboard should be at “%s”", words);
}

/* The control that the focus is in. */
static int
place_in (GPtrArray *controls, GtkWidget *focus)
{
  for (guint i = controls->len; i-- > 0;)
    {
      GtkWidget *control = g_ptr_array_index (controls, i);

      if (focus == control || (focus != NULL && gtk_widget_is_ancestor (focus, control)))
        return (int) i;
    }
  return -1;
}

/* Once around with Tab: every control that is sensitive is come to, in the order of reading. */
static void
focus_order_is_reading_order (Ui *ui)
{
  g_autoptr (GPtrArray) controls = wizard_controls_below (wizard_controls_scope (ui_window (ui)));
  g_autofree gboolean *seen = g_new0 (gboolean, controls->len);
  int last = place_in (controls, ui_focus (ui));
  int turns = 0; /* from the end to the beginning */

  for (int i = 0; i < FAR && turns < 2; i++)
    {
      int place;

      step (ui, "Tab");
      place = place_in (controls, ui_focus (ui));
      if (place < 0)
        continue; /* the window's own buttons */
      if (place == last && turns == 1)
        fail_msg ("Tab stops twice at “%s”", words_of (g_ptr_array_index (controls, (guint) place)));
      turns += place < last;
      seen[place] = seen[place] || turns == 1;
      last = place;
    }
  assert_int_equal (turns, 2);
  for (guint i = 0; i < controls->len; i++)
    if (!seen[i] && gtk_widget_is_sensitive (g_ptr_array_index (controls, i)))
      fail_msg ("Tab passes over %s “%s”", G_OBJECT_TYPE_NAME (g_ptr_array_index (controls, i)),
                words_of (g_ptr_array_index (controls, i)));
}

static gboolean
has_ports (WizardModel *model)
{
  return wizard_model_state (model)->ports != NULL;
}

static gboolean
has_package (WizardModel *model)
{
  return wizard_model_state (model)->package != NULL;
}

static gboolean
flow_is_hardware (WizardModel *model)
{
  return wizard_model_state (model)->flow == DFOTA_FLOW_CHOICE_RTSCTS;
}

static gboolean
flow_is_automatic (WizardModel *model)
{
  return wizard_model_state (model)->flow == DFOTA_FLOW_CHOICE_AUTO;
}

static gboolean
is_checked (WizardModel *model)
{
  return wizard_model_state (model)->checked;
}

static gboolean
is_running (WizardModel *model)
{
  return wizard_model_state (model)->running;
}

static void
to_the_package (Ui *ui)
{
  ui_await_model (ui, has_ports, "the ports are listed");
  focus_order_is_reading_order (ui);
  tab_to (ui, "Practice module");
  ui_press (ui, "space");
  ui_await_model (ui, wizard_model_is_practice, "the practice module is chosen");
  focus_order_is_reading_order (ui);
  tab_to (ui, "Next");
  ui_press (ui, "Return");
  ui_await_title (ui, "Your module");
  await_focus (ui, "Next");
  focus_order_is_reading_order (ui);
  tab_to (ui, "Next");
  ui_press (ui, "Return");
  ui_await_title (ui, "Upgrade package");
}

static void
to_the_start (Ui *ui)
{
  focus_order_is_reading_order (ui);
  tab_to (ui, "Use the practice package");
  ui_press (ui, "space");
  ui_await_model (ui, has_package, "the package is chosen");
  focus_order_is_reading_order (ui);
  ui_press (ui, "Alt+Right");
  ui_await_title (ui, "The way");
  focus_order_is_reading_order (ui);
  tab_to (ui, "Next");
  ui_press (ui, "Return");
  ui_await_title (ui, "Flow control");
  focus_order_is_reading_order (ui);
  tab_to (ui, "Automatic");
  step (ui, "Down");
  ui_press (ui, "space");
  ui_await_model (ui, flow_is_hardware, "an arrow and the space bar choose");
  step (ui, "Up");
  ui_press (ui, "space");
  ui_await_model (ui, flow_is_automatic, "an arrow and the space bar choose");
  ui_press (ui, "Alt+Left");
  ui_await_title (ui, "The way");
  ui_press (ui, "Alt+Right");
  ui_await_title (ui, "Flow control");
  ui_press (ui, "Alt+Right");
  ui_await_title (ui, "Before you start");
  ui_await_model (ui, is_checked, "the checks are made");
}

/* From the first page to the last; on each page everything can be reached, in the order of reading. */
static void
a_keyboard_is_enough (void **state)
{
  Ui *ui;

  g_setenv ("DFOTA_PRACTICE_SPEED", "20", TRUE);
  ui = ui_start ("en", NULL);
  to_the_package (ui);
  to_the_start (ui);
  focus_order_is_reading_order (ui);
  tab_to (ui, "I understand");
  ui_press (ui, "space");
  tab_to (ui, "Start the upgrade");
  ui_press (ui, "Return");
  ui_await_model (ui, is_running, "it runs");
  ui_await_title (ui, "Upgrading");
  tab_to (ui, "What the module says");
  ui_press (ui, "Return");
  ui_await_title (ui, "Result");
  focus_order_is_reading_order (ui);
  tab_to (ui, "Close");
  ui_end (ui);
  has_announced ("Page 2 of 8: Your module\n");
  has_announced ("Sending the package to the module\n");
  has_announced ("Page 8 of 8: Result. Done. ");
}

static guint
n_windows (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint mapped = 0;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      mapped += gtk_widget_get_mapped (window) ? 1 : 0;
    }
  return mapped;
}

static void
await_windows (guint n)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_US;

  while (n_windows () != n && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  assert_int_equal (n_windows (), n);
}

static gboolean
menu_is_open (Ui *ui)
{
  return GTK_IS_POPOVER (wizard_controls_scope (ui_window (ui)));
}

static void
await_menu (Ui *ui, gboolean open)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_US;

  while (menu_is_open (ui) != open && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  assert_int_equal (menu_is_open (ui), open);
}

/* What opens by a key closes by Escape, and the wizard is as before. */
static void
escape_closes_what_was_opened (void **state)
{
  Ui *ui = ui_start ("en", "practice");

  ui_await_model (ui, has_ports, "the ports are listed");
  ui_press (ui, "F10");
  await_menu (ui, TRUE);
  ui_press (ui, "Escape");
  await_menu (ui, FALSE);
  ui_sleep (ui, 300);
  ui_press (ui, "F1");
  await_windows (2);
  ui_sleep (ui, 100);
  ui_press (ui, "Escape");
  await_windows (1);
  ui_await_title (ui, "Connect");
  ui_press (ui, "Ctrl+l");
  ui_await_title (ui, "连接模块");
  ui_end (ui);
}

int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (a_keyboard_is_enough),
    cmocka_unit_test (escape_closes_what_was_opened),
  };

  announced = g_string_new (NULL);
  if (argc < 2)
    return abreast_run_in_turn (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
