/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script.h"

#include <glib/gstdio.h>

/* One run at a time. */
static struct
{
  gboolean armed, mini;
  gboolean running; /* an upgrade or a watching */
  gboolean may_stop, stopped, left;
  DfotaEventFunc func;
  gpointer user_data;
} script;

/* What the wizard holds. */
typedef struct
{
  DfotaSession *real;
  DfotaEventFunc func;
  gpointer user_data;
  DfotaDeed deed;
  guint soon;
} Session;

DfotaSession *__real_dfota_session_start (DfotaDeed deed, const DfotaJob *job, GMainContext *context, DfotaEventFunc func,
                                          gpointer user_data);
void __real_dfota_session_free (DfotaSession *session);
gboolean __real_dfota_session_stop (DfotaSession *session);
void __real_dfota_session_leave (DfotaSession *session);
DfotaSession *__wrap_dfota_session_start (DfotaDeed deed, const DfotaJob *job, GMainContext *context, DfotaEventFunc func,
                                          gpointer user_data);
void __wrap_dfota_session_free (DfotaSession *session);
gboolean __wrap_dfota_session_stop (DfotaSession *session);
void __wrap_dfota_session_leave (DfotaSession *session);

static DfotaModule *
the_module (void)
{
  DfotaModule *module = g_new0 (DfotaModule, 1);

  module->manufacturer = g_strdup ("Quectel");
  module->model = g_strdup (script.mini ? "EC800M" : "EC200A");
  module->revision = g_strdup (script.mini ? "EC800MCNGAR06A05M08" : "EC200ACNHAR01A02M16");
  dfota_module_classify (module);
  return module;
}

static void
tell (DfotaEventFunc func, gpointer user_data, DfotaEvent *event)
{
  func (event, user_data);
  dfota_event_free (event);
}

/* Identifying and checking. */
static gboolean
go_well (gpointer user_data)
{
  Session *session = user_data;
  DfotaEvent *event;

  session->soon = 0;
  if (session->deed == DFOTA_DEED_IDENTIFY)
    {
      event = dfota_event_new (DFOTA_EVENT_MODULE);
      event->module.module = the_module ();
      tell (session->func, session->user_data, event);
    }
  event = dfota_event_new (DFOTA_EVENT_FINISHED);
  event->finished.outcome = DFOTA_OUTCOME_DONE;
  event->finished.before = the_module ();
  event->finished.promised = -1;
  tell (session->func, session->user_data, event);
  return G_SOURCE_REMOVE;
}

DfotaSession *
__wrap_dfota_session_start (DfotaDeed deed, const DfotaJob *job, GMainContext *context, DfotaEventFunc func,
                            gpointer user_data)
{
  Session *session = g_new0 (Session, 1);

  session->deed = deed;
  session->func = func;
  session->user_data = user_data;
  if (!script.armed)
    session->real = __real_dfota_session_start (deed, job, context, func, user_data);
  else if (deed == DFOTA_DEED_UPGRADE || deed == DFOTA_DEED_WATCH)
    {
      script.running = TRUE;
      script.stopped = script.left = FALSE;
      script.may_stop = TRUE;
      script.func = func;
      script.user_data = user_data;
    }
  else
    session->soon = g_idle_add (go_well, session);
  return (DfotaSession *) session;
}

void
__wrap_dfota_session_free (DfotaSession *handle)
{
  Session *session = (Session *) handle;

  if (session == NULL)
    return;
  __real_dfota_session_free (session->real);
  g_clear_handle_id (&session->soon, g_source_remove);
  if (session->deed == DFOTA_DEED_UPGRADE || session->deed == DFOTA_DEED_WATCH)
    script.running = FALSE;
  g_free (session);
}

gboolean
__wrap_dfota_session_stop (DfotaSession *handle)
{
  Session *session = (Session *) handle;

  if (session->real != NULL)
    return __real_dfota_session_stop (session->real);
  script.stopped = script.stopped || script.may_stop;
  return script.may_stop;
}

void
__wrap_dfota_session_leave (DfotaSession *handle)
{
  Session *session = (Session *) handle;

  if (session->real != NULL)
    __real_dfota_session_leave (session->real);
  else
    script.left = TRUE;
}

void
script_arm (gboolean mini)
{
  script.armed = TRUE;
  script.mini = mini;
}

static gboolean
is_at (WizardModel *model, WizardPageId page)
{
  return wizard_model_state (model)->page == page && wizard_model_blocker (model) == NULL;
}

static gboolean
is_at_module (WizardModel *model)
{
  return is_at (model, WIZARD_STEP_MODULE);
}

static gboolean
is_at_package (WizardModel *model)
{
  return is_at (model, WIZARD_STEP_PACKAGE);
}

static gboolean
is_at_way (WizardModel *model)
{
  return is_at (model, WIZARD_STEP_WAY);
}

static gboolean
is_checked (WizardModel *model)
{
  return wizard_model_state (model)->checked && !wizard_model_state (model)->checking;
}

