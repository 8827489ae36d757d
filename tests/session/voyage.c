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

Voyage *
voyage_new (gsize package_size)
{
  Voyage *voyage = g_new0 (Voyage, 1);

  sim_config_init (&voyage->config, "lte-standard");
  voyage->job = dfota_job_new ();
  voyage->job->port = g_strdup ("jump");
  voyage->job->package_path = make_package (package_size, &voyage->package_sha);
  voyage->kind = DFOTA_PORT_USB;
  voyage->cts = TRUE;
  voyage->size = package_size;
  voyage->change_at_payload = voyage->stop_at_payload = -1;
  voyage->stop_at_state = voyage->leave_at_state = -1;
  voyage->events = g_ptr_array_new_with_free_func ((GDestroyNotify) dfota_event_free);
  return voyage;
}

void
voyage_free (Voyage *voyage)
{
  g_autofree char *dir = g_path_get_dirname (voyage->job->package_path);

  g_unlink (voyage->job->package_path);
  g_rmdir (dir);
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
  if (event->type == DFOTA_EVENT_LINE && event->line.dir == DFOTA_LINE_TX && voyage->confirming
      && g_str_equal (event->line.text, "AT+QGMR") && voyage->stray != NULL)
    jump_port_inject (voyage->port, g_steal_pointer (&voyage->stray));
  if (event->type != DFOTA_EVENT_STATE)
    return;
  voyage->confirming = voyage->confirming || event->state.state == DFOTA_STATE_CONFIRMING;
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
  if (end->outcome == DFOTA_OUTCOME_DONE)
    {
      assert_true (seen->upgraded);
      assert_non_null (end->after);
      assert_null (end->fault);
      assert_string_equal (voyage->sha256, voyage->package_sha);
    }
  else
    assert_non_null (end->fault);
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
  dfota_run_upgrade (voyage->run);

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
