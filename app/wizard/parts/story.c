/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "story.h"
#include "common/app-words.h"
#include "choice.h"
#include "note.h"
#include "plain.h"
#include "resend.h"
#include "words.h"

#include <glib/gi18n.h>

struct _WizardStory
{
  AdwBin parent_instance;

  WizardModel *model; /* borrowed: the page's, which holds this */

  GtkImage *symbol;
  GtkSpinner *spinner;
  GtkLabel *title;
  GtkLabel *advice;
  WizardNote *fault;
  GtkWidget *now;
  AdwActionRow *safe;
  AdwActionRow *version;
  GtkWidget *memory;
  AdwActionRow *model_row;
  AdwActionRow *was;
  AdwActionRow *file;
  AdwActionRow *way;
  AdwActionRow *source;
  AdwActionRow *began;
  AdwActionRow *state;
  WizardResend *resend;
  GtkWidget *promise;
  GtkWidget *again;
  GtkWidget *restart; /* where that is not the one right thing to do */
  GtkWidget *forget;
  GtkWidget *caution; /* to both */
};

G_DEFINE_FINAL_TYPE (WizardStory, wizard_story, ADW_TYPE_BIN)

static const struct
{
  WizardTone tone;
  const char *icon;
} looks[] = {
  [DFOTA_CONCLUSION_IDLE] = { WIZARD_TONE_INFO, "dialog-information-symbolic" },
  [DFOTA_CONCLUSION_NOT_STARTED] = { WIZARD_TONE_INFO, "media-playback-stop-symbolic" },
  [DFOTA_CONCLUSION_STILL_UPGRADING] = { WIZARD_TONE_INFO, "emblem-synchronizing-symbolic" },
  [DFOTA_CONCLUSION_WAITING] = { WIZARD_TONE_WARN, "dialog-warning-symbolic" },
  [DFOTA_CONCLUSION_DONE] = { WIZARD_TONE_GOOD, "object-select-symbolic" },
  [DFOTA_CONCLUSION_FAILED] = { WIZARD_TONE_WARN, "dialog-information-symbolic" },
  [DFOTA_CONCLUSION_UNKNOWN] = { WIZARD_TONE_WARN, "dialog-question-symbolic" },
};

static void
on_again (WizardStory *self)
{
  wizard_model_look_again (self->model);
}

static void
on_restart (WizardStory *self)
{
  wizard_model_start_again (self->model);
}

static void
on_forget (WizardStory *self)
{
  g_autoptr (DfotaJournal) journal = dfota_journal_copy (wizard_model_state (self->model)->story.journal);

  if (journal != NULL)
    wizard_model_forget_unfinished (self->model, journal);
}

static const char *
safety (const DfotaStatusEvent *story)
{
  switch (story->conclusion)
    {
    case DFOTA_CONCLUSION_STILL_UPGRADING:
      return _ ("Wait: it works on the upgrade. Keep its power and cable connected.");
    case DFOTA_CONCLUSION_WAITING:
      return _ ("It needs attention: it works again when it has got its package.");
    case DFOTA_CONCLUSION_DONE:
      return _ ("Yes. It works, with its new firmware.");
    case DFOTA_CONCLUSION_NOT_STARTED:
    case DFOTA_CONCLUSION_FAILED:
      return _ ("Yes. It works, with its old firmware.");
    case DFOTA_CONCLUSION_IDLE:
    case DFOTA_CONCLUSION_UNKNOWN:
    default:
      return story->sign == DFOTA_SIGN_ITSELF ? _ ("Yes. It works and answers.") : _ ("That is not known yet.");
    }
}

static void
update_memory (WizardStory *self, const DfotaJournal *journal)
{
  const DfotaModule *was = journal != NULL ? journal->module : NULL;
  g_autofree char *began = journal != NULL ? app_words_date (journal->began) : NULL;
  g_autofree char *state = journal != NULL ? wizard_words_how_far (journal) : NULL;

  gtk_widget_set_visible (self->memory, journal != NULL);
  if (journal == NULL)
    return;
  wizard_fact_set (self->model_row, was != NULL ? was->model : NULL);
  wizard_fact_set (self->was, was != NULL ? wizard_words_revision (was) : NULL);
  wizard_fact_set (self->file, journal->package);
  wizard_fact_set (self->way, wizard_card_title (wizard_card_of (journal->via), 1u << journal->via));
  wizard_fact_set (self->source, journal->url);
  wizard_fact_set (self->began, began);
  wizard_fact_set (self->state, state);
}

static void
draw_symbol (WizardStory *self, DfotaConclusion conclusion, gboolean looking)
{
  WizardTone tone = looks[conclusion].tone;

  for (int other = WIZARD_TONE_GOOD; other <= WIZARD_TONE_BAD; other++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->symbol), wizard_tone_class ((WizardTone) other));
  gtk_widget_add_css_class (GTK_WIDGET (self->symbol), wizard_tone_class (tone));
  gtk_image_set_from_icon_name (self->symbol, looks[conclusion].icon);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->symbol), GTK_ACCESSIBLE_PROPERTY_LABEL, wizard_tone_word (tone), -1);
  gtk_widget_set_visible (GTK_WIDGET (self->symbol), !looking);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), looking);
  gtk_spinner_set_spinning (self->spinner, looking);
}

