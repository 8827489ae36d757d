/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* The sessions: asking who the module is, the checks, the upgrade; and what they tell on their way. */

/* A log that is longer loses its beginning, a quarter at a time. */
#define LOG_LIMIT (512 * 1024)

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
  state->leaving = FALSE;
  self->resend = FALSE;
  self->resend_next = FALSE;
}

/* A session cannot be freed by the event that it is just delivering. */
static void
end_session_soon (WizardModel *self)
{
  if (self->session != NULL)
    g_idle_add_once ((GSourceOnceFunc) dfota_session_free, g_steal_pointer (&self->session));
}

static void
shorten_log (WizardState *state)
{
  const char *line = strchr (state->log->str + LOG_LIMIT / 4, '\n');
  gsize n = line != NULL ? (gsize) (line + 1 - state->log->str) : state->log->len;

  g_string_erase (state->log, 0, (gssize) n);
  state->log_lost += n;
}

static void
clear_log (WizardState *state)
{
  state->log_lost += state->log->len;
  g_string_truncate (state->log, 0);
}

static void
log_line (WizardState *state, const DfotaLineEvent *line)
{
  static const char *const marks[] = { [DFOTA_LINE_TX] = "→", [DFOTA_LINE_RX] = "←", [DFOTA_LINE_NOTE] = "·" };

  if (state->log->len > LOG_LIMIT)
    shorten_log (state);
  g_string_append_printf (state->log, "%s %s\n", marks[line->dir], line->text);
}

static void
on_line (WizardState *state, const DfotaEvent *event)
{
  log_line (state, &event->line);
  if (event->line.dir == DFOTA_LINE_RX)
    state->heard_at = event->time;
}

static gboolean
is_told_on_the_way (DfotaCheckId id)
{
  return id >= DFOTA_CHECK_JOINED && id <= DFOTA_CHECK_RESTART;
}

/* The upgrade repeats the checks of the page before. What it finds only now and the user should know is a remark: that it goes
 * slowly although he did not ask for that, that the port may fall asleep, that the module waits for him. */
static gboolean
is_remark (WizardModel *self, const DfotaCheckEvent *check)
{
  gboolean runs = self->deed == DFOTA_DEED_UPGRADE || self->deed == DFOTA_DEED_WATCH;

  if (!runs || check->verdict != DFOTA_VERDICT_WARN)
    return FALSE;
  if (check->id == DFOTA_CHECK_FLOW)
    return self->state.flow != DFOTA_FLOW_CHOICE_NONE;
  return check->id == DFOTA_CHECK_POWER || is_told_on_the_way (check->id);
}

/* The practice module stands behind no serial server, and its network reaches this computer. */
static gboolean
is_idle_talk (WizardModel *self, const DfotaCheckEvent *check)
{
  return self->practice != NULL && (check->id == DFOTA_CHECK_FLOW_REMOTE || check->id == DFOTA_CHECK_ADDRESS_PRIVATE);
}

static void
on_check (WizardModel *self, const DfotaCheckEvent *check)
{
  DfotaCheckEvent *copy = NULL;

  if (is_idle_talk (self, check))
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
drop_remark (WizardState *state, DfotaCheckId from, DfotaCheckId to)
{
  if (state->remark != NULL && state->remark->id >= from && state->remark->id <= to)
    g_clear_pointer (&state->remark, wizard_check_free);
}

static void
on_state (WizardModel *self, const DfotaStateEvent *event, gint64 time)
{
  WizardState *state = &self->state;

  /* where the journal cannot be written, nothing is promised for the next start */
  if (state->running)
    wizard_model_read_unfinished (self, NULL, NULL);
  if (state->stage != event->state)
    state->stage_at = time;
  state->stage = event->state;
  state->silence_limit = event->silence_limit;
  state->past_point = event->past_point;
  state->stage_via = event->via;
  state->may_stop = event->may_stop;
  if (event->state == DFOTA_STATE_WAITING)
    wizard_model_offer_resend (self);
  else
    drop_remark (state, DFOTA_CHECK_WAITING, DFOTA_CHECK_WAITING_SECOND);
}

static void
on_restart (WizardModel *self, const DfotaRestartEvent *event)
{
  drop_remark (&self->state, DFOTA_CHECK_RESTART, DFOTA_CHECK_RESTART);
  self->state.restarts_seen = event->seen;
  self->state.restarts_expected = event->expected;
}

static void
on_module (WizardModel *self, const DfotaModuleEvent *event)
{
  if (self->deed == DFOTA_DEED_IDENTIFY)
    wizard_model_take_module (self, event->module);
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
      on_state (self, &event->state, event->time);
      break;
    case DFOTA_EVENT_PROGRESS:
      state->progress = event->progress;
      state->progress_at = event->time;
      wizard_model_meet_power_cut (self);
      wizard_model_change_soon (self);
      return;
    case DFOTA_EVENT_MODULE:
      on_module (self, &event->module);
      break;
    case DFOTA_EVENT_CHECK:
      on_check (self, &event->check);
      break;
    case DFOTA_EVENT_RESTART:
      on_restart (self, &event->restart);
      break;
    case DFOTA_EVENT_LINE:
      on_line (state, event);
      wizard_model_change_soon (self);
      return;
    case DFOTA_EVENT_STATUS:
      wizard_model_take_story (self, &event->status);
      break;
    case DFOTA_EVENT_FINISHED:
      end_session_soon (self);
      wizard_model_finished (self, &event->finished);
      break;
    default:
      break;
    }
  wizard_model_changed (self);
}

