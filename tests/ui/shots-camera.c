/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shots.h"

#include <stdio.h>

#define PATIENCE_MS 2000

typedef struct
{
  const char *style, *size;
  AdwColorScheme scheme;
  int width, height;
  int text;       /* percent */
  gboolean whole; /* if it scrolls, also a picture of all of it */
  gboolean slow;  /* not where there is only to be looked */
} Variant;

static const Variant variants[] = {
  { "light", "", ADW_COLOR_SCHEME_FORCE_LIGHT, 900, 620, 100, TRUE },
  { "light", "-narrow", ADW_COLOR_SCHEME_FORCE_LIGHT, 360, 600, 100, TRUE },
  { "light", "-large-text", ADW_COLOR_SCHEME_FORCE_LIGHT, 900, 620, 200, TRUE, TRUE },
  { "dark", "", ADW_COLOR_SCHEME_FORCE_DARK, 900, 620, 100, FALSE },
  { "dark", "-narrow", ADW_COLOR_SCHEME_FORCE_DARK, 360, 600, 100, FALSE, TRUE },
};

static const Variant contrast_variants[] = {
  { "light", "-contrast", ADW_COLOR_SCHEME_FORCE_LIGHT, 900, 620, 100, FALSE },
  { "dark", "-contrast", ADW_COLOR_SCHEME_FORCE_DARK, 900, 620, 100, FALSE },
};

/* A card is one of hundreds: all of it on one picture, and fewer of them. */
static const Variant card_variants[] = {
  { "light", "", ADW_COLOR_SCHEME_FORCE_LIGHT, 860, 560, 100, TRUE },
  { "light", "-narrow", ADW_COLOR_SCHEME_FORCE_LIGHT, 360, 560, 100, TRUE },
};

static const char *folder, *language;
static gboolean in_contrast;

void
shots_load_camera (const char *the_folder, const char *lang, gboolean contrast)
{
  folder = the_folder;
  language = lang;
  in_contrast = contrast;
}

Ui *
shots_open (Ui *ui)
{
  ui_unwatch (ui);
  return ui;
}

/* A dialog, else the window. */
static GtkWindow *
front_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWindow *front = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_widget_get_mapped (GTK_WIDGET (window)) && (front == NULL || gtk_window_get_transient_for (window) != NULL))
        front = window;
    }
  if (front == NULL)
    g_error ("there is no window");
  return front;
}

static void
on_painted (GdkFrameClock *clock, gpointer user_data)
{
  (*(int *) user_data)++;
}

/* Until it has been laid out and drawn: the first frame may be that of before. */
static void
await_frames (GtkWindow *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  gint64 end = g_get_monotonic_time () + PATIENCE_MS * 1000;
  int seen = 0, asked = -1;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (on_painted), &seen);

  while (seen < 2 && g_get_monotonic_time () < end)
    {
      if (asked != seen)
        gtk_widget_queue_draw (GTK_WIDGET (window));
      asked = seen;
      g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (clock, handler);
}

/* Without a window manager, GTK draws a frame of its own around the window, and that counts as part of its size. */
static int
frame_of (GtkWindow *window)
{
  return gdk_surface_get_width (gtk_native_get_surface (GTK_NATIVE (window))) - gtk_widget_get_width (GTK_WIDGET (window));
}

/* The size of what is inside the frame. */
static void
resize (GtkWindow *window, int width, int height)
{
  int frame;

  await_frames (window);
  frame = frame_of (window);
  gtk_window_set_default_size (window, width + frame, height + frame);
  for (int i = 0; i < 8; i++)
    {
      await_frames (window);
      if (gtk_widget_get_width (GTK_WIDGET (window)) == width && gtk_widget_get_height (GTK_WIDGET (window)) == height)
        return;
    }
}

static GskRenderNode *
draw (GtkWidget *window)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), gtk_widget_get_width (window), gtk_widget_get_height (window));
  return gtk_snapshot_free_to_node (snapshot);
}

static void
save (GdkTexture *texture, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (!gdk_texture_save_to_png (texture, path))
    g_error ("cannot write %s", path);
}

static void
paint (GtkWindow *window, const Variant *variant, const char *page, const char *more)
{
  g_autofree char *name = g_strdup_printf ("%s-%s-%s%s%s.png", page, language, variant->style, variant->size, more);
  g_autoptr (GskRenderNode) node = draw (GTK_WIDGET (window));
  g_autoptr (GdkTexture) texture = NULL;

  while (node == NULL)
    {
      await_frames (window);
      node = draw (GTK_WIDGET (window));
    }
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  shots_check (window, texture, name);
  if (folder != NULL)
    save (texture, name);
}

