/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* The detective: what became of the upgrade that is remembered of the chosen port, and what may be done then. However a module is
 * found at work, it ends as one story. Nothing is sent again without the user's word. */

static void
begin (WizardModel *self)
{
  WizardState *state = &self->state;
  const DfotaJournal *journal = wizard_model_unfinished_here (self);

  if (journal == NULL && state->page != WIZARD_STEP_MODULE)
    {
      wizard_model_start_session (self, DFOTA_DEED_IDENTIFY);
      return;
    }
  dfota_journal_free (state->story.journal);
  state->story.journal = dfota_journal_copy (journal); /* what is known already */
  self->told_story = FALSE;
  state->page = WIZARD_STEP_MODULE;
  wizard_model_start_session (self, DFOTA_DEED_STATUS);
}

/* Another program may have begun something since the list was read. The practice module is this one's alone. */
static void
read_and_begin (WizardModel *self)
{
  if (self->practice != NULL)
    begin (self);
  else
    wizard_model_read_unfinished (self, self->port_jobs, begin);
}

void
wizard_model_ask (WizardModel *self)
{
  self->deed = self->state.page == WIZARD_STEP_MODULE ? DFOTA_DEED_STATUS : DFOTA_DEED_IDENTIFY;
  wizard_model_find_port (self, read_and_begin);
}

gboolean
wizard_model_is_looking (WizardModel *self)
{
  return self->state.identifying && self->state.page == WIZARD_STEP_MODULE;
}

static gboolean
is_in_no_list (const DfotaJournal *journal)
{
  return g_str_has_prefix (journal->place, "tcp:");
}

void
wizard_model_look (WizardModel *self, const DfotaJournal *journal)
{
  const WizardState *state = &self->state;
  const DfotaPortInfo *info = wizard_model_port_info (self, journal);
  const char *name = journal->port != NULL ? journal->port : journal->place;

  if (state->running || state->identifying)
    return;
  if (info != NULL)
    name = info->name;
  wizard_model_choose_port (self, name, info == NULL);
  g_clear_pointer (&self->sought, g_free);
  if (info == NULL && !is_in_no_list (journal))
    self->sought = g_strdup (journal->place);
  self->state.page = WIZARD_STEP_MODULE;
  wizard_model_identify (self);
  self->state.story.journal = dfota_journal_copy (journal);
  wizard_model_changed (self);
}

void
wizard_model_look_again (WizardModel *self)
{
  g_autoptr (DfotaJournal) journal = dfota_journal_copy (self->state.story.journal);

  if (self->state.running || self->state.identifying)
    return;
  if (journal != NULL && !wizard_model_is_practice (self))
    {
      wizard_model_look (self, journal);
      return;
    }
  self->state.page = WIZARD_STEP_MODULE;
  wizard_model_identify (self);
}

/* --- what came out --- */

static gboolean
rests_on_silence (const DfotaStatusEvent *story)
{
  return story->conclusion == DFOTA_CONCLUSION_STILL_UPGRADING && story->wait != 0 && story->journal != NULL;
}

static void
count_silent_looks (WizardModel *self, const DfotaStatusEvent *story)
{
  const char *place = rests_on_silence (story) ? story->journal->place : NULL;

  if (place == NULL || g_strcmp0 (place, self->silent_place) != 0)
    self->silent_looks = 0;
  if (place != NULL)
    self->silent_looks++;
  g_free (self->silent_place);
  self->silent_place = g_strdup (place);
}

void
wizard_model_take_story (WizardModel *self, const DfotaStatusEvent *story)
{
  WizardState *state = &self->state;
  DfotaStatusEvent copy;

  dfota_status_copy (&copy, story);
  wizard_model_forget_watch (self);
  state->story = copy;
  self->told_story = TRUE;
  count_silent_looks (self, &copy);
  if (copy.module != NULL)
    wizard_model_take_module (self, copy.module);
  wizard_model_offer_resend (self);
}

static gboolean
sign_of (const DfotaFault *fault, DfotaSign *ret_sign)
{
  if (fault == NULL || (fault->error != DFOTA_ERROR_ALREADY_UPGRADING && fault->error != DFOTA_ERROR_DOWNLOAD_MODE))
    return FALSE;
  *ret_sign = fault->error == DFOTA_ERROR_DOWNLOAD_MODE ? DFOTA_SIGN_DOWNLOAD_MODE : DFOTA_SIGN_AT_WORK;
  return TRUE;
}

gboolean
wizard_model_find_at_work (WizardModel *self, const DfotaFault *fault)
{
  DfotaStatusEvent story = { .journal = (DfotaJournal *) wizard_model_unfinished_here (self) };

  if (!sign_of (fault, &story.sign))
    return FALSE;
  dfota_status_conclude (&story, g_get_real_time () / G_USEC_PER_SEC);
  wizard_model_take_story (self, &story);
  self->state.page = WIZARD_STEP_MODULE;
  return TRUE;
}

void
wizard_model_status_finished (WizardModel *self, const DfotaFinishedEvent *finished)
{
  WizardState *state = &self->state;
  gboolean told = self->told_story;

  state->identifying = FALSE;
  self->told_story = FALSE;
  if (!told)
    state->page = WIZARD_STEP_CONNECT;
  if (finished->fault != NULL && (!told || state->story.sign == DFOTA_SIGN_NO_PORT))
    state->connect_fault = dfota_fault_copy (finished->fault);
}

