/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-way-private.h"

#include <glib/gi18n.h>

/* Page 4, the settings of the mobile network: left as the module has them, or typed. */

#define LAST_CID 15

static void
on_network (WizardPageWay *self)
{
  WizardPdp pdp = {
    .own = adw_expander_row_get_enable_expansion (self->network),
    .apn = (char *) gtk_editable_get_text (self->apn),
    .user = (char *) gtk_editable_get_text (self->user),
    .password = (char *) gtk_editable_get_text (self->password),
    .auth = (DfotaPdpAuth) adw_combo_row_get_selected (self->auth),
    .cid = (int) adw_combo_row_get_selected (self->cid),
  };

  if (pdp.cid == 0)
    pdp.cid = DFOTA_UNSET;
  if (!self->quiet)
    wizard_model_set_pdp (wizard_page_model (WIZARD_PAGE (self)), &pdp);
}

static void
fill (GtkEditable *editable, const char *text)
{
  if (g_strcmp0 (gtk_editable_get_text (editable), text) != 0)
    gtk_editable_set_text (editable, text);
}

void
wizard_way_draw_network (WizardPageWay *self, const WizardState *state, WizardCard card)
{
  WizardModel *model = wizard_page_model (WIZARD_PAGE (self));
  const DfotaWay *way = wizard_model_way (model);
  const WizardPdp *pdp = &state->pdp;
  gboolean takes = way != NULL && wizard_card_takes_address (card) && (way->sends & DFOTA_SENDS_APN) != 0;
  const char *problem = takes ? wizard_model_pdp_problem (model) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->network), takes);
  adw_expander_row_set_subtitle (self->network, pdp->own ? _ ("Set for this upgrade") : _ ("Left as the module has them"));
  if (adw_expander_row_get_enable_expansion (self->network) != pdp->own)
    adw_expander_row_set_enable_expansion (self->network, pdp->own);
  fill (self->apn, pdp->apn);
  fill (self->user, pdp->user);
  fill (self->password, pdp->password);
  adw_combo_row_set_selected (self->auth, (guint) pdp->auth);
  adw_combo_row_set_selected (self->cid, pdp->cid == DFOTA_UNSET ? 0 : (guint) pdp->cid);
  gtk_widget_set_visible (GTK_WIDGET (self->cid), takes && (way->sends & DFOTA_SENDS_CID) != 0);

  gtk_widget_set_visible (GTK_WIDGET (self->network_problem), FALSE);
  if (problem != NULL)
    wizard_finding_say (self->network_problem, WIZARD_TONE_BAD, problem, NULL);
}

void
wizard_way_init_network (WizardPageWay *self)
{
  g_autoptr (GtkStringList) auths = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) cids = gtk_string_list_new (NULL);

  gtk_string_list_append (auths, C_ ("authentication", "None"));
  gtk_string_list_append (auths, "PAP");
  gtk_string_list_append (auths, "CHAP");
  adw_combo_row_set_model (self->auth, G_LIST_MODEL (auths));

  gtk_string_list_append (cids, _ ("As the module has it"));
  for (int cid = 1; cid <= LAST_CID; cid++)
    {
      g_autofree char *number = g_strdup_printf ("%d", cid);

      gtk_string_list_append (cids, number);
    }
  adw_combo_row_set_model (self->cid, G_LIST_MODEL (cids));
}

void
wizard_way_bind_network (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, WizardPageWay, network);
  gtk_widget_class_bind_template_child (klass, WizardPageWay, apn);
  gtk_widget_class_bind_template_child (klass, WizardPageWay, user);
  gtk_widget_class_bind_template_child (klass, WizardPageWay, password);
  gtk_widget_class_bind_template_child (klass, WizardPageWay, auth);
  gtk_widget_class_bind_template_child (klass, WizardPageWay, cid);
  gtk_widget_class_bind_template_child (klass, WizardPageWay, network_problem);
  gtk_widget_class_bind_template_callback (klass, on_network);
}
