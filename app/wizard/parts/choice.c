/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "choice.h"
#include "row-words.h"

#define LARGE 140 /* px: a tag in letters of half again the usual size */
#define SHARE 6   /* of a window's width no tag takes more than one part in so many */

struct _WizardChoice
{
  AdwActionRow parent_instance;

  GtkWidget *check;
  GtkWidget *icon;
  GtkWidget *tag;
  GtkWidget *spinner;
  gboolean quiet; /* the program moves the mark, not the user */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WizardChoice, wizard_choice, ADW_TYPE_ACTION_ROW)

static int
width_of_tag (WizardChoice *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (self->tag, gtk_label_get_text (GTK_LABEL (self->tag)));
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

static int
width_of_window (WizardChoice *self)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;

  return surface != NULL ? gdk_surface_get_width (surface) : 0;
}

/* At the end of the row; a large one would leave no room for the words there, and stands under them. */
static void
place_tag (WizardChoice *self)
{
  GtkWidget *words = wizard_row_words (GTK_WIDGET (self));
  int window = width_of_window (self);
  int tag = width_of_tag (self);
  gboolean below = tag > LARGE || (window > 0 && tag * SHARE > window);

  if (words == NULL || below == (gtk_widget_get_parent (self->tag) == words))
    return;
  g_object_ref (self->tag);
  if (below)
    {
      adw_action_row_remove (ADW_ACTION_ROW (self), self->tag);
      gtk_box_append (GTK_BOX (words), self->tag);
    }
  else
    {
      gtk_box_remove (GTK_BOX (words), self->tag);
      adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->tag);
    }
  g_object_unref (self->tag);
}

static void
on_map (WizardChoice *self)
{
  GdkSurface *surface = gtk_native_get_surface (gtk_widget_get_native (GTK_WIDGET (self)));

  place_tag (self);
  g_signal_handlers_disconnect_by_func (surface, place_tag, self);
  g_signal_connect_object (surface, "notify::width", G_CALLBACK (place_tag), self, G_CONNECT_SWAPPED);
}

/* For assistive technology the row is the radio button; the mark in it is decoration, and no stop of the Tab key. */
static void
wizard_choice_class_init (WizardChoiceClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_RADIO);
  signals[CHOSEN] = g_signal_new ("chosen", WIZARD_TYPE_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
on_toggled (GtkCheckButton *check, WizardChoice *self)
{
  gboolean chosen = gtk_check_button_get_active (check);

  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_CHECKED,
                               chosen ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  if (!self->quiet && chosen)
    g_signal_emit (self, signals[CHOSEN], 0);
}

/* Enter chooses a row; on the row that is chosen already it goes on, as everywhere else. */
static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType modifiers, WizardChoice *self)
{
  if ((key != GDK_KEY_Return && key != GDK_KEY_KP_Enter) || (modifiers & GDK_CONTROL_MASK) != 0
      || !gtk_check_button_get_active (GTK_CHECK_BUTTON (self->check)))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_default (GTK_WIDGET (self));
  return GDK_EVENT_STOP;
}

static void
wizard_choice_init (WizardChoice *self)
{
  AdwActionRow *row = ADW_ACTION_ROW (self);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  self->icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_visible (self->icon, FALSE);
  self->check
      = g_object_new (GTK_TYPE_CHECK_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "can-focus", FALSE, NULL);
  gtk_widget_set_valign (self->check, GTK_ALIGN_CENTER);
  self->tag = gtk_label_new (NULL);
  gtk_widget_set_valign (self->tag, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (self->tag, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->tag, "tag");
  gtk_widget_set_visible (self->tag, FALSE);
  self->spinner = gtk_spinner_new ();
  gtk_widget_set_visible (self->spinner, FALSE);
  adw_action_row_add_prefix (row, self->icon);
  adw_action_row_add_prefix (row, self->check); /* each prefix goes before those that are there */
  adw_action_row_add_suffix (row, self->tag);
  adw_action_row_add_suffix (row, self->spinner);
  adw_action_row_set_activatable_widget (row, self->check); /* and its title is the button's accessible name */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  g_signal_connect (self->check, "toggled", G_CALLBACK (on_toggled), self);
  on_toggled (GTK_CHECK_BUTTON (self->check), self);
  g_signal_connect (self, "map", G_CALLBACK (on_map), NULL);
  g_signal_connect_object (gtk_settings_get_default (), "notify::gtk-xft-dpi", G_CALLBACK (place_tag), self,
                           G_CONNECT_SWAPPED);
}

WizardChoice *
wizard_choice_new (const char *title, const char *subtitle)
{
  return g_object_new (WIZARD_TYPE_CHOICE, "title", title, "subtitle", subtitle, NULL);
}

void
wizard_choice_set_group (WizardChoice *self, WizardChoice *group)
{
  gtk_check_button_set_group (GTK_CHECK_BUTTON (self->check), group != NULL ? GTK_CHECK_BUTTON (group->check) : NULL);
}

void
wizard_choice_set_chosen (WizardChoice *self, gboolean chosen)
{
  self->quiet = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), chosen);
  self->quiet = FALSE;
}

void
wizard_choice_set_icon (WizardChoice *self, const char *icon_name)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon_name);
  gtk_widget_set_visible (self->icon, TRUE);
}

void
wizard_choice_set_tag (WizardChoice *self, const char *tag)
{
  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (self->tag)), tag != NULL ? tag : "") == 0)
    return;
  gtk_label_set_text (GTK_LABEL (self->tag), tag != NULL ? tag : "");
  gtk_widget_set_visible (self->tag, tag != NULL);
  place_tag (self);
  g_object_notify (G_OBJECT (self), "subtitle"); /* which it is told with */
}

const char *
wizard_choice_tag (WizardChoice *self)
{
  const char *tag = gtk_label_get_text (GTK_LABEL (self->tag));

  return tag[0] != '\0' ? tag : NULL;
}

void
wizard_choice_set_busy (WizardChoice *self, gboolean busy)
{
  gtk_widget_set_visible (self->spinner, busy);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), busy);
}

void
wizard_fact_set (AdwActionRow *row, const char *value)
{
  g_autofree char *markup = g_markup_escape_text (value != NULL ? value : "", -1);

  adw_action_row_set_subtitle (row, markup);
  gtk_widget_set_visible (GTK_WIDGET (row), value != NULL && value[0] != '\0');
}
