/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"

#include <glib/gstdio.h>
#include <string.h>

/* Looking at a package, or at the two files of one, on a worker; and making one for the practice module. */

#define PRACTICE_BYTES 300000
#define PRACTICE_TIME  1767225600 /* 2026-01-01 */

/* A worker's work: where to look, and what it found. */
typedef struct
{
  char *paths[2]; /* the second NULL where the user chose one file */
  DfotaPackage *first;
  DfotaPackage *second;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_free (look->paths[0]);
  g_free (look->paths[1]);
  dfota_package_free (look->first);
  dfota_package_free (look->second);
  g_free (look);
}

/* Two files of one pair: wherever they lie, their names differ in the last character alone. */
static gboolean
belong_together (const char *a, const char *b)
{
  g_autofree char *name_a = g_path_get_basename (a);
  g_autofree char *name_b = g_path_get_basename (b);
  gsize n = strlen (name_a);

  return n == strlen (name_b) && dfota_package_half (a) != 0 && dfota_package_half (b) != 0
         && strncmp (name_a, name_b, n - 1) == 0;
}

static void
forget_look (WizardModel *self)
{
  WizardState *state = &self->state;

  g_cancellable_cancel (self->hash_job);
  g_clear_object (&self->hash_job);
  g_clear_pointer (&state->package, dfota_package_free);
  g_clear_pointer (&state->second, dfota_package_free);
  g_clear_pointer (&state->package_fault, dfota_fault_free);
  g_clear_pointer (&state->match, dfota_match_free);
  g_clear_pointer (&self->look_fault, dfota_fault_free);
  state->hashing = FALSE;
}

void
wizard_model_forget_package (WizardModel *self)
{
  forget_look (self);
  g_clear_pointer (&self->halves[0], g_free);
  g_clear_pointer (&self->halves[1], g_free);
}

void
wizard_model_judge_package (WizardModel *self)
{
  WizardState *state = &self->state;
  const DfotaPackage *any = state->package != NULL ? state->package : state->second;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&state->package_fault, dfota_fault_free);
  g_clear_pointer (&state->match, dfota_match_free);
  if (any != NULL && state->module != NULL)
    state->match = dfota_match_new (any->name, state->module);
  if (any != NULL && state->module != NULL && !dfota_package_check_name (any, state->module->method, &error))
    state->package_fault = dfota_fault_new_from_error (error);
  else if (self->look_fault != NULL)
    state->package_fault = dfota_fault_copy (self->look_fault);
  else if (state->package != NULL && state->second == NULL && state->module != NULL
           && state->module->method == DFOTA_METHOD_MINIFOTA)
    state->package_fault = dfota_fault_new (DFOTA_ERROR_PACKAGE_PAIR, state->package->name);
}

