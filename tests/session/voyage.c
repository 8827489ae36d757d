/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "voyage.h"

#include <glib/gstdio.h>
#include <string.h>

/* Bytes that no two places have alike, so that a lost or doubled one is seen. */
static char *
make_package (gsize size, char **ret_sha)
{
  g_autofree guint8 *bytes = g_malloc (size);
  guint32 state = 0x1234567u;

  for (gsize i = 0; i < size; i++)
    {
      state = state * 1664525u + 1013904223u;
      bytes[i] = (guint8) (state >> 24);
    }
  g_autofree char *dir = g_dir_make_tmp ("dfota-voyage-XXXXXX", NULL);
  char *path = g_build_filename (dir, "package.bin", NULL);
  assert_true (g_file_set_contents (path, (const char *) bytes, (gssize) size, NULL));
  *ret_sha = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, size);
  return path;
}

static void
remove_package (Voyage *voyage)
{
  if (voyage->job->package_path == NULL)
    return;

  g_autofree char *dir = g_path_get_dirname (voyage->job->package_path);
  g_unlink (voyage->job->package_path);
  g_rmdir (dir);
  g_clear_pointer (&voyage->job->package_path, g_free);
}

Voyage *
voyage_new (gsize package_size)
{
  Voyage *voyage = g_new0 (Voyage, 1);

  sim_config_init (&voyage->config, "lte-standard");
  voyage->job = dfota_job_new ();
  voyage->job->port = g_strdup ("jump");
  voyage->job->package_path = make_package (package_size, &voyage->package_sha);
  voyage->job->journal = g_strdup ("");
  voyage->deed = dfota_run_upgrade;
  voyage->shelf = g_ptr_array_new ();
  voyage->kind = DFOTA_PORT_USB;
  voyage->cts = TRUE;
  voyage->size = package_size;
  voyage->change_at_payload = voyage->stop_at_payload = -1;
  voyage->stop_at_state = voyage->leave_at_state = -1;
  voyage->stray_at = DFOTA_STATE_CONFIRMING;
  voyage->events = g_ptr_array_new_with_free_func ((GDestroyNotify) dfota_event_free);
  return voyage;
}

Voyage *
voyage_new_far (const char *family, DfotaVia via, gsize package_size)
{
  Voyage *voyage = voyage_new (package_size);
  gboolean mini = g_str_equal (family, "lte-standard-mini");
  const char *login = via == DFOTA_VIA_FTP ? "user:secret@" : "";
  g_autofree char *bytes = NULL;
  gsize n;

  sim_config_init (&voyage->config, family);
  assert_true (g_file_get_contents (voyage->job->package_path, &bytes, &n, NULL));
  g_autoptr (GBytes) package = g_bytes_new (bytes, n);
  for (int part = 1; part <= (mini ? 2 : 1); part++)
    {
      g_autofree char *name = mini ? g_strdup_printf ("fw.mini_%d", part) : g_strdup ("fw.bin");
      voyage_shelve (voyage, name, package);
    }
  remove_package (voyage);
  voyage->kind = voyage->config.usb ? DFOTA_PORT_USB : DFOTA_PORT_UART;
  voyage->baud = voyage->config.usb ? 0 : 115200;
  voyage->job->via = via;
  voyage->job->probe = FALSE;
  voyage->job->url = g_strdup_printf ("%s://%sfw.example.com/fw.%s", dfota_via_name (via), login, mini ? "mini_1" : "bin");
  return voyage;
}

void
voyage_shelve (Voyage *voyage, const char *name, GBytes *bytes)
{
  g_ptr_array_add (voyage->shelf, g_strdup (name));
  g_ptr_array_add (voyage->shelf, bytes != NULL ? g_bytes_ref (bytes) : NULL);
}

static void
clear_shelf (Voyage *voyage)
{
  for (guint i = 0; i < voyage->shelf->len; i += 2)
    {
      g_free (g_ptr_array_index (voyage->shelf, i));
      g_clear_pointer (&g_ptr_array_index (voyage->shelf, i + 1), g_bytes_unref);
    }
  g_ptr_array_unref (voyage->shelf);
}