void
wizard_model_start_session (WizardModel *self, DfotaDeed deed)
{
  g_autoptr (DfotaJob) job = wizard_model_job (self);

  /* one that waits in download mode cannot say who it is */
  if ((deed == DFOTA_DEED_CHECK || deed == DFOTA_DEED_UPGRADE) && !self->resend)
    job->agreed = dfota_module_copy (self->identified);
  g_clear_pointer (&self->session, dfota_session_free);
  self->deed = deed;
  self->session = dfota_session_start (deed, job, NULL, on_event, self);
}

void
wizard_model_identify (WizardModel *self)
{
  WizardState *state = &self->state;

  wizard_model_remember_model (self);
  wizard_model_forget_watch (self);
  state->stranger = FALSE;
  state->unplugged = FALSE;
  g_clear_pointer (&state->connect_fault, dfota_fault_free);
  g_clear_pointer (&state->module, dfota_module_free);
  clear_log (state);
  state->identifying = TRUE;

  if (g_strcmp0 (self->practice_name, state->port) != 0)
    wizard_model_drop_practice (self);
  if (wizard_model_is_practice (self) && self->practice == NULL)
    wizard_model_start_practice (self);
  else
    wizard_model_ask (self);
  wizard_model_changed (self);
}

static void
start_check (WizardModel *self)
{
  wizard_model_start_session (self, DFOTA_DEED_CHECK);
}

void
wizard_model_check (WizardModel *self)
{
  WizardState *state = &self->state;

  g_clear_pointer (&state->check_fault, dfota_fault_free);
  g_ptr_array_unref (state->checks);
  state->checks = g_ptr_array_new_with_free_func (wizard_check_free);
  state->unplugged = FALSE; /* the checks say */
  state->checking = TRUE;
  state->checked = FALSE;
  state->understood = FALSE;
  g_clear_pointer (&self->session, dfota_session_free);
  self->deed = DFOTA_DEED_CHECK;
  wizard_model_find_port (self, start_check);
}

/* What page 6 has said is what counts in the end, whatever is learnt on the way. */
static void
take_promise (WizardModel *self, DfotaDeed deed)
{
  WizardState *state = &self->state;
  DfotaPromise promise = { 0 };
  gboolean promised
      = deed == DFOTA_DEED_UPGRADE && !self->resend && wizard_model_promise (self, state->via, state->flow, &promise);

  state->promised = promised ? promise.seconds : -1;
  state->progress.seconds_left = state->promised;
  state->restarts_expected = promised ? promise.restarts : 0;
}

/* What the user has wanted meanwhile is done now. */
static void
start_run (WizardModel *self)
{
  WizardState *state = &self->state;

  wizard_model_start_session (self, self->deed);
  if (state->leaving)
    wizard_model_leave (self);
  else if (state->stopping)
    wizard_model_stop (self);
}

void
wizard_model_begin (WizardModel *self, DfotaDeed deed)
{
  WizardState *state = &self->state;

  state->running = TRUE;
  state->watching = deed == DFOTA_DEED_WATCH;
  state->resends = self->resend;
  state->stage = DFOTA_STATE_OPENING;
  state->stage_at = g_get_monotonic_time ();
  state->heard_at = 0;
  state->silence_limit = 0;
  state->past_point = FALSE;
  state->stage_via = state->via;
  state->may_stop = TRUE;
  state->stopping = FALSE;
  state->leaving = FALSE;
  state->restarts_seen = 0;
  memset (&state->progress, 0, sizeof state->progress);
  state->progress_at = state->stage_at;
  take_promise (self, deed);
  g_clear_pointer (&state->remark, wizard_check_free);
  clear_log (state);
  g_clear_pointer (&self->session, dfota_session_free);
  self->deed = deed;
  wizard_model_find_port (self, start_run);
  wizard_model_start_pulse (self);
  wizard_model_go (self, WIZARD_STEP_UPGRADE);
}

void
wizard_model_upgrade (WizardModel *self)
{
  wizard_model_begin (self, DFOTA_DEED_UPGRADE);
}

void
wizard_model_stop (WizardModel *self)
{
  WizardState *state = &self->state;

  if (!state->running)
    return;
  /* before the session begins nothing is too late */
  if (self->session == NULL || dfota_session_stop (self->session))
    state->stopping = TRUE;
  else
    state->may_stop = FALSE;
  wizard_model_changed (self);
}

void
wizard_model_leave (WizardModel *self)
{
  WizardState *state = &self->state;

  if (self->session == NULL && !state->running)
    return;
  state->leaving = TRUE;
  /* a watching that nothing has begun in yet is simply stopped */
  if (self->session != NULL && (!state->watching || !state->may_stop || !dfota_session_stop (self->session)))
    dfota_session_leave (self->session);
  wizard_model_changed (self);
}
