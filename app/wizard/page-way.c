/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "choice.h"
#include "page.h"
#include "words.h"

#include <glib/gi18n.h>

/* Which way the package takes to the module. */
typedef struct
{
  DfotaVia via;
  guint vias; /* what a module must know for it: bits */
  gboolean works;
  const char *icon;
} Way;

static const Way ways[] = {
  { DFOTA_VIA_FILE, 1u << DFOTA_VIA_FILE, TRUE, "computer-symbolic" },
  { DFOTA_VIA_HTTP, 1u << DFOTA_VIA_HTTP | 1u << DFOTA_VIA_HTTPS, FALSE, "web-browser-symbolic" },
  { DFOTA_VIA_FTP, 1u << DFOTA_VIA_FTP, FALSE, "network-server-symbolic" },
  { DFOTA_VIA_COAP, 1u << DFOTA_VIA_COAP, FALSE, "network-cellular-connected-symbolic" },
  { DFOTA_VIA_STORAGE, 1u << DFOTA_VIA_STORAGE, FALSE, "media-flash-symbolic" },
  { DFOTA_VIA_PROTOCOL, 1u << DFOTA_VIA_PROTOCOL, FALSE, "network-transmit-receive-symbolic" },
};

struct _WizardPageWay
{
  WizardPage parent_instance;

  GtkListBox *ways;
  WizardChoice *rows[G_N_ELEMENTS (ways)];
};

G_DEFINE_FINAL_TYPE (WizardPageWay, wizard_page_way, WIZARD_TYPE_PAGE)

static void
on_chosen (WizardChoice *row, WizardPageWay *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    if (self->rows[i] == row)
      wizard_model_choose_via (wizard_page_model (WIZARD_PAGE (self)), ways[i].via);
}

static char *
line_under (WizardModel *model, const Way *way, gboolean allowed)
{
  DfotaPromise promise;
  g_autofree char *duration = NULL;

  if (!allowed)
    return g_strdup (_ ("This module does not take it"));
  if (!way->works || !wizard_model_promise (model, DFOTA_FLOW_CHOICE_AUTO, &promise))
    return g_strdup (wizard_words_via_need (way->via));
  duration = wizard_words_duration (promise.seconds);
  return g_strdup_printf (_ ("%s Takes %s."), wizard_words_via_need (way->via), duration);
}

static void
wizard_page_way_update (WizardPage *page, const WizardState *state)
{
  WizardPageWay *self = WIZARD_PAGE_WAY (page);

  for (gsize i = 0; i < G_N_ELEMENTS (ways) && state->module != NULL; i++)
    {
      gboolean allowed = (state->module->vias & ways[i].vias) != 0;
      g_autofree char *line = line_under (wizard_page_model (page), &ways[i], allowed);
      const char *tag = NULL;

      if (allowed)
        tag = ways[i].works ? _ ("Recommended") : _ ("Coming");
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->rows[i]), line);
      wizard_choice_set_tag (self->rows[i], tag);
      wizard_choice_set_chosen (self->rows[i], allowed && ways[i].via == state->via);
      gtk_widget_set_sensitive (GTK_WIDGET (self->rows[i]), allowed && ways[i].works);
    }
}

static void
wizard_page_way_class_init (WizardPageWayClass *klass)
{
  WIZARD_PAGE_CLASS (klass)->update = wizard_page_way_update;
  wizard_page_class_set_template (klass, "way");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), WizardPageWay, ways);
}

static void
wizard_page_way_init (WizardPageWay *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      WizardChoice *row = wizard_choice_new (wizard_words_via (ways[i].via), "");

      self->rows[i] = row;
      wizard_choice_set_icon (row, ways[i].icon);
      wizard_choice_set_group (row, i > 0 ? self->rows[0] : NULL);
      g_signal_connect (row, "chosen", G_CALLBACK (on_chosen), self);
      gtk_list_box_append (self->ways, GTK_WIDGET (row));
    }
}
