/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"

#include <string.h>

/* Modules that are found at work: they are followed, not disturbed. And the one thing that may be done to one that waits in
 * download mode: the command is sent again (guide LTE Standard(A), 5.2). */

/* What a module in download mode takes, as long as nobody knows which one it is: MiniFOTA alone has such a mode. */
#define UNKNOWN_VIAS (1u << DFOTA_VIA_HTTP | 1u << DFOTA_VIA_FTP)
#define ASKED_VIAS   (UNKNOWN_VIAS | 1u << DFOTA_VIA_HTTPS)

void
wizard_model_forget_watch (WizardModel *self)
{
  WizardState *state = &self->state;

  dfota_status_clear (&state->story);
  memset (&state->story, 0, sizeof state->story);
  g_clear_pointer (&state->resend_doctor, wizard_doctor_free);
  g_clear_pointer (&state->resend_fault, dfota_fault_free);
  g_free (state->resend_address);
  state->resend_address = g_strdup ("");
  state->watching = FALSE;
}

/* --- the address for "send the command again" --- */

static const DfotaModule *
known_module (const WizardState *state)
{
  if (state->module != NULL)
    return state->module;
  return state->story.journal != NULL ? state->story.journal->module : NULL;
}

static void
set_resend_address (WizardModel *self, const char *text)
{
  WizardState *state = &self->state;
  const DfotaModule *module = known_module (state);
  gboolean mini = module != NULL && module->family == DFOTA_FAMILY_LTE_STANDARD_MINI;
  char *copy = g_strdup (text);

  g_free (state->resend_address);
  state->resend_address = copy;
  g_clear_pointer (&state->resend_doctor, wizard_doctor_free);
  state->resend_doctor
      = wizard_doctor_new (copy, DFOTA_FAMILY_LTE_STANDARD_MINI, mini ? module->vias : UNKNOWN_VIAS, ASKED_VIAS);
}

void
wizard_model_set_resend_address (WizardModel *self, const char *text)
{
  if (strcmp (self->state.resend_address, text) == 0)
    return;
  g_clear_pointer (&self->state.resend_fault, dfota_fault_free);
  set_resend_address (self, text);
  wizard_model_changed (self);
}

/* The address that the module has now, as far as it is known: it may be right, and the server was wrong. */
static const char *
present_address (const WizardModel *self)
{
  const WizardState *state = &self->state;
  const char *typed = state->addresses[wizard_card_of (state->via)];

  if (state->host.url != NULL)
    return state->host.url;
  if (*typed != '\0')
    return typed;
  /* a journal keeps no password */
  if (state->story.journal != NULL && state->story.journal->url != NULL
      && strstr (state->story.journal->url, ":***@") == NULL)
    return state->story.journal->url;
  return "";
}

void
wizard_model_offer_resend (WizardModel *self)
{
  if (*self->state.resend_address == '\0')
    set_resend_address (self, present_address (self));
  wizard_model_serve_practice (self);
}

/* --- the deeds --- */

void
wizard_model_follow (WizardModel *self)
{
  if (self->state.running)
    return;
  self->resend = FALSE;
  wizard_model_begin (self, DFOTA_DEED_WATCH);
}

static void
begin_resend (WizardModel *self)
{
  self->resend = TRUE;
  g_clear_pointer (&self->state.resend_fault, dfota_fault_free);
  wizard_model_begin (self, DFOTA_DEED_UPGRADE);
}

/* While the waiting module is watched, that watching ends first: it is leave and a new run. */
void
wizard_model_send_again (WizardModel *self)
{
  WizardState *state = &self->state;

  if (!wizard_doctor_is_content (state->resend_doctor))
    return;
  if (!state->running)
    begin_resend (self);
  else if (state->stage == DFOTA_STATE_WAITING)
    {
      self->resend_next = TRUE;
      wizard_model_leave (self);
    }
}

/* The command did not go out again: the module waits as before. */
static void
resend_failed (WizardModel *self, const DfotaFinishedEvent *finished)
{
  WizardState *state = &self->state;

  if (finished->outcome == DFOTA_OUTCOME_CANCELLED)
    {
      wizard_model_follow (self);
      return;
    }
  if (finished->fault != NULL && finished->fault->error == DFOTA_ERROR_RESEND_REFUSED)
    {
      wizard_model_ask_again (self);
      return;
    }
  state->story.sign = DFOTA_SIGN_DOWNLOAD_MODE;
  state->story.conclusion = DFOTA_CONCLUSION_WAITING;
  state->resend_fault = finished->fault != NULL ? dfota_fault_copy (finished->fault) : NULL;
  state->page = WIZARD_STEP_MODULE;
}

static gboolean
watch_failed (WizardModel *self, const DfotaFinishedEvent *finished)
{
  WizardState *state = &self->state;

  if (finished->outcome == DFOTA_OUTCOME_CANCELLED)
    state->page = WIZARD_STEP_MODULE;
  else
    {
      wizard_model_forget_watch (self);
      g_clear_pointer (&state->connect_fault, dfota_fault_free);
      state->connect_fault = finished->fault != NULL ? dfota_fault_copy (finished->fault) : NULL;
      state->page = WIZARD_STEP_CONNECT;
    }
  state->watching = FALSE;
  return TRUE;
}

/* While the watching was being ended, the upgrade may have ended by itself: that is the result. */
static gboolean
is_ended_by_us (const DfotaFinishedEvent *finished)
{
  return finished->outcome == DFOTA_OUTCOME_UNCERTAIN && finished->after == NULL && finished->fault != NULL
         && finished->fault->error == DFOTA_ERROR_WATCH_ENDED;
}

gboolean
wizard_model_watch_finished (WizardModel *self, const DfotaFinishedEvent *finished)
{
  gboolean resent = self->resend;
  gboolean resend_next = self->resend_next && is_ended_by_us (finished);

  self->resend = FALSE;
  self->resend_next = FALSE;
  if (resend_next)
    {
      begin_resend (self);
      return TRUE;
    }
  if (finished->started)
    return FALSE;
  if (resent)
    {
      resend_failed (self, finished);
      return TRUE;
    }
  return self->state.watching && watch_failed (self, finished);
}
