/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice-menu.h"
#include "practice-faults.h"

#include <glib/gi18n.h>
#include <string.h>

#define HIGHEST_CODE 999

/* Whoever finds more than these types another letter. */
#define MOST_RESULTS 12

struct _WizardPracticeMenu
{
  AdwWindow parent_instance;

  WizardModel *model;
  AdwExpanderRow *groups[WIZARD_N_PRACTICE_GROUPS];
  gboolean filled[WIZARD_N_PRACTICE_GROUPS];
  GPtrArray *found; /* rows */

  GtkEditable *search;
  GtkWidget *none;
  AdwPreferencesGroup *all;
  AdwPreferencesGroup *results;
};

G_DEFINE_FINAL_TYPE (WizardPracticeMenu, wizard_practice_menu, ADW_TYPE_WINDOW)

static void
choose (WizardPracticeMenu *self, const char *fault)
{
  wizard_model_practise_fault (self->model, fault);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_activated (GtkWidget *row, WizardPracticeMenu *self)
{
  const WizardPracticeFault *fault = g_object_get_data (G_OBJECT (row), "fault");

  choose (self, fault != NULL ? fault->fault : NULL);
}

static gboolean
is_code (const char *text)
{
  return g_ascii_string_to_unsigned (text, 10, 1, HIGHEST_CODE, NULL, NULL);
}

static void
on_code_changed (GtkWidget *row)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));

  if (*text == '\0' || is_code (text))
    gtk_widget_remove_css_class (row, "error");
  else
    gtk_widget_add_css_class (row, "error");
}

static void
on_code (GtkWidget *row, WizardPracticeMenu *self)
{
  const WizardPracticeFault *fault = g_object_get_data (G_OBJECT (row), "fault");
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));
  g_autofree char *whole = g_strconcat (fault->fault, text, NULL);

  if (is_code (text))
    choose (self, whole);
}

/* The row that stands for what is chosen now. */
static gboolean
is_chosen (WizardPracticeMenu *self, const WizardPracticeFault *fault)
{
  const char *port = wizard_model_state (self->model)->port;
  gboolean quiet = !wizard_model_is_practice (self->model) || strchr (port, ':') == NULL;

  if (fault == NULL || quiet)
    return fault == NULL && quiet;
  return wizard_practice_find (port, wizard_model_practice_family (self->model)) == fault;
}

static GtkWidget *
new_choice (WizardPracticeMenu *self, const WizardPracticeFault *fault)
{
  GtkWidget *row = adw_action_row_new ();
  AdwActionRow *action = ADW_ACTION_ROW (row);
  g_autofree char *line = fault != NULL ? wizard_practice_line (fault, wizard_model_practice_family (self->model)) : NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), fault != NULL ? _ (fault->title) : _ ("Nothing"));
  adw_action_row_set_subtitle (action, line != NULL ? line : _ ("The upgrade goes well."));
  adw_action_row_set_title_lines (action, 0);
  adw_action_row_set_subtitle_lines (action, 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect (row, "activated", G_CALLBACK (on_activated), self);
  if (is_chosen (self, fault))
    {
      GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");

      gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Chosen"), -1);
      adw_action_row_add_suffix (action, mark);
    }
  return row;
}

static GtkWidget *
new_entry (WizardPracticeMenu *self, const WizardPracticeFault *fault)
{
  GtkWidget *row = adw_entry_row_new ();
  const char *port = wizard_model_state (self->model)->port;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (fault->title));
  gtk_widget_set_tooltip_text (row, _ (fault->what));
  if (is_chosen (self, fault))
    gtk_editable_set_text (GTK_EDITABLE (row), strchr (port, '@') + 1);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (row), GTK_INPUT_PURPOSE_DIGITS);
  g_signal_connect (row, "changed", G_CALLBACK (on_code_changed), NULL);
  g_signal_connect (row, "apply", G_CALLBACK (on_code), self);
  return row;
}

static GtkWidget *
new_row (WizardPracticeMenu *self, const WizardPracticeFault *fault)
{
  GtkWidget *row = fault != NULL && wizard_practice_asks (fault) ? new_entry (self, fault) : new_choice (self, fault);

  g_object_set_data (G_OBJECT (row), "fault", (gpointer) fault);
  return row;
}

static gboolean
is_of_group (WizardPracticeMenu *self, const WizardPracticeFault *fault, WizardPracticeGroup group)
{
  return fault->group == group && wizard_practice_offers (fault, wizard_model_practice_family (self->model));
}

