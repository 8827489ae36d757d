/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window.h"
#include "bar.h"
#include "common/app-locale.h"
#include "leaving.h"
#include "moment.h"
#include "names.h"
#include "numbers.h"
#include "page.h"
#include "practice-rows.h"
#include "speaker.h"
#include "split.h"
#include "steps.h"
#include "top.h"
#include "words.h"

#include <glib/gi18n.h>

struct _WizardWindow
{
  AdwApplicationWindow parent_instance;

  WizardModel *model;
  int shown;          /* page; -1: none yet */
  gboolean had_ports; /* the first list of ports has come */
  WizardPage *pages[WIZARD_N_PAGES];
  guint building; /* source: pages that are not needed yet */
  WizardNumbers *numbers;
  char *said; /* what was announced of the page last */
  GtkWidget *steps;
  GtkWidget *stack;

  AdwToastOverlay *toasts;
  WizardTop *top;
  GtkWidget *language;
  GtkWidget *banner;
  GtkLabel *banner_words;
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
next_words (WizardWindow *self, const WizardState *state)
{
  const char *action = wizard_model_story_action (self->model);

  if (action != NULL)
    return action;
  if (state->page == WIZARD_STEP_START)
    return _ ("Start the upgrade");
  return state->page == WIZARD_STEP_RESULT ? _ ("Close") : _ ("Next");
}

/* One suggested action a page: where something went wrong it is beside that. */
static gboolean
is_suggested_elsewhere (const WizardState *state)
{
  if (state->page == WIZARD_STEP_RESULT)
    return state->result->fault != NULL;
  if (state->page == WIZARD_STEP_PACKAGE)
    return state->package_fault != NULL || (state->package == NULL && state->second == NULL && !state->on_server);
  return state->page == WIZARD_STEP_START && state->check_fault != NULL;
}

static void
update_bar (WizardWindow *self, const WizardState *state)
{
  const char *blocker = wizard_model_blocker (self->model);
  gboolean upgrading = state->page == WIZARD_STEP_UPGRADE;
  gboolean result = state->page == WIZARD_STEP_RESULT;
  gboolean watching = upgrading && (state->watching || state->stage == DFOTA_STATE_WAITING);
  const char *words = upgrading ? wizard_moment_words (self->model) : blocker;

  /* Keyboard focus is not left on a button that goes. */
  gtk_widget_set_visible (self->back, wizard_model_can_go_back (self->model));
  gtk_widget_set_visible (self->another, result);
  gtk_widget_set_visible (self->stop, upgrading && !watching && state->may_stop && !state->stopping);
  gtk_widget_set_visible (self->leave, watching);
  gtk_widget_set_sensitive (self->leave, !state->leaving);
  gtk_widget_set_visible (GTK_WIDGET (self->next), !upgrading);
  gtk_widget_set_sensitive (GTK_WIDGET (self->next), blocker == NULL);
  if (is_suggested_elsewhere (state))
    gtk_widget_remove_css_class (GTK_WIDGET (self->next), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->next), "suggested-action");
  if (g_strcmp0 (gtk_button_get_label (self->next), next_words (self, state)) != 0)
    gtk_button_set_label (self->next, next_words (self, state));

  gtk_label_set_text (self->reason, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), words != NULL && words[0] != '\0');
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
  wizard_top_show_page (self->top, page);
  wizard_numbers_turn (self->numbers);
}

/* Where we are, when the page is turned; later only what is new on it. */
static void
announce (WizardWindow *self, const WizardState *state, gboolean turned)
{
  g_autofree char *words = wizard_speaker_words (self->model);
  g_autofree char *news = wizard_speaker_news (turned ? NULL : self->said, words);
  g_autofree char *number = wizard_words_page_number (state->page);
  g_autofree char *page = g_strdup_printf (_ ("%s: %s"), number, wizard_words_page (state->page));
  g_autofree char *all = wizard_speaker_join (page, news);

  if (turned)
    wizard_top_announce (self->top, all);
  else if (news != NULL)
    wizard_top_announce (self->top, news);
  g_free (self->said);
  self->said = g_steal_pointer (&words);
}

static void
update_banner (WizardWindow *self)
{
  gboolean practice = wizard_model_is_practice (self->model);
  g_autofree char *words = practice ? wizard_practice_banner (self->model) : NULL;

  gtk_widget_set_visible (self->banner, practice);
  if (practice && strcmp (words, gtk_label_get_label (self->banner_words)) != 0)
    gtk_label_set_markup (self->banner_words, words);
}

