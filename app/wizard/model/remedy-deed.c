/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "remedy.h"
#include "supplier.h"

#include <glib/gi18n.h>

/* What the buttons of an error card are called, and what they do. */

static const char *const labels[] = {
  [WIZARD_REMEDY_NONE] = "",
  [WIZARD_REMEDY_TRY_AGAIN] = N_ ("Try again"),
  [WIZARD_REMEDY_ASK_AGAIN] = N_ ("Ask the module again"),
  [WIZARD_REMEDY_FOLLOW] = N_ ("Follow it"),
  [WIZARD_REMEDY_SEND_AGAIN] = N_ ("Send the command again…"),
  [WIZARD_REMEDY_OTHER_PORT] = N_ ("Choose another port"),
  [WIZARD_REMEDY_METHOD] = N_ ("Answer the question"),
  [WIZARD_REMEDY_OTHER_PACKAGE] = N_ ("Choose another package"),
  [WIZARD_REMEDY_CHECK_ADDRESS] = N_ ("Check the address"),
  [WIZARD_REMEDY_OTHER_WAY] = N_ ("Choose another way"),
  [WIZARD_REMEDY_HOST_HERE] = N_ ("Let this computer be the server"),
  [WIZARD_REMEDY_OTHER_FLOW] = N_ ("Change the flow control"),
  [WIZARD_REMEDY_NO_FLOW] = N_ ("Go on without flow control"),
  [WIZARD_REMEDY_REPLACE] = N_ ("Replace the old file"),
  [WIZARD_REMEDY_SKIP_PROBE] = N_ ("Go on without looking at the server"),
  [WIZARD_REMEDY_FREE_PORT] = N_ ("Free the port"),
  [WIZARD_REMEDY_COPY_COMMAND] = N_ ("Copy the command"),
  [WIZARD_REMEDY_COPY_REPORT] = N_ ("Copy for my supplier"),
};
G_STATIC_ASSERT (G_N_ELEMENTS (labels) == WIZARD_N_REMEDIES);

static gboolean
lacks_half (const WizardState *state)
{
  const DfotaPackage *one = state->package != NULL ? state->package : state->second;

  return state->page == WIZARD_STEP_PACKAGE && (state->package == NULL) != (state->second == NULL)
         && dfota_package_half (one->name) != 0 && state->package_fault != NULL
         && state->package_fault->error == DFOTA_ERROR_PACKAGE_PAIR;
}

const char *
wizard_remedy_label (WizardModel *model, WizardRemedy remedy)
{
  const WizardState *state = wizard_model_state (model);

  if (remedy == WIZARD_REMEDY_TRY_AGAIN && state->page == WIZARD_STEP_START)
    return _ ("Check again");
  if (remedy == WIZARD_REMEDY_OTHER_PACKAGE && lacks_half (state))
    return _ ("Choose the missing file");
  return *labels[remedy] != '\0' ? _ (labels[remedy]) : "";
}

char *
wizard_remedy_text (WizardModel *model, WizardRemedy remedy, const DfotaFault *fault)
{
  if (remedy == WIZARD_REMEDY_COPY_COMMAND)
    return dfota_fault_command (fault);
  return remedy == WIZARD_REMEDY_COPY_REPORT ? wizard_supplier_text (wizard_model_state (model), fault) : NULL;
}

static void
try_again (WizardModel *model)
{
  switch (wizard_model_state (model)->page)
    {
    case WIZARD_STEP_CONNECT:
      wizard_model_next (model);
      break;
    case WIZARD_STEP_START:
      wizard_model_check_again (model);
      break;
    case WIZARD_STEP_RESULT:
      wizard_model_try_again (model);
      break;
    case WIZARD_STEP_PACKAGE:
      wizard_model_reread_package (model);
      break;
    case WIZARD_STEP_WAY:
      wizard_model_host_again (model);
      break;
    default:
      break;
    }
}

void
wizard_remedy_apply (WizardModel *model, WizardRemedy remedy)
{
  switch (remedy)
    {
    case WIZARD_REMEDY_TRY_AGAIN:
      try_again (model);
      break;
    case WIZARD_REMEDY_ASK_AGAIN:
      wizard_model_ask_again (model);
      break;
    case WIZARD_REMEDY_FOLLOW:
      wizard_model_follow (model);
      break;
    case WIZARD_REMEDY_SEND_AGAIN:
      wizard_model_open_resend (model);
      break;
    case WIZARD_REMEDY_OTHER_PORT:
      wizard_model_turn_to (model, WIZARD_STEP_CONNECT);
      break;
    case WIZARD_REMEDY_METHOD:
      wizard_model_turn_to (model, WIZARD_STEP_MODULE);
      break;
    case WIZARD_REMEDY_OTHER_PACKAGE:
      wizard_model_turn_to (model, WIZARD_STEP_PACKAGE);
      break;
    case WIZARD_REMEDY_HOST_HERE:
      wizard_model_set_host_here (model, TRUE);
      wizard_model_turn_to (model, WIZARD_STEP_WAY);
      break;
    case WIZARD_REMEDY_CHECK_ADDRESS:
    case WIZARD_REMEDY_OTHER_WAY:
      wizard_model_turn_to (model, WIZARD_STEP_WAY);
      break;
    case WIZARD_REMEDY_OTHER_FLOW:
      wizard_model_turn_to (model, WIZARD_STEP_FLOW);
      break;
    case WIZARD_REMEDY_NO_FLOW:
      wizard_model_choose_flow (model, DFOTA_FLOW_CHOICE_NONE);
      wizard_model_turn_to (model, WIZARD_STEP_START);
      break;
    case WIZARD_REMEDY_REPLACE:
      wizard_model_set_replace (model, TRUE);
      wizard_model_turn_to (model, WIZARD_STEP_START);
      break;
    case WIZARD_REMEDY_FREE_PORT:
      wizard_model_release_port (model);
      break;
    case WIZARD_REMEDY_SKIP_PROBE:
      wizard_model_skip_probe (model);
      break;
    default:
      break;
    }
}
