/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "badges.h"

#include <math.h>

#define HIGH 22 /* px: a badge that has grown with large letters */
#define INTO 10 /* px: so far it reaches into a row, whose words begin further in */

typedef struct
{
  GtkWidget *label;
  GdkRectangle place;
  gboolean shown;
  int room; /* px: the control's width that it was made to fit */
} Badge;

struct _WizardBadges
{
  GtkWidget parent_instance;

  GtkWidget *scope; /* weak: the window or menu */
  GtkWidget *host;  /* the parent in it */
  GdkFrameClock *clock;
  GArray *badges; /* Badge; the labels are children */
};

G_DEFINE_FINAL_TYPE (WizardBadges, wizard_badges, GTK_TYPE_WIDGET)

static void
wizard_badges_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WizardBadges *self = WIZARD_BADGES (widget);

  for (guint i = 0; i < self->badges->len; i++)
    {
      Badge *badge = &g_array_index (self->badges, Badge, i);

      gtk_widget_set_child_visible (badge->label, badge->shown);
      if (badge->shown)
        gtk_widget_size_allocate (badge->label, &badge->place, -1);
    }
}

/* Windows, menus and dialogs know nothing of this child: it is given its place as soon as they have given theirs. */
static void
after_layout (WizardBadges *self)
{
  int width, height, unused;

  if (self->scope == NULL || !gtk_widget_get_mapped (self->scope))
    return;
  width = gtk_widget_get_width (self->host);
  height = gtk_widget_get_height (self->host);
  gtk_widget_measure (GTK_WIDGET (self), GTK_ORIENTATION_HORIZONTAL, -1, &unused, NULL, NULL, NULL);
  gtk_widget_size_allocate (GTK_WIDGET (self), &(GtkAllocation){ 0, 0, width, height }, -1);
}

static void
remove_badges (WizardBadges *self, guint left)
{
  for (guint i = left; i < self->badges->len; i++)
    gtk_widget_unparent (g_array_index (self->badges, Badge, i).label);
  g_array_set_size (self->badges, left);
}

static void
wizard_badges_dispose (GObject *object)
{
  WizardBadges *self = WIZARD_BADGES (object);

  wizard_badges_lay_over (self, NULL);
  remove_badges (self, 0);
  G_OBJECT_CLASS (wizard_badges_parent_class)->dispose (object);
}

static void
wizard_badges_finalize (GObject *object)
{
  g_array_unref (WIZARD_BADGES (object)->badges);
  G_OBJECT_CLASS (wizard_badges_parent_class)->finalize (object);
}

static void
wizard_badges_class_init (WizardBadgesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wizard_badges_dispose;
  G_OBJECT_CLASS (klass)->finalize = wizard_badges_finalize;
  GTK_WIDGET_CLASS (klass)->size_allocate = wizard_badges_size_allocate;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_NONE);
}

static void
wizard_badges_init (WizardBadges *self)
{
  self->badges = g_array_new (FALSE, TRUE, sizeof (Badge));
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_can_focus (GTK_WIDGET (self), FALSE);
}

GtkWidget *
wizard_badges_new (void)
{
  return g_object_ref_sink (g_object_new (WIZARD_TYPE_BADGES, NULL));
}

static void
on_scope_unmapped (WizardBadges *self)
{
  wizard_badges_lay_over (self, NULL);
}

void
wizard_badges_lay_over (WizardBadges *self, GtkWidget *scope)
{
  if (self->scope == scope)
    return;
  if (self->scope != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->scope, self);
      g_signal_handlers_disconnect_by_data (self->clock, self);
      g_clear_object (&self->clock);
      g_clear_weak_pointer (&self->scope);
      self->host = NULL;
      remove_badges (self, 0);
      gtk_widget_unparent (GTK_WIDGET (self));
    }
  if (scope == NULL)
    return;
  g_set_weak_pointer (&self->scope, scope);
  /* a popover draws no children but its own */
  self->host = GTK_IS_POPOVER (scope) ? gtk_widget_get_first_child (scope) : scope;
  self->clock = g_object_ref (gtk_widget_get_frame_clock (scope));
  g_signal_connect_swapped (scope, "unmap", G_CALLBACK (on_scope_unmapped), self);
  g_signal_connect_data (self->clock, "layout", G_CALLBACK (after_layout), self, NULL, G_CONNECT_AFTER | G_CONNECT_SWAPPED);
  gtk_widget_set_parent (GTK_WIDGET (self), self->host);
  after_layout (self);
}

GtkWidget *
wizard_badges_scope (WizardBadges *self)
{
  return self->scope;
}

