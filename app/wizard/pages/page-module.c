/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "choice.h"
#include "common/app-words.h"
#include "note.h"
#include "page.h"
#include "story.h"
#include "words.h"

#include <glib/gi18n.h>

/* Who the module is, and how it is upgraded; or what it is doing, where it was found at work. */
struct _WizardPageModule
{
  WizardPage parent_instance;

  gboolean listed; /* the supported modules stand in their list */
  WizardNote *stranger;
  GtkWidget *identity;
  GtkLabel *model;
  GtkLabel *revision;
  WizardNote *fault;
  GtkWidget *question;
  WizardChoice *dfota;
  WizardChoice *minifota;
  GtkWidget *facts;
  AdwActionRow *upgrade;
  AdwActionRow *flash;
  AdwActionRow *edition;
  AdwActionRow *cannot;
  GtkWidget *supported_list;
  AdwExpanderRow *supported;
  GtkWidget *copy;
  GtkWidget *platform;
  GtkWidget *other;
  AdwActionRow *other_row;
  WizardStory *story;
};

G_DEFINE_FINAL_TYPE (WizardPageModule, wizard_page_module, WIZARD_TYPE_PAGE)

static void
on_copy (WizardPageModule *self)
{
  const WizardState *state = wizard_model_state (wizard_page_model (WIZARD_PAGE (self)));
  g_autofree char *text = wizard_words_module (state->module);

  wizard_page_copy (WIZARD_PAGE (self), text);
}

static void
on_method (WizardChoice *choice, WizardPageModule *self)
{
  wizard_model_choose_method (wizard_page_model (WIZARD_PAGE (self)),
                              choice == self->dfota ? DFOTA_METHOD_DFOTA : DFOTA_METHOD_MINIFOTA);
}

static void
list_supported (WizardPageModule *self)
{
  gsize n;
  const DfotaModelRow *rows = dfota_model_rows (&n);

  if (self->listed)
    return;
  self->listed = TRUE;
  for (gsize i = 0; i < n; i++)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rows[i].title);
      adw_expander_row_add_row (self->supported, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->supported), TRUE);
}

static void
on_watch (WizardPageModule *self)
{
  wizard_model_follow (wizard_page_model (WIZARD_PAGE (self)));
}

static void
on_forget (WizardPageModule *self)
{
  WizardModel *model = wizard_page_model (WIZARD_PAGE (self));
  g_autoptr (DfotaJournal) journal = dfota_journal_copy (wizard_model_state (model)->story.journal);

  if (journal != NULL)
    wizard_model_forget_unfinished (model, journal);
}

/* What this module cannot take, and so why a way on page 4 is closed. Where it takes packages over the cable another way, page 4
 * says enough. */
static char *
impossible (const DfotaModule *module)
{
  guint cable = 1u << DFOTA_VIA_FILE | 1u << DFOTA_VIA_STORAGE;
  const char *refusal = dfota_way_refusal (module->family, DFOTA_VIA_FILE);

  if (!module->supported || (module->vias & cable) != 0 || refusal == NULL)
    return NULL;
  return g_strdup (dfota_text (refusal));
}

static void
update_facts (WizardPageModule *self, const WizardState *state)
{
  const DfotaModule *module = state->module;
  gboolean method_known = module->supported && (!state->asks_method || state->method != DFOTA_METHOD_UNKNOWN);
  g_autofree char *upgrade = method_known ? wizard_words_upgrade (wizard_page_model (WIZARD_PAGE (self))) : NULL;
  g_autofree char *flash = module->flash_mb > 0 || state->asks_method ? wizard_words_flash (module) : NULL;
  g_autofree char *cannot = impossible (module);

  wizard_fact_set (self->upgrade, upgrade);
  wizard_fact_set (self->flash, flash);
  wizard_fact_set (self->edition, module->sub_edition);
  wizard_fact_set (self->cannot, cannot);
  gtk_widget_set_visible (self->facts, upgrade != NULL || flash != NULL || module->sub_edition != NULL || cannot != NULL);
}

/* The cable went into another module since. */
static void
update_other (WizardPageModule *self, const DfotaJournal *journal)
{
  const char *model = journal != NULL && journal->module != NULL ? journal->module->model : NULL;
  g_autofree char *began = journal != NULL ? app_words_date (journal->began) : NULL;
  g_autofree char *text
      = g_strdup_printf ("%s%s%s", model != NULL ? model : "", model != NULL ? " · " : "", began != NULL ? began : "");

  wizard_fact_set (self->other_row, text);
  gtk_widget_set_visible (self->other, journal != NULL);
}

