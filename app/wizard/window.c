/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window.h"
#include "common/app-locale.h"
#include "page.h"
#include "split.h"
#include "steps.h"
#include "words.h"

#include <glib/gi18n.h>

struct _WizardWindow
{
  AdwApplicationWindow parent_instance;

  WizardModel *model;
  int shown;          /* page; -1: none yet */
  gboolean had_ports; /* the first list of ports has come */
  GtkWindow *leaving; /* the question whether to leave, while it stands; the dialog's own */
  WizardPage *pages[WIZARD_N_PAGES];
  GtkWidget *steps;
  GtkWidget *stack;

  AdwToastOverlay *toasts;
  AdwWindowTitle *heading;
  GtkWidget *language;
  GtkWidget *banner;
  WizardSplit *split;
  GtkWidget *back;
  GtkWidget *another;
  GtkWidget *stop;
  GtkWidget *leave;
  GtkLabel *reason;
  GtkButton *next;
};

G_DEFINE_FINAL_TYPE (WizardWindow, wizard_window, ADW_TYPE_APPLICATION_WINDOW)

static void
on_next (WizardWindow *self)
{
  if (wizard_model_state (self->model)->page == WIZARD_STEP_RESULT)
    gtk_window_close (GTK_WINDOW (self));
  else
    wizard_model_next (self->model);
}

static void
on_stop (WizardWindow *self)
{
  wizard_model_stop (self->model);
}

static void
on_leave (WizardWindow *self)
{
  wizard_model_leave (self->model);
}

static void
on_another (WizardWindow *self)
{
  wizard_model_restart (self->model);
}

static const char *
next_words (const WizardState *state)
{
  if (state->page == WIZARD_STEP_MODULE && state->found != WIZARD_FOUND_IDLE)
    return _ ("Follow it");
  if (state->page == WIZARD_STEP_START)
    return _ ("Start the upgrade");
  return state->page == WIZARD_STEP_RESULT ? _ ("Close") : _ ("Next");
}

/* What stands in the place of the buttons while it runs. */
static const char *
words_while_running (const WizardState *state)
{
  if (state->stopping)
    return _ ("Stopping. Then the module is asked whether all is as it was.");
  if (state->leaving || state->may_stop)
    return NULL;
  if (state->watching || state->stage == DFOTA_STATE_WAITING)
    return _ ("The module goes on by itself, whether it is watched or not.");
  return _ ("It cannot be stopped any more: now the module must finish.");
}

static void
update_bar (WizardWindow *self, const WizardState *state)
{
  const char *blocker = wizard_model_blocker (self->model);
  gboolean upgrading = state->page == WIZARD_STEP_UPGRADE;
  gboolean result = state->page == WIZARD_STEP_RESULT;
  gboolean watching = upgrading && (state->watching || state->stage == DFOTA_STATE_WAITING);
  const char *words = upgrading ? words_while_running (state) : blocker;

  /* Keyboard focus is not left on a button that goes. */
  gtk_widget_set_visible (self->back, wizard_model_can_go_back (self->model));
  gtk_widget_set_visible (self->another, result);
  gtk_widget_set_visible (self->stop, upgrading && !watching && state->may_stop && !state->stopping);
  gtk_widget_set_visible (self->leave, watching);
  gtk_widget_set_sensitive (self->leave, !state->leaving);
  gtk_widget_set_visible (GTK_WIDGET (self->next), !upgrading);
  gtk_widget_set_sensitive (GTK_WIDGET (self->next), blocker == NULL);
  if (g_strcmp0 (gtk_button_get_label (self->next), next_words (state)) != 0)
    gtk_button_set_label (self->next, next_words (state));

  gtk_label_set_text (self->reason, words != NULL ? words : "");
  gtk_label_set_xalign (self->reason, upgrading ? 0 : 1);
  gtk_label_set_justify (self->reason, upgrading ? GTK_JUSTIFY_LEFT : GTK_JUSTIFY_RIGHT);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back", wizard_model_can_go_back (self->model));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.next", blocker == NULL && !upgrading && !result);
}

