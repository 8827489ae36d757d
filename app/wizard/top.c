/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "top.h"
#include "speaker.h"
#include "words.h"

struct _WizardTop
{
  GtkWidget parent_instance;

  AdwHeaderBar *header;
  AdwWindowTitle *heading;
  GtkWidget *strip;
  GtkLabel *title;
  GtkLabel *number;
  WizardSpeaker *speaker;
  int widest; /* px: the longest title of a page */
};

static void wizard_top_buildable_init (GtkBuildableIface *iface);
static GtkBuildableIface *parent_buildable;

G_DEFINE_FINAL_TYPE_WITH_CODE (WizardTop, wizard_top, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, wizard_top_buildable_init))

static void
wizard_top_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  WizardTop *self = WIZARD_TOP (buildable);

  if (!ADW_IS_HEADER_BAR (child))
    {
      parent_buildable->add_child (buildable, builder, child, type);
      return;
    }
  self->header = ADW_HEADER_BAR (child);
  self->heading = ADW_WINDOW_TITLE (adw_header_bar_get_title_widget (self->header));
  gtk_widget_insert_before (GTK_WIDGET (child), GTK_WIDGET (self), self->strip);
}

static void
wizard_top_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = wizard_top_add_child;
}

static int
width_of (GtkWidget *widget)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static int
height_of (GtkWidget *widget, int width)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

static int
width_of_text (GtkLabel *label, const char *text)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (label), text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* In the letters of the strip, which are those of the header bar. */
static int
width_of_longest_title (WizardTop *self)
{
  int widest = 0;

  for (int page = 0; page < WIZARD_N_PAGES; page++)
    {
      g_autofree char *number = wizard_words_page_number ((WizardPageId) page);
      int title = width_of_text (self->title, wizard_words_page ((WizardPageId) page));
      int below = width_of_text (self->number, number);

      widest = MAX (widest, MAX (title, below));
    }
  return widest;
}

static gboolean
has_room_for_titles (WizardTop *self, int width)
{
  int others = width_of (GTK_WIDGET (self->header)) - width_of (GTK_WIDGET (self->heading));

  /* the paddings of the title widget */
  return others + width_of_longest_title (self) + 24 <= width;
}

static void
wizard_top_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                    int *minimum_baseline, int *natural_baseline)
{
  WizardTop *self = WIZARD_TOP (widget);
  int header;

  gtk_widget_measure (GTK_WIDGET (self->header), orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL || for_size < 0 || has_room_for_titles (self, for_size))
    return;
  header = *natural;
  *minimum = *natural = header - 1 + height_of (self->strip, for_size);
}

static void
wizard_top_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WizardTop *self = WIZARD_TOP (widget);
  gboolean room = has_room_for_titles (self, width);
  int header = height_of (GTK_WIDGET (self->header), -1);

  gtk_widget_set_child_visible (GTK_WIDGET (self->heading), room);
  gtk_widget_set_child_visible (self->strip, !room);
  gtk_widget_size_allocate (GTK_WIDGET (self->header), &(GtkAllocation){ 0, 0, width, room ? height : header }, -1);
  /* over the line at the header bar's lower edge: the two are one */
  if (!room)
    gtk_widget_size_allocate (self->strip, &(GtkAllocation){ 0, header - 1, width, height - header + 1 }, -1);
  gtk_widget_size_allocate (GTK_WIDGET (self->speaker), &(GtkAllocation){ 0, 0, 1, 1 }, -1);
}

static GtkSizeRequestMode
wizard_top_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
wizard_top_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (wizard_top_parent_class)->dispose (object);
}

static void
wizard_top_class_init (WizardTopClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wizard_top_dispose;
  widget_class->measure = wizard_top_measure;
  widget_class->size_allocate = wizard_top_size_allocate;
  widget_class->get_request_mode = wizard_top_get_request_mode;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkLabel *
add_line (GtkWidget *strip, const char *css_class)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (label, GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
  gtk_box_append (GTK_BOX (strip), GTK_WIDGET (label));
  return label;
}

static void
wizard_top_init (WizardTop *self)
{
  self->strip = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->strip, "title-strip");
  self->title = add_line (self->strip, "title");
  self->number = add_line (self->strip, "subtitle");
  gtk_widget_set_parent (self->strip, GTK_WIDGET (self));
  self->speaker = WIZARD_SPEAKER (wizard_speaker_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->speaker), GTK_WIDGET (self));
}

void
wizard_top_show_page (WizardTop *self, WizardPageId page)
{
  g_autofree char *number = wizard_words_page_number (page);

  adw_window_title_set_title (self->heading, wizard_words_page (page));
  adw_window_title_set_subtitle (self->heading, number);
  gtk_label_set_text (self->title, wizard_words_page (page));
  gtk_label_set_text (self->number, number);
}

const char *
wizard_top_title (WizardTop *self)
{
  return adw_window_title_get_title (self->heading);
}

void
wizard_top_announce (WizardTop *self, const char *text)
{
  wizard_speaker_say (self->speaker, text);
}
