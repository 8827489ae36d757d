/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-way-private.h"
#include "words.h"

#include <glib/gi18n.h>

/* Page 4, what the ways over the cable need: a framing profile, a folder in the module's storage. */

/* Where modules of the Qualcomm kind look for a file; which of them an EP06 takes no guide says. */
static const char *const known_folders[] = { "/data/ufs", "/cache/ufs" };

/* --- the framing profile --- */

static void
on_response (WizardPageWay *self, int response)
{
  g_autoptr (GFile) file
      = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  g_clear_object (&self->chooser);
  if (file != NULL)
    wizard_page_keep_folder (WIZARD_PAGE (self), file);
  if (path != NULL)
    wizard_model_set_framing (wizard_page_model (WIZARD_PAGE (self)), path);
}

static void
on_choose_framing (WizardPageWay *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autoptr (GtkFileFilter) filter = NULL;

  if (self->chooser != NULL)
    return;
  self->chooser
      = gtk_file_chooser_native_new (_ ("Choose the framing profile"), window, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, _ ("Framing profiles (*.dfota-framing)"));
  gtk_file_filter_add_pattern (filter, "*.dfota-framing");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  wizard_page_open_last_folder (WIZARD_PAGE (self), GTK_FILE_CHOOSER (self->chooser));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_practice_framing (WizardPageWay *self)
{
  wizard_model_make_practice_framing (wizard_page_model (WIZARD_PAGE (self)));
}

static void
on_slow (WizardPageWay *self)
{
  wizard_model_take_slow_file (wizard_page_model (WIZARD_PAGE (self)));
}

static void
draw_slow (WizardPageWay *self)
{
  WizardModel *model = wizard_page_model (WIZARD_PAGE (self));
  DfotaPromise promise = { 0 };
  g_autofree char *duration = NULL;
  g_autofree char *line = NULL;

  if (!wizard_model_promise (model, DFOTA_VIA_FILE, DFOTA_FLOW_CHOICE_NONE, &promise))
    return;
  duration = wizard_words_duration (promise.seconds);
  line = g_strdup_printf (_ ("Needs nothing and works with any cable, but slowly: %s."), duration);
  adw_action_row_set_subtitle (self->slow, line);
}

static void
draw_framing (WizardPageWay *self, const WizardState *state, gboolean takes)
{
  gboolean missing = takes && state->framing == NULL;
  gboolean offers_file = wizard_model_offers (wizard_page_model (WIZARD_PAGE (self)), WIZARD_CARD_FILE);
  g_autofree char *name = state->framing != NULL ? g_path_get_basename (state->framing) : NULL;
  g_autofree char *file = name != NULL ? g_filename_display_name (name) : NULL;
  g_autofree char *named
      = state->framing_name != NULL ? g_strdup_printf ("%s · %s", state->framing_name, file) : g_strdup (file);

  gtk_widget_set_visible (GTK_WIDGET (self->framing), takes);
  adw_action_row_set_subtitle (self->framing, named != NULL ? named : _ ("None is chosen"));
  gtk_widget_set_visible (GTK_WIDGET (self->slow), missing && offers_file);
  gtk_widget_set_visible (self->practice_framing,
                          missing && wizard_model_is_practice (wizard_page_model (WIZARD_PAGE (self))));
  wizard_finding_say_fault (self->no_framing, WIZARD_TONE_BAD, takes ? state->framing_fault : NULL);
  if (!missing)
    return;
  wizard_finding_say (self->no_framing, WIZARD_TONE_INFO,
                      _ ("How the module wants the frames is not public, so this program does not have it built in."),
                      _ ("Ask the maker's support or your supplier for a framing profile for your module."));
  draw_slow (self);
}

/* --- the module's storage --- */

static const char *
usual_folder (const WizardState *state)
{
  const DfotaWay *way = dfota_way_find (state->module->family, DFOTA_VIA_STORAGE);

  return way != NULL && way->folder != NULL ? way->folder : known_folders[0];
}

static void
on_folder (WizardPageWay *self)
{
  WizardModel *model = wizard_page_model (WIZARD_PAGE (self));
  guint chosen = adw_combo_row_get_selected (self->folder);
  GtkStringObject *item = adw_combo_row_get_selected_item (self->folder);
  gboolean last = chosen + 1 == g_list_model_get_n_items (adw_combo_row_get_model (self->folder));

  if (self->quiet || item == NULL)
    return;
  self->other_folder = last;
  if (chosen == 0)
    wizard_model_set_folder (model, NULL);
  else
    wizard_model_set_folder (model, last ? usual_folder (wizard_model_state (model)) : gtk_string_object_get_string (item));
  wizard_page_update (WIZARD_PAGE (self));
}

static void
on_folder_text (WizardPageWay *self)
{
  if (!self->quiet)
    wizard_model_set_folder (wizard_page_model (WIZARD_PAGE (self)), gtk_editable_get_text (self->folder_text));
}

static void
on_replace (WizardPageWay *self)
{
  if (!self->quiet)
    wizard_model_set_replace (wizard_page_model (WIZARD_PAGE (self)), gtk_switch_get_active (self->replace_switch));
}

/* The usual one first, then the others that are known, then any. */
static void
list_folders (WizardPageWay *self, const WizardState *state)
{
  g_autoptr (GtkStringList) list = NULL;

  if (self->folders_of == state->module->family)
    return;
  self->folders_of = state->module->family;
  list = gtk_string_list_new (NULL);
  gtk_string_list_append (list, usual_folder (state));
  for (gsize i = 0; i < G_N_ELEMENTS (known_folders); i++)
    if (g_strcmp0 (known_folders[i], usual_folder (state)) != 0)
      gtk_string_list_append (list, known_folders[i]);
  gtk_string_list_append (list, _ ("Another one…"));
  adw_combo_row_set_model (self->folder, G_LIST_MODEL (list));
}

static guint
place_of_folder (WizardPageWay *self, const char *folder)
{
  GListModel *list = adw_combo_row_get_model (self->folder);
  guint n = g_list_model_get_n_items (list);

  if (folder == NULL)
    return 0;
  for (guint i = 0; i + 1 < n && !self->other_folder; i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (list, i);

      if (g_strcmp0 (gtk_string_object_get_string (item), folder) == 0)
        return i;
    }
  return n - 1;
}

static void
draw_folder (WizardPageWay *self, const WizardState *state, gboolean takes)
{
  const char *problem = takes ? wizard_model_folder_problem (wizard_page_model (WIZARD_PAGE (self))) : NULL;
  guint place;

  list_folders (self, state);
  place = place_of_folder (self, state->folder);
  adw_combo_row_set_selected (self->folder, place);
  self->other_folder = place + 1 == g_list_model_get_n_items (adw_combo_row_get_model (self->folder));
  if (self->other_folder && g_strcmp0 (gtk_editable_get_text (self->folder_text), state->folder) != 0)
    gtk_editable_set_text (self->folder_text, state->folder);
  gtk_switch_set_active (self->replace_switch, state->replace);
  gtk_widget_set_visible (GTK_WIDGET (self->folder), takes);
  gtk_widget_set_visible (GTK_WIDGET (self->folder_text), takes && self->other_folder);
  gtk_widget_set_visible (self->replace, takes);
  gtk_widget_set_visible (GTK_WIDGET (self->folder_problem), FALSE);
  if (problem != NULL)
    wizard_finding_say (self->folder_problem, WIZARD_TONE_BAD, problem, NULL);
}

void
wizard_way_draw_local (WizardPageWay *self, const WizardState *state, WizardCard card)
{
  draw_framing (self, state, card == WIZARD_CARD_PROTOCOL);
  draw_folder (self, state, card == WIZARD_CARD_STORAGE);
}

void
wizard_way_bind_local (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, WizardPageWay, framing);
  gtk_widget_class_bind_template_child (klass, WizardPageWay, no_framing);
  gtk_widget_class_bind_template_child (klass, WizardPageWay, slow);
  gtk_widget_class_bind_template_child (klass, WizardPageWay, practice_framing);
  gtk_widget_class_bind_template_child (klass, WizardPageWay, folder);
  gtk_widget_class_bind_template_child (klass, WizardPageWay, folder_text);
  gtk_widget_class_bind_template_child (klass, WizardPageWay, folder_problem);
  gtk_widget_class_bind_template_child (klass, WizardPageWay, replace);
  gtk_widget_class_bind_template_child (klass, WizardPageWay, replace_switch);
  gtk_widget_class_bind_template_callback (klass, on_choose_framing);
  gtk_widget_class_bind_template_callback (klass, on_slow);
  gtk_widget_class_bind_template_callback (klass, on_practice_framing);
  gtk_widget_class_bind_template_callback (klass, on_folder);
  gtk_widget_class_bind_template_callback (klass, on_folder_text);
  gtk_widget_class_bind_template_callback (klass, on_replace);
}