static void
say_looking (const WizardState *state, char **ret_title, char **ret_advice)
{
  *ret_title = g_strdup (wizard_words_looking (state));
  *ret_advice
      = g_strdup (_ ("First it is only listened to, then it is asked for its version. That changes nothing on it, and can "
                     "take up to a minute. Keep its power and cable connected."));
}

void
wizard_story_update (WizardStory *self, WizardModel *model)
{
  const WizardState *state = wizard_model_state (model);
  const DfotaStatusEvent *story = &state->story;
  gboolean looking = wizard_model_is_looking (model);
  gboolean silent = wizard_model_may_go_on_in_silence (model);
  g_autofree char *title = NULL;
  g_autofree char *advice = NULL;
  g_autofree char *plain = NULL;

  self->model = model;
  if (looking)
    say_looking (state, &title, &advice);
  else
    dfota_status_words (story, &title, &advice);
  draw_symbol (self, story->conclusion, looking);
  gtk_label_set_text (self->title, title);
  plain = wizard_plain_words (advice);
  gtk_label_set_text (self->advice, plain);
  gtk_widget_set_visible (GTK_WIDGET (self->advice), *plain != '\0');
  /* where the title says it already, it is not said twice */
  wizard_note_say_fault (self->fault, looking || story->fault != NULL ? NULL : state->connect_fault);

  gtk_widget_set_visible (self->now, !looking);
  wizard_fact_set (self->safe, safety (story));
  wizard_fact_set (self->version, story->module != NULL ? wizard_words_revision (story->module) : NULL);
  update_memory (self, story->journal);
  gtk_widget_set_visible (GTK_WIDGET (self->resend), !looking && story->conclusion == DFOTA_CONCLUSION_WAITING);
  wizard_resend_update (self->resend, model);
  gtk_widget_set_visible (self->promise, story->conclusion != DFOTA_CONCLUSION_DONE);
  gtk_widget_set_visible (self->again, wizard_model_may_follow (model));
  gtk_widget_set_visible (self->restart,
                          (story->conclusion == DFOTA_CONCLUSION_UNKNOWN || silent) && wizard_model_may_start_again (model));
  gtk_widget_set_visible (self->caution, silent);
  gtk_widget_set_visible (self->forget, wizard_model_may_forget (model));
}

static void
wizard_story_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WIZARD_TYPE_STORY);
  G_OBJECT_CLASS (wizard_story_parent_class)->dispose (object);
}

static void
wizard_story_class_init (WizardStoryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wizard_story_dispose;
  g_type_ensure (WIZARD_TYPE_NOTE);
  g_type_ensure (WIZARD_TYPE_RESEND);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dfota/Wizard/story.ui");
  gtk_widget_class_bind_template_child (widget_class, WizardStory, symbol);
  gtk_widget_class_bind_template_child (widget_class, WizardStory, spinner);
  gtk_widget_class_bind_template_child (widget_class, WizardStory, title);
  gtk_widget_class_bind_template_child (widget_class, WizardStory, advice);
  gtk_widget_class_bind_template_child (widget_class, WizardStory, fault);
  gtk_widget_class_bind_template_child (widget_class, WizardStory, now);
  gtk_widget_class_bind_template_child (widget_class, WizardStory, safe);
  gtk_widget_class_bind_template_child (widget_class, WizardStory, version);
  gtk_widget_class_bind_template_child (widget_class, WizardStory, memory);
  gtk_widget_class_bind_template_child (widget_class, WizardStory, model_row);
  gtk_widget_class_bind_template_child (widget_class, WizardStory, was);
  gtk_widget_class_bind_template_child (widget_class, WizardStory, file);
  gtk_widget_class_bind_template_child (widget_class, WizardStory, way);
  gtk_widget_class_bind_template_child (widget_class, WizardStory, source);
  gtk_widget_class_bind_template_child (widget_class, WizardStory, began);
  gtk_widget_class_bind_template_child (widget_class, WizardStory, state);
  gtk_widget_class_bind_template_child (widget_class, WizardStory, resend);
  gtk_widget_class_bind_template_child (widget_class, WizardStory, promise);
  gtk_widget_class_bind_template_child (widget_class, WizardStory, again);
  gtk_widget_class_bind_template_child (widget_class, WizardStory, restart);
  gtk_widget_class_bind_template_child (widget_class, WizardStory, forget);
  gtk_widget_class_bind_template_child (widget_class, WizardStory, caution);
  gtk_widget_class_bind_template_callback (widget_class, on_again);
  gtk_widget_class_bind_template_callback (widget_class, on_restart);
  gtk_widget_class_bind_template_callback (widget_class, on_forget);
}

static void
wizard_story_init (WizardStory *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
