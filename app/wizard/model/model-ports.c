/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"
#include "words.h"

#include <glib/gi18n.h>
#include <string.h>

/* The list of ports, asked for once a second on a worker while the first page is shown; who holds them, and what has no port for
 * want of a driver, is seen by the same look.
 *
 * The best port is chosen until the user chooses. What is plugged in while the page is open takes the place of what the program
 * has chosen, as long as it is no worse: it is what the user has in hand. A port that is pulled out is chosen no longer, and
 * then no other takes its place by itself: that would be another device, and nobody might notice. */

static const DfotaPortInfo *
port_at (GPtrArray *ports, guint i)
{
  return g_ptr_array_index (ports, i);
}

static const DfotaPortInfo *
find_port (GPtrArray *ports, const char *name)
{
  for (guint i = 0; ports != NULL && i < ports->len; i++)
    if (g_strcmp0 (port_at (ports, i)->name, name) == 0)
      return port_at (ports, i);
  return NULL;
}

static gboolean
same_ports (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const DfotaPortInfo *x = port_at (a, i);
      const DfotaPortInfo *y = port_at (b, i);

      if (strcmp (x->name, y->name) != 0 || x->role != y->role || g_strcmp0 (x->busy_by, y->busy_by) != 0
          || g_strcmp0 (x->group, y->group) != 0 || g_strcmp0 (x->place.path, y->place.path) != 0)
        return FALSE;
    }
  return TRUE;
}

const DfotaPortInfo *
wizard_model_chosen_port (WizardModel *self)
{
  return find_port (self->state.ports, self->state.port);
}

/* The computer's own ports are always there; and what cannot be it does not count. */
gboolean
wizard_model_sees_device (WizardModel *self)
{
  GPtrArray *ports = self->state.ports;

  for (guint i = 0; ports != NULL && i < ports->len; i++)
    if (port_at (ports, i)->place.vid != 0 && wizard_words_role_is_usable (port_at (ports, i)->role))
      return TRUE;
  return FALSE;
}

/* --- devices: one of them may have four ports --- */

static gboolean
is_same_device (const DfotaPortInfo *a, const DfotaPortInfo *b)
{
  if (a->place.path != NULL && b->place.path != NULL)
    return strcmp (a->place.path, b->place.path) == 0;
  return strcmp (a->name, b->name) == 0;
}

/* While a device comes, its useless ports may be the first to be seen. */
static gboolean
is_worth_a_word (const DfotaPortInfo *info)
{
  return wizard_words_role_is_usable (info->role) || info->role == DFOTA_ROLE_DOWNLOAD;
}

/* Among the first @n of @ports. */
static gboolean
has_device (GPtrArray *ports, guint n, const DfotaPortInfo *info)
{
  for (guint i = 0; i < n; i++)
    if (is_worth_a_word (port_at (ports, i)) && is_same_device (port_at (ports, i), info))
      return TRUE;
  return FALSE;
}

static void
say (WizardModel *self, const char *format, const DfotaPortInfo *info)
{
  g_autofree char *device = wizard_words_device (info);
  g_autofree char *notice = g_strdup_printf (format, device);

  g_signal_emit_by_name (self, "notice", notice);
}

/* Says which devices of @from are not in @to: each of them once. */
static void
tell_difference (WizardModel *self, GPtrArray *from, GPtrArray *to, const char *format, const char *format_if_chosen)
{
  const DfotaPortInfo *chosen = wizard_model_chosen_port (self);

  for (guint i = 0; i < from->len; i++)
    {
      const DfotaPortInfo *info = port_at (from, i);

      if (is_worth_a_word (info) && !has_device (to, to->len, info) && !has_device (from, i, info))
        say (self, chosen != NULL && is_same_device (chosen, info) ? format_if_chosen : format, info);
    }
}

/* --- which one is chosen --- */

/* The smaller, the likelier it is the one; negative: the user's to choose, if any's. The computer's own ports are there whether
 * anything is plugged in or not. */
static int
rank (const DfotaPortInfo *info)
{
  if (info->role == DFOTA_ROLE_AT)
    return 0;
  if (info->role == DFOTA_ROLE_MODEM)
    return 1;
  return info->role == DFOTA_ROLE_UNKNOWN && info->place.vid != 0 ? 2 : -1;
}

static gboolean
is_in_use (const DfotaPortInfo *info)
{
  return info->busy_by != NULL && !dfota_release_is_service (info->busy_by);
}

static const DfotaPortInfo *
best_port (WizardModel *self, GPtrArray *old)
{
  GPtrArray *ports = self->state.ports;
  const DfotaPortInfo *best = NULL;
  int best_score = G_MAXINT;

  for (guint i = 0; i < ports->len; i++)
    {
      const DfotaPortInfo *info = port_at (ports, i);
      gboolean fresh = old != NULL && !has_device (old, old->len, info);
      gboolean current = g_strcmp0 (info->name, self->state.port) == 0;
      int score = rank (info) * 8 + (fresh ? 0 : 4) + (is_in_use (info) ? 2 : 0) + (current ? 0 : 1);

      if (rank (info) < 0 || score >= best_score || (self->port_was_lost && !fresh))
        continue;
      best = info;
      best_score = score;
    }
  return best;
}

static void
set_port (WizardModel *self, const char *port)
{
  char *copy = g_strdup (port);

  g_free (self->state.port);
  self->state.port = copy;
}

