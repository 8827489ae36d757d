/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shots.h"

#include <math.h>
#include <stdio.h>

/* What a machine sees at once in a picture, and an eye after the hundredth no more. */

#define LEAST_CONTRAST 4.5

typedef struct
{
  GtkWidget *window;
  const char *name; /* of the picture */
  guint32 *pixels;
  int width, height;
  int suggested;
  int findings;
} Look;

static void
report (Look *look, const char *what, const char *words, double number)
{
  g_autofree char *line = g_strdelimit (g_strdup (words), "\n", ' ');

  /* as it is: the terminal's letters may be others */
  fprintf (stdout, "%s: %s", look->name, what);
  if (number > 0)
    fprintf (stdout, " %.1f", number);
  fprintf (stdout, ": %s\n", line);
  look->findings++;
}

static double
linear (guint32 channel)
{
  double c = (channel & 0xff) / 255.0;

  return c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
}

/* As WCAG 2.1 has it. */
static double
luminance (guint32 pixel)
{
  return 0.2126 * linear (pixel >> 16) + 0.7152 * linear (pixel >> 8) + 0.0722 * linear (pixel);
}

static double
contrast (double a, double b)
{
  return a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
}

/* Where @widget is in the window, if all of it can be seen. */
static gboolean
find_place (Look *look, GtkWidget *widget, graphene_rect_t *place)
{
  graphene_rect_t clip;

  if (!gtk_widget_compute_bounds (widget, look->window, place))
    return FALSE;
  for (GtkWidget *above = gtk_widget_get_parent (widget); above != NULL; above = gtk_widget_get_parent (above))
    if (gtk_widget_get_overflow (above) == GTK_OVERFLOW_HIDDEN && gtk_widget_compute_bounds (above, look->window, &clip)
        && !graphene_rect_contains_rect (&clip, place))
      return FALSE;
  graphene_rect_init (&clip, 0, 0, (float) look->width, (float) look->height);
  return graphene_rect_contains_rect (&clip, place);
}

/* The commonest colour is what is written on; the one that stands out most is what is written with. Thin letters are
 * smoothed, so it is a little less than what the colours would give. */
static double
measure (Look *look, const graphene_rect_t *place)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer key, value;
  guint32 ground = 0;
  guint most = 0;
  double best = 1;

  for (int y = (int) place->origin.y; y < (int) (place->origin.y + place->size.height); y++)
    for (int x = (int) place->origin.x; x < (int) (place->origin.x + place->size.width); x++)
      {
        gpointer pixel = GUINT_TO_POINTER (look->pixels[y * look->width + x]);

        g_hash_table_insert (counts, pixel, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, pixel)) + 1));
      }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (GPOINTER_TO_UINT (value) > most)
      {
        most = GPOINTER_TO_UINT (value);
        ground = GPOINTER_TO_UINT (key);
      }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      double here = contrast (luminance (GPOINTER_TO_UINT (key)), luminance (ground));

      if (here > best)
        best = here;
    }
  return best;
}

/* Dots that count restarts are a picture. */
static gboolean
has_letters (const char *words)
{
  for (const char *at = words; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isalnum (g_utf8_get_char (at)))
      return TRUE;
  return FALSE;
}

/* Names of packages and addresses are no words. */
static gboolean
is_in_word (const char *words, int at)
{
  int begin = at;

  while (begin > 0 && g_ascii_isalpha (words[begin - 1]))
    begin--;
  return begin < at && g_ascii_isalpha (words[at]) && (begin == 0 || g_ascii_isspace (words[begin - 1]));
}

/* A line that ends in the middle of a word. (Chinese does everywhere.) */
static gboolean
is_torn (PangoLayout *layout, const char *words)
{
  for (GSList *at = pango_layout_get_lines_readonly (layout); at != NULL && at->next != NULL; at = at->next)
    if (is_in_word (words, ((const PangoLayoutLine *) at->next->data)->start_index))
      return TRUE;
  return FALSE;
}

static void
check_label (Look *look, GtkLabel *label)
{
  const char *words = gtk_label_get_text (label);
  PangoLayout *layout = gtk_label_get_layout (label);
  graphene_rect_t place;
  double ratio;

  if (!has_letters (words) || gtk_widget_get_opacity (GTK_WIDGET (label)) < 0.01)
    return;
  if (pango_layout_is_ellipsized (layout))
    report (look, "cut", words, 0);
  if (is_torn (layout, words))
    report (look, "torn", words, 0);
  if (pango_layout_get_unknown_glyphs_count (layout) > 0)
    report (look, "letters without a shape", words, 0);
  /* a thin 1 has no pixel that is all ink */
  if (g_utf8_strlen (words, -1) == 1 || !gtk_widget_is_sensitive (GTK_WIDGET (label))
      || !find_place (look, GTK_WIDGET (label), &place))
    return;
  ratio = measure (look, &place);
  if (ratio < LEAST_CONTRAST)
    report (look, "contrast", words, ratio);
}

static void
look_at (Look *look, GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_BUTTON (widget) && gtk_widget_has_css_class (widget, "suggested-action"))
    look->suggested++;
  if (GTK_IS_LABEL (widget))
    check_label (look, GTK_LABEL (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    look_at (look, child);
}

int
shots_check (GtkWindow *window, GdkTexture *texture, const char *name)
{
  int width = gdk_texture_get_width (texture), height = gdk_texture_get_height (texture);
  g_autofree guint32 *pixels = g_new (guint32, (gsize) width * height);
  Look look = { GTK_WIDGET (window), name, pixels, width, height, 0, 0 };

  gdk_texture_download (texture, (guchar *) pixels, (gsize) width * sizeof (guint32));
  look_at (&look, GTK_WIDGET (window));
  if (look.suggested > 1)
    report (&look, "suggested actions", "more than one on a page", look.suggested);
  return look.findings;
}