/* --- what may be done --- */

gboolean
wizard_model_is_at_work (WizardModel *self)
{
  DfotaConclusion conclusion = self->state.story.conclusion;

  return conclusion == DFOTA_CONCLUSION_STILL_UPGRADING || conclusion == DFOTA_CONCLUSION_WAITING;
}

/* One that says who it is is looked at again later: there is nothing to follow yet. One that is not there cannot be followed. */
gboolean
wizard_model_may_follow (WizardModel *self)
{
  DfotaSign sign = self->state.story.sign;

  return wizard_model_is_at_work (self) && !wizard_model_is_looking (self) && sign != DFOTA_SIGN_ITSELF
         && sign != DFOTA_SIGN_NO_PORT;
}

/* It never was complete on the module, or did not take place: the module is as it was, and here. */
static gboolean
may_start_again (const DfotaStatusEvent *story)
{
  return (story->conclusion == DFOTA_CONCLUSION_NOT_STARTED || story->conclusion == DFOTA_CONCLUSION_FAILED)
         && story->module != NULL;
}

/* How long silence is normal goes by the computer's clock, and that may have been set back: a user who sees it twice is not
 * locked out. */
gboolean
wizard_model_may_go_on_in_silence (WizardModel *self)
{
  return rests_on_silence (&self->state.story) && self->silent_looks > 1 && !wizard_model_is_looking (self);
}

gboolean
wizard_model_may_forget (WizardModel *self)
{
  const DfotaStatusEvent *story = &self->state.story;
  gboolean open = !wizard_model_is_at_work (self) || wizard_model_may_go_on_in_silence (self);

  return story->journal != NULL && open && story->conclusion != DFOTA_CONCLUSION_DONE && !wizard_model_is_looking (self);
}

const char *
wizard_model_story_action (WizardModel *self)
{
  const DfotaStatusEvent *story = &self->state.story;

  if (self->state.page != WIZARD_STEP_MODULE || wizard_model_is_looking (self) || story->conclusion == DFOTA_CONCLUSION_IDLE)
    return NULL;
  if (story->conclusion == DFOTA_CONCLUSION_DONE)
    return _ ("Finish");
  if (may_start_again (story))
    return _ ("Start again");
  return wizard_model_may_follow (self) ? _ ("Follow it") : _ ("Look again");
}

static void
on_package_seen (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WizardModel) self = user_data;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (object), result, NULL);
  g_autofree char *path = g_file_get_path (G_FILE (object));

  if (info != NULL && self->halves[0] == NULL)
    wizard_model_take_package (self, path);
}

/* The package of then, if it still lies where it lay. */
static void
choose_package_again (WizardModel *self, const DfotaJournal *journal)
{
  g_autoptr (GFile) file = NULL;

  if (journal->path == NULL)
    {
      wizard_model_set_on_server (self, wizard_card_takes_address (wizard_card_of (journal->via)));
      return;
    }
  wizard_model_forget_package (self);
  file = g_file_new_for_path (journal->path);
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, NULL,
                           on_package_seen, g_object_ref (self));
}

static void
choose_way_again (WizardModel *self, const DfotaJournal *journal)
{
  wizard_model_choose_via (self, journal->via);
  if (!wizard_card_takes_address (wizard_card_of (journal->via)))
    return;
  wizard_model_set_host_here (self, journal->hosted);
  /* a journal keeps no password: that address is the user's to type */
  if (!journal->hosted && journal->url != NULL && strstr (journal->url, ":***@") == NULL)
    wizard_model_set_address (self, journal->url);
}

gboolean
wizard_model_may_start_again (WizardModel *self)
{
  const DfotaStatusEvent *story = &self->state.story;
  gboolean told
      = may_start_again (story) || story->conclusion == DFOTA_CONCLUSION_UNKNOWN || wizard_model_may_go_on_in_silence (self);

  return told && story->module != NULL && !wizard_model_is_looking (self);
}

/* The ordinary pages, one by one, with what was chosen then. */
void
wizard_model_start_again (WizardModel *self)
{
  WizardState *state = &self->state;

  gboolean silent = wizard_model_may_go_on_in_silence (self);

  if (!wizard_model_may_start_again (self))
    return;
  g_autoptr (DfotaJournal) journal = g_steal_pointer (&state->story.journal);

  wizard_model_forget_watch (self);
  /* else the checks would go by the same clock */
  if (silent)
    wizard_model_forget_unfinished (self, journal);
  if (journal != NULL && journal->module != NULL)
    wizard_model_choose_method (self, journal->module->method);
  if (journal != NULL)
    {
      choose_package_again (self, journal);
      choose_way_again (self, journal);
    }
  if (wizard_model_blocker (self) == NULL)
    state->page = WIZARD_STEP_PACKAGE;
  wizard_model_changed (self);
}

void
wizard_model_act_on_story (WizardModel *self)
{
  const DfotaStatusEvent *story = &self->state.story;

  if (story->conclusion == DFOTA_CONCLUSION_DONE && story->journal != NULL)
    wizard_model_forget_unfinished (self, story->journal);
  else if (story->conclusion == DFOTA_CONCLUSION_DONE)
    wizard_model_restart (self);
  else if (may_start_again (story))
    wizard_model_start_again (self);
  else if (wizard_model_may_follow (self))
    wizard_model_follow (self);
  else
    wizard_model_look_again (self);
}
