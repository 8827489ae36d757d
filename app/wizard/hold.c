/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hold.h"
#include "session.h"

#include <glib/gi18n.h>

struct _WizardHold
{
  GObject parent_instance;

  GtkApplication *application; /* borrowed */
  WizardModel *model;
  WizardSessionLock *session;
  gboolean looked; /* what the system would grant, since page 6 came up */
  gboolean wanted; /* a lock of the system's */
  gboolean asking; /* on a worker */
  AppPowerLock *lock;
};

G_DEFINE_FINAL_TYPE (WizardHold, wizard_hold, G_TYPE_OBJECT)

typedef struct
{
  char *why;
  AppPower power;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->why);
  g_free (question);
}

static void ask (WizardHold *self);

static void
on_answer (GObject *object, GAsyncResult *result, gpointer user_data)
{
  WizardHold *self = WIZARD_HOLD (object);
  const Question *question = g_task_get_task_data (G_TASK (result));
  AppPowerLock *lock = g_task_propagate_pointer (G_TASK (result), NULL);

  self->asking = FALSE;
  if (self->wanted && self->lock == NULL)
    self->lock = lock;
  else
    app_power_unlock (lock);
  if (self->model != NULL)
    wizard_model_take_power (self->model, &question->power);
}

static void
lock_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancel)
{
  Question *question = data;
  AppPowerLock *lock = app_power_lock (question->why, &question->power);

  g_task_return_pointer (task, lock, (GDestroyNotify) app_power_unlock);
}

static void
ask (WizardHold *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_answer, NULL);
  Question *question = g_new0 (Question, 1);

  question->why = g_strdup (_ ("A module is being upgraded"));
  g_task_set_task_data (task, question, question_free);
  self->asking = TRUE;
  g_task_run_in_thread (task, lock_in_thread);
}

static void
hold (WizardHold *self)
{
  if (self->session == NULL)
    self->session = wizard_session_lock (self->application, _ ("A module is being upgraded"));
}

static void
let_go (WizardHold *self)
{
  g_clear_pointer (&self->session, wizard_session_unlock);
  g_clear_pointer (&self->lock, app_power_unlock);
}

/* A practice is nothing that this computer has to stay awake for: nobody is harmed if it sleeps. */
static void
on_changed (WizardHold *self)
{
  const WizardState *state = wizard_model_state (self->model);
  gboolean real = !wizard_model_is_practice (self->model);
  gboolean before = state->page == WIZARD_STEP_START && real;
  gboolean runs = state->running && real;

  if (runs && !self->wanted)
    {
      self->wanted = TRUE;
      hold (self);
      if (!self->asking)
        ask (self);
    }
  if (!runs && self->wanted)
    {
      self->wanted = FALSE;
      let_go (self);
    }
  if (before && !self->looked && !self->asking)
    ask (self);
  self->looked = before;
}

static void
wizard_hold_dispose (GObject *object)
{
  WizardHold *self = WIZARD_HOLD (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  self->wanted = FALSE;
  let_go (self);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (wizard_hold_parent_class)->dispose (object);
}

static void
wizard_hold_class_init (WizardHoldClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wizard_hold_dispose;
}

static void
wizard_hold_init (WizardHold *self)
{
}

WizardHold *
wizard_hold_new (GtkApplication *application, WizardModel *model)
{
  WizardHold *self = g_object_new (WIZARD_TYPE_HOLD, NULL);

  self->application = application;
  self->model = g_object_ref (model);
  g_signal_connect_swapped (model, "changed", G_CALLBACK (on_changed), self);
  return self;
}

const char *
wizard_hold_lid_warning (const WizardState *state)
{
  return state->power.lid ? _ ("Keep the lid of this computer open: closed, it goes to sleep and cannot follow the module.")
                          : NULL;
}

const char *
wizard_hold_battery_warning (const WizardState *state)
{
  return state->power.battery ? _ ("This computer runs on its battery. Please connect its charger.") : NULL;
}