static void
on_package (GObject *object, GAsyncResult *result, gpointer user_data)
{
  WizardModel *self = WIZARD_MODEL (object);
  WizardState *state = &self->state;
  g_autoptr (GError) error = NULL;
  Look *look = g_task_get_task_data (G_TASK (result));

  g_task_propagate_boolean (G_TASK (result), &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* another one was chosen meanwhile */

  state->hashing = FALSE;
  state->package = g_steal_pointer (&look->first);
  state->second = g_steal_pointer (&look->second);
  if (error != NULL)
    self->look_fault = dfota_fault_new_from_error (error);
  wizard_model_judge_package (self);
  wizard_model_settle_way (self);
  wizard_model_changed (self);
}

/* Where one of a pair is missing or wrong, the other is shown all the same. */
static void
look_at_each (Look *look, GCancellable *cancel)
{
  for (gsize i = 0; i < G_N_ELEMENTS (look->paths); i++)
    {
      const char *path = look->paths[i];

      if (path != NULL && dfota_package_half (path) == 2)
        look->second = dfota_package_new (path, cancel, NULL);
      else if (path != NULL)
        look->first = dfota_package_new (path, cancel, NULL);
    }
}

static gboolean
look_at_package (Look *look, GCancellable *cancel, GError **error)
{
  if (dfota_package_half (look->paths[0]) == 0)
    {
      look->first = dfota_package_new (look->paths[0], cancel, error);
      return look->first != NULL;
    }
  if (dfota_package_pair (look->paths[0], look->paths[1], cancel, &look->first, &look->second, error))
    return TRUE;
  look_at_each (look, cancel);
  return FALSE;
}

static void
look_in_thread (GTask *task, gpointer source, gpointer look, GCancellable *cancel)
{
  GError *error = NULL;

  if (look_at_package (look, cancel, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Any bytes do for the simulated module: it looks at the name alone. */
static char *
practice_bytes (void)
{
  char *bytes = g_malloc (PRACTICE_BYTES);
  guint32 seed = 20260001;

  for (gsize i = 0; i < PRACTICE_BYTES; i++)
    {
      seed = seed * 1664525u + 1013904223u;
      bytes[i] = (char) (seed >> 24);
    }
  return bytes;
}

static gboolean
has_bytes (const char *path, const char *bytes)
{
  g_autofree char *there = NULL;
  gsize n;

  return g_file_get_contents (path, &there, &n, NULL) && n == PRACTICE_BYTES && memcmp (there, bytes, n) == 0;
}

/* Another wizard may be sending this file just now, and a package that changes on the way is refused: so a good one is left
 * alone, and two that are made at the same moment do not differ, not even in their time. */
static gboolean
write_practice_package (const char *path, GError **error)
{
  g_autofree char *dir = g_path_get_dirname (path);
  g_autofree char *bytes = practice_bytes ();
  g_autofree char *part = g_strdup_printf ("%s.%08x", path, g_random_int ());
  g_autoptr (GFile) made = g_file_new_for_path (part);
  g_autoptr (GFile) package = g_file_new_for_path (path);

  if (has_bytes (path, bytes))
    return TRUE;
  g_mkdir_with_parents (dir, 0700);
  if (g_file_set_contents (part, bytes, PRACTICE_BYTES, error)
      && g_file_set_attribute_uint64 (made, G_FILE_ATTRIBUTE_TIME_MODIFIED, PRACTICE_TIME, G_FILE_QUERY_INFO_NONE, NULL,
                                      error)
      && g_file_move (made, package, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, error))
    return TRUE;
  g_unlink (part);
  return FALSE;
}

/* From the version on the module to the next one, as the simulator makes of it; the package of each family has another ending. */
static char *
practice_name (const DfotaModule *module)
{
  static const char *const endings[DFOTA_N_FAMILIES]
      = { [DFOTA_FAMILY_LTE_STANDARD_MINI] = ".mini_1", [DFOTA_FAMILY_EP06] = ".zip" };
  const char *ending = module != NULL && endings[module->family] != NULL ? endings[module->family] : ".bin";
  DfotaRevision revision;

  if (module == NULL || !dfota_revision_read (module->revision, &revision))
    return g_strconcat ("practice", ending, NULL);

  g_autofree char *from = dfota_revision_text (&revision);
  revision.a++;
  g_autofree char *to = dfota_revision_text (&revision);
  return g_strconcat (from, "-", to, ending, NULL);
}

static char *
second_path (const char *first)
{
  char *second = g_strdup (first);

  second[strlen (second) - 1] = '2';
  return second;
}

static void
make_practice_package (GTask *task, gpointer source, gpointer task_data, GCancellable *cancel)
{
  Look *look = task_data;
  g_autofree char *second = dfota_package_half (look->paths[0]) == 1 ? second_path (look->paths[0]) : NULL;
  GError *error = NULL;

  if (write_practice_package (look->paths[0], &error) && (second == NULL || write_practice_package (second, &error)))
    look_in_thread (task, source, look, cancel);
  else
    g_task_return_error (task, error);
}

static void
start_looking (WizardModel *self, GTaskThreadFunc work)
{
  WizardState *state = &self->state;
  g_autoptr (GTask) task = NULL;
  Look *look = g_new0 (Look, 1);

  forget_look (self);
  look->paths[0] = g_strdup (self->halves[0]);
  look->paths[1] = g_strdup (self->halves[1]);
  self->hash_job = g_cancellable_new ();
  state->hashing = TRUE;
  state->on_server = FALSE;
  state->no_probe = FALSE;
  task = g_task_new (self, self->hash_job, on_package, NULL);
  g_task_set_task_data (task, look, look_free);
  g_task_run_in_thread (task, work);
  wizard_model_changed (self);
}

/* Of a pair the other one chosen before stays if it has the same name; else core looks beside this one. */
static void
remember_path (WizardModel *self, const char *path)
{
  char *old[2] = { g_steal_pointer (&self->halves[0]), g_steal_pointer (&self->halves[1]) };

  self->halves[0] = g_strdup (path);
  for (gsize i = 0; i < G_N_ELEMENTS (old); i++)
    {
      gboolean stays
          = old[i] != NULL && dfota_package_half (old[i]) != dfota_package_half (path) && belong_together (old[i], path);

      if (stays && self->halves[1] == NULL)
        self->halves[1] = g_strdup (old[i]);
      g_free (old[i]);
    }
}

void
wizard_model_take_package (WizardModel *self, const char *path)
{
  remember_path (self, path);
  start_looking (self, look_in_thread);
}

void
wizard_model_make_practice_package (WizardModel *self)
{
  /* one that waits in download mode cannot say who it is */
  const DfotaModule waiting = { .family = DFOTA_FAMILY_LTE_STANDARD_MINI, .revision = (char *) "EC800MCNGAR06A05M08" };
  g_autofree char *name = practice_name (self->state.module != NULL ? self->state.module : &waiting);
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "dfota-wizard", name, NULL);

  wizard_model_forget_package (self);
  self->halves[0] = g_strdup (path);
  start_looking (self, make_practice_package);
}

void
wizard_model_set_on_server (WizardModel *self, gboolean on_server)
{
  if (self->state.on_server == on_server)
    return;
  if (on_server)
    wizard_model_forget_package (self);
  self->state.on_server = on_server;
  wizard_model_settle_way (self);
  wizard_model_changed (self);
}