/* What of @control is to be seen of it: that which lies within everything around it that scrolls. */
static gboolean
visible_part (GtkWidget *control, GtkWidget *host, graphene_rect_t *ret_part)
{
  graphene_rect_t view;

  if (!gtk_widget_get_mapped (control) || !gtk_widget_compute_bounds (control, host, ret_part))
    return FALSE;
  for (GtkWidget *around = gtk_widget_get_parent (control); around != NULL && around != host;
       around = gtk_widget_get_parent (around))
    if (GTK_IS_SCROLLED_WINDOW (around)
        && (!gtk_widget_compute_bounds (around, host, &view) || !graphene_rect_intersection (ret_part, &view, ret_part)))
      return FALSE;
  return TRUE;
}

/* On the upper left corner of a button; on the left edge of what is wide and has its words further in. */
static gboolean
find_place (GtkWidget *control, GtkWidget *host, int width, int height, GdkRectangle *ret_place)
{
  graphene_rect_t part;
  gboolean wide = !GTK_IS_BUTTON (control) && !GTK_IS_MENU_BUTTON (control);
  int x, y, right, bottom;

  if (!visible_part (control, host, &part) || part.size.height < height * 0.5f)
    return FALSE;
  x = (int) floorf (part.origin.x) - (wide ? width - INTO : width / 3);
  if (gtk_widget_get_direction (control) == GTK_TEXT_DIR_RTL)
    x = (int) floorf (part.origin.x + part.size.width) - (wide ? INTO : width * 2 / 3);
  y = (int) floorf (part.origin.y) + (wide ? (int) (part.size.height - height) / 2 : -height / 3);
  right = gtk_widget_get_width (host) - width;
  bottom = gtk_widget_get_height (host) - height;
  *ret_place = (GdkRectangle){ CLAMP (x, 0, MAX (right, 0)), CLAMP (y, 0, MAX (bottom, 0)), width, height };
  return TRUE;
}

static void
add_badge (WizardBadges *self)
{
  Badge badge = { .label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_NONE, NULL) };

  gtk_widget_add_css_class (badge.label, "number-badge");
  gtk_widget_set_parent (badge.label, GTK_WIDGET (self));
  g_array_append_val (self->badges, badge);
}

static gboolean
begins_with (guint number, guint typed)
{
  return typed == 0 || number == typed || number / 10 == typed;
}

static void
measure (Badge *badge, int *ret_width, int *ret_height)
{
  gtk_widget_measure (badge->label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, ret_width, NULL, NULL);
  gtk_widget_measure (badge->label, GTK_ORIENTATION_VERTICAL, -1, NULL, ret_height, NULL, NULL);
}

/* On a button with an icon a badge that has grown with the letters would hide it all. */
static void
fit_badge (Badge *badge, GtkWidget *control)
{
  int room = gtk_widget_get_width (control);
  int width, height;

  if (room == badge->room)
    return;
  badge->room = room;
  gtk_widget_remove_css_class (badge->label, "small");
  measure (badge, &width, &height);
  if (height > HIGH && room < width * 2)
    gtk_widget_add_css_class (badge->label, "small");
}

static gboolean
update_badge (WizardBadges *self, Badge *badge, GtkWidget *control, guint number, guint typed)
{
  GdkRectangle place = { 0 };
  gboolean shown = FALSE;
  gboolean changed;
  char text[16] = "";
  int width, height;

  if (number > 0)
    {
      g_snprintf (text, sizeof text, "%u", number);
      if (strcmp (gtk_label_get_text (GTK_LABEL (badge->label)), text) != 0)
        gtk_label_set_text (GTK_LABEL (badge->label), text);
      gtk_widget_set_opacity (badge->label, begins_with (number, typed) ? 1 : 0.25);
      fit_badge (badge, control);
      measure (badge, &width, &height);
      shown = find_place (control, self->host, width, height, &place);
    }
  changed = shown != badge->shown || !gdk_rectangle_equal (&place, &badge->place);
  badge->shown = shown;
  badge->place = place;
  return changed;
}

void
wizard_badges_show (WizardBadges *self, GPtrArray *controls, const guint *numbers, guint typed)
{
  gboolean changed = self->badges->len != controls->len;

  if (self->scope == NULL)
    return;
  if (self->badges->len > controls->len)
    remove_badges (self, controls->len);
  while (self->badges->len < controls->len)
    add_badge (self);
  for (guint i = 0; i < controls->len; i++)
    changed
        = update_badge (self, &g_array_index (self->badges, Badge, i), g_ptr_array_index (controls, i), numbers[i], typed)
          || changed;
  if (changed)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}
