/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* The sessions: asking who the module is, the checks, the upgrade; and the practice module they may run against. */

#define LOG_LIMIT (512 * 1024)

void
wizard_result_free (WizardResult *result)
{
  if (result == NULL)
    return;
  dfota_module_free (result->before);
  dfota_module_free (result->after);
  dfota_fault_free (result->fault);
  g_free (result);
}

void
wizard_check_free (gpointer data)
{
  DfotaCheckEvent *check = data;

  g_free (check->value);
  g_free (check);
}

void
wizard_model_end_session (WizardModel *self)
{
  WizardState *state = &self->state;

  g_clear_pointer (&self->session, dfota_session_free);
  g_cancellable_cancel (self->port_jobs);
  g_clear_object (&self->port_jobs);
  self->port_jobs = g_cancellable_new ();
  self->polling = FALSE;
  state->identifying = FALSE;
  state->checking = FALSE;
  state->running = FALSE;
  state->stopping = FALSE;
}

/* A session cannot be freed by the event that it is just delivering. */
static void
end_session_soon (WizardModel *self)
{
  if (self->session != NULL)
    g_idle_add_once ((GSourceOnceFunc) dfota_session_free, g_steal_pointer (&self->session));
}

static void
drop_practice (GTask *task, gpointer source, gpointer practice, GCancellable *cancel)
{
  dfota_practice_free (practice);
  g_task_return_boolean (task, TRUE);
}

/* Waiting for the simulator's end is a worker's work. */
void
wizard_model_drop_practice (WizardModel *self)
{
  g_autoptr (GTask) task = NULL;

  g_clear_pointer (&self->practice_name, g_free);
  if (self->practice == NULL)
    return;
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_task_data (task, g_steal_pointer (&self->practice), NULL);
  g_task_run_in_thread (task, drop_practice);
}

static DfotaJob *
job_of_state (WizardModel *self)
{
  const WizardState *state = &self->state;
  DfotaJob *job = dfota_job_new ();

  g_free (job->port);
  job->port = g_strdup (self->practice != NULL ? dfota_practice_port (self->practice) : state->port);
  job->via = state->via;
  job->flow = state->flow;
  job->baud = state->baud;
  if (state->asks_method)
    job->method = state->method;
  if (state->package != NULL)
    {
      g_free (job->package_path);
      g_free (job->package_sha256);
      job->package_path = g_strdup (state->package->path);
      job->package_sha256 = g_strdup (state->package->sha256);
    }
  return job;
}

static void
log_line (WizardState *state, const DfotaLineEvent *line)
{
  static const char *const marks[] = { [DFOTA_LINE_TX] = "→", [DFOTA_LINE_RX] = "←", [DFOTA_LINE_NOTE] = "·" };

  if (state->log->len < LOG_LIMIT)
    g_string_append_printf (state->log, "%s %s\n", marks[line->dir], line->text);
}

static void
take_module (WizardModel *self, const DfotaModule *module)
{
  WizardState *state = &self->state;

  dfota_module_free (self->identified);
  dfota_module_free (state->module);
  self->identified = dfota_module_copy (module);
  state->module = dfota_module_copy (module);
  state->asks_method = module->supported && module->family == DFOTA_FAMILY_UNKNOWN;
  state->method = DFOTA_METHOD_UNKNOWN;
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
  if (state->module == NULL && module != NULL)
    take_module (self, module);
  if (state->module != NULL && is_story_of_page_2 (finished->fault))
    {
      state->page = WIZARD_STEP_MODULE;
      return;
    }
  state->connect_fault
      = finished->fault != NULL ? dfota_fault_copy (finished->fault) : dfota_fault_new (DFOTA_ERROR_NO_ANSWER, state->port);
  name_port_as_chosen (self, state->connect_fault);
}

static gboolean
a_check_tells (const WizardState *state)
{
  for (guint i = 0; i < state->checks->len; i++)
    if (((const DfotaCheckEvent *) g_ptr_array_index (state->checks, i))->verdict == DFOTA_VERDICT_FAIL)
      return TRUE;
  return FALSE;
}

