/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "remedy-bar.h"
#include "page.h"
#include "remedy.h"

struct _WizardRemedyBar
{
  GtkBox parent_instance;

  WizardModel *model; /* borrowed: the page's, which holds this */
  DfotaFault *fault;
  GtkWidget *buttons[WIZARD_REMEDIES_AT_ONCE];
  WizardRemedy remedies[WIZARD_REMEDIES_AT_ONCE];
};

G_DEFINE_FINAL_TYPE (WizardRemedyBar, wizard_remedy_bar, GTK_TYPE_BOX)

static void
copy (WizardRemedyBar *self, const char *text)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), WIZARD_TYPE_PAGE);

  if (page != NULL)
    wizard_page_copy (WIZARD_PAGE (page), text);
}

static void
on_clicked (WizardRemedyBar *self, GtkWidget *button)
{
  gsize i = 0;
  g_autofree char *text = NULL;

  while (i < G_N_ELEMENTS (self->buttons) && self->buttons[i] != button)
    i++;
  g_return_if_fail (i < G_N_ELEMENTS (self->buttons) && self->fault != NULL);

  text = wizard_remedy_text (self->model, self->remedies[i], self->fault);
  if (text != NULL)
    copy (self, text);
  /* an action of page 3 alone: there is no page to turn to */
  else if (self->remedies[i] != WIZARD_REMEDY_OTHER_PACKAGE
           || !gtk_widget_activate_action (GTK_WIDGET (self), "package.choose", NULL))
    wizard_remedy_apply (self->model, self->remedies[i]);
}

/* A button is not built anew for the same deed: the keyboard's focus stays on it. */
static void
draw_button (GtkWidget *button, const char *label, gboolean suggested)
{
  if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) != 0)
    {
      gtk_button_set_label (GTK_BUTTON (button), label);
      gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), TRUE);
      gtk_label_set_justify (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), GTK_JUSTIFY_CENTER);
    }
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  else
    gtk_widget_remove_css_class (button, "suggested-action");
}

void
wizard_remedy_bar_update (WizardRemedyBar *self, WizardModel *model, const DfotaFault *fault)
{
  gboolean suggested = FALSE;
  gsize n = 0;

  self->model = model;
  dfota_fault_free (self->fault);
  self->fault = dfota_fault_copy (fault);
  if (fault != NULL)
    n = wizard_remedies (model, fault, self->remedies, &suggested);
  for (gsize i = 0; i < G_N_ELEMENTS (self->buttons); i++)
    {
      if (i < n)
        draw_button (self->buttons[i], wizard_remedy_label (model, self->remedies[i]), suggested && i == 0);
      gtk_widget_set_visible (self->buttons[i], i < n);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

static void
wizard_remedy_bar_finalize (GObject *object)
{
  dfota_fault_free (WIZARD_REMEDY_BAR (object)->fault);
  G_OBJECT_CLASS (wizard_remedy_bar_parent_class)->finalize (object);
}

static void
wizard_remedy_bar_class_init (WizardRemedyBarClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wizard_remedy_bar_finalize;
}

static void
wizard_remedy_bar_init (WizardRemedyBar *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);
  for (gsize i = 0; i < G_N_ELEMENTS (self->buttons); i++)
    {
      self->buttons[i] = gtk_button_new ();
      g_signal_connect_object (self->buttons[i], "clicked", G_CALLBACK (on_clicked), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self), self->buttons[i]);
    }
}
