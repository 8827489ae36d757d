/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "error-card.h"
#include "choice.h"
#include "common/app-locale.h"
#include "drawing.h"
#include "note.h"
#include "page.h"
#include "plain.h"
#include "remedy-bar.h"
#include "safety.h"
#include "supplier.h"
#include "whole.h"
#include "words.h"

#include <glib/gi18n.h>

/* Every word of it is set in draw(), so that it can be said in either language. */
struct _WizardErrorCard
{
  GtkBox parent_instance;

  WizardModel *model; /* borrowed: the page's, which holds this */
  DfotaFault *fault;  /* the one shown, or NULL */

  GtkWidget *head;
  GtkImage *symbol;
  GtkWidget *picture;
  GtkLabel *heading, *line;
  GtkWidget *frame;
  GtkLabel *happened_caption, *happened;
  GtkWidget *language;
  GtkLabel *safe_caption;
  GtkWidget *safe;
  GtkImage *safe_symbol;
  GtkLabel *safe_word, *safe_sentence;
  GtkLabel *now_caption, *advice;
  WizardRemedyBar *remedies;
  GtkWidget *case_box;
  GtkLabel *case_caption, *case_code, *case_hint;
  GtkWidget *details;
  AdwPreferencesRow *details_row;
  AdwActionRow *code, *family, *id, *log;
  GtkWidget *copy;
};

G_DEFINE_FINAL_TYPE (WizardErrorCard, wizard_error_card, GTK_TYPE_BOX)

static const char *
other_language (WizardErrorCard *self)
{
  const char *spoken = wizard_model_state (self->model)->card_language;

  return g_strcmp0 (spoken != NULL ? spoken : app_locale_current (), "en") == 0 ? "zh_CN" : "en";
}

static void
on_language (WizardErrorCard *self)
{
  wizard_model_set_card_language (self->model, other_language (self));
}

static void
on_copy (WizardErrorCard *self)
{
  g_autofree char *text = wizard_supplier_text (wizard_model_state (self->model), self->fault);
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), WIZARD_TYPE_PAGE);

  if (page != NULL)
    wizard_page_copy (WIZARD_PAGE (page), text);
}

/* Han glyphs differ between Chinese and Japanese: a Chinese text says which it is, wherever it stands. */
static void
say (GtkLabel *label, const char *text)
{
  gboolean chinese = g_str_equal (app_locale_current (), "zh_CN");
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  if (g_strcmp0 (gtk_label_get_text (label), text) == 0)
    return;
  wizard_whole_add (attributes);
  if (chinese)
    pango_attr_list_insert (attributes, pango_attr_language_new (pango_language_from_string ("zh-cn")));
  gtk_label_set_attributes (label, attributes);
  gtk_label_set_text (label, text);
}

static void
set_tone (GtkWidget *widget, const char *klass)
{
  for (int tone = WIZARD_TONE_GOOD; tone <= WIZARD_TONE_BAD; tone++)
    gtk_widget_remove_css_class (widget, wizard_tone_class ((WizardTone) tone));
  gtk_widget_add_css_class (widget, klass);
}

static WizardTone
tone_of (const WizardResult *result)
{
  static const WizardTone tones[] = { [DFOTA_OUTCOME_DONE] = WIZARD_TONE_GOOD,
                                      [DFOTA_OUTCOME_FAILED] = WIZARD_TONE_BAD,
                                      [DFOTA_OUTCOME_CANCELLED] = WIZARD_TONE_INFO,
                                      [DFOTA_OUTCOME_UNCERTAIN] = WIZARD_TONE_WARN };

  return tones[result->outcome];
}

static const char *
symbol_of (const WizardResult *result)
{
  if (result->outcome == DFOTA_OUTCOME_CANCELLED)
    return "media-playback-stop-symbolic";
  if (result->outcome == DFOTA_OUTCOME_UNCERTAIN)
    return "dialog-question-symbolic";
  if (result->outcome == DFOTA_OUTCOME_FAILED && result->needs_attention)
    return "dialog-warning-symbolic";
  return wizard_tone_icon (tone_of (result));
}

/* What the safety says below needs no second place. */
static const char *
line_of (const WizardResult *result)
{
  gboolean above = result->outcome == DFOTA_OUTCOME_DONE || result->outcome == DFOTA_OUTCOME_UNCERTAIN;

  return above ? wizard_words_result_line (result) : "";
}

static void
draw_head (WizardErrorCard *self, const WizardResult *result)
{
  gboolean done = result != NULL && result->outcome == DFOTA_OUTCOME_DONE;

  gtk_widget_set_visible (self->head, result != NULL);
  if (result == NULL)
    return;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head), done ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_label_set_xalign (self->heading, done ? 0.5f : 0);
  gtk_label_set_justify (self->heading, done ? GTK_JUSTIFY_CENTER : GTK_JUSTIFY_LEFT);
  gtk_label_set_xalign (self->line, done ? 0.5f : 0);
  gtk_label_set_justify (self->line, done ? GTK_JUSTIFY_CENTER : GTK_JUSTIFY_LEFT);
  set_tone (GTK_WIDGET (self->symbol), wizard_tone_class (tone_of (result)));
  gtk_image_set_from_icon_name (self->symbol, symbol_of (result));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->symbol), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  wizard_tone_word (tone_of (result)), -1);
  gtk_widget_set_visible (self->picture, done);
  gtk_widget_set_visible (GTK_WIDGET (self->symbol), !done);
  say (self->heading, wizard_words_result (result));
  say (self->line, line_of (result));
  gtk_widget_set_visible (GTK_WIDGET (self->line), *line_of (result) != '\0');
}

