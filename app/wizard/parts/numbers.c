/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numbers.h"
#include "badges.h"
#include "controls.h"
#include "count.h"

#define ACTION  "numbers"        /* of the application */
#define LISTENS "wizard-numbers" /* of a menu: who has heard of its keys */

struct _WizardNumbers
{
  GObject parent_instance;

  GtkApplicationWindow *window; /* not owned: this belongs to it */
  GActionGroup *actions;        /* of the application */
  WizardBadges *badges;
  guint tick;
  GtkWidget *scope;   /* weak: what was counted */
  GtkWidget *focus;   /* weak */
  WizardCount page;   /* what is numbered in the window itself stays while a menu or a dialog is open */
  WizardCount over;   /* in that */
  WizardCount *count; /* one of the two */
  gboolean turned;
  guint typed;
};

G_DEFINE_FINAL_TYPE (WizardNumbers, wizard_numbers, G_TYPE_OBJECT)

static gboolean
is_on (WizardNumbers *self)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (self->actions, ACTION);

  return state != NULL && g_variant_get_boolean (state);
}

static void
end (WizardNumbers *self)
{
  g_action_group_change_action_state (self->actions, ACTION, g_variant_new_boolean (FALSE));
}

/* Counts anew where the page has been turned, or something else has opened over it. */
static void
choose_count (WizardNumbers *self, GtkWidget *scope, guint n)
{
  gboolean page = scope == GTK_WIDGET (self->window);

  if (scope == self->scope && !(page && self->turned))
    return;
  self->count = page ? &self->page : &self->over;
  if (!page || self->turned || self->page.id == 0)
    wizard_count_begin (self->count, n);
  self->turned = self->turned && !page;
  self->typed = 0;
  g_set_weak_pointer (&self->scope, scope);
}

static gboolean
is_ours (WizardNumbers *self, GtkWindow *window)
{
  while (window != NULL && window != GTK_WINDOW (self->window))
    window = gtk_window_get_transient_for (window);
  return window != NULL;
}

/* The last one that was opened over the wizard's window, or that window. */
static GtkWindow *
window_in_front (WizardNumbers *self)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWindow *front = GTK_WINDOW (self->window);

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (window != front && gtk_widget_get_mapped (GTK_WIDGET (window)) && is_ours (self, window)
          && gtk_window_get_transient_for (window) == front)
        front = window;
    }
  return front;
}

static void
take_digit (WizardNumbers *self, guint digit)
{
  guint typed = self->typed * 10 + digit;
  g_autoptr (GPtrArray) controls = self->scope != NULL ? wizard_controls_below (self->scope) : g_ptr_array_new ();
  gboolean begins = FALSE;

  self->typed = 0;
  for (guint i = 0; i < controls->len; i++)
    {
      GtkWidget *control = g_ptr_array_index (controls, i);
      guint number = wizard_numbers_of (self, control);

      if (number == typed && number > 0)
        {
          gboolean text = wizard_control_takes_text (control);

          if (!wizard_control_use (control))
            gtk_widget_error_bell (GTK_WIDGET (self->window));
          else if (text)
            end (self);
          return;
        }
      begins = begins || (typed > 0 && number / 10 == typed);
    }
  if (begins)
    self->typed = typed;
  else
    gtk_widget_error_bell (GTK_WIDGET (self->window));
}

static int
digit_of (guint key)
{
  if (key >= GDK_KEY_0 && key <= GDK_KEY_9)
    return (int) (key - GDK_KEY_0);
  return key >= GDK_KEY_KP_0 && key <= GDK_KEY_KP_9 ? (int) (key - GDK_KEY_KP_0) : -1;
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType modifiers, WizardNumbers *self)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));

  if (!is_ours (self, window) || (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_F8)
    {
      g_action_group_activate_action (self->actions, ACTION, NULL);
      return GDK_EVENT_STOP;
    }
  if (self->tick == 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Escape || (key == GDK_KEY_BackSpace && self->typed != 0))
    {
      if (self->typed == 0)
        end (self);
      self->typed = 0;
      return GDK_EVENT_STOP;
    }
  if (digit_of (key) >= 0)
    {
      take_digit (self, (guint) digit_of (key));
      return GDK_EVENT_STOP;
    }
  /* somebody writes */
  if (wizard_control_takes_text (gtk_window_get_focus (window)) && gdk_keyval_to_unicode (key) > ' ')
    end (self);
  return GDK_EVENT_PROPAGATE;
}