static void
update_module (WizardPageModule *self, const WizardState *state)
{
  const DfotaModule *module = state->module;

  gtk_label_set_text (self->model, module->model != NULL ? module->model : _ ("Unknown module"));
  gtk_label_set_text (self->revision, wizard_words_revision (module));
  update_facts (self, state);
  wizard_choice_set_chosen (self->dfota, state->method == DFOTA_METHOD_DFOTA);
  wizard_choice_set_chosen (self->minifota, state->method == DFOTA_METHOD_MINIFOTA);
  if (module->supported)
    wizard_note_say_fault (self->fault, NULL);
  else
    {
      g_autoptr (DfotaFault) fault = dfota_fault_new (DFOTA_ERROR_MODULE_UNSUPPORTED, module->model);

      wizard_note_say_fault (self->fault, fault);
      list_supported (self);
    }
}

static void
wizard_page_module_update (WizardPage *page, const WizardState *state)
{
  WizardPageModule *self = WIZARD_PAGE_MODULE (page);
  WizardModel *model = wizard_page_model (page);
  const DfotaModule *module = state->module;
  gboolean story = wizard_model_is_looking (model) || state->story.conclusion != DFOTA_CONCLUSION_IDLE;
  gboolean idle = !story && module != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->story), story);
  gtk_widget_set_visible (self->identity, idle);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), FALSE);
  gtk_widget_set_visible (self->facts, FALSE);
  gtk_widget_set_visible (self->question, idle && state->asks_method);
  gtk_widget_set_visible (self->supported_list, idle && !module->supported);
  gtk_widget_set_visible (self->copy,
                          idle || (story && state->story.conclusion == DFOTA_CONCLUSION_UNKNOWN && module != NULL));
  gtk_widget_set_visible (self->platform, idle && module->family == DFOTA_FAMILY_BC260Y);
  update_other (self, idle ? state->story.journal : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->stranger), FALSE);
  if (idle && state->stranger)
    wizard_note_say (
        self->stranger, WIZARD_TONE_WARN, wizard_words_stranger (),
        _ ("It has another model or other firmware than the module that all was chosen for. The upgrade was not "
           "started. See whether it is the right one, and go through the pages once more."));
  if (story)
    wizard_story_update (self->story, model);
  else if (idle)
    update_module (self, state);
  gtk_widget_set_visible (GTK_WIDGET (self->revision), *gtk_label_get_text (self->revision) != '\0');
}

static void
wizard_page_module_class_init (WizardPageModuleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  WIZARD_PAGE_CLASS (klass)->update = wizard_page_module_update;
  g_type_ensure (WIZARD_TYPE_CHOICE);
  g_type_ensure (WIZARD_TYPE_NOTE);
  g_type_ensure (WIZARD_TYPE_STORY);
  wizard_page_class_set_template (klass, "module");
  gtk_widget_class_bind_template_child (widget_class, WizardPageModule, stranger);
  gtk_widget_class_bind_template_child (widget_class, WizardPageModule, model);
  gtk_widget_class_bind_template_child (widget_class, WizardPageModule, revision);
  gtk_widget_class_bind_template_child (widget_class, WizardPageModule, fault);
  gtk_widget_class_bind_template_child (widget_class, WizardPageModule, question);
  gtk_widget_class_bind_template_child (widget_class, WizardPageModule, dfota);
  gtk_widget_class_bind_template_child (widget_class, WizardPageModule, minifota);
  gtk_widget_class_bind_template_child (widget_class, WizardPageModule, facts);
  gtk_widget_class_bind_template_child (widget_class, WizardPageModule, upgrade);
  gtk_widget_class_bind_template_child (widget_class, WizardPageModule, flash);
  gtk_widget_class_bind_template_child (widget_class, WizardPageModule, edition);
  gtk_widget_class_bind_template_child (widget_class, WizardPageModule, cannot);
  gtk_widget_class_bind_template_child (widget_class, WizardPageModule, supported_list);
  gtk_widget_class_bind_template_child (widget_class, WizardPageModule, supported);
  gtk_widget_class_bind_template_child (widget_class, WizardPageModule, copy);
  gtk_widget_class_bind_template_child (widget_class, WizardPageModule, platform);
  gtk_widget_class_bind_template_child (widget_class, WizardPageModule, identity);
  gtk_widget_class_bind_template_child (widget_class, WizardPageModule, other);
  gtk_widget_class_bind_template_child (widget_class, WizardPageModule, other_row);
  gtk_widget_class_bind_template_child (widget_class, WizardPageModule, story);
  gtk_widget_class_bind_template_callback (widget_class, on_forget);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, on_watch);
}

static void
wizard_page_module_init (WizardPageModule *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  wizard_choice_set_group (self->minifota, self->dfota);
  g_signal_connect (self->dfota, "chosen", G_CALLBACK (on_method), self);
  g_signal_connect (self->minifota, "chosen", G_CALLBACK (on_method), self);
}
