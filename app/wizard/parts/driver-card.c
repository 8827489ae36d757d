/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "driver-card.h"
#include "command-line.h"
#include "device-manager.h"
#include "note.h"

#include <glib/gi18n.h>

struct _WizardDriverCard
{
  GtkBox parent_instance;

  WizardNote *note;
  WizardCommandLine *command;
  GtkWidget *manager;
};

G_DEFINE_FINAL_TYPE (WizardDriverCard, wizard_driver_card, GTK_TYPE_BOX)

static void
on_manager (WizardDriverCard *self)
{
  wizard_device_manager_show ();
}

void
wizard_driver_card_update (WizardDriverCard *self, WizardModel *model)
{
  const DfotaDriverless *device = wizard_model_driverless (model);
  g_autoptr (DfotaAdvice) advice = device != NULL ? dfota_driver_advice (device) : NULL;
  g_autofree char *command = device != NULL ? dfota_driver_command (device) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), device != NULL);
  if (device == NULL)
    return;
  wizard_note_say (self->note, WIZARD_TONE_WARN, advice->title, advice->advice);
  wizard_command_line_set (self->command, _ ("Type this in a terminal:"), command);
  gtk_widget_set_visible (self->manager, wizard_device_manager_exists ());
}

static void
wizard_driver_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WIZARD_TYPE_DRIVER_CARD);
  G_OBJECT_CLASS (wizard_driver_card_parent_class)->dispose (object);
}

static void
wizard_driver_card_class_init (WizardDriverCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wizard_driver_card_dispose;
  g_type_ensure (WIZARD_TYPE_COMMAND_LINE);
  g_type_ensure (WIZARD_TYPE_NOTE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dfota/Wizard/driver-card.ui");
  gtk_widget_class_bind_template_child (widget_class, WizardDriverCard, note);
  gtk_widget_class_bind_template_child (widget_class, WizardDriverCard, command);
  gtk_widget_class_bind_template_child (widget_class, WizardDriverCard, manager);
  gtk_widget_class_bind_template_callback (widget_class, on_manager);
}

static void
wizard_driver_card_init (WizardDriverCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
