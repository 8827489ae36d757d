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

/* With large letters the steps need more. */
static int
side_width (WizardSplit *self)
{
  int natural;

  gtk_widget_measure (self->side, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return MAX (SIDE_WIDTH, natural);
}

/* @height -1: any. Steps that would be cut, or leave too little to the page, are better not shown. */
static gboolean
has_room (WizardSplit *self, int width, int height)
{
  int side = side_width (self);
  int needed;

  if (width - side < WIDE - SIDE_WIDTH)
    return FALSE;
  gtk_widget_measure (self->side, GTK_ORIENTATION_VERTICAL, side, &needed, NULL, NULL, NULL);
  return height < 0 || needed <= height;
}

static void
wizard_split_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  WizardSplit *self = WIZARD_SPLIT (widget);
  int inner = for_size;

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0 && has_room (self, for_size, -1))
    inner = for_size - side_width (self);
  gtk_widget_measure (self->content, orientation, inner, minimum, natural, NULL, NULL);
}

static void
wizard_split_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WizardSplit *self = WIZARD_SPLIT (widget);
  gboolean wide = has_room (self, width, height);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int taken = side_width (self);
  GtkAllocation side = { rtl ? width - taken : 0, 0, taken, height };
  GtkAllocation content = { wide && !rtl ? taken : 0, 0, wide ? width - taken : width, height };

  gtk_widget_set_child_visible (self->side, wide);
  if (wide)
    gtk_widget_size_allocate (self->side, &side, -1);
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
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
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
