/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "track.h"

#include <glib/gi18n.h>

#define ROW        26 /* px: the bar with its mark */
#define MARK_WIDTH 4
#define GAP        2

struct _WizardTrack
{
  GtkWidget parent_instance;

  double point;
  gboolean marked, passed;

  GtkWidget *zone; /* up to the mark */
  GtkWidget *bar;
  GtkWidget *mark;
  GtkWidget *flag;
};

G_DEFINE_FINAL_TYPE (WizardTrack, wizard_track, GTK_TYPE_WIDGET)

static void
wizard_track_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  WizardTrack *self = WIZARD_TRACK (widget);
  int bar_least, bar_usual;
  int flag_least = 0;
  int flag_usual = 0;

  gtk_widget_measure (self->bar, orientation, -1, &bar_least, &bar_usual, NULL, NULL);
  if (gtk_widget_get_visible (self->flag))
    gtk_widget_measure (self->flag, orientation, orientation == GTK_ORIENTATION_VERTICAL ? for_size : -1, &flag_least,
                        &flag_usual, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (bar_least, flag_least);
      *natural = MAX (bar_usual, flag_usual);
      return;
    }
  *minimum = MAX (bar_least, ROW) + (flag_least > 0 ? GAP + flag_least : 0);
  *natural = MAX (bar_usual, ROW) + (flag_usual > 0 ? GAP + flag_usual : 0);
}

static void
place (GtkWidget *child, int x, int y, int width, int height)
{
  GtkAllocation allocation = { x, y, width, height };

  if (gtk_widget_get_visible (child))
    gtk_widget_size_allocate (child, &allocation, -1);
}

static void
wizard_track_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WizardTrack *self = WIZARD_TRACK (widget);
  gboolean backwards = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int at = (int) ((backwards ? 1 - self->point : self->point) * width);
  int bar, row, flag;

  gtk_widget_measure (self->bar, GTK_ORIENTATION_VERTICAL, -1, NULL, &bar, NULL, NULL);
  row = MAX (bar, ROW);
  gtk_widget_measure (self->flag, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &flag, NULL, NULL);
  flag = MIN (flag, width);
  place (self->zone, backwards ? at : 0, 0, backwards ? width - at : at, row);
  place (self->bar, 0, (row - bar) / 2, width, bar);
  place (self->mark, at - MARK_WIDTH / 2, 0, MARK_WIDTH, row);
  place (self->flag, CLAMP (at - flag / 2, 0, width - flag), row + GAP, flag, height - row - GAP);
}

static GtkSizeRequestMode
wizard_track_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
describe (WizardTrack *self, double fraction)
{
  int percent = (int) (fraction * 100);
  int point = (int) (self->point * 100);
  g_autofree char *words = NULL;

  if (!self->marked)
    words = g_strdup_printf (_ ("%d %%"), percent);
  else if (self->passed)
    words = g_strdup_printf (_ ("%d %%; the point of no return was at %d %%"), percent, point);
  else
    words = g_strdup_printf (_ ("%d %%; it can be stopped up to %d %%"), percent, point);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

void
wizard_track_set (WizardTrack *self, double fraction, double point, gboolean passed)
{
  gboolean marked = point > 0 && point < 1;
  gboolean anew = marked != self->marked || passed != self->passed || (marked && point != self->point);

  fraction = CLAMP (fraction, 0, 1);
  if (!anew && fraction == gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (self->bar)))
    return;
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), fraction);
  if (anew)
    {
      self->marked = marked;
      self->passed = passed;
      self->point = marked ? point : 0;
      gtk_widget_set_visible (self->zone, marked && !passed);
      gtk_widget_set_visible (self->mark, marked);
      gtk_widget_set_visible (self->flag, marked);
      gtk_label_set_text (GTK_LABEL (self->flag), passed ? _ ("Point of no return: passed") : _ ("Up to here you can stop"));
      gtk_widget_queue_resize (GTK_WIDGET (self));
    }
  /* setting the fraction takes the words of the value away */
  describe (self, fraction);
}

static void
wizard_track_dispose (GObject *object)
{
  WizardTrack *self = WIZARD_TRACK (object);

  g_clear_pointer (&self->zone, gtk_widget_unparent);
  g_clear_pointer (&self->bar, gtk_widget_unparent);
  g_clear_pointer (&self->mark, gtk_widget_unparent);
  g_clear_pointer (&self->flag, gtk_widget_unparent);
  G_OBJECT_CLASS (wizard_track_parent_class)->dispose (object);
}

static void
wizard_track_class_init (WizardTrackClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wizard_track_dispose;
  widget_class->measure = wizard_track_measure;
  widget_class->size_allocate = wizard_track_size_allocate;
  widget_class->get_request_mode = wizard_track_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "track");
}

static GtkWidget *
add (WizardTrack *self, GtkWidget *child, const char *css_class)
{
  gtk_widget_add_css_class (child, css_class);
  gtk_widget_set_parent (child, GTK_WIDGET (self));
  return child;
}

static GtkWidget *
shape (void)
{
  return g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "visible", FALSE, NULL);
}

static void
wizard_track_init (WizardTrack *self)
{
  GtkWidget *flag = gtk_label_new (NULL);

  self->zone = add (self, shape (), "zone");
  self->bar = add (self, gtk_progress_bar_new (), "upgrade");
  self->mark = add (self, shape (), "mark");
  self->flag = add (self, flag, "caption");
  gtk_label_set_wrap (GTK_LABEL (flag), TRUE);
  gtk_label_set_justify (GTK_LABEL (flag), GTK_JUSTIFY_CENTER);
  gtk_widget_set_visible (flag, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Progress of the upgrade"),
                                  -1);
}
