/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"

#include <glib/gi18n.h>
#include <string.h>

enum
{
  CHANGED,
  NOTICE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WizardModel, wizard_model, G_TYPE_OBJECT)

static void
wizard_model_dispose (GObject *object)
{
  WizardModel *self = WIZARD_MODEL (object);

  g_clear_handle_id (&self->poll_id, g_source_remove);
  wizard_model_end_pulse (self);
  g_cancellable_cancel (self->port_jobs);
  wizard_model_drop_release (self);
  wizard_model_end_session (self);
  wizard_model_drop_practice (self);
  wizard_model_drop_host (self);
  G_OBJECT_CLASS (wizard_model_parent_class)->dispose (object);
}

static void
wizard_model_finalize (GObject *object)
{
  WizardModel *self = WIZARD_MODEL (object);
  WizardState *state = &self->state;

  g_clear_pointer (&state->ports, g_ptr_array_unref);
  g_free (state->port);
  dfota_fault_free (state->connect_fault);
  dfota_module_free (state->module);
  dfota_module_free (self->identified);
  wizard_model_forget_package (self);
  wizard_model_forget_watch (self);
  g_clear_pointer (&state->unfinished, g_ptr_array_unref);
  g_clear_pointer (&state->practised, dfota_journal_free);
  g_free (state->resend_address);
  g_free (state->folder_of_files);
  g_free (self->last_address);
  wizard_model_clear_way (self);
  g_ptr_array_unref (state->checks);
  dfota_fault_free (state->check_fault);
  g_clear_pointer (&state->remark, wizard_check_free);
  g_string_free (state->log, TRUE);
  wizard_result_free (state->result);
  g_free (self->last_model);
  g_free (self->sought);
  g_free (self->silent_place);
  g_clear_object (&self->port_jobs);
  g_clear_pointer (&self->driverless, g_ptr_array_unref);
  g_clear_pointer (&self->driverless_looks, g_hash_table_unref);
  G_OBJECT_CLASS (wizard_model_parent_class)->finalize (object);
}

