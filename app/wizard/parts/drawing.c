/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drawing.h"

#define FOLDER "/io/github/dfota/Wizard/illustrations/"

/* 320×128 */
#define ASPECT 2.5
#define TALL   128

struct _WizardDrawing
{
  GtkWidget parent_instance;

  char *file;
  int tall;
  GdkTexture *texture; /* of the last size, or NULL */
  int texture_width;   /* in pixels of the screen */
};

G_DEFINE_FINAL_TYPE (WizardDrawing, wizard_drawing, GTK_TYPE_WIDGET)

enum
{
  PROP_FILE = 1,
  PROP_TALL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* A page that gets narrow makes it smaller, down to a third of itself. */
static void
wizard_drawing_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                        int *minimum_baseline, int *natural_baseline)
{
  WizardDrawing *self = WIZARD_DRAWING (widget);
  int tall = self->tall;

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    tall = MIN (tall, (int) (for_size / ASPECT));
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? (int) (tall * ASPECT) : tall;
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? *natural / 3 : *natural;
}

static GtkSizeRequestMode
wizard_drawing_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static GdkTexture *
render (WizardDrawing *self, int width)
{
  g_autofree char *path = g_strconcat (FOLDER, self->file, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_resource_at_scale (path, width, -1, TRUE, &error);

  if (pixbuf == NULL)
    {
      g_warning ("%s: %s", path, error->message);
      return NULL;
    }
  return gdk_texture_new_for_pixbuf (pixbuf);
}

static void
wizard_drawing_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WizardDrawing *self = WIZARD_DRAWING (widget);
  int room_width = gtk_widget_get_width (widget);
  int room_height = gtk_widget_get_height (widget);
  int tall = MIN (self->tall, MIN (room_height, (int) (room_width / ASPECT)));
  int width = (int) (tall * ASPECT);
  int pixels = width * gtk_widget_get_scale_factor (widget);

  if (self->file == NULL || pixels <= 0)
    return;
  if (self->texture == NULL || self->texture_width != pixels)
    {
      g_clear_object (&self->texture);
      self->texture = render (self, pixels);
      self->texture_width = pixels;
    }
  /* on whole pixels: it stays sharp */
  if (self->texture != NULL)
    gtk_snapshot_append_texture (snapshot, self->texture,
                                 &GRAPHENE_RECT_INIT ((float) ((room_width - width) / 2), (float) ((room_height - tall) / 2),
                                                      (float) width, (float) tall));
}

static void
wizard_drawing_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  WizardDrawing *self = WIZARD_DRAWING (object);

  if (id == PROP_FILE)
    {
      g_free (self->file);
      self->file = g_value_dup_string (value);
      g_clear_object (&self->texture);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  else
    {
      self->tall = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
    }
}

static void
wizard_drawing_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  WizardDrawing *self = WIZARD_DRAWING (object);

  if (id == PROP_FILE)
    g_value_set_string (value, self->file);
  else
    g_value_set_int (value, self->tall);
}

static void
wizard_drawing_finalize (GObject *object)
{
  WizardDrawing *self = WIZARD_DRAWING (object);

  g_clear_object (&self->texture);
  g_free (self->file);
  G_OBJECT_CLASS (wizard_drawing_parent_class)->finalize (object);
}

static void
wizard_drawing_class_init (WizardDrawingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = wizard_drawing_finalize;
  object_class->set_property = wizard_drawing_set_property;
  object_class->get_property = wizard_drawing_get_property;
  widget_class->measure = wizard_drawing_measure;
  widget_class->get_request_mode = wizard_drawing_get_request_mode;
  widget_class->snapshot = wizard_drawing_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  properties[PROP_FILE] = g_param_spec_string ("file", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TALL] = g_param_spec_int ("tall", NULL, NULL, 1, 1000, TALL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wizard_drawing_init (WizardDrawing *self)
{
  self->tall = TALL;
}
