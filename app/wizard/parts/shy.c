/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shy.h"

/* Smaller than this part of its size it is not shown. */
#define LEAST 0.55

struct _WizardShy
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (WizardShy, wizard_shy, ADW_TYPE_BIN)

static void
wizard_shy_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                    int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  *minimum = *natural = 0;
  if (child != NULL)
    gtk_widget_measure (child, orientation, -1, NULL, natural, NULL, NULL);
}

static void
wizard_shy_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));
  int usual, least, narrowest, usual_width, room = width;

  if (child == NULL)
    return;
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, NULL, &usual, NULL, NULL);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &least, NULL, NULL, NULL);
  if (least > height && usual > 0)
    {
      /* a picture gets lower by getting narrower; it is not to be cut off */
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &narrowest, &usual_width, NULL, NULL);
      room = CLAMP (usual_width * height / usual, narrowest, MAX (width, narrowest));
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, room, &least, NULL, NULL, NULL);
    }
  gtk_widget_set_child_visible (child, height >= usual * LEAST);
  gtk_widget_size_allocate (child, &(GtkAllocation){ (width - room) / 2, 0, room, MAX (height, least) }, -1);
}

static void
wizard_shy_class_init (WizardShyClass *klass)
{
  GTK_WIDGET_CLASS (klass)->measure = wizard_shy_measure;
  GTK_WIDGET_CLASS (klass)->size_allocate = wizard_shy_size_allocate;
}

static void
wizard_shy_init (WizardShy *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}