/* Enter goes on from every page; where that is not possible yet, the keyboard starts in the page. */
static void
place_focus (WizardWindow *self, const WizardState *state)
{
  GtkWidget *page = GTK_WIDGET (self->pages[state->page]);

  /* While it runs nothing is to be pressed by chance. */
  if (state->page == WIZARD_STEP_UPGRADE)
    {
      gtk_window_set_focus (GTK_WINDOW (self), NULL);
      return;
    }
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->next));
  if (gtk_widget_get_visible (GTK_WIDGET (self->next)) && gtk_widget_is_sensitive (GTK_WIDGET (self->next)))
    gtk_widget_grab_focus (GTK_WIDGET (self->next));
  else if (!gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD))
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
}

/* Pages that are not shown are not there for assistive technology either. */
static void
hide_others (WizardWindow *self)
{
  if (gtk_stack_get_transition_running (GTK_STACK (self->stack)))
    return;
  for (int page = 0; page < WIZARD_N_PAGES; page++)
    if (self->pages[page] != NULL && page != self->shown)
      gtk_widget_set_visible (GTK_WIDGET (self->pages[page]), FALSE);
}

static void
show_page (WizardWindow *self, const WizardState *state)
{
  WizardPageId page = state->page;
  GtkStackTransitionType way
      = (int) page > self->shown ? GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT : GTK_STACK_TRANSITION_TYPE_SLIDE_RIGHT;

  if (self->shown < 0)
    way = GTK_STACK_TRANSITION_TYPE_NONE;
  self->shown = (int) page;
  gtk_stack_set_transition_type (GTK_STACK (self->stack), way);
  gtk_widget_set_visible (GTK_WIDGET (self->pages[page]), TRUE);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), GTK_WIDGET (self->pages[page]));
  hide_others (self);
  adw_window_title_set_title (self->heading, wizard_words_page (page));
}

static void
on_changed (WizardWindow *self)
{
  const WizardState *state = wizard_model_state (self->model);
  gboolean turned = self->shown != (int) state->page;

  /* Pages are built when they are first needed: the window stands at once. */
  if (self->pages[state->page] == NULL)
    {
      self->pages[state->page] = wizard_page_new (state->page, self->model);
      gtk_stack_add_child (GTK_STACK (self->stack), GTK_WIDGET (self->pages[state->page]));
    }
  wizard_page_update (self->pages[state->page]);
  update_bar (self, state);
  gtk_widget_set_visible (self->banner, wizard_model_is_practice (self->model));
  if (turned || state->page == WIZARD_STEP_WAY || state->page == WIZARD_STEP_MODULE)
    {
      g_autofree char *number = wizard_words_page_number (state->page);

      adw_window_title_set_subtitle (self->heading, number);
      wizard_steps_update (WIZARD_STEPS (self->steps), self->model);
    }
  if (turned)
    show_page (self, state);
  /* The question has answered itself. */
  if (self->leaving != NULL && !state->running)
    gtk_window_close (self->leaving);
  /* With the first list of ports the best one is chosen: Enter is to take that. */
  if (turned || (!self->had_ports && state->ports != NULL))
    place_focus (self, state);
  self->had_ports = state->ports != NULL;
}

static void
on_map (WizardWindow *self)
{
  place_focus (self, wizard_model_state (self->model));
}

