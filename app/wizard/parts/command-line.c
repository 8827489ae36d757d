/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command-line.h"
#include "bar.h"
#include "page.h"

#include <glib/gi18n.h>

struct _WizardCommandLine
{
  GtkBox parent_instance;

  GtkWidget *purpose;
  GtkWidget *command;
  GtkWidget *copy;
};

G_DEFINE_FINAL_TYPE (WizardCommandLine, wizard_command_line, GTK_TYPE_BOX)

static void
on_copy (WizardCommandLine *self)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), WIZARD_TYPE_PAGE);

  wizard_page_copy (WIZARD_PAGE (page), gtk_label_get_text (GTK_LABEL (self->command)));
}

static void
wizard_command_line_class_init (WizardCommandLineClass *klass)
{
}

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
wizard_command_line_init (WizardCommandLine *self)
{
  GtkWidget *line = g_object_new (WIZARD_TYPE_BAR, NULL); /* where it is narrow the button stands under the command */

  self->purpose = new_label ("note-advice");
  self->command = new_label ("monospace");
  gtk_label_set_selectable (GTK_LABEL (self->command), TRUE);
  self->copy = gtk_button_new_with_label (_ ("Copy"));
  gtk_widget_set_valign (self->copy, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->copy, "clicked", G_CALLBACK (on_copy), self);
  gtk_widget_add_css_class (line, "command-line");
  gtk_widget_set_parent (self->command, line);
  gtk_widget_set_parent (self->copy, line);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
  gtk_box_append (GTK_BOX (self), self->purpose);
  gtk_box_append (GTK_BOX (self), line);
}

void
wizard_command_line_set (WizardCommandLine *self, const char *purpose, const char *command)
{
  g_autofree char *name = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), command != NULL);
  if (command == NULL)
    return;
  gtk_label_set_text (GTK_LABEL (self->purpose), purpose);
  if (strcmp (gtk_label_get_text (GTK_LABEL (self->command)), command) == 0)
    return;
  gtk_label_set_text (GTK_LABEL (self->command), command);
  /* one of several buttons that say "Copy" */
  name = g_strdup_printf (_ ("Copy: %s"), command);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
