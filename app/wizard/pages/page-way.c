/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-way-private.h"
#include "words.h"

#include <glib/gi18n.h>

/* Which way the package takes to the module: a card each. What the chosen one needs unfolds in it; ways that this module does not
 * take stand at the end with the reason. */

G_DEFINE_FINAL_TYPE (WizardPageWay, wizard_page_way, WIZARD_TYPE_PAGE)

static void
on_chosen (WizardChoice *row, WizardPageWay *self)
{
  for (WizardCard card = 0; card < WIZARD_N_CARDS; card++)
    if (self->choices[card] == row)
      wizard_model_choose_card (wizard_page_model (WIZARD_PAGE (self)), card);
}

static char *
line_under (WizardModel *model, WizardCard card, guint vias)
{
  DfotaVia via = (DfotaVia) g_bit_nth_lsf (wizard_card_vias (card) & vias, -1);
  DfotaPromise promise;
  g_autofree char *duration = NULL;

  if (!wizard_model_promise (model, via, DFOTA_FLOW_CHOICE_AUTO, &promise))
    return g_strdup (wizard_card_need (card));
  duration = wizard_words_duration (promise.seconds);
  return g_strdup_printf (_ ("%s Takes %s."), wizard_card_need (card), duration);
}

static void
draw_card (WizardPageWay *self, const WizardState *state, WizardCard card, gboolean chosen)
{
  WizardModel *model = wizard_page_model (WIZARD_PAGE (self));
  WizardChoice *choice = self->choices[card];
  g_autofree char *line = line_under (model, card, state->module->vias);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (choice), wizard_card_title (card, state->module->vias));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (choice), line);
  wizard_choice_set_tag (choice, wizard_model_recommended (model) == card ? _ ("Recommended") : NULL);
  wizard_choice_set_chosen (choice, chosen);
}

static void
draw_reason (WizardPageWay *self, WizardCard card)
{
  g_autofree char *reason = wizard_model_why_not (wizard_page_model (WIZARD_PAGE (self)), card);

  adw_action_row_set_subtitle (self->reasons[card], reason);
}

/* The rows go where the choice is. */
static void
unfold (WizardPageWay *self, WizardCard card)
{
  GtkListBox *from = self->unfolded < 0 ? self->shelf : self->lists[self->unfolded];
  int first = self->unfolded < 0 ? 0 : 1;
  GtkListBoxRow *row;

  if (self->unfolded == (int) card)
    return;
  self->unfolded = (int) card;
  while ((row = gtk_list_box_get_row_at_index (from, first)) != NULL)
    {
      g_object_ref (row);
      gtk_list_box_remove (from, GTK_WIDGET (row));
      gtk_list_box_append (self->lists[card], GTK_WIDGET (row));
      g_object_unref (row);
    }
}

static void
wizard_page_way_update (WizardPage *page, const WizardState *state)
{
  WizardPageWay *self = WIZARD_PAGE_WAY (page);
  WizardCard chosen = wizard_card_of (state->via);
  gboolean closed = FALSE;

  if (state->module == NULL)
    return;
  self->quiet = TRUE;
  unfold (self, chosen);
  for (WizardCard card = 0; card < WIZARD_N_CARDS; card++)
    {
      gboolean offered = wizard_model_offers (wizard_page_model (page), card);

      gtk_widget_set_visible (GTK_WIDGET (self->lists[card]), offered);
      gtk_widget_set_visible (GTK_WIDGET (self->reasons[card]), !offered);
      closed = closed || !offered;
      if (offered)
        draw_card (self, state, card, card == chosen);
      else
        draw_reason (self, card);
    }
  gtk_widget_set_visible (self->closed, closed);
  wizard_way_draw_address (self, state, chosen);
  wizard_way_draw_network (self, state, chosen);
  wizard_way_draw_local (self, state, chosen);
  self->quiet = FALSE;
}

static void
wizard_page_way_dispose (GObject *object)
{
  g_clear_object (&WIZARD_PAGE_WAY (object)->chooser);
  G_OBJECT_CLASS (wizard_page_way_parent_class)->dispose (object);
}

static void
wizard_page_way_class_init (WizardPageWayClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wizard_page_way_dispose;
  WIZARD_PAGE_CLASS (klass)->update = wizard_page_way_update;
  g_type_ensure (WIZARD_TYPE_FINDING);
  wizard_page_class_set_template (klass, "way");
  gtk_widget_class_bind_template_child (widget_class, WizardPageWay, cards);
  gtk_widget_class_bind_template_child (widget_class, WizardPageWay, closed);
  gtk_widget_class_bind_template_child (widget_class, WizardPageWay, refused);
  gtk_widget_class_bind_template_child (widget_class, WizardPageWay, shelf);
  wizard_way_bind_address (widget_class);
  wizard_way_bind_network (widget_class);
  wizard_way_bind_local (widget_class);
}

static void
build_card (WizardPageWay *self, WizardCard card)
{
  WizardChoice *choice = wizard_choice_new (wizard_card_title (card, 0), "");
  GtkWidget *list = gtk_list_box_new ();

  wizard_choice_set_icon (choice, wizard_card_icon (card));
  wizard_choice_set_group (choice, card > 0 ? self->choices[0] : NULL);
  g_signal_connect (choice, "chosen", G_CALLBACK (on_chosen), self);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (choice));
  gtk_box_append (self->cards, list);
  self->choices[card] = choice;
  self->lists[card] = GTK_LIST_BOX (list);
}

static void
build_reason (WizardPageWay *self, WizardCard card)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (wizard_card_icon (card));

  gtk_widget_add_css_class (icon, "dim-label");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), wizard_card_title (card, wizard_card_vias (card)));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->refused, row);
  self->reasons[card] = ADW_ACTION_ROW (row);
}

static void
wizard_page_way_init (WizardPageWay *self)
{
  self->quiet = TRUE; /* there is no model yet */
  self->unfolded = -1;
  self->folders_of = DFOTA_FAMILY_UNKNOWN;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (WizardCard card = 0; card < WIZARD_N_CARDS; card++)
    {
      build_card (self, card);
      build_reason (self, card);
    }
  wizard_way_init_network (self);
  self->quiet = FALSE;
}