/* The scrolled part with most to scroll: that is the page, and not the log in it. */
static GtkAdjustment *
find_scrolled (GtkWidget *widget, GtkAdjustment *best)
{
  if (!gtk_widget_get_mapped (widget))
    return best;
  if (GTK_IS_SCROLLED_WINDOW (widget))
    {
      GtkAdjustment *here = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget));
      double surplus = gtk_adjustment_get_upper (here) - gtk_adjustment_get_page_size (here);

      if (best == NULL || surplus > gtk_adjustment_get_upper (best) - gtk_adjustment_get_page_size (best))
        best = here;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    best = find_scrolled (child, best);
  return best;
}

/* How much there is below what can be seen. */
static int
surplus_of (GtkAdjustment *scrolled)
{
  if (scrolled == NULL)
    return 0;
  return (int) (gtk_adjustment_get_upper (scrolled) - gtk_adjustment_get_page_size (scrolled));
}

static void
dress (const Variant *variant)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), variant->scheme);
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11", "gtk-xft-dpi", 96 * 1024 * variant->text / 100,
                NULL);
}

static void
shoot_dialog (GtkWindow *dialog, const Variant *variant, const char *page)
{
  dress (variant);
  await_frames (dialog);
  await_frames (dialog);
  paint (dialog, variant, page, "");
}

static void
shoot_window (GtkWindow *window, const Variant *variant, const char *page)
{
  GtkAdjustment *scrolled;
  int wider;

  dress (variant);
  resize (window, variant->width, variant->height);
  scrolled = find_scrolled (GTK_WIDGET (window), NULL);
  if (scrolled != NULL)
    gtk_adjustment_set_value (scrolled, 0);
  await_frames (window);
  paint (window, variant, page, "");
  wider = gtk_widget_get_width (GTK_WIDGET (window)) - variant->width;
  if (wider > 0)
    printf ("%s-%s-%s%s.png: wider than asked for by %d px\n", page, language, variant->style, variant->size, wider);
  if (!variant->whole || folder == NULL || surplus_of (scrolled) < 1)
    return;
  /* large letters break their lines anew, and then there may be a little more */
  for (int height = variant->height, i = 0; i < 3 && surplus_of (scrolled) > 0; i++)
    {
      height += surplus_of (scrolled);
      resize (window, variant->width, height);
      await_frames (window);
    }
  paint (window, variant, page, "-whole");
}

static void
shoot_card (GtkWindow *window, const Variant *variant, const char *page)
{
  GtkAdjustment *scrolled;

  dress (variant);
  resize (window, variant->width, variant->height);
  scrolled = find_scrolled (GTK_WIDGET (window), NULL);
  if (surplus_of (scrolled) > 0)
    resize (window, variant->width, variant->height + surplus_of (scrolled));
  paint (window, variant, page, "");
}

typedef void (*Shoot) (GtkWindow *window, const Variant *variant, const char *page);

static void
shoot_all (Ui *ui, const char *page, Shoot shoot, const Variant *list, gsize n)
{
  WizardModel *model = ui_model (ui);
  GtkWindow *window = front_window ();
  guint changed = g_signal_lookup ("changed", WIZARD_TYPE_MODEL);

  g_signal_handlers_block_matched (model, G_SIGNAL_MATCH_ID, changed, 0, NULL, NULL, NULL);
  for (gsize i = 0; i < n; i++)
    if (folder != NULL || !list[i].slow)
      shoot (window, &list[i], page);
  g_signal_handlers_unblock_matched (model, G_SIGNAL_MATCH_ID, changed, 0, NULL, NULL, NULL);
  g_signal_emit (model, changed, 0);
}

void
shots_shoot (Ui *ui, const char *page)
{
  Shoot shoot = gtk_window_get_transient_for (front_window ()) != NULL ? shoot_dialog : shoot_window;

  if (in_contrast)
    shoot_all (ui, page, shoot, contrast_variants, G_N_ELEMENTS (contrast_variants));
  else
    shoot_all (ui, page, shoot, variants, G_N_ELEMENTS (variants));
}

void
shots_shoot_card (Ui *ui, const char *page)
{
  shoot_all (ui, page, shoot_card, card_variants, G_N_ELEMENTS (card_variants));
}

void
shots_shoot_code (Ui *ui, const char *page)
{
  shoot_all (ui, page, shoot_card, card_variants, 1);
}
