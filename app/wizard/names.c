/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "names.h"
#include "choice.h"
#include "speaker.h"
#include "whole.h"

#define NAMED "wizard-named"

static void
name (GtkWidget *widget, const char *words)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/* The label with the look of a heading that stands right above. */
static const char *
heading_above (GtkWidget *list)
{
  for (GtkWidget *before = gtk_widget_get_prev_sibling (list); before != NULL; before = gtk_widget_get_prev_sibling (before))
    if (GTK_IS_LABEL (before) && gtk_widget_has_css_class (before, "heading"))
      return gtk_label_get_text (GTK_LABEL (before));
  return NULL;
}

static gboolean
is_head (GtkWidget *widget)
{
  return ADW_IS_ACTION_ROW (widget) && gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (widget));
}

/* Of a row that unfolds: the row within it that has the title and the focus. */
static GtkWidget *
find_head (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = is_head (child) ? child : find_head (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
on_expanded (AdwExpanderRow *row, GParamSpec *spec, GtkAccessible *head)
{
  gtk_accessible_update_state (head, GTK_ACCESSIBLE_STATE_EXPANDED, adw_expander_row_get_expanded (row), -1);
}

static void
on_title (AdwPreferencesRow *row)
{
  name (GTK_WIDGET (row), adw_preferences_row_get_title (row));
}

static void
name_expander (GtkWidget *row)
{
  GtkWidget *head = find_head (row);

  on_title (ADW_PREFERENCES_ROW (row));
  g_signal_connect (row, "notify::title", G_CALLBACK (on_title), NULL);
  if (head == NULL)
    return;
  on_expanded (ADW_EXPANDER_ROW (row), NULL, GTK_ACCESSIBLE (head));
  g_signal_connect_object (row, "notify::expanded", G_CALLBACK (on_expanded), head, 0);
}

char *
wizard_names_description (GtkWidget *row)
{
  const char *words = ADW_IS_ACTION_ROW (row) ? adw_action_row_get_subtitle (ADW_ACTION_ROW (row)) : NULL;
  const char *tag = WIZARD_IS_CHOICE (row) ? wizard_choice_tag (WIZARD_CHOICE (row)) : NULL;
  char *plain = NULL;

  if (words == NULL || words[0] == '\0')
    return g_strdup (tag);
  if (tag != NULL)
    return wizard_speaker_join (tag, words); /* a choice has no markup */
  if (!adw_preferences_row_get_use_markup (ADW_PREFERENCES_ROW (row))
      || !pango_parse_markup (words, -1, 0, NULL, &plain, NULL, NULL))
    plain = g_strdup (words);
  return plain;
}

static void
on_subtitle (GtkWidget *row)
{
  g_autofree char *words = wizard_names_description (row);

  if (words != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
see_to_row (GtkWidget *row)
{
  GtkWidget *within = adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row));

  on_subtitle (row);
  g_signal_connect (row, "notify::subtitle", G_CALLBACK (on_subtitle), NULL);
  if (GTK_IS_SWITCH (within) || GTK_IS_BUTTON (within))
    gtk_widget_set_focusable (row, FALSE);
}

/* The arrows that libadwaita puts into rows, and the mark of a check button. */
static gboolean
only_decorates (GtkWidget *widget)
{
  static const char *const arrows[] = { "adw-expander-arrow-symbolic", "pan-down-symbolic", "go-next-symbolic", NULL };

  if (GTK_IS_IMAGE (widget))
    return gtk_image_get_icon_name (GTK_IMAGE (widget)) != NULL
           && g_strv_contains (arrows, gtk_image_get_icon_name (GTK_IMAGE (widget)));
  return strcmp (gtk_widget_get_css_name (widget), "radio") == 0 || strcmp (gtk_widget_get_css_name (widget), "check") == 0;
}

/* So many letters never are: and two Chinese ones would stand below each other for want of a space. */
#define SHORT 6

/* With large letters in a narrow window the words of a button may be longer than a line. */
static void
let_wrap (GtkWidget *words)
{
  if (!GTK_IS_LABEL (words) || g_utf8_strlen (gtk_label_get_text (GTK_LABEL (words)), -1) <= SHORT)
    return;
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (words), PANGO_WRAP_WORD); /* a word that is torn apart cannot be read */
  gtk_label_set_natural_wrap_mode (GTK_LABEL (words), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_justify (GTK_LABEL (words), GTK_JUSTIFY_CENTER);
}

static void
see_to (GtkWidget *widget, const char *title, GtkWidget *expander)
{
  const char *above = heading_above (widget);

  if (GTK_IS_LABEL (widget))
    wizard_whole_keep (GTK_LABEL (widget));
  else if (widget == expander)
    name_expander (widget);
  else if (GTK_IS_LIST_BOX (widget) && expander != NULL)
    name (widget, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (expander)));
  else if (GTK_IS_LIST_BOX (widget))
    name (widget, above != NULL ? above : title);
  else if (ADW_IS_ACTION_ROW (widget))
    see_to_row (widget);
  else if (GTK_IS_BUTTON (widget))
    let_wrap (gtk_button_get_child (GTK_BUTTON (widget)));
  else if (GTK_IS_PICTURE (widget) && gtk_picture_get_alternative_text (GTK_PICTURE (widget)) != NULL)
    name (widget, gtk_picture_get_alternative_text (GTK_PICTURE (widget)));
  else if (only_decorates (widget))
    gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
}

static void
walk (GtkWidget *widget, const char *title, GtkWidget *expander)
{
  if (ADW_IS_EXPANDER_ROW (widget))
    expander = widget;
  if (g_object_get_data (G_OBJECT (widget), NAMED) == NULL)
    {
      g_object_set_data (G_OBJECT (widget), NAMED, GINT_TO_POINTER (TRUE));
      see_to (widget, title, expander);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_NATIVE (child))
      walk (child, title, expander);
}

void
wizard_names_give (GtkWidget *page, const char *title)
{
  GtkStack *stack = GTK_STACK (gtk_widget_get_ancestor (page, GTK_TYPE_STACK));

  if (stack != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_stack_get_page (stack, page)), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                    -1);
  walk (page, title, NULL);
}