static void
identify (Ui *ui)
{
  wizard_model_choose_port (ui_model (ui), SCRIPT_PORT, TRUE);
  wizard_model_next (ui_model (ui));
  ui_await_model (ui, is_at_module, "the module is known");
}

static void
choose_package (Ui *ui)
{
  WizardModel *model = ui_model (ui);
  g_autofree char *folder = g_dir_make_tmp ("dfota-script-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin", NULL);
  g_autofree char *bytes = g_malloc0 (300000);

  g_file_set_contents (path, bytes, 300000, NULL);
  wizard_model_take_package (model, path);
  ui_await_model (ui, is_at_package, "the package is read");
  wizard_model_next (model);
  ui_await_model (ui, is_at_way, "page 4");
  wizard_model_choose_via (model, DFOTA_VIA_FILE);
  wizard_model_next (model);
  wizard_model_next (model);
  g_unlink (path);
  g_rmdir (folder);
}

static void
choose_server (Ui *ui)
{
  WizardModel *model = ui_model (ui);

  wizard_model_set_on_server (model, TRUE);
  ui_await_model (ui, is_at_package, "no package is asked for");
  wizard_model_next (model);
  wizard_model_choose_via (model, DFOTA_VIA_HTTP);
  wizard_model_set_address (model, "http://files.example.com:80/EC800MCNGAR06A05M08-EC800MCNGAR06A06M08.mini_1");
  ui_await_model (ui, is_at_way, "the address is right");
  wizard_model_next (model);
}

void
script_walk (Ui *ui)
{
  identify (ui);
  wizard_model_next (ui_model (ui));
  if (script.mini)
    choose_server (ui);
  else
    choose_package (ui);
  ui_await_model (ui, is_checked, "the checks have ended");
  wizard_model_set_understood (ui_model (ui), TRUE);
}

void
script_start (Ui *ui)
{
  script_walk (ui);
  wizard_model_next (ui_model (ui));
  g_assert_true (script.running);
}

void
script_watch (Ui *ui)
{
  identify (ui);
  wizard_model_follow (ui_model (ui));
  g_assert_true (script.running);
}

static void
tell_run (DfotaEvent *event, double ago)
{
  g_assert_true (script.running);
  event->time = g_get_monotonic_time () - (gint64) (ago * G_USEC_PER_SEC);
  tell (script.func, script.user_data, event);
}

void
script_state (DfotaState state, gboolean may_stop, gboolean past_point, int silence_limit, double ago)
{
  DfotaEvent *event = dfota_event_new (DFOTA_EVENT_STATE);

  script.may_stop = may_stop;
  event->state.state = state;
  event->state.via = script.mini ? DFOTA_VIA_HTTP : DFOTA_VIA_FILE;
  event->state.may_stop = may_stop;
  event->state.past_point = past_point;
  event->state.silence_limit = silence_limit;
  tell_run (event, ago);
}

void
script_progress (DfotaState state, double fraction, double point, int seconds_left, int stage_left)
{
  DfotaEvent *event = dfota_event_new (DFOTA_EVENT_PROGRESS);

  event->progress.state = state;
  event->progress.fraction = fraction;
  event->progress.known = TRUE;
  event->progress.point = point;
  event->progress.rate = state == DFOTA_STATE_SENDING ? 11520 : 0;
  event->progress.seconds_left = seconds_left;
  event->progress.stage_left = stage_left;
  tell_run (event, 0);
}

void
script_line (const char *text, double ago)
{
  DfotaEvent *event = dfota_event_new (DFOTA_EVENT_LINE);

  event->line.dir = DFOTA_LINE_RX;
  event->line.text = g_strdup (text);
  tell_run (event, ago);
}

void
script_restart (int seen, int expected)
{
  DfotaEvent *event = dfota_event_new (DFOTA_EVENT_RESTART);

  event->restart.seen = seen;
  event->restart.expected = expected;
  tell_run (event, 0);
}

void
script_remark (DfotaCheckId id)
{
  DfotaEvent *event = dfota_event_new (DFOTA_EVENT_CHECK);

  event->check.id = id;
  event->check.verdict = DFOTA_VERDICT_WARN;
  event->check.value = g_strdup ("");
  tell_run (event, 0);
}

void
script_finish (DfotaOutcome outcome)
{
  DfotaEvent *event = dfota_event_new (DFOTA_EVENT_FINISHED);

  event->finished.outcome = outcome;
  event->finished.started = TRUE;
  event->finished.before = the_module ();
  event->finished.after = the_module ();
  event->finished.seconds = 100;
  event->finished.promised = 7777;
  if (outcome != DFOTA_OUTCOME_DONE)
    event->finished.fault = dfota_fault_new (DFOTA_ERROR_STOPPED, NULL);
  tell_run (event, 0);
}

gboolean
script_was_stopped (void)
{
  return script.stopped;
}

gboolean
script_was_left (void)
{
  return script.left;
}