static void
lose_port (WizardModel *self)
{
  if (self->state.identifying)
    wizard_model_end_session (self);
  wizard_model_drop_release (self);
  g_clear_pointer (&self->state.connect_fault, dfota_fault_free);
  set_port (self, NULL);
  self->port_was_chosen = FALSE;
  self->port_was_lost = TRUE;
}

/* The same interface of the same device, under another name. */
static const DfotaPortInfo *
find_place (GPtrArray *ports, const DfotaPortInfo *was)
{
  for (guint i = 0; was->place.path != NULL && i < ports->len; i++)
    if (is_same_device (port_at (ports, i), was)
        && port_at (ports, i)->place.interface == was->place.interface && port_at (ports, i)->place.port == was->place.port)
      return port_at (ports, i);
  return NULL;
}

/* A port of the list that is no longer there. What was given at the start of the program stays what the user wants. */
static void
follow_or_lose (WizardModel *self, GPtrArray *old)
{
  const DfotaPortInfo *was = find_port (old, self->state.port);
  const DfotaPortInfo *now;

  if (was == NULL || self->state.port_given || wizard_model_chosen_port (self) != NULL)
    return;
  now = find_place (self->state.ports, was);
  if (now == NULL)
    {
      lose_port (self);
      return;
    }
  set_port (self, now->name);
  if (!self->state.identifying)
    return;
  wizard_model_end_session (self);
  wizard_model_identify (self);
}

static void
choose_best (WizardModel *self, GPtrArray *old)
{
  WizardState *state = &self->state;
  const DfotaPortInfo *best = NULL;

  if (self->port_was_chosen || state->identifying || state->releasing)
    return;
  best = best_port (self, old);
  if (best == NULL || g_strcmp0 (best->name, state->port) == 0)
    return;
  wizard_model_drop_release (self);
  g_clear_pointer (&state->connect_fault, dfota_fault_free);
  set_port (self, best->name);
  self->port_was_lost = FALSE;
}

/* --- what the list says of the chosen one --- */

static gboolean
is_free (const DfotaPortInfo *info)
{
  return info != NULL && info->busy_by == NULL && info->group == NULL;
}

/* What was in the way when the module was asked is not any more. */
static void
forget_obstacle (WizardModel *self, GPtrArray *old)
{
  WizardState *state = &self->state;
  const DfotaFault *fault = state->connect_fault;

  if (!is_free (wizard_model_chosen_port (self)) || is_free (find_port (old, state->port)))
    return;
  g_clear_pointer (&state->release_fault, dfota_fault_free);
  if (fault != NULL && (fault->error == DFOTA_ERROR_PORT_BUSY || fault->error == DFOTA_ERROR_PORT_DENIED))
    g_clear_pointer (&state->connect_fault, dfota_fault_free);
}

/* A service that was started anew knows nothing of what the one before it was asked for. */
static void
notice_return (WizardModel *self, GPtrArray *old)
{
  const DfotaPortInfo *info = wizard_model_chosen_port (self);

  if (self->state.released && info != NULL && dfota_release_is_service (info->busy_by)
      && is_free (find_port (old, info->name)))
    wizard_model_drop_release (self);
}

/* In the moment after it is made, a port belongs to the system alone. That is over at the next look. */
static void
be_patient_with_new_ones (GPtrArray *ports, GPtrArray *old)
{
  for (guint i = 0; i < ports->len; i++)
    {
      DfotaPortInfo *info = g_ptr_array_index (ports, i);

      if (find_port (old, info->name) == NULL)
        g_clear_pointer (&info->group, g_free);
    }
}

static void
take_ports (WizardModel *self, GPtrArray *ports)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->state.ports);

  self->state.ports = ports;
  if (old == NULL)
    {
      choose_best (self, NULL);
      return;
    }
  be_patient_with_new_ones (ports, old);
  tell_difference (self, old, ports, _ ("Unplugged: %s"), _ ("Unplugged: %s"));
  follow_or_lose (self, old);
  choose_best (self, old);
  forget_obstacle (self, old);
  notice_return (self, old);
  tell_difference (self, ports, old, _ ("Plugged in: %s"), _ ("Plugged in and chosen: %s"));
}

typedef struct
{
  GPtrArray *ports;
  GPtrArray *driverless;
} Look;

static void
look_free (Look *look)
{
  g_clear_pointer (&look->ports, g_ptr_array_unref);
  g_clear_pointer (&look->driverless, g_ptr_array_unref);
  g_free (look);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static void
on_ports (GObject *object, GAsyncResult *result, gpointer user_data)
{
  WizardModel *self = WIZARD_MODEL (object);
  g_autoptr (Look) look = g_task_propagate_pointer (G_TASK (result), NULL);
  gboolean changed;

  self->polling = FALSE;
  if (look == NULL)
    return;
  /* what comes and goes later is the module's restarts */
  if (self->state.ports != NULL && self->state.page != WIZARD_STEP_CONNECT)
    return;
  changed = !same_ports (self->state.ports, look->ports);
  if (changed)
    take_ports (self, g_steal_pointer (&look->ports));
  if (wizard_model_take_driverless (self, g_steal_pointer (&look->driverless)) || changed)
    wizard_model_changed (self);
}

static void
list_ports (GTask *task, gpointer source, gpointer task_data, GCancellable *cancel)
{
  Look *look = g_new0 (Look, 1);

  look->ports = dfota_port_list ();
  look->driverless = dfota_driverless_list ();
  g_task_return_pointer (task, look, (GDestroyNotify) look_free);
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
