/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"
#include "words.h"

#include <glib/gi18n.h>
#include <string.h>

/* The list of ports, asked for once a second on a worker while the first page is shown. */

static const DfotaPortInfo *
find_port (GPtrArray *ports, const char *name)
{
  for (guint i = 0; ports != NULL && i < ports->len; i++)
    {
      const DfotaPortInfo *info = g_ptr_array_index (ports, i);

      if (g_strcmp0 (info->name, name) == 0)
        return info;
    }
  return NULL;
}

static gboolean
same_ports (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const DfotaPortInfo *x = g_ptr_array_index (a, i);
      const DfotaPortInfo *y = g_ptr_array_index (b, i);

      if (strcmp (x->name, y->name) != 0 || x->role != y->role || g_strcmp0 (x->busy_by, y->busy_by) != 0)
        return FALSE;
    }
  return TRUE;
}

/* Says which ports of @from are no longer in @to. */
static void
tell_difference (WizardModel *self, GPtrArray *from, GPtrArray *to, const char *format)
{
  for (guint i = 0; i < from->len; i++)
    {
      const DfotaPortInfo *info = g_ptr_array_index (from, i);
      g_autofree char *notice = NULL;

      if (find_port (to, info->name) != NULL || !wizard_words_role_is_usable (info->role))
        continue;
      notice = g_strdup_printf (format, wizard_words_port (info), info->name);
      g_signal_emit_by_name (self, "notice", notice);
    }
}

/* The best port is chosen until the user chooses; a port that vanishes is chosen no longer. */
static void
choose_anew (WizardModel *self)
{
  WizardState *state = &self->state;
  gboolean of_system = state->port != NULL && !state->port_given && !dfota_practice_is_name (state->port)
                       && !g_str_has_prefix (state->port, "tcp:");
  const char *best = NULL;

  if (of_system && find_port (state->ports, state->port) == NULL && !state->identifying)
    {
      g_clear_pointer (&state->port, g_free);
      self->port_was_chosen = FALSE;
      g_clear_pointer (&state->connect_fault, dfota_fault_free);
    }
  if (self->port_was_chosen || state->identifying)
    return;

  for (guint i = 0; i < state->ports->len && best == NULL; i++)
    {
      const DfotaPortInfo *info = g_ptr_array_index (state->ports, i);

      /* The computer's own ports are there whether anything is plugged in or not: they are the user's to choose. */
      if (wizard_words_role_is_usable (info->role) && info->busy_by == NULL && info->place.vid != 0)
        best = info->name;
    }
  if (g_strcmp0 (best, state->port) == 0)
    return;
  g_free (state->port);
  state->port = g_strdup (best);
}

static void
on_ports (GObject *object, GAsyncResult *result, gpointer user_data)
{
  WizardModel *self = WIZARD_MODEL (object);
  g_autoptr (GPtrArray) ports = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GPtrArray) old = NULL;

  self->polling = FALSE;
  if (ports == NULL || same_ports (self->state.ports, ports))
    return;

  old = g_steal_pointer (&self->state.ports);
  self->state.ports = g_steal_pointer (&ports);
  if (old != NULL && self->state.page == WIZARD_STEP_CONNECT)
    {
      tell_difference (self, self->state.ports, old, _ ("Plugged in: %s (%s)"));
      tell_difference (self, old, self->state.ports, _ ("Unplugged: %s (%s)"));
    }
  choose_anew (self);
  wizard_model_changed (self);
}

static void
list_ports (GTask *task, gpointer source, gpointer task_data, GCancellable *cancel)
{
  g_task_return_pointer (task, dfota_port_list (), (GDestroyNotify) g_ptr_array_unref);
}

void
wizard_model_poll_ports (WizardModel *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->polling || self->state.page != WIZARD_STEP_CONNECT)
    return;
  self->polling = TRUE;
  task = g_task_new (self, self->port_jobs, on_ports, NULL);
  g_task_run_in_thread (task, list_ports);
}
