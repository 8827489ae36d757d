/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "row-words.h"

GtkWidget *
wizard_row_words (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "title"))
    return gtk_widget_get_parent (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = wizard_row_words (child);
  return found;
}
