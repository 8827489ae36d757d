/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "controls.h"
#include "hand.h"
#include "walk.h"

#define PATIENCE_US (20 * G_USEC_PER_SEC)
#define FAR         60 /* presses of Tab within which everything is reached */

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

/* What has the keyboard, in the window on top. */
static GtkWidget *
focus_of (Ui *ui)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (window) != NULL && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return gtk_window_get_focus (window);
    }
  return ui_focus (ui);
}

static gboolean
has_focus (Ui *ui, const char *english)
{
  GtkWidget *focus = focus_of (ui);

  return focus != NULL && g_strcmp0 (words_of (focus), walk_words (english)) == 0;
}

gboolean
hand_step (Ui *ui, const char *key)
{
  GtkWidget *before = focus_of (ui);
  gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC / 2;

  ui_press (ui, key);
  while (focus_of (ui) == before && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  return focus_of (ui) != before;
}

void
hand_tab_to (Ui *ui, const char *english)
{
  for (int i = 0; i < FAR && !has_focus (ui, english); i++)
    hand_step (ui, "Tab");
  if (!has_focus (ui, english))
    fail_msg ("Tab does not lead to “%s”", english);
}

void
hand_await_focus (Ui *ui, const char *english)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_US;

  while (!has_focus (ui, english) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  if (!has_focus (ui, english))
    fail_msg ("the keyboard should be at “%s”", english);
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

void
hand_reads_in_order (Ui *ui)
{
  g_autoptr (GPtrArray) controls = wizard_controls_below (wizard_controls_scope (ui_window (ui)));
  g_autofree gboolean *seen = g_new0 (gboolean, controls->len);
  int last = place_in (controls, focus_of (ui));
  int turns = 0; /* from the end to the beginning */

  for (int i = 0; i < FAR && turns < 2; i++)
    {
      int place;

      hand_step (ui, "Tab");
      place = place_in (controls, focus_of (ui));
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