static void
wizard_model_class_init (WizardModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = wizard_model_dispose;
  object_class->finalize = wizard_model_finalize;
  signals[CHANGED] = g_signal_new ("changed", WIZARD_TYPE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NOTICE]
      = g_signal_new ("notice", WIZARD_TYPE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static gboolean
poll_ports (gpointer user_data)
{
  wizard_model_poll_ports (user_data);
  wizard_model_see_place (user_data);
  return G_SOURCE_CONTINUE;
}

static void
wizard_model_init (WizardModel *self)
{
  wizard_model_init_way (self);
  wizard_model_forget_watch (self);
  self->state.checks = g_ptr_array_new ();
  self->state.log = g_string_new (NULL);
  self->port_jobs = g_cancellable_new ();
  self->practice_cast = -1;
  self->last_via = -1;
  self->poll_id = g_timeout_add (1000, poll_ports, self);
  wizard_model_poll_ports (self);
  wizard_model_read_unfinished (self, NULL, NULL);
}

WizardModel *
wizard_model_new (void)
{
  return g_object_new (WIZARD_TYPE_MODEL, NULL);
}

const WizardState *
wizard_model_state (WizardModel *self)
{
  return &self->state;
}

void
wizard_model_changed (WizardModel *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

void
wizard_model_go (WizardModel *self, WizardPageId page)
{
  self->state.page = page;
  wizard_model_changed (self);
}

void
wizard_model_choose_port (WizardModel *self, const char *port, gboolean given)
{
  WizardState *state = &self->state;

  if (g_strcmp0 (state->port, port) == 0)
    return;
  if (state->identifying)
    wizard_model_end_session (self);
  if (wizard_model_is_practice (self) && (port == NULL || !dfota_practice_is_name (port)))
    wizard_model_leave_practice (self);

  g_free (state->port);
  state->port = g_strdup (port);
  state->port_given = given;
  self->port_was_chosen = port != NULL;
  self->port_was_lost = FALSE;
  wizard_model_drop_release (self);
  g_clear_pointer (&state->connect_fault, dfota_fault_free);
  wizard_model_changed (self);
}

void
wizard_model_set_baud (WizardModel *self, guint baud)
{
  if (self->state.baud == baud)
    return;
  self->state.baud = baud;
  wizard_model_changed (self);
}

void
wizard_model_choose_method (WizardModel *self, DfotaMethod method)
{
  WizardState *state = &self->state;
  g_autoptr (DfotaModule) module = NULL;

  if (!state->asks_method || state->method == method)
    return;
  module = dfota_module_copy (self->identified);
  if (!dfota_module_choose_method (module, method, NULL))
    return;

  state->method = method;
  dfota_module_free (state->module);
  state->module = g_steal_pointer (&module);
  wizard_model_judge_package (self);
  wizard_model_settle_way (self);
  wizard_model_changed (self);
}

void
wizard_model_choose_flow (WizardModel *self, DfotaFlowChoice flow)
{
  if (self->state.flow == flow)
    return;
  self->state.flow = flow;
  wizard_model_changed (self);
}

void
wizard_model_set_understood (WizardModel *self, gboolean understood)
{
  if (self->state.understood == understood)
    return;
  self->state.understood = understood;
  wizard_model_changed (self);
}

gboolean
wizard_model_is_practice (WizardModel *self)
{
  return self->state.port != NULL && dfota_practice_is_name (self->state.port);
}

/* An upgrade that somebody else has started asks for nothing. Flow control is about the bytes of a package on the cable: where
 * it goes into the module's storage, or in frames, each piece is acknowledged. */
gboolean
wizard_model_page_is_left_out (WizardModel *self, WizardPageId page)
{
  const WizardState *state = &self->state;

  if (wizard_model_is_at_work (self) || state->watching)
    return page > WIZARD_STEP_MODULE && page < WIZARD_STEP_UPGRADE;
  return page == WIZARD_STEP_FLOW && state->via != DFOTA_VIA_FILE;
}

gboolean
wizard_model_is_downgrade (WizardModel *self)
{
  const WizardState *state = &self->state;

  if (state->module == NULL || state->package == NULL || state->package->to == NULL)
    return FALSE;
  /* the two of its name may be turned round */
  if (state->match != NULL && state->match->to == NULL)
    return FALSE;
  return dfota_revision_is_downgrade (state->module->revision, state->package->to)
         || (state->package->from != NULL && dfota_revision_is_downgrade (state->package->from, state->package->to));
}

static gboolean
a_check_failed (const WizardState *state)
{
  for (guint i = 0; i < state->checks->len; i++)
    if (((const DfotaCheckEvent *) g_ptr_array_index (state->checks, i))->verdict == DFOTA_VERDICT_FAIL)
      return TRUE;
  return state->check_fault != NULL;
}

static const char *
blocker_at_start (const WizardState *state)
{
  if (state->checking)
    return _ ("Checking…");
  if (a_check_failed (state))
    return _ ("A check failed");
  if (!state->checked)
    return _ ("The checks are not finished");
  return state->understood ? NULL : _ ("Please confirm that you understand");
}

static const char *
blocker_at_module (WizardModel *self)
{
  const WizardState *state = &self->state;

  if (wizard_model_is_looking (self))
    return _ ("Looking at the module…");
  if (state->story.conclusion != DFOTA_CONCLUSION_IDLE)
    return NULL;
  if (state->module == NULL || !state->module->supported)
    return _ ("This module cannot be upgraded here");
  return state->asks_method && state->method == DFOTA_METHOD_UNKNOWN ? _ ("Answer the question first") : NULL;
}

static const char *
blocker_at_package (const WizardState *state)
{
  if (state->hashing)
    return _ ("Reading the package…");
  if (state->on_server)
    return NULL;
  if (state->package_fault != NULL)
    return _ ("This package cannot be used");
  if (state->match != NULL && state->match->fit == DFOTA_FIT_INSTALLED)
    return _ ("Your module has this version already");
  if (state->match != NULL && dfota_fit_is_no (state->match->fit))
    return _ ("This package does not fit your module");
  return state->package == NULL ? _ ("Choose a package first") : NULL;
}

const char *
wizard_model_blocker (WizardModel *self)
{
  const WizardState *state = &self->state;

  if (wizard_model_is_unplugged (self))
    return _ ("The module is unplugged: plug it in again, or go back and choose another connection");
  switch (state->page)
    {
    case WIZARD_STEP_CONNECT:
      return wizard_model_blocker_at_connect (self);
    case WIZARD_STEP_MODULE:
      return blocker_at_module (self);
    case WIZARD_STEP_PACKAGE:
      return blocker_at_package (state);
    case WIZARD_STEP_WAY:
      return wizard_model_blocker_at_way (self);
    case WIZARD_STEP_START:
      return blocker_at_start (state);
    default:
      return NULL;
    }
}

gboolean
wizard_model_can_go_back (WizardModel *self)
{
  return self->state.page > WIZARD_STEP_CONNECT && self->state.page < WIZARD_STEP_UPGRADE;
}

void
wizard_model_back (WizardModel *self)
{
  WizardPageId page = self->state.page;

  if (!wizard_model_can_go_back (self))
    return;
  if (page == WIZARD_STEP_START || wizard_model_is_looking (self))
    wizard_model_end_session (self);
  do
    page--;
  while (wizard_model_page_is_left_out (self, page));
  wizard_model_go (self, page);
}

void
wizard_model_next (WizardModel *self)
{
  WizardPageId page = self->state.page;

  if (wizard_model_blocker (self) != NULL || page >= WIZARD_STEP_UPGRADE)
    return;
  if (page == WIZARD_STEP_CONNECT)
    {
      wizard_model_connect (self);
      return;
    }
  if (wizard_model_story_action (self) != NULL)
    {
      wizard_model_act_on_story (self);
      return;
    }
  if (page == WIZARD_STEP_START)
    {
      wizard_model_upgrade (self);
      return;
    }

  self->state.stranger = FALSE;
  do
    page++;
  while (wizard_model_page_is_left_out (self, page));
  self->state.page = page;
  if (page == WIZARD_STEP_START)
    wizard_model_check (self);
  wizard_model_changed (self);
}

void
wizard_model_check_again (WizardModel *self)
{
  if (self->state.page != WIZARD_STEP_START || self->state.checking)
    return;
  wizard_model_check (self);
  wizard_model_changed (self);
}

/* What failed was what this computer saw of the server, and the module may see another one. */
gboolean
wizard_model_may_skip_probe (WizardModel *self)
{
  const WizardState *state = &self->state;
  gboolean probe = FALSE;

  for (guint i = 0; i < state->checks->len; i++)
    {
      const DfotaCheckEvent *check = g_ptr_array_index (state->checks, i);

      if (check->verdict != DFOTA_VERDICT_FAIL)
        continue;
      if (check->id != DFOTA_CHECK_PROBE)
        return FALSE;
      probe = TRUE;
    }
  return probe && !state->checking;
}

void
wizard_model_skip_probe (WizardModel *self)
{
  self->state.no_probe = TRUE;
  wizard_model_check_again (self);
}
