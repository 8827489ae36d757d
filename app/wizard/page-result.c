/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "choice.h"
#include "note.h"
#include "page.h"
#include "resend.h"
#include "words.h"

#include <glib/gi18n.h>

/* How it ended. */
struct _WizardPageResult
{
  WizardPage parent_instance;

  GtkImage *symbol;
  GtkLabel *heading;
  GtkLabel *line;
  WizardNote *happened;
  WizardResend *resend;
  GtkWidget *again;
  GtkWidget *ask;
  AdwActionRow *versions;
  AdwActionRow *time;
  GtkWidget *details;
  AdwActionRow *code;
  AdwActionRow *id;
};

G_DEFINE_FINAL_TYPE (WizardPageResult, wizard_page_result, WIZARD_TYPE_PAGE)

static char *
versions_of (const WizardResult *result)
{
  const char *before = result->before != NULL ? wizard_words_revision (result->before) : _ ("not read");
  const char *after = result->after != NULL ? wizard_words_revision (result->after) : _ ("not read");

  if (result->before != NULL && result->after != NULL && !dfota_module_differs (result->before, result->after))
    return g_strdup_printf (_ ("%s (unchanged)"), before);
  return g_strdup_printf ("%s → %s", before, after);
}

static char *
time_of (const WizardResult *result)
{
  g_autofree char *taken = wizard_words_time_taken (result->seconds);
  g_autofree char *promised = NULL;

  if (result->promised <= 0 || result->outcome != DFOTA_OUTCOME_DONE)
    return g_steal_pointer (&taken);
  promised = wizard_words_duration (result->promised);
  return g_strdup_printf (_ ("%s (expected: %s)"), taken, promised);
}

static char *
code_of (const DfotaFault *fault)
{
  if (fault == NULL || fault->code < 0)
    return NULL;
  return g_strdup_printf ("%d", fault->code);
}

static void
append_package (GString *text, const DfotaPackage *package)
{
  if (package != NULL)
    g_string_append_printf (text, "%s\nSHA-256: %s\n", package->name, package->sha256);
}

static void
on_copy (WizardPageResult *self)
{
  const WizardState *state = wizard_model_state (wizard_page_model (WIZARD_PAGE (self)));
  const WizardResult *result = state->result;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *before = result->before != NULL ? wizard_words_module (result->before) : NULL;
  g_autofree char *versions = versions_of (result);

  g_string_append_printf (text, "%s\n%s%s\n", dfota_outcome_name (result->outcome), before != NULL ? before : "", versions);
  append_package (text, state->package);
  append_package (text, state->second);
  if (result->fault != NULL)
    g_string_append_printf (text, "%s %d\n", dfota_error_id (result->fault->error), result->fault->code);
  g_string_append_printf (text, "\n%s", state->log->str);
  wizard_page_copy (WIZARD_PAGE (self), text->str);
}

static void
on_again (WizardPageResult *self)
{
  wizard_model_try_again (wizard_page_model (WIZARD_PAGE (self)));
}

static void
on_ask (WizardPageResult *self)
{
  wizard_model_ask_again (wizard_page_model (WIZARD_PAGE (self)));
}

static WizardTone
tone_of (const WizardResult *result)
{
  switch (result->outcome)
    {
    case DFOTA_OUTCOME_DONE:
      return WIZARD_TONE_GOOD;
    case DFOTA_OUTCOME_CANCELLED:
      return WIZARD_TONE_INFO;
    case DFOTA_OUTCOME_UNCERTAIN:
      return WIZARD_TONE_WARN;
    default:
      return WIZARD_TONE_BAD;
    }
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

static void
draw_card (WizardPageResult *self, const WizardResult *result)
{
  for (int tone = WIZARD_TONE_GOOD; tone <= WIZARD_TONE_BAD; tone++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->symbol), wizard_tone_class ((WizardTone) tone));
  gtk_widget_add_css_class (GTK_WIDGET (self->symbol), wizard_tone_class (tone_of (result)));
  gtk_image_set_from_icon_name (self->symbol, symbol_of (result));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->symbol), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  wizard_tone_word (tone_of (result)), -1);
  gtk_label_set_text (self->heading, wizard_words_result (result));
  gtk_label_set_text (self->line, wizard_words_result_line (result));
}

/* What may be done now, besides what the words say. */
static void
draw_deeds (WizardPageResult *self, const WizardResult *result)
{
  WizardModel *model = wizard_page_model (WIZARD_PAGE (self));
  gboolean waits = result->fault != NULL && result->fault->error == DFOTA_ERROR_DOWNLOAD_MODE;
  gboolean unclear = result->outcome == DFOTA_OUTCOME_UNCERTAIN || result->needs_attention;

  gtk_widget_set_visible (self->again, wizard_model_may_try_again (model));
  gtk_widget_set_visible (self->ask, unclear);
  gtk_widget_set_visible (GTK_WIDGET (self->resend), waits);
  if (waits)
    wizard_resend_update (self->resend, model);
}

static void
wizard_page_result_update (WizardPage *page, const WizardState *state)
{
  WizardPageResult *self = WIZARD_PAGE_RESULT (page);
  const WizardResult *result = state->result;
  g_autofree char *versions = NULL;
  g_autofree char *time = NULL;
  g_autofree char *code = NULL;

  if (result == NULL)
    return;
  versions = versions_of (result);
  time = time_of (result);
  code = code_of (result->fault);
  draw_card (self, result);
  wizard_fact_set (self->versions, versions);
  wizard_fact_set (self->time, time);
  wizard_fact_set (self->code, code);
  wizard_fact_set (self->id, result->fault != NULL ? dfota_error_id (result->fault->error) : NULL);
  gtk_widget_set_visible (self->details, result->fault != NULL && result->outcome != DFOTA_OUTCOME_CANCELLED);

  draw_deeds (self, result);
  gtk_widget_set_visible (GTK_WIDGET (self->happened), FALSE);
  if (result->fault != NULL)
    {
      g_autoptr (DfotaAdvice) advice = dfota_advice_new (result->fault);

      wizard_note_say (self->happened, tone_of (result), advice->title, advice->advice);
    }
}

static void
wizard_page_result_class_init (WizardPageResultClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  WIZARD_PAGE_CLASS (klass)->update = wizard_page_result_update;
  g_type_ensure (WIZARD_TYPE_NOTE);
  g_type_ensure (WIZARD_TYPE_RESEND);
  wizard_page_class_set_template (klass, "result");
  gtk_widget_class_bind_template_child (widget_class, WizardPageResult, symbol);
  gtk_widget_class_bind_template_child (widget_class, WizardPageResult, heading);
  gtk_widget_class_bind_template_child (widget_class, WizardPageResult, line);
  gtk_widget_class_bind_template_child (widget_class, WizardPageResult, happened);
  gtk_widget_class_bind_template_child (widget_class, WizardPageResult, resend);
  gtk_widget_class_bind_template_child (widget_class, WizardPageResult, again);
  gtk_widget_class_bind_template_child (widget_class, WizardPageResult, ask);
  gtk_widget_class_bind_template_child (widget_class, WizardPageResult, versions);
  gtk_widget_class_bind_template_child (widget_class, WizardPageResult, time);
  gtk_widget_class_bind_template_child (widget_class, WizardPageResult, details);
  gtk_widget_class_bind_template_child (widget_class, WizardPageResult, code);
  gtk_widget_class_bind_template_child (widget_class, WizardPageResult, id);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, on_again);
  gtk_widget_class_bind_template_callback (widget_class, on_ask);
}

static void
wizard_page_result_init (WizardPageResult *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