static void
draw_safety (WizardErrorCard *self, const WizardResult *result)
{
  WizardSafety safety = wizard_safety_of (self->fault, result);

  set_tone (self->safe, wizard_safety_class (safety));
  gtk_image_set_from_icon_name (self->safe_symbol, wizard_safety_icon (safety));
  say (self->safe_caption, _ ("Is my module safe?"));
  say (self->safe_word, wizard_safety_word (safety));
  say (self->safe_sentence, wizard_safety_sentence (safety, result));
}

static void
draw_case (WizardErrorCard *self, const WizardResult *result)
{
  const char *code = result != NULL ? result->case_code : NULL;

  gtk_widget_set_visible (self->case_box, code != NULL);
  say (self->case_caption, _ ("Case code"));
  say (self->case_hint, _ ("Read this to support."));
  say (self->case_code, code != NULL ? code : "");
}

static void
draw_fact (AdwActionRow *row, const char *title, const char *value)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  wizard_fact_set (row, value);
}

static void
draw_details (WizardErrorCard *self)
{
  const DfotaFault *fault = self->fault;
  g_autofree char *number = fault->code >= 0 ? g_strdup_printf ("%d", fault->code) : NULL;
  const char *family = fault->family != DFOTA_FAMILY_UNKNOWN ? dfota_family (fault->family)->name : NULL;

  adw_preferences_row_set_title (self->details_row, _ ("Details for support"));
  draw_fact (self->code, _ ("Number from the module"), number);
  draw_fact (self->family, _ ("Family of the module"), family);
  draw_fact (self->id, _ ("Name of the error"), dfota_error_id (fault->error));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->log), _ ("Copy the log"));
  gtk_widget_set_tooltip_text (self->copy, _ ("Copy the log"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Copy the log"), -1);
}

/* The button shows the language that it leads to, in that language. */
static void
draw_language (WizardErrorCard *self)
{
  gboolean to_english = g_str_equal (other_language (self), "en");
  const char *words = to_english ? "Show this in English" : "用中文显示"; /* lint: as it is */

  gtk_button_set_label (GTK_BUTTON (self->language), to_english ? "English" : "中文");
  gtk_widget_set_tooltip_text (self->language, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->language), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
draw_fault (WizardErrorCard *self, const WizardResult *result)
{
  g_autoptr (DfotaAdvice) advice = wizard_plain_advice (self->fault);
  g_autofree char *plain = wizard_plain_words (advice->advice);

  say (self->happened_caption, _ ("What happened"));
  say (self->happened, advice->title);
  say (self->now_caption, _ ("What to do now"));
  say (self->advice, plain);
  draw_safety (self, result);
  draw_case (self, result);
  draw_details (self);
  wizard_remedy_bar_update (self->remedies, self->model, self->fault);
}

static void
draw (WizardErrorCard *self, WizardModel *model, const DfotaFault *fault, const WizardResult *result)
{
  const char *home;

  self->model = model;
  dfota_fault_free (self->fault);
  self->fault = dfota_fault_copy (fault);
  gtk_widget_set_visible (GTK_WIDGET (self), fault != NULL || result != NULL);
  gtk_widget_set_visible (self->frame, fault != NULL);
  gtk_widget_set_visible (self->details, fault != NULL);
  draw_language (self);

  home = app_locale_visit (wizard_model_state (model)->card_language);
  draw_head (self, result);
  if (fault != NULL)
    draw_fault (self, result);
  if (!g_str_equal (home, app_locale_current ()))
    app_locale_switch (home);
}

void
wizard_error_card_say (WizardErrorCard *self, WizardModel *model, const DfotaFault *fault)
{
  draw (self, model, fault, NULL);
}

void
wizard_error_card_say_result (WizardErrorCard *self, WizardModel *model, const WizardResult *result)
{
  draw (self, model, result->fault, result);
}

static void
wizard_error_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WIZARD_TYPE_ERROR_CARD);
  G_OBJECT_CLASS (wizard_error_card_parent_class)->dispose (object);
}

static void
wizard_error_card_finalize (GObject *object)
{
  dfota_fault_free (WIZARD_ERROR_CARD (object)->fault);
  G_OBJECT_CLASS (wizard_error_card_parent_class)->finalize (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, WizardErrorCard, name)

static void
wizard_error_card_class_init (WizardErrorCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wizard_error_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = wizard_error_card_finalize;
  g_type_ensure (WIZARD_TYPE_DRAWING);
  g_type_ensure (WIZARD_TYPE_REMEDY_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dfota/Wizard/error-card.ui");
  BIND (head);
  BIND (symbol);
  BIND (picture);
  BIND (heading);
  BIND (line);
  BIND (frame);
  BIND (happened_caption);
  BIND (happened);
  BIND (language);
  BIND (safe_caption);
  BIND (safe);
  BIND (safe_symbol);
  BIND (safe_word);
  BIND (safe_sentence);
  BIND (now_caption);
  BIND (advice);
  BIND (remedies);
  BIND (case_box);
  BIND (case_caption);
  BIND (case_code);
  BIND (case_hint);
  BIND (details);
  BIND (details_row);
  BIND (code);
  BIND (family);
  BIND (id);
  BIND (log);
  BIND (copy);
  gtk_widget_class_bind_template_callback (widget_class, on_language);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
}

static void
wizard_error_card_init (WizardErrorCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