static void
check_finished (WizardModel *self, const DfotaFinishedEvent *finished)
{
  WizardState *state = &self->state;

  state->checking = FALSE;
  state->checked = TRUE;
  if (finished->fault != NULL && !a_check_tells (state))
    state->check_fault = dfota_fault_copy (finished->fault);
}

static void
upgrade_finished (WizardModel *self, const DfotaFinishedEvent *finished)
{
  WizardState *state = &self->state;
  WizardResult *result = g_new0 (WizardResult, 1);

  result->outcome = finished->outcome;
  result->needs_attention = finished->needs_attention;
  result->before = dfota_module_copy (finished->before != NULL ? finished->before : state->module);
  result->after = dfota_module_copy (finished->after);
  result->fault = finished->fault != NULL ? dfota_fault_copy (finished->fault) : NULL;
  result->seconds = finished->seconds;
  result->promised = finished->promised;
  wizard_result_free (state->result);
  state->result = result;
  state->running = FALSE;
  state->stopping = FALSE;
  state->page = WIZARD_STEP_RESULT;
}

static void
on_finished (WizardModel *self, const DfotaFinishedEvent *finished)
{
  switch (self->deed)
    {
    case DFOTA_DEED_IDENTIFY:
      identify_finished (self, finished);
      break;
    case DFOTA_DEED_CHECK:
      check_finished (self, finished);
      break;
    case DFOTA_DEED_UPGRADE:
      upgrade_finished (self, finished);
      break;
    default:
      g_assert_not_reached ();
    }
  end_session_soon (self);
}

/* The upgrade repeats the checks of the page before. What it finds only now and the user should know is a remark: that it goes
 * slowly although he did not ask for that, that the port may fall asleep, that the module waits for him. */
static gboolean
is_remark (WizardModel *self, const DfotaCheckEvent *check)
{
  if (self->deed != DFOTA_DEED_UPGRADE || check->verdict != DFOTA_VERDICT_WARN)
    return FALSE;
  if (check->id == DFOTA_CHECK_FLOW)
    return self->state.flow != DFOTA_FLOW_CHOICE_NONE;
  return check->id == DFOTA_CHECK_POWER || check->id == DFOTA_CHECK_RESTART;
}

static void
on_check (WizardModel *self, const DfotaCheckEvent *check)
{
  DfotaCheckEvent *copy = NULL;

  /* no serial server stands behind the practice module's port */
  if (check->id == DFOTA_CHECK_FLOW_REMOTE && self->practice != NULL)
    return;
  copy = g_new0 (DfotaCheckEvent, 1);
  copy->id = check->id;
  copy->verdict = check->verdict;
  copy->value = g_strdup (check->value);
  if (self->deed == DFOTA_DEED_CHECK)
    g_ptr_array_add (self->state.checks, copy);
  else if (is_remark (self, check))
    {
      g_clear_pointer (&self->state.remark, wizard_check_free);
      self->state.remark = copy;
    }
  else
    wizard_check_free (copy);
}

static void
on_event (const DfotaEvent *event, gpointer user_data)
{
  /* A page may drop the last window, and with it the model, while it hears of the change. */
  g_autoptr (WizardModel) self = g_object_ref (user_data);
  WizardState *state = &self->state;

  switch (event->type)
    {
    case DFOTA_EVENT_STATE:
      state->stage = event->state.state;
      state->may_stop = event->state.may_stop;
      break;
    case DFOTA_EVENT_PROGRESS:
      state->progress = event->progress;
      break;
    case DFOTA_EVENT_MODULE:
      if (self->deed == DFOTA_DEED_IDENTIFY)
        take_module (self, event->module.module);
      break;
    case DFOTA_EVENT_CHECK:
      on_check (self, &event->check);
      break;
    case DFOTA_EVENT_RESTART:
      g_clear_pointer (&state->remark, wizard_check_free);
      state->restarts_seen = event->restart.seen;
      state->restarts_expected = event->restart.expected;
      break;
    case DFOTA_EVENT_LINE:
      log_line (state, &event->line);
      break;
    case DFOTA_EVENT_FINISHED:
      on_finished (self, &event->finished);
      break;
    default:
      break;
    }
  wizard_model_changed (self);
}

