/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "choice.h"
#include "page.h"
#include "words.h"

#include <glib/gi18n.h>

/* How the two sides of the cable keep from losing bytes. */
struct _WizardPageFlow
{
  WizardPage parent_instance;

  WizardChoice *automatic;
  WizardChoice *hardware;
  WizardChoice *none;
};

G_DEFINE_FINAL_TYPE (WizardPageFlow, wizard_page_flow, WIZARD_TYPE_PAGE)

static void
on_chosen (WizardChoice *row, WizardPageFlow *self)
{
  DfotaFlowChoice flow = DFOTA_FLOW_CHOICE_AUTO;

  if (row == self->hardware)
    flow = DFOTA_FLOW_CHOICE_RTSCTS;
  else if (row == self->none)
    flow = DFOTA_FLOW_CHOICE_NONE;
  wizard_model_choose_flow (wizard_page_model (WIZARD_PAGE (self)), flow);
}

static void
update_row (WizardPageFlow *self, WizardChoice *row, DfotaFlowChoice flow, const char *words, const WizardState *state)
{
  DfotaPromise promise;
  g_autofree char *line = g_strdup (words);

  wizard_choice_set_chosen (row, state->flow == flow);
  if (wizard_model_promise (wizard_page_model (WIZARD_PAGE (self)), DFOTA_VIA_FILE, flow, &promise))
    {
      g_autofree char *duration = wizard_words_duration (promise.sending_seconds);

      g_free (line);
      line = g_strdup_printf (_ ("%s. Sending this package takes %s."), words, duration);
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line);
}

static void
wizard_page_flow_update (WizardPage *page, const WizardState *state)
{
  WizardPageFlow *self = WIZARD_PAGE_FLOW (page);

  update_row (self, self->automatic, DFOTA_FLOW_CHOICE_AUTO, _ ("Sets it on both sides and checks that it works"), state);
  update_row (self, self->hardware, DFOTA_FLOW_CHOICE_RTSCTS, _ ("Only if you know that the cable has the wires for it"),
              state);
  update_row (self, self->none, DFOTA_FLOW_CHOICE_NONE, _ ("Works with any cable, but slowly"), state);
  wizard_choice_set_tag (self->automatic, _ ("Recommended"));
}

static void
wizard_page_flow_class_init (WizardPageFlowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  WIZARD_PAGE_CLASS (klass)->update = wizard_page_flow_update;
  g_type_ensure (WIZARD_TYPE_CHOICE);
  wizard_page_class_set_template (klass, "flow");
  gtk_widget_class_bind_template_child (widget_class, WizardPageFlow, automatic);
  gtk_widget_class_bind_template_child (widget_class, WizardPageFlow, hardware);
  gtk_widget_class_bind_template_child (widget_class, WizardPageFlow, none);
}

static void
wizard_page_flow_init (WizardPageFlow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->none), C_ ("flow control", "None"));
  wizard_choice_set_group (self->hardware, self->automatic);
  wizard_choice_set_group (self->none, self->automatic);
  g_signal_connect (self->automatic, "chosen", G_CALLBACK (on_chosen), self);
  g_signal_connect (self->hardware, "chosen", G_CALLBACK (on_chosen), self);
  g_signal_connect (self->none, "chosen", G_CALLBACK (on_chosen), self);
}
