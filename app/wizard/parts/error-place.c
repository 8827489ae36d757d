/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "error-place.h"
#include "error-card.h"

struct _WizardErrorPlace
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (WizardErrorPlace, wizard_error_place, ADW_TYPE_BIN)

void
wizard_error_place_say (WizardErrorPlace *self, WizardModel *model, const DfotaFault *fault)
{
  gtk_widget_set_visible (GTK_WIDGET (self), fault != NULL);
  if (fault == NULL && adw_bin_get_child (ADW_BIN (self)) == NULL)
    return;
  if (adw_bin_get_child (ADW_BIN (self)) == NULL)
    adw_bin_set_child (ADW_BIN (self), g_object_new (WIZARD_TYPE_ERROR_CARD, NULL));
  wizard_error_card_say (WIZARD_ERROR_CARD (adw_bin_get_child (ADW_BIN (self))), model, fault);
}

static void
wizard_error_place_class_init (WizardErrorPlaceClass *klass)
{
}

static void
wizard_error_place_init (WizardErrorPlace *self)
{
}
