/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"

#include <string.h>

/* What a session's last event means, and what a user may do then. */

void
wizard_result_free (WizardResult *result)
{
  if (result == NULL)
    return;
  dfota_module_free (result->before);
  dfota_module_free (result->after);
  dfota_fault_free (result->fault);
  g_free (result->case_code);
  g_free (result);
}

void
wizard_model_take_module (WizardModel *self, const DfotaModule *module)
{
  WizardState *state = &self->state;

  dfota_module_free (self->identified);
  dfota_module_free (state->module);
  self->identified = dfota_module_copy (module);
  state->module = dfota_module_copy (module);
  state->asks_method = module->supported && module->family == DFOTA_FAMILY_UNKNOWN;
  state->method = DFOTA_METHOD_UNKNOWN;
  /* the practice module has this computer for a server, until the user wants another one */
  if (!self->host_was_chosen)
    state->host.wanted = wizard_model_is_practice (self);
  wizard_model_judge_package (self);
  wizard_model_compare_with_last (self);
  wizard_model_offer_last_way (self);
  wizard_model_suit_practice (self);
  wizard_model_settle_way (self);
}

/* That a module is not supported, or does not tell its method, is no failure of connecting: page 2 speaks of it. */
static gboolean
is_story_of_page_2 (const DfotaFault *fault)
{
  return fault == NULL || fault->error == DFOTA_ERROR_MODULE_UNSUPPORTED || fault->error == DFOTA_ERROR_FLASH_UNKNOWN;
}

/* Where the practice module listens is no matter of the user's. */
static void
name_port_as_chosen (WizardModel *self, DfotaFault *fault)
{
  if (self->practice == NULL || strstr (fault->value, dfota_practice_port (self->practice)) == NULL)
    return;
  g_free (fault->value);
  fault->value = g_strdup ("practice");
}

static void
identify_finished (WizardModel *self, const DfotaFinishedEvent *finished)
{
  WizardState *state = &self->state;
  const DfotaModule *module = state->module != NULL ? state->module : finished->before;

  state->identifying = FALSE;
  if (wizard_model_find_at_work (self, finished->fault))
    return;
  if (state->module == NULL && module != NULL)
    wizard_model_take_module (self, module);
  if (state->module != NULL && is_story_of_page_2 (finished->fault))
    {
      state->page = WIZARD_STEP_MODULE;
      return;
    }
  state->connect_fault
      = finished->fault != NULL ? dfota_fault_copy (finished->fault) : dfota_fault_new (DFOTA_ERROR_NO_ANSWER, state->port);
  name_port_as_chosen (self, state->connect_fault);
}

static void
check_finished (WizardModel *self, const DfotaFinishedEvent *finished)
{
  WizardState *state = &self->state;

  state->checking = FALSE;
  state->checked = TRUE;
  if (wizard_model_turn_to_stranger (self, finished))
    return;
  if (wizard_model_find_at_work (self, finished->fault))
    return;
  if (finished->fault != NULL)
    {
      state->check_fault = dfota_fault_copy (finished->fault);
      name_port_as_chosen (self, state->check_fault);
    }
}

static void
run_finished (WizardModel *self, const DfotaFinishedEvent *finished)
{
  WizardState *state = &self->state;
  WizardResult *result;

  state->running = FALSE;
  state->stopping = FALSE;
  state->leaving = FALSE;
  wizard_model_read_unfinished (self, NULL, NULL);
  if (wizard_model_turn_to_stranger (self, finished) || wizard_model_watch_finished (self, finished))
    return;

  result = g_new0 (WizardResult, 1);
  result->outcome = finished->outcome;
  if (finished->outcome == DFOTA_OUTCOME_DONE)
    wizard_model_drop_release (self);
  result->needs_attention = finished->needs_attention;
  result->watched = state->watching;
  result->past_point = state->past_point;
  result->before = dfota_module_copy (finished->before != NULL ? finished->before : state->module);
  result->after = dfota_module_copy (finished->after);
  result->fault = finished->fault != NULL ? dfota_fault_copy (finished->fault) : NULL;
  result->seconds = finished->seconds;
  result->promised = state->promised;
  wizard_result_free (state->result);
  state->result = result;
  state->card_language = NULL;
  state->resend_open = FALSE;
  state->page = WIZARD_STEP_RESULT;
  wizard_model_offer_resend (self);
}

void
wizard_model_finished (WizardModel *self, const DfotaFinishedEvent *finished)
{
  switch (self->deed)
    {
    case DFOTA_DEED_IDENTIFY:
      identify_finished (self, finished);
      break;
    case DFOTA_DEED_CHECK:
      check_finished (self, finished);
      break;
    case DFOTA_DEED_STATUS:
      wizard_model_status_finished (self, finished);
      break;
    case DFOTA_DEED_UPGRADE:
    case DFOTA_DEED_WATCH:
      run_finished (self, finished);
      break;
    default:
      g_assert_not_reached ();
    }
}

gboolean
wizard_model_may_try_again (WizardModel *self)
{
  const WizardState *state = &self->state;
  const WizardResult *result = state->result;

  return result != NULL && result->fault != NULL && result->fault->retry && result->fault->module_safe && !result->watched
         && (result->outcome == DFOTA_OUTCOME_FAILED || result->outcome == DFOTA_OUTCOME_CANCELLED) && state->module != NULL;
}

/* The same once more: checked anew, and begun at the user's word alone. */
void
wizard_model_try_again (WizardModel *self)
{
  if (wizard_model_may_try_again (self))
    wizard_model_turn_to (self, WIZARD_STEP_START);
}

void
wizard_model_ask_again (WizardModel *self)
{
  if (self->state.running)
    return;
  self->state.page = WIZARD_STEP_CONNECT;
  wizard_model_identify (self);
}

void
wizard_model_turn_to (WizardModel *self, WizardPageId page)
{
  WizardState *state = &self->state;

  if (state->running || page >= WIZARD_STEP_UPGRADE || (page > WIZARD_STEP_CONNECT && state->module == NULL))
    return;
  wizard_model_end_session (self);
  state->page = page;
  if (page == WIZARD_STEP_START)
    wizard_model_check (self);
  wizard_model_changed (self);
}

void
wizard_model_reread_package (WizardModel *self)
{
  g_autofree char *path = g_strdup (self->halves[0]);

  if (path != NULL)
    wizard_model_take_package (self, path);
}

void
wizard_model_host_again (WizardModel *self)
{
  wizard_model_drop_host (self);
  wizard_model_settle_way (self);
  wizard_model_changed (self);
}

void
wizard_model_open_resend (WizardModel *self)
{
  self->state.resend_open = TRUE;
  wizard_model_changed (self);
}

void
wizard_model_set_card_language (WizardModel *self, const char *lang)
{
  self->state.card_language = g_strcmp0 (lang, "zh_CN") == 0 ? "zh_CN" : "en";
  wizard_model_changed (self);
}