void
voyage_free (Voyage *voyage)
{
  remove_package (voyage);
  clear_shelf (voyage);
  dfota_run_free (voyage->run);
  dfota_job_free (voyage->job);
  g_ptr_array_unref (voyage->events);
  g_free (voyage->sha256);
  g_free (voyage->package_sha);
  g_free (voyage);
}

static void
press_stop (Voyage *voyage)
{
  if (dfota_run_stop (voyage->run))
    voyage->stop_taken = TRUE;
}

static void
on_event (DfotaEvent *event, gpointer user_data)
{
  Voyage *voyage = user_data;

  g_ptr_array_add (voyage->events, event);
  if (event->type == DFOTA_EVENT_LINE && event->line.dir == DFOTA_LINE_TX
      && g_strcmp0 (event->line.text, voyage->stop_at_command) == 0)
    press_stop (voyage);
  if (event->type == DFOTA_EVENT_LINE && event->line.dir == DFOTA_LINE_TX && voyage->state == voyage->stray_at
      && g_str_equal (event->line.text, "AT+QGMR") && voyage->stray != NULL)
    jump_port_inject (voyage->port, g_steal_pointer (&voyage->stray));
  if (event->type != DFOTA_EVENT_STATE)
    return;
  voyage->state = event->state.state;
  if ((int) event->state.state == voyage->stop_at_state)
    press_stop (voyage);
  if ((int) event->state.state == voyage->leave_at_state)
    dfota_run_leave (voyage->run);
}

/* Another file of the same size, at the same second: only its bytes tell. */
static void
change_package (Voyage *voyage)
{
  g_autofree char *bytes = NULL;
  gsize n = 0;

  voyage->change_at_payload = -1;
  assert_true (g_file_get_contents (voyage->job->package_path, &bytes, &n, NULL));
  bytes[n - 1] ^= 1;
  FILE *file = g_fopen (voyage->job->package_path, "r+b"); /* in place: the program has it open */
  assert_int_equal (fwrite (bytes, 1, n, file), n);
  fclose (file);
}

static void
on_step (DfotaPort *port, gpointer data)
{
  Voyage *voyage = data;
  const SimObserved *seen = sim_engine_observed (jump_port_engine (port));

  if (voyage->each_step != NULL)
    voyage->each_step (voyage, seen);
  if (voyage->stop_at_payload >= 0 && seen->commands_accepted > 0
      && seen->payload_bytes >= (guint64) voyage->stop_at_payload)
    press_stop (voyage);
  if (voyage->change_at_payload >= 0 && seen->payload_bytes >= (guint64) voyage->change_at_payload)
    change_package (voyage);
}

static const DfotaEvent *
event_at (const Voyage *voyage, guint i)
{
  return g_ptr_array_index (voyage->events, i);
}

static void
assert_told_well (Voyage *voyage)
{
  guint n = voyage->events->len;
  double fraction = 0;
  guint finished = 0;

  for (guint i = 0; i < n; i++)
    {
      const DfotaEvent *event = event_at (voyage, i);

      if (event->type == DFOTA_EVENT_FINISHED)
        finished++;
      if (event->type != DFOTA_EVENT_PROGRESS)
        continue;
      assert_true (event->progress.fraction >= fraction && event->progress.fraction <= 1);
      fraction = event->progress.fraction;
    }
  assert_int_equal (finished, 1);
  assert_int_equal (event_at (voyage, n - 1)->type, DFOTA_EVENT_FINISHED);
  voyage->finished = &event_at (voyage, n - 1)->finished;
}

