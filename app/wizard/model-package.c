/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"

#include <glib/gstdio.h>
#include <string.h>

/* Looking at a package, on a worker; and making one for the practice module. */

#define PRACTICE_PACKAGE "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin"
#define PRACTICE_BYTES   300000
#define PRACTICE_TIME    1767225600 /* 2026-01-01 */

void
wizard_model_forget_package (WizardModel *self)
{
  WizardState *state = &self->state;

  g_cancellable_cancel (self->hash_job);
  g_clear_object (&self->hash_job);
  g_clear_pointer (&state->package, dfota_package_free);
  g_clear_pointer (&state->package_fault, dfota_fault_free);
  state->hashing = FALSE;
}

static void
on_package (GObject *object, GAsyncResult *result, gpointer user_data)
{
  WizardModel *self = WIZARD_MODEL (object);
  WizardState *state = &self->state;
  g_autoptr (GError) error = NULL;
  DfotaPackage *package = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* another one was chosen meanwhile */

  state->hashing = FALSE;
  state->package = package;
  if (package != NULL && state->module != NULL)
    dfota_package_check_name (package, state->module->method, &error);
  if (error != NULL)
    state->package_fault = dfota_fault_new_from_error (error);
  wizard_model_changed (self);
}

static void
look_at_package (GTask *task, gpointer source, gpointer path, GCancellable *cancel)
{
  GError *error = NULL;
  DfotaPackage *package = dfota_package_new (path, cancel, &error);

  if (package != NULL)
    g_task_return_pointer (task, package, (GDestroyNotify) dfota_package_free);
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

static void
make_practice_package (GTask *task, gpointer source, gpointer path, GCancellable *cancel)
{
  GError *error = NULL;

  if (write_practice_package (path, &error))
    look_at_package (task, source, path, cancel);
  else
    g_task_return_error (task, error);
}

static void
start_looking (WizardModel *self, const char *path, GTaskThreadFunc work)
{
  g_autoptr (GTask) task = NULL;

  wizard_model_forget_package (self);
  self->hash_job = g_cancellable_new ();
  self->state.hashing = TRUE;
  task = g_task_new (self, self->hash_job, on_package, NULL);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, work);
  wizard_model_changed (self);
}

void
wizard_model_take_package (WizardModel *self, const char *path)
{
  start_looking (self, path, look_at_package);
}

void
wizard_model_make_practice_package (WizardModel *self)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "dfota-wizard", PRACTICE_PACKAGE, NULL);

  start_looking (self, path, make_practice_package);
}
