/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bar.h"

#define SPACING 12
#define LEAST   220 /* px: words in a narrower column than this are hard to read */

struct _WizardBar
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (WizardBar, wizard_bar, GTK_TYPE_WIDGET)

typedef enum
{
  IN_A_ROW,
  WORDS_ABOVE,
  STACKED
} Shape;

static gboolean
is_words (GtkWidget *child)
{
  return GTK_IS_LABEL (child);
}

static int
natural_width (GtkWidget *child)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static int
height_of (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

/* Of all visible buttons in a row. */
static int
width_of_buttons (GtkWidget *bar)
{
  int width = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (bar); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child) && !is_words (child))
      width += natural_width (child) + (width > 0 ? SPACING : 0);
  return width;
}

static GtkWidget *
find_words (GtkWidget *bar)
{
  for (GtkWidget *child = gtk_widget_get_first_child (bar); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (is_words (child) && gtk_widget_should_layout (child))
      return child;
  return NULL;
}

static Shape
shape_for (GtkWidget *bar, int width)
{
  GtkWidget *words = find_words (bar);
  int buttons = width_of_buttons (bar);
  int wanted = words != NULL ? natural_width (words) : 0;

  if (buttons > width)
    return STACKED;
  if (words == NULL || buttons == 0 || width - buttons - SPACING >= MIN (wanted, LEAST))
    return IN_A_ROW;
  return WORDS_ABOVE;
}

/* Of what stands in one row with the words having the rest of @width. */
static int
height_of_row (GtkWidget *bar, int width, gboolean with_words)
{
  int buttons = width_of_buttons (bar);
  int rest = width - buttons - (buttons > 0 ? SPACING : 0);
  int height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (bar); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child) && (with_words || !is_words (child)))
      {
        int own = height_of (child, is_words (child) ? rest : -1);

        height = MAX (height, own);
      }
  return height;
}

static int
height_for (GtkWidget *bar, int width)
{
  Shape shape = shape_for (bar, width);
  int height = 0;

  if (shape == IN_A_ROW)
    return height_of_row (bar, width, TRUE);
  if (shape == WORDS_ABOVE)
    return height_of (find_words (bar), width) + SPACING + height_of_row (bar, width, FALSE);
  for (GtkWidget *child = gtk_widget_get_first_child (bar); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      height += height_of (child, width) + (height > 0 ? SPACING : 0);
  return height;
}

static void
wizard_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                    int *minimum_baseline, int *natural_baseline)
{
  int least = 0;
  int buttons = width_of_buttons (widget);
  GtkWidget *words = find_words (widget);
  int all = buttons + (words != NULL ? natural_width (words) + SPACING : 0);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = height_for (widget, for_size >= 0 ? for_size : all);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      {
        int own;

        gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &own, NULL, NULL, NULL);
        least = MAX (least, own);
      }
  *minimum = least;
  *natural = MAX (least, all);
}

static void
place (GtkWidget *bar, GtkWidget *child, int x, int y, int width, int height)
{
  if (gtk_widget_get_direction (bar) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (bar) - x - width;
  gtk_widget_size_allocate (child, &(GtkAllocation){ x, y, width, height }, -1);
}

/* Buttons from the left; what comes after the words, or is the last of several, stands at the right end. */
static void
place_row (GtkWidget *bar, int y, int width, int height, gboolean with_words)
{
  int rest = width - width_of_buttons (bar);
  int x = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (bar); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int own;

      if (is_words (child))
        {
          own = rest - (rest < width ? SPACING : 0);
          if (with_words && gtk_widget_should_layout (child))
            place (bar, child, x, y, own, height);
          x += with_words && gtk_widget_should_layout (child) ? own + SPACING : rest;
          continue;
        }
      if (!gtk_widget_should_layout (child))
        continue;
      own = natural_width (child);
      place (bar, child, x, y, own, height);
      x += own + SPACING;
    }
}

static void
place_stack (GtkWidget *bar, int width)
{
  GtkWidget *words = find_words (bar);
  int y = 0;

  if (words != NULL)
    {
      y = height_of (words, width);
      place (bar, words, 0, 0, width, y);
      y += SPACING;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (bar); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int height;

      if (child == words || !gtk_widget_should_layout (child))
        continue;
      height = height_of (child, width);
      place (bar, child, 0, y, width, height);
      y += height + SPACING;
    }
}

static void
wizard_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  Shape shape = shape_for (widget, width);
  GtkWidget *words = find_words (widget);
  int above = shape == WORDS_ABOVE ? height_of (words, width) + SPACING : 0;

  if (shape == STACKED)
    {
      place_stack (widget, width);
      return;
    }
  if (shape == WORDS_ABOVE)
    place (widget, words, 0, 0, width, above - SPACING);
  place_row (widget, above, width, height - above, shape == IN_A_ROW);
}

static GtkSizeRequestMode
wizard_bar_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
wizard_bar_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (wizard_bar_parent_class)->dispose (object);
}

static void
wizard_bar_class_init (WizardBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wizard_bar_dispose;
  widget_class->measure = wizard_bar_measure;
  widget_class->size_allocate = wizard_bar_size_allocate;
  widget_class->get_request_mode = wizard_bar_get_request_mode;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
wizard_bar_init (WizardBar *self)
{
}
