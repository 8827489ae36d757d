/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "split.h"

#define WIDE       720
#define SIDE_WIDTH 208

struct _WizardSplit
{
  GtkWidget parent_instance;

  GtkWidget *side;
  GtkWidget *content;
};

G_DEFINE_FINAL_TYPE (WizardSplit, wizard_split, GTK_TYPE_WIDGET)

static void
wizard_split_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  WizardSplit *self = WIZARD_SPLIT (widget);
  int inner = orientation == GTK_ORIENTATION_VERTICAL && for_size >= WIDE ? for_size - SIDE_WIDTH : for_size;

  gtk_widget_measure (self->content, orientation, inner, minimum, natural, NULL, NULL);
}

static void
wizard_split_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WizardSplit *self = WIZARD_SPLIT (widget);
  gboolean wide = width >= WIDE;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation side = { rtl ? width - SIDE_WIDTH : 0, 0, SIDE_WIDTH, height };
  GtkAllocation content = { wide && !rtl ? SIDE_WIDTH : 0, 0, wide ? width - SIDE_WIDTH : width, height };
  int unused;

  gtk_widget_set_child_visible (self->side, wide);
  if (wide)
    {
      gtk_widget_measure (self->side, GTK_ORIENTATION_HORIZONTAL, -1, &unused, NULL, NULL, NULL);
      side.width = MAX (side.width, unused);
      gtk_widget_size_allocate (self->side, &side, -1);
    }
  gtk_widget_size_allocate (self->content, &content, -1);
}

static GtkSizeRequestMode
wizard_split_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
wizard_split_dispose (GObject *object)
{
  WizardSplit *self = WIZARD_SPLIT (object);

  g_clear_pointer (&self->side, gtk_widget_unparent);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (wizard_split_parent_class)->dispose (object);
}

static void
wizard_split_class_init (WizardSplitClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wizard_split_dispose;
  widget_class->measure = wizard_split_measure;
  widget_class->size_allocate = wizard_split_size_allocate;
  widget_class->get_request_mode = wizard_split_get_request_mode;
}

static void
wizard_split_init (WizardSplit *self)
{
}

void
wizard_split_set_children (WizardSplit *self, GtkWidget *side, GtkWidget *content)
{
  self->side = side;
  self->content = content;
  gtk_widget_set_parent (side, GTK_WIDGET (self));
  gtk_widget_set_parent (content, GTK_WIDGET (self));
}