/* The bytes in the module are the package's. One that was only watched got them from somebody else. */
static void
assert_package_arrived (const Voyage *voyage)
{
  const SimObserved *seen = &voyage->seen;

  if (seen->commands_accepted == 0)
    return;
  if (seen->packages[1].complete)
    {
      assert_string_equal (seen->packages[0].sha256, voyage->package_sha);
      assert_string_equal (seen->packages[1].sha256, voyage->package_sha);
    }
  else
    assert_string_equal (voyage->sha256, voyage->package_sha);
}

/* What must never happen. */
static void
assert_harmless (const Voyage *voyage)
{
  const SimObserved *seen = &voyage->seen;
  const DfotaFinishedEvent *end = voyage->finished;

  assert_true (seen->commands_accepted + seen->commands_refused <= 1);
  assert_int_equal (seen->early_bytes, 0);
  assert_int_equal (seen->extra_bytes, 0);
  if (!seen->flow_control)
    {
      assert_true (seen->longest_burst <= 32);
      assert_true (seen->max_second_no_flow <= 15 * 1024);
    }
  if (end->outcome == DFOTA_OUTCOME_DONE && end->started)
    {
      assert_true (seen->upgraded);
      assert_non_null (end->after);
      assert_package_arrived (voyage);
    }
  assert_int_equal (end->fault == NULL, end->outcome == DFOTA_OUTCOME_DONE);
  if (end->outcome == DFOTA_OUTCOME_CANCELLED || (end->fault != NULL && end->fault->module_safe && end->exit_code == 1))
    assert_false (seen->upgraded);
  if (voyage->stop_taken)
    {
      assert_true (end->outcome == DFOTA_OUTCOME_CANCELLED || end->outcome == DFOTA_OUTCOME_UNCERTAIN);
      assert_true (seen->commands_accepted == 0 || seen->payload_bytes < voyage->size);
    }
}

void
voyage_sail (Voyage *voyage)
{
  voyage->config.faults = voyage->faults;
  SimEngine *engine = sim_engine_new (&voyage->config);
  assert_non_null (engine);

  voyage->port = jump_port_new (engine, voyage->kind, voyage->baud);
  jump_port_set_cts (voyage->port, voyage->cts);
  jump_port_set_server (voyage->port, voyage->server);
  jump_port_set_hook (voyage->port, on_step, voyage);
  voyage->run = dfota_run_new (voyage->job, voyage->port, on_event, voyage);
  for (guint i = 0; i < voyage->shelf->len; i += 2)
    jump_port_serve (voyage->port, g_ptr_array_index (voyage->shelf, i), g_ptr_array_index (voyage->shelf, i + 1));
  voyage->deed (voyage->run);

  voyage->seen = *sim_engine_observed (engine);
  voyage->sha256 = sim_engine_payload_sha256 (engine);
  assert_told_well (voyage);
  assert_harmless (voyage);
}

guint
voyage_states (const Voyage *voyage, DfotaState state)
{
  guint n = 0;

  for (guint i = 0; i < voyage->events->len; i++)
    {
      const DfotaEvent *event = event_at (voyage, i);
      if (event->type == DFOTA_EVENT_STATE && event->state.state == state)
        n++;
    }
  return n;
}

guint
voyage_findings (const Voyage *voyage, DfotaCheckId id, DfotaCheckVerdict verdict, const char **ret_value)
{
  guint n = 0;

  for (guint i = 0; i < voyage->events->len; i++)
    {
      const DfotaEvent *event = event_at (voyage, i);
      if (event->type != DFOTA_EVENT_CHECK || event->check.id != id || event->check.verdict != verdict)
        continue;
      n++;
      if (ret_value != NULL)
        *ret_value = event->check.value;
    }
  return n;
}

gboolean
voyage_wrote (const Voyage *voyage, const char *command)
{
  for (guint i = 0; i < voyage->events->len; i++)
    {
      const DfotaEvent *event = event_at (voyage, i);
      if (event->type == DFOTA_EVENT_LINE && event->line.dir == DFOTA_LINE_TX && strcmp (event->line.text, command) == 0)
        return TRUE;
    }
  return FALSE;
}
