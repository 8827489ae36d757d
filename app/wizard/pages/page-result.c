/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "choice.h"
#include "error-card.h"
#include "page.h"
#include "resend.h"
#include "supplier.h"
#include "words.h"

#include <glib/gi18n.h>

/* How it ended. */
struct _WizardPageResult
{
  WizardPage parent_instance;

  WizardErrorCard *card;
  WizardResend *resend;
  gboolean resend_open; /* it has been shown to the user */
  AdwActionRow *before;
  AdwActionRow *after;
  AdwActionRow *time;
  GtkWidget *copy;
};

G_DEFINE_FINAL_TYPE (WizardPageResult, wizard_page_result, WIZARD_TYPE_PAGE)

static void
on_copy (WizardPageResult *self)
{
  g_autofree char *text = wizard_supplier_text (wizard_model_state (wizard_page_model (WIZARD_PAGE (self))), NULL);

  wizard_page_copy (WIZARD_PAGE (self), text);
}

static const char *
version_of (const DfotaModule *module)
{
  return module != NULL ? wizard_words_revision (module) : _ ("not read");
}

static void
draw_versions (WizardPageResult *self, const WizardResult *result)
{
  gboolean same = result->before != NULL && result->after != NULL && !dfota_module_differs (result->before, result->after);
  g_autofree char *after = NULL;

  after = same ? g_strdup_printf (_ ("%s (unchanged)"), version_of (result->after)) : g_strdup (version_of (result->after));
  wizard_fact_set (self->before, version_of (result->before));
  wizard_fact_set (self->after, after);
}

/* What was promised is of interest where it was kept or not: when it ran to its end. */
static void
draw_time (WizardPageResult *self, const WizardResult *result)
{
  g_autofree char *taken = wizard_words_time_taken (result->seconds);
  g_autofree char *promised = NULL;
  g_autofree char *both = NULL;

  if (result->promised > 0 && result->outcome == DFOTA_OUTCOME_DONE)
    {
      promised = wizard_words_duration (result->promised);
      /* TRANSLATORS: the time that was needed, and the one that was promised: "4 min 10 s (promised: about 5 minutes)" */
      both = g_strdup_printf (_ ("%s (promised: %s)"), taken, promised);
    }
  wizard_fact_set (self->time, both != NULL ? both : taken);
}

/* Where it is done is shown when the user asks for it. */
static void
draw_resend (WizardPageResult *self, const WizardState *state)
{
  gboolean waits = state->result->fault != NULL && state->result->fault->error == DFOTA_ERROR_DOWNLOAD_MODE;
  gboolean opened = state->resend_open && !self->resend_open;

  gtk_widget_set_visible (GTK_WIDGET (self->resend), waits && state->resend_open);
  if (waits)
    wizard_resend_update (self->resend, wizard_page_model (WIZARD_PAGE (self)));
  self->resend_open = state->resend_open;
  if (waits && opened)
    gtk_widget_child_focus (GTK_WIDGET (self->resend), GTK_DIR_TAB_FORWARD);
}

static void
wizard_page_result_update (WizardPage *page, const WizardState *state)
{
  WizardPageResult *self = WIZARD_PAGE_RESULT (page);
  const WizardResult *result = state->result;

  if (result == NULL)
    return;
  wizard_error_card_say_result (self->card, wizard_page_model (page), result);
  draw_versions (self, result);
  draw_time (self, result);
  draw_resend (self, state);
  gtk_widget_set_visible (self->copy, result->fault == NULL);
}

static void
wizard_page_result_class_init (WizardPageResultClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  WIZARD_PAGE_CLASS (klass)->update = wizard_page_result_update;
  g_type_ensure (WIZARD_TYPE_ERROR_CARD);
  g_type_ensure (WIZARD_TYPE_RESEND);
  wizard_page_class_set_template (klass, "result");
  gtk_widget_class_bind_template_child (widget_class, WizardPageResult, card);
  gtk_widget_class_bind_template_child (widget_class, WizardPageResult, resend);
  gtk_widget_class_bind_template_child (widget_class, WizardPageResult, before);
  gtk_widget_class_bind_template_child (widget_class, WizardPageResult, after);
  gtk_widget_class_bind_template_child (widget_class, WizardPageResult, time);
  gtk_widget_class_bind_template_child (widget_class, WizardPageResult, copy);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
}

static void
wizard_page_result_init (WizardPageResult *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
