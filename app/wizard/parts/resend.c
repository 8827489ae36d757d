/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resend.h"
#include "finding.h"

struct _WizardResend
{
  AdwBin parent_instance;

  WizardModel *model; /* borrowed: the page's, which holds this */
  gboolean quiet;

  AdwExpanderRow *expander;
  GtkEditable *address;
  WizardFinding *trouble;
  WizardFinding *odd;
  WizardFinding *failed;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (WizardResend, wizard_resend, ADW_TYPE_BIN)

static void
on_address (WizardResend *self)
{
  if (!self->quiet && self->model != NULL)
    wizard_model_set_resend_address (self->model, gtk_editable_get_text (self->address));
}

static void
on_send (WizardResend *self)
{
  wizard_model_send_again (self->model);
}

/* A port that was not written is no matter here: what counts is whether the module reaches the server. */
static const DfotaCheckEvent *
oddity (const WizardDoctor *doctor)
{
  for (guint i = 0; doctor != NULL && i < doctor->oddities->len; i++)
    if (((const DfotaCheckEvent *) g_ptr_array_index (doctor->oddities, i))->id != DFOTA_CHECK_ADDRESS_PORT)
      return g_ptr_array_index (doctor->oddities, i);
  return NULL;
}

void
wizard_resend_update (WizardResend *self, WizardModel *model)
{
  const WizardState *state = wizard_model_state (model);

  self->model = model;
  self->quiet = TRUE;
  if (g_strcmp0 (gtk_editable_get_text (self->address), state->resend_address) != 0)
    gtk_editable_set_text (self->address, state->resend_address);
  wizard_finding_say_doctor (self->trouble, state->resend_doctor, DFOTA_FAMILY_LTE_STANDARD_MINI);
  wizard_finding_say_check (self->odd, wizard_model_is_practice (model) ? NULL : oddity (state->resend_doctor));
  wizard_finding_say_fault (self->failed, WIZARD_TONE_BAD, state->resend_fault);
  gtk_widget_set_sensitive (self->button, wizard_doctor_is_content (state->resend_doctor) && !state->leaving);
  if (state->resend_fault != NULL || state->resend_open)
    adw_expander_row_set_expanded (self->expander, TRUE);
  self->quiet = FALSE;
}

static void
wizard_resend_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WIZARD_TYPE_RESEND);
  G_OBJECT_CLASS (wizard_resend_parent_class)->dispose (object);
}

static void
wizard_resend_class_init (WizardResendClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wizard_resend_dispose;
  g_type_ensure (WIZARD_TYPE_FINDING);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dfota/Wizard/resend.ui");
  gtk_widget_class_bind_template_child (widget_class, WizardResend, expander);
  gtk_widget_class_bind_template_child (widget_class, WizardResend, address);
  gtk_widget_class_bind_template_child (widget_class, WizardResend, trouble);
  gtk_widget_class_bind_template_child (widget_class, WizardResend, odd);
  gtk_widget_class_bind_template_child (widget_class, WizardResend, failed);
  gtk_widget_class_bind_template_child (widget_class, WizardResend, button);
  gtk_widget_class_bind_template_callback (widget_class, on_address);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
}

static void
wizard_resend_init (WizardResend *self)
{
  self->quiet = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->quiet = FALSE;
}