/* Its many rows are made when they are wanted: the window stands at once. */
static void
fill (WizardPracticeMenu *self, WizardPracticeGroup group)
{
  gsize n;
  const WizardPracticeFault *faults = wizard_practice_faults (&n);

  if (self->filled[group])
    return;
  self->filled[group] = TRUE;
  for (gsize i = 0; i < n; i++)
    if (is_of_group (self, &faults[i], group))
      adw_expander_row_add_row (self->groups[group], new_row (self, &faults[i]));
}

static void
on_expanded (AdwExpanderRow *row, GParamSpec *spec, WizardPracticeMenu *self)
{
  for (WizardPracticeGroup group = 0; group < WIZARD_N_PRACTICE_GROUPS; group++)
    if (self->groups[group] == row && adw_expander_row_get_expanded (row))
      fill (self, group);
}

/* What is chosen in a group stands on it. */
static void
add_group (WizardPracticeMenu *self, WizardPracticeGroup group)
{
  GtkWidget *row = adw_expander_row_new ();
  gsize n;
  const WizardPracticeFault *faults = wizard_practice_faults (&n);
  const WizardPracticeFault *chosen = NULL;
  gboolean any = FALSE;

  for (gsize i = 0; i < n; i++)
    if (is_of_group (self, &faults[i], group))
      {
        any = TRUE;
        chosen = is_chosen (self, &faults[i]) ? &faults[i] : chosen;
      }
  self->groups[group] = ADW_EXPANDER_ROW (row);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), wizard_practice_group_title (group));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), chosen != NULL ? _ (chosen->title) : "");
  gtk_widget_set_visible (row, any);
  g_signal_connect (row, "notify::expanded", G_CALLBACK (on_expanded), self);
  adw_preferences_group_add (self->all, row);
  if (chosen != NULL)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
}

static gboolean
contains (const char *text, const char *words)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return strstr (folded, words) != NULL;
}

static gboolean
matches (const WizardPracticeFault *fault, const char *words)
{
  return contains (_ (fault->title), words) || contains (_ (fault->what), words);
}

static void
on_search (WizardPracticeMenu *self)
{
  g_autofree char *words = g_utf8_casefold (gtk_editable_get_text (self->search), -1);
  gboolean searching = *words != '\0';
  gsize n;
  const WizardPracticeFault *faults = wizard_practice_faults (&n);

  for (guint i = 0; i < self->found->len; i++)
    adw_preferences_group_remove (self->results, g_ptr_array_index (self->found, i));
  g_ptr_array_set_size (self->found, 0);
  for (gsize i = 0; i < n && searching && self->found->len < MOST_RESULTS; i++)
    {
      GtkWidget *row;

      if (!wizard_practice_offers (&faults[i], wizard_model_practice_family (self->model)) || !matches (&faults[i], words))
        continue;
      row = new_row (self, &faults[i]);
      adw_preferences_group_add (self->results, row);
      g_ptr_array_add (self->found, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->all), !searching);
  gtk_widget_set_visible (GTK_WIDGET (self->results), self->found->len > 0);
  gtk_widget_set_visible (self->none, searching && self->found->len == 0);
}

static void
wizard_practice_menu_dispose (GObject *object)
{
  WizardPracticeMenu *self = WIZARD_PRACTICE_MENU (object);

  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_object (&self->model);
  gtk_widget_dispose_template (GTK_WIDGET (self), WIZARD_TYPE_PRACTICE_MENU);
  G_OBJECT_CLASS (wizard_practice_menu_parent_class)->dispose (object);
}

static void
wizard_practice_menu_class_init (WizardPracticeMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wizard_practice_menu_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dfota/Wizard/practice-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, WizardPracticeMenu, search);
  gtk_widget_class_bind_template_child (widget_class, WizardPracticeMenu, none);
  gtk_widget_class_bind_template_child (widget_class, WizardPracticeMenu, all);
  gtk_widget_class_bind_template_child (widget_class, WizardPracticeMenu, results);
  gtk_widget_class_bind_template_callback (widget_class, on_search);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
}

static void
wizard_practice_menu_init (WizardPracticeMenu *self)
{
  self->found = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
wizard_practice_menu_new (GtkWindow *parent, WizardModel *model)
{
  WizardPracticeMenu *self = g_object_new (WIZARD_TYPE_PRACTICE_MENU, "transient-for", parent, NULL);

  self->model = g_object_ref (model);
  adw_preferences_group_add (self->all, new_row (self, NULL));
  for (WizardPracticeGroup group = 0; group < WIZARD_N_PRACTICE_GROUPS; group++)
    add_group (self, group);
  return GTK_WIDGET (self);
}
