/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"

#include <glib/gi18n.h>

/* What stands between the chosen port and its module, and the one thing that can be cleared away by us: a service of the system
 * that takes every modem for its own.
 *
 * It is asked when the user presses Next, and never before: asking takes the computer's mobile connection away and may bring up
 * a question for an administrator's password, which must not come out of the blue. So page 1 says both beforehand, as soon as
 * the service has the port. A user who is refused, or does not want to, presses Next once more and goes on without: the checks
 * of page 6 warn again.
 *
 * It has the port back when the upgrade is done, when another port is chosen or another module is begun with, and when the
 * program ends; and not while an upgrade that failed may be tried again, because that would mean the password once more. */

/* Where the system does not tell who it is, the value is the port. */
static gboolean
is_program (const char *value, const char *port)
{
  return *value != '\0' && strchr (value, '/') == NULL && (port == NULL || g_ascii_strcasecmp (value, port) != 0);
}

static WizardObstacle
obstacle_of_fault (const DfotaFault *fault, const char *port)
{
  if (fault == NULL)
    return WIZARD_OBSTACLE_NONE;
  if (fault->error == DFOTA_ERROR_PORT_DENIED)
    return WIZARD_OBSTACLE_PERMISSION;
  /* without a name there is nothing to be closed */
  if (fault->error != DFOTA_ERROR_PORT_BUSY || !is_program (fault->value, port))
    return WIZARD_OBSTACLE_NONE;
  return dfota_release_is_service (fault->value) ? WIZARD_OBSTACLE_SERVICE : WIZARD_OBSTACLE_PROGRAM;
}

static WizardObstacle
obstacle_in_list (const DfotaPortInfo *info, const char **ret_value)
{
  if (info == NULL)
    return WIZARD_OBSTACLE_NONE;
  *ret_value = info->group != NULL ? info->group : info->busy_by;
  if (info->group != NULL)
    return WIZARD_OBSTACLE_PERMISSION;
  if (info->busy_by == NULL)
    return WIZARD_OBSTACLE_NONE;
  return dfota_release_is_service (info->busy_by) ? WIZARD_OBSTACLE_SERVICE : WIZARD_OBSTACLE_PROGRAM;
}

WizardObstacle
wizard_model_obstacle (WizardModel *self, const char **ret_value)
{
  const WizardState *state = &self->state;
  const char *value = NULL;
  WizardObstacle obstacle = obstacle_in_list (wizard_model_chosen_port (self), &value);

  if (obstacle == WIZARD_OBSTACLE_NONE && !state->identifying)
    {
      obstacle = obstacle_of_fault (state->connect_fault, state->port);
      value = obstacle != WIZARD_OBSTACLE_NONE ? state->connect_fault->value : NULL;
    }
  /* the list may be a second old */
  if (obstacle == WIZARD_OBSTACLE_SERVICE && state->released)
    obstacle = WIZARD_OBSTACLE_NONE;
  if (ret_value != NULL)
    *ret_value = value;
  return obstacle;
}

static const char *
why_no_port (WizardModel *self)
{
  if (wizard_model_sees_device (self))
    return _ ("Choose a port first");
  return wizard_model_driverless (self) != NULL ? _ ("Its port is missing yet") : _ ("Connect the module first");
}

/* What the list shows is looked at once a second, so there is nothing to be tried. */
const char *
wizard_model_blocker_at_connect (WizardModel *self)
{
  const WizardState *state = &self->state;
  const char *value;

  if (state->identifying)
    return _ ("Asking the module…");
  if (state->releasing)
    return _ ("Please wait a moment…");
  if (state->port == NULL)
    return why_no_port (self);
  switch (obstacle_in_list (wizard_model_chosen_port (self), &value))
    {
    case WIZARD_OBSTACLE_PROGRAM:
      return _ ("Another program uses this port");
    case WIZARD_OBSTACLE_PERMISSION:
      return _ ("You may not use this port yet");
    default:
      return NULL;
    }
}

void
wizard_model_drop_release (WizardModel *self)
{
  WizardState *state = &self->state;

  g_cancellable_cancel (self->release_job);
  g_clear_object (&self->release_job);
  g_clear_pointer (&self->release, dfota_release_free);
  g_clear_pointer (&state->release_fault, dfota_fault_free);
  self->ask_when_released = FALSE;
  state->releasing = FALSE;
  state->released = FALSE;
}

void
wizard_model_stop_releasing (WizardModel *self)
{
  if (!self->state.releasing)
    return;
  wizard_model_drop_release (self);
  wizard_model_changed (self);
}

static void
on_released (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  DfotaRelease *release = g_task_propagate_pointer (G_TASK (result), &error);
  WizardModel *self = user_data;
  gboolean ask;

  /* then the model may be gone */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  ask = self->ask_when_released && release != NULL;
  wizard_model_drop_release (self);
  self->release = release;
  self->state.released = release != NULL;
  if (release == NULL)
    self->state.release_fault = dfota_fault_new_from_error (error);
  if (ask)
    wizard_model_identify (self);
  else
    wizard_model_changed (self);
}

static void
ask_service (GTask *task, gpointer source, gpointer port, GCancellable *cancel)
{
  GError *error = NULL;
  DfotaRelease *release = dfota_release_ask (port, cancel, &error);

  if (release != NULL)
    g_task_return_pointer (task, release, (GDestroyNotify) dfota_release_free);
  else
    g_task_return_error (task, error);
}

static void
start_releasing (WizardModel *self, gboolean ask)
{
  g_autoptr (GTask) task = NULL;

  wizard_model_drop_release (self);
  g_clear_pointer (&self->state.connect_fault, dfota_fault_free);
  self->ask_when_released = ask;
  self->state.releasing = TRUE;
  self->release_job = g_cancellable_new ();
  /* The task does not keep the model: somebody may leave while the computer waits for a password. */
  task = g_task_new (NULL, self->release_job, on_released, self);
  g_task_set_task_data (task, g_strdup (self->state.port), g_free);
  g_task_run_in_thread (task, ask_service);
  wizard_model_changed (self);
}

void
wizard_model_release_port (WizardModel *self)
{
  if (!self->state.releasing && wizard_model_obstacle (self, NULL) == WIZARD_OBSTACLE_SERVICE)
    start_releasing (self, FALSE);
}

void
wizard_model_connect (WizardModel *self)
{
  gboolean refused = self->state.release_fault != NULL;

  if (wizard_model_obstacle (self, NULL) == WIZARD_OBSTACLE_SERVICE && !refused)
    start_releasing (self, TRUE);
  else
    wizard_model_identify (self);
}