static void
listen_to (WizardNumbers *self, GtkWidget *window)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, 0);
  gtk_widget_add_controller (window, keys);
}

/* A text field that the user goes to wants its digits. The one that a new page begins with has to wait. */
static gboolean
has_gone_to_text (WizardNumbers *self, GtkWidget *scope)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (scope));
  gboolean gone = !self->turned && scope == self->scope && focus != self->focus && wizard_control_takes_text (focus);

  g_set_weak_pointer (&self->focus, focus);
  return gone;
}

/* Menus take the keyboard for themselves. */
static void
listen_to_popover (WizardNumbers *self, GtkWidget *popover)
{
  if (!GTK_IS_POPOVER (popover) || g_object_get_data (G_OBJECT (popover), LISTENS) == self)
    return;
  g_object_set_data (G_OBJECT (popover), LISTENS, self);
  listen_to (self, popover);
}

static gboolean
on_tick (GtkWidget *window, GdkFrameClock *clock, gpointer user_data)
{
  WizardNumbers *self = user_data;
  GtkWidget *scope = wizard_controls_scope (window_in_front (self));
  g_autoptr (GPtrArray) controls = wizard_controls_below (scope);
  g_autofree guint *numbers = g_new0 (guint, controls->len + 1);

  if (has_gone_to_text (self, scope))
    {
      end (self);
      return G_SOURCE_CONTINUE;
    }
  choose_count (self, scope, controls->len);
  listen_to_popover (self, scope);
  wizard_count_number (self->count, controls);
  for (guint i = 0; i < controls->len; i++)
    numbers[i] = wizard_count_of (self->count, g_ptr_array_index (controls, i));
  wizard_badges_lay_over (self->badges, scope);
  wizard_badges_show (self->badges, controls, numbers, self->typed);
  return G_SOURCE_CONTINUE;
}

static void
on_windows (GListModel *windows, guint first, guint removed, guint added, WizardNumbers *self)
{
  for (guint i = first; i < first + added; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (window != GTK_WIDGET (self->window))
        listen_to (self, window);
    }
}

static void
on_state (WizardNumbers *self)
{
  gboolean on = is_on (self);

  if (on == (self->tick != 0))
    return;
  self->turned = TRUE;
  if (on)
    {
      self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->window), on_tick, self, NULL);
      return;
    }
  gtk_widget_remove_tick_callback (GTK_WIDGET (self->window), self->tick);
  self->tick = 0;
  wizard_badges_lay_over (self->badges, NULL);
  wizard_count_forget (&self->page);
  wizard_count_forget (&self->over);
  g_clear_weak_pointer (&self->scope);
}

static void
wizard_numbers_dispose (GObject *object)
{
  WizardNumbers *self = WIZARD_NUMBERS (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->window), self->tick);
  self->tick = 0;
  if (self->badges != NULL)
    wizard_badges_lay_over (self->badges, NULL);
  g_clear_object (&self->badges);
  wizard_count_clear (&self->page);
  wizard_count_clear (&self->over);
  g_clear_weak_pointer (&self->scope);
  g_clear_weak_pointer (&self->focus);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (wizard_numbers_parent_class)->dispose (object);
}

static void
wizard_numbers_class_init (WizardNumbersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wizard_numbers_dispose;
}

static void
wizard_numbers_init (WizardNumbers *self)
{
  self->badges = WIZARD_BADGES (wizard_badges_new ());
  wizard_count_init (&self->page);
  wizard_count_init (&self->over);
  self->count = &self->page;
}

WizardNumbers *
wizard_numbers_new (GtkApplicationWindow *window)
{
  WizardNumbers *self = g_object_new (WIZARD_TYPE_NUMBERS, NULL);
  GListModel *windows = gtk_window_get_toplevels ();

  self->window = window;
  self->actions = g_object_ref (G_ACTION_GROUP (gtk_window_get_application (GTK_WINDOW (window))));
  listen_to (self, GTK_WIDGET (window));
  g_signal_connect_object (windows, "items-changed", G_CALLBACK (on_windows), self, 0);
  g_signal_connect_object (self->actions, "action-state-changed::" ACTION, G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
  on_state (self);
  return self;
}

void
wizard_numbers_turn (WizardNumbers *self)
{
  self->turned = TRUE;
}

guint
wizard_numbers_of (WizardNumbers *self, GtkWidget *control)
{
  return self->tick != 0 ? wizard_count_of (self->count, control) : 0;
}