static void
start_session (WizardModel *self, DfotaDeed deed)
{
  g_autoptr (DfotaJob) job = job_of_state (self);

  g_clear_pointer (&self->session, dfota_session_free);
  self->deed = deed;
  self->session = dfota_session_start (deed, job, NULL, on_event, self);
}

static void
on_practice (GObject *object, GAsyncResult *result, gpointer user_data)
{
  WizardModel *self = WIZARD_MODEL (object);
  g_autoptr (GError) error = NULL;
  DfotaPractice *practice = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (practice == NULL)
    {
      self->state.identifying = FALSE;
      self->state.connect_fault = dfota_fault_new_from_error (error);
      wizard_model_changed (self);
      return;
    }
  self->practice = practice;
  self->practice_name = g_strdup (self->state.port);
  start_session (self, DFOTA_DEED_IDENTIFY);
}

static void
start_practice (GTask *task, gpointer source, gpointer name, GCancellable *cancel)
{
  GError *error = NULL;
  DfotaPractice *practice = dfota_practice_start (name, &error);

  if (practice != NULL)
    g_task_return_pointer (task, practice, (GDestroyNotify) dfota_practice_free);
  else
    g_task_return_error (task, error);
}

void
wizard_model_identify (WizardModel *self)
{
  WizardState *state = &self->state;

  g_clear_pointer (&state->connect_fault, dfota_fault_free);
  g_clear_pointer (&state->module, dfota_module_free);
  g_string_truncate (state->log, 0);
  state->identifying = TRUE;

  if (g_strcmp0 (self->practice_name, state->port) != 0)
    wizard_model_drop_practice (self);
  if (wizard_model_is_practice (self) && self->practice == NULL)
    {
      g_autoptr (GTask) task = g_task_new (self, self->port_jobs, on_practice, NULL);

      g_task_set_task_data (task, g_strdup (state->port), g_free);
      g_task_run_in_thread (task, start_practice);
    }
  else
    start_session (self, DFOTA_DEED_IDENTIFY);
  wizard_model_changed (self);
}

void
wizard_model_check (WizardModel *self)
{
  WizardState *state = &self->state;

  g_clear_pointer (&state->check_fault, dfota_fault_free);
  g_ptr_array_unref (state->checks);
  state->checks = g_ptr_array_new_with_free_func (wizard_check_free);
  state->checking = TRUE;
  state->checked = FALSE;
  state->understood = FALSE;
  start_session (self, DFOTA_DEED_CHECK);
}

void
wizard_model_upgrade (WizardModel *self)
{
  WizardState *state = &self->state;

  state->running = TRUE;
  state->stage = DFOTA_STATE_OPENING;
  state->may_stop = TRUE;
  state->stopping = FALSE;
  state->restarts_seen = 0;
  state->restarts_expected = 0;
  memset (&state->progress, 0, sizeof state->progress);
  state->progress.seconds_left = -1;
  g_clear_pointer (&state->remark, wizard_check_free);
  g_string_truncate (state->log, 0);
  start_session (self, DFOTA_DEED_UPGRADE);
  wizard_model_go (self, WIZARD_STEP_UPGRADE);
}

void
wizard_model_stop (WizardModel *self)
{
  WizardState *state = &self->state;

  if (!state->running || self->session == NULL)
    return;
  if (dfota_session_stop (self->session))
    state->stopping = TRUE;
  else
    state->may_stop = FALSE;
  wizard_model_changed (self);
}

void
wizard_model_leave (WizardModel *self)
{
  if (self->session != NULL)
    dfota_session_leave (self->session);
}