static void
build_page (WizardWindow *self, WizardPageId page)
{
  if (self->pages[page] != NULL)
    return;
  self->pages[page] = wizard_page_new (page, self->model);
  gtk_widget_set_visible (GTK_WIDGET (self->pages[page]), FALSE);
  gtk_stack_add_child (GTK_STACK (self->stack), GTK_WIDGET (self->pages[page]));
}

/* The window stands at once; the other pages are built while nothing else is to be done, so that none is late when it is turned
 * to. */
static gboolean
build_next_page (gpointer user_data)
{
  WizardWindow *self = user_data;

  for (int page = 0; page < WIZARD_N_PAGES; page++)
    if (self->pages[page] == NULL)
      {
        build_page (self, (WizardPageId) page);
        return G_SOURCE_CONTINUE;
      }
  self->building = 0;
  return G_SOURCE_REMOVE;
}

static void
on_changed (WizardWindow *self)
{
  const WizardState *state = wizard_model_state (self->model);
  gboolean turned = self->shown != (int) state->page;

  build_page (self, state->page);
  wizard_page_update (self->pages[state->page]);
  wizard_names_give (GTK_WIDGET (self->pages[state->page]), wizard_words_page (state->page));
  update_bar (self, state);
  update_banner (self);
  if (turned || state->page == WIZARD_STEP_WAY || state->page == WIZARD_STEP_MODULE)
    wizard_steps_update (WIZARD_STEPS (self->steps), self->model);
  if (turned)
    show_page (self, state);
  announce (self, state, turned);
  /* With the first list of ports the best one is chosen: Enter is to take that. */
  if (turned || (!self->had_ports && state->ports != NULL))
    place_focus (self, state);
  self->had_ports = state->ports != NULL;
}

static void
on_map (WizardWindow *self)
{
  if (self->building == 0)
    self->building = g_idle_add_full (G_PRIORITY_LOW, build_next_page, self, NULL);
  place_focus (self, wizard_model_state (self->model));
}

static void
on_notice (WizardWindow *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  wizard_top_announce (self->top, text);
  adw_toast_set_timeout (toast, 3);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static gboolean
wizard_window_close_request (GtkWindow *window)
{
  WizardWindow *self = WIZARD_WINDOW (window);

  if (wizard_moment_is_serious (wizard_model_state (self->model)))
    {
      wizard_leaving_ask (window, self->model);
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
  g_clear_handle_id (&self->building, g_source_remove);
  if (self->numbers != NULL)
    g_object_run_dispose (G_OBJECT (self->numbers));
  g_clear_object (&self->numbers);
  g_clear_pointer (&self->said, g_free);
  g_clear_object (&self->model);
  gtk_widget_dispose_template (GTK_WIDGET (self), WIZARD_TYPE_WINDOW);
  G_OBJECT_CLASS (wizard_window_parent_class)->dispose (object);
}

static void
wizard_window_class_init (WizardWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wizard_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = wizard_window_close_request;
  g_type_ensure (WIZARD_TYPE_BAR);
  g_type_ensure (WIZARD_TYPE_SPLIT);
  g_type_ensure (WIZARD_TYPE_TOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dfota/Wizard/window.ui");
  gtk_widget_class_bind_template_child (widget_class, WizardWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, WizardWindow, top);
  gtk_widget_class_bind_template_child (widget_class, WizardWindow, language);
  gtk_widget_class_bind_template_child (widget_class, WizardWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, WizardWindow, banner_words);
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
  const char *words = english ? "切换到中文" : "Switch to English"; /* lint: as it is */

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
  wizard_names_give (gtk_widget_get_parent (self->back), "");
  set_up_language (self);
}

GtkWidget *
wizard_window_new (WizardApplication *application)
{
  WizardWindow *self = g_object_new (WIZARD_TYPE_WINDOW, "application", application, NULL);

  self->model = g_object_ref (wizard_application_model (application));
  self->numbers = wizard_numbers_new (GTK_APPLICATION_WINDOW (self));
  g_signal_connect_swapped (self->model, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->model, "notice", G_CALLBACK (on_notice), self);
  on_changed (self);
  g_signal_connect_after (self, "map", G_CALLBACK (on_map), NULL);
  return GTK_WIDGET (self);
}

WizardNumbers *
wizard_window_numbers (WizardWindow *self)
{
  return self->numbers;
}
