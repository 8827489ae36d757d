/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "controls.h"

static gboolean
is_text (GtkWidget *widget)
{
  return GTK_IS_TEXT (widget) || GTK_IS_TEXT_VIEW (widget);
}

/* Of an expander only its head can be pressed, and that is a row of its own within it. */
static gboolean
is_active_row (GtkWidget *widget)
{
  return GTK_IS_LIST_BOX_ROW (widget) && !ADW_IS_EXPANDER_ROW (widget)
         && (ADW_IS_ENTRY_ROW (widget) || gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (widget)));
}

/* Items of menus and lists have types that GTK keeps to itself; their roles are public. */
static gboolean
is_item (GtkWidget *widget)
{
  switch (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)))
    {
    case GTK_ACCESSIBLE_ROLE_MENU_ITEM:
    case GTK_ACCESSIBLE_ROLE_MENU_ITEM_CHECKBOX:
    case GTK_ACCESSIBLE_ROLE_MENU_ITEM_RADIO:
      return TRUE;
    case GTK_ACCESSIBLE_ROLE_LIST_ITEM:
      return !GTK_IS_LIST_BOX_ROW (widget) && gtk_widget_get_focusable (widget);
    default:
      return FALSE;
    }
}

static gboolean
is_control (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget) || GTK_IS_SWITCH (widget)
         || GTK_IS_DROP_DOWN (widget) || GTK_IS_EXPANDER (widget) || is_text (widget) || is_active_row (widget)
         || is_item (widget);
}

/* Within a row that is a control: what only shows or does the same as the row. */
static gboolean
belongs_to_row (GtkWidget *widget, GtkWidget *row)
{
  if (row == NULL)
    return FALSE;
  if (is_text (widget))
    return ADW_IS_ENTRY_ROW (row);
  if (is_item (widget))
    return TRUE; /* a row with a list shows the chosen one so */
  return ADW_IS_ACTION_ROW (row) && adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)) == widget;
}

static GtkWidget *
first_child_on_screen (GtkWidget *widget)
{
  return GTK_IS_STACK (widget) ? gtk_stack_get_visible_child (GTK_STACK (widget)) : gtk_widget_get_first_child (widget);
}

static void
collect (GtkWidget *widget, GtkWidget *row, GPtrArray *controls)
{
  gboolean control;

  if (!gtk_widget_get_mapped (widget) || GTK_IS_WINDOW_CONTROLS (widget) || belongs_to_row (widget, row))
    return;
  control = is_control (widget);
  if (control)
    g_ptr_array_add (controls, widget);
  if (control && !GTK_IS_LIST_BOX_ROW (widget) && !GTK_IS_EXPANDER (widget))
    return;
  if (control)
    row = widget;

  /* A page that slides out is no longer one to press on. */
  for (GtkWidget *child = first_child_on_screen (widget); child != NULL;
       child = GTK_IS_STACK (widget) ? NULL : gtk_widget_get_next_sibling (child))
    if (!GTK_IS_NATIVE (child))
      collect (child, row, controls);
}

GPtrArray *
wizard_controls_below (GtkWidget *scope)
{
  GPtrArray *controls = g_ptr_array_new ();

  collect (scope, NULL, controls);
  return controls;
}

static GtkWidget *
find_open_popover (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_last_child (widget); child != NULL; child = gtk_widget_get_prev_sibling (child))
    {
      GtkWidget *found = gtk_widget_get_mapped (child) ? find_open_popover (child) : NULL;

      if (found != NULL)
        return found;
    }
  return GTK_IS_POPOVER (widget) && gtk_popover_get_autohide (GTK_POPOVER (widget)) ? widget : NULL;
}

GtkWidget *
wizard_controls_scope (GtkWindow *window)
{
  GtkWidget *popover = find_open_popover (GTK_WIDGET (window));

  return popover != NULL ? popover : GTK_WIDGET (window);
}

gboolean
wizard_control_takes_text (GtkWidget *widget)
{
  return widget != NULL
         && (is_text (widget) ? !GTK_IS_TEXT_VIEW (widget) || gtk_text_view_get_editable (GTK_TEXT_VIEW (widget))
                              : ADW_IS_ENTRY_ROW (widget));
}

GtkWidget *
wizard_control_voice (GtkWidget *control)
{
  if (GTK_IS_MENU_BUTTON (control))
    return gtk_widget_get_first_child (control);
  if (ADW_IS_ENTRY_ROW (control))
    return GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (control)));
  if (ADW_IS_ACTION_ROW (control) && !gtk_widget_get_focusable (control))
    return adw_action_row_get_activatable_widget (ADW_ACTION_ROW (control));
  return control;
}

gboolean
wizard_control_use (GtkWidget *control)
{
  if (!gtk_widget_is_sensitive (control))
    return FALSE;

  gtk_widget_grab_focus (control); /* which also scrolls it into view */
  if (is_text (control) || ADW_IS_ENTRY_ROW (control))
    return TRUE;
  if (GTK_IS_MENU_BUTTON (control))
    gtk_menu_button_popup (GTK_MENU_BUTTON (control));
  else if (GTK_IS_BUTTON (control))
    g_signal_emit_by_name (control, "clicked"); /* gtk_widget_activate() waits for a quarter of a second */
  else if (GTK_IS_SWITCH (control))
    gtk_switch_set_active (GTK_SWITCH (control), !gtk_switch_get_active (GTK_SWITCH (control)));
  else
    {
      if (is_item (control)) /* of a list, which takes the one that is selected */
        gtk_widget_activate_action (control, "listitem.select", "(bb)", FALSE, FALSE);
      gtk_widget_activate (control);
    }
  return TRUE;
}