static void
on_notice (WizardWindow *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_timeout (toast, 3);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
on_leave_response (WizardWindow *self, const char *response)
{
  if (strcmp (response, "stop") == 0)
    wizard_model_stop (self->model);
  if (strcmp (response, "leave") == 0)
    {
      wizard_model_leave (self->model);
      gtk_window_destroy (GTK_WINDOW (self));
    }
}

/* Leaving in the middle: the truth about what goes on without us. */
static void
ask_about_leaving (WizardWindow *self, const WizardState *state)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Really leave?"), NULL);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);

  adw_message_dialog_add_response (message, "stay", _ ("Stay here"));
  if (state->may_stop && !state->stopping)
    {
      adw_message_dialog_set_body (message, _ ("The upgrade is running. It can still be stopped; your module then keeps its "
                                               "old firmware."));
      adw_message_dialog_add_response (message, "stop", _ ("Stop the upgrade"));
    }
  else if (state->may_stop)
    {
      adw_message_dialog_set_body (message, _ ("The upgrade is being stopped, and the module is then asked whether it is as "
                                               "before. Please wait until this has ended: it takes a moment."));
      adw_message_dialog_add_response (message, "leave", _ ("Leave all the same"));
    }
  else
    {
      adw_message_dialog_set_body (message,
                                   _ ("The module is upgrading by itself and goes on without this program. But then "
                                      "nobody watches, and nobody tells you how it ends. Keep its power connected."));
      adw_message_dialog_add_response (message, "leave", _ ("Leave all the same"));
      adw_message_dialog_set_response_appearance (message, "leave", ADW_RESPONSE_DESTRUCTIVE);
    }
  adw_message_dialog_set_default_response (message, "stay");
  adw_message_dialog_set_close_response (message, "stay");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_leave_response), self, G_CONNECT_SWAPPED);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  g_set_weak_pointer (&self->leaving, GTK_WINDOW (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
wizard_window_close_request (GtkWindow *window)
{
  WizardWindow *self = WIZARD_WINDOW (window);
  const WizardState *state = wizard_model_state (self->model);

  /* where nothing has begun yet there is nothing to be left alone */
  if (state->running && !(state->watching && state->may_stop))
    {
      if (self->leaving == NULL)
        ask_about_leaving (self, state);
      return GDK_EVENT_STOP;
    }
  return GTK_WINDOW_CLASS (wizard_window_parent_class)->close_request (window);
}

static void
on_back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wizard_model_back (WIZARD_WINDOW (widget)->model);
}

static void
on_next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wizard_model_next (WIZARD_WINDOW (widget)->model);
}

static void
on_shortcuts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/io/github/dfota/Wizard/shortcuts.ui");
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (shortcuts, GTK_WINDOW (widget));
  gtk_window_present (shortcuts);
}

static void
wizard_window_dispose (GObject *object)
{
  WizardWindow *self = WIZARD_WINDOW (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  g_clear_weak_pointer (&self->leaving);
  gtk_widget_dispose_template (GTK_WIDGET (self), WIZARD_TYPE_WINDOW);
  G_OBJECT_CLASS (wizard_window_parent_class)->dispose (object);
}

static void
wizard_window_class_init (WizardWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wizard_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = wizard_window_close_request;
  g_type_ensure (WIZARD_TYPE_SPLIT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dfota/Wizard/window.ui");
  gtk_widget_class_bind_template_child (widget_class, WizardWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, WizardWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, WizardWindow, language);
  gtk_widget_class_bind_template_child (widget_class, WizardWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, WizardWindow, split);
  gtk_widget_class_bind_template_child (widget_class, WizardWindow, back);
  gtk_widget_class_bind_template_child (widget_class, WizardWindow, another);
  gtk_widget_class_bind_template_child (widget_class, WizardWindow, stop);
  gtk_widget_class_bind_template_child (widget_class, WizardWindow, leave);
  gtk_widget_class_bind_template_child (widget_class, WizardWindow, reason);
  gtk_widget_class_bind_template_child (widget_class, WizardWindow, next);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
  gtk_widget_class_bind_template_callback (widget_class, on_leave);
  gtk_widget_class_bind_template_callback (widget_class, on_another);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, on_back_action);
  gtk_widget_class_install_action (widget_class, "win.next", NULL, on_next_action);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, on_shortcuts_action);
}

/* The button shows the language that it leads to, in that language. */
static void
set_up_language (WizardWindow *self)
{
  gboolean english = strcmp (app_locale_current (), "en") == 0;
  const char *words = english ? "切换到中文" : "Switch to English";

  gtk_button_set_label (GTK_BUTTON (self->language), english ? "中" : "EN");
  gtk_widget_set_tooltip_text (self->language, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->language), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
wizard_window_init (WizardWindow *self)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->shown = -1;
  self->steps = wizard_steps_new ();
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  g_signal_connect_object (self->stack, "notify::transition-running", G_CALLBACK (hide_others), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (side, "side");
  gtk_box_append (GTK_BOX (side), self->steps);
  wizard_split_set_children (self->split, side, self->stack);
  set_up_language (self);
}

GtkWidget *
wizard_window_new (WizardApplication *application)
{
  WizardWindow *self = g_object_new (WIZARD_TYPE_WINDOW, "application", application, NULL);

  self->model = g_object_ref (wizard_application_model (application));
  g_signal_connect_swapped (self->model, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->model, "notice", G_CALLBACK (on_notice), self);
  on_changed (self);
  g_signal_connect_after (self, "map", G_CALLBACK (on_map), NULL);
  return GTK_WIDGET (self);
}
