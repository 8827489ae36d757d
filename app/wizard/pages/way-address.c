/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-way-private.h"

#include <glib/gi18n.h>

/* Page 4, the address of the package: typed, with what is to be said of it, or this computer's own. */

static void
on_address (WizardPageWay *self)
{
  if (!self->quiet)
    wizard_model_set_address (wizard_page_model (WIZARD_PAGE (self)), gtk_editable_get_text (self->address));
}

static void
on_here (WizardPageWay *self)
{
  if (!self->quiet)
    wizard_model_set_host_here (wizard_page_model (WIZARD_PAGE (self)), gtk_switch_get_active (self->here_switch));
}

static void
on_copy_address (WizardPageWay *self)
{
  const WizardState *state = wizard_model_state (wizard_page_model (WIZARD_PAGE (self)));

  if (state->host.url != NULL)
    wizard_page_copy (WIZARD_PAGE (self), state->host.url);
}

static void
draw_served (WizardPageWay *self, const WizardState *state)
{
  const WizardHost *host = &state->host;

  if (host->starting)
    wizard_finding_say (self->trouble, WIZARD_TONE_INFO, _ ("Starting the server on this computer…"), NULL);
  else
    wizard_finding_say_fault (self->trouble, WIZARD_TONE_BAD, host->fault);
  wizard_fact_set (self->served, host->url);
}

static void
draw_oddities (WizardPageWay *self, const WizardDoctor *doctor)
{
  WizardFinding *rows[WIZARD_N_ODDITIES] = { self->odd_1, self->odd_2, self->odd_3 };

  for (guint i = 0; i < WIZARD_N_ODDITIES; i++)
    {
      gboolean there = doctor != NULL && i < doctor->oddities->len;

      wizard_finding_say_check (rows[i], there ? g_ptr_array_index (doctor->oddities, i) : NULL);
    }
}

void
wizard_way_draw_address (WizardPageWay *self, const WizardState *state, WizardCard card)
{
  gboolean takes = wizard_card_takes_address (card);
  gboolean hosting = wizard_model_is_hosting (wizard_page_model (WIZARD_PAGE (self)));
  const char *text = state->addresses[card];

  gtk_widget_set_visible (GTK_WIDGET (self->address), takes && !hosting);
  if (g_strcmp0 (gtk_editable_get_text (self->address), text) != 0)
    gtk_editable_set_text (self->address, text);
  gtk_widget_set_visible (self->here, takes && state->package != NULL && !state->on_server);
  gtk_switch_set_active (self->here_switch, state->host.wanted);

  if (hosting)
    draw_served (self, state);
  else
    {
      wizard_finding_say_doctor (self->trouble, takes ? state->doctor : NULL, state->module->family);
      wizard_fact_set (self->served, NULL);
    }
  draw_oddities (self, takes ? state->doctor : NULL);
}

void
wizard_way_bind_address (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, WizardPageWay, address);
  gtk_widget_class_bind_template_child (klass, WizardPageWay, trouble);
  gtk_widget_class_bind_template_child (klass, WizardPageWay, here);
  gtk_widget_class_bind_template_child (klass, WizardPageWay, here_switch);
  gtk_widget_class_bind_template_child (klass, WizardPageWay, served);
  gtk_widget_class_bind_template_child (klass, WizardPageWay, odd_1);
  gtk_widget_class_bind_template_child (klass, WizardPageWay, odd_2);
  gtk_widget_class_bind_template_child (klass, WizardPageWay, odd_3);
  gtk_widget_class_bind_template_callback (klass, on_address);
  gtk_widget_class_bind_template_callback (klass, on_here);
  gtk_widget_class_bind_template_callback (klass, on_copy_address);
}
