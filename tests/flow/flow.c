/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "flow.h"

#include <glib/gstdio.h>
#include <string.h>

#define DEADLINE (100 * G_TIME_SPAN_SECOND)

/* The module's own durations are divided by this: 30 s of upgrading become a second. */
#define SPEED "25"

void
flow_write_bytes (const char *path, gsize size)
{
  g_autofree char *bytes = g_malloc (size + 1);

  /* every value of a byte occurs, CR, LF and Ctrl-Z among them */
  for (gsize i = 0; i < size; i++)
    bytes[i] = (char) (i * 7 + i / 251);
  assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
}

char *
flow_write (Flow *flow, const char *name, gsize size)
{
  char *path = g_build_filename (flow->dir, name, NULL);

  flow_write_bytes (path, size);
  return path;
}

static Program *
spawn (Flow *flow, GPtrArray *argv, gboolean errors)
{
  /* journals of its own: another run may have had the same port */
  const char *const set[] = { "XDG_STATE_HOME", flow->dir, NULL };
  g_autoptr (GError) error = NULL;
  Program *program;

  g_ptr_array_add (argv, NULL);
  program = program_start ((const char *const *) argv->pdata, set, errors, &error);
  if (program == NULL)
    fail_msg ("%s: %s", (const char *) g_ptr_array_index (argv, 0), error->message);
  return program;
}

static void
start_simulator (Flow *flow, const char *options)
{
  g_autofree char *report = g_build_filename (flow->dir, "report.json", NULL);
  g_auto (GStrv) words = g_strsplit (options, " ", -1);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GDataInputStream) out = NULL;
  const char *place = flow->port != NULL ? flow->port + strlen ("tcp:") : "127.0.0.1:0";
  const char *const fixed[] = { g_getenv ("DFOTA_SIM"), "--listen", place, "--speed", SPEED, "--report", report };

  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    g_ptr_array_add (argv, (char *) fixed[i]);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (argv, words[i]);

  flow->sim = spawn (flow, argv, FALSE);
  out = g_data_input_stream_new (program_out (flow->sim));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (out), FALSE);
  g_free (flow->port);
  flow->port = g_data_input_stream_read_line_utf8 (out, NULL, NULL, NULL);
  if (flow->port == NULL)
    fail_msg ("dfota-sim does not serve: %s", options);
}

Flow *
flow_new (const char *sim_options)
{
  Flow *flow = g_new0 (Flow, 1);

  flow->dir = g_dir_make_tmp ("dfota-flow-XXXXXX", NULL);
  flow->lines = g_ptr_array_new_with_free_func (g_free);
  flow->errors = g_ptr_array_new_with_free_func (g_free);
  flow->package = flow_write (flow, FLOW_PACKAGE_NAME, FLOW_PACKAGE_SIZE);
  if (sim_options != NULL)
    start_simulator (flow, sim_options);
  return flow;
}

void
flow_swap (Flow *flow, const char *sim_options)
{
  program_end (flow->sim);
  program_wait (flow->sim);
  g_clear_pointer (&flow->sim, program_free);
  start_simulator (flow, sim_options);
}

void
flow_remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      if (g_file_test (file, G_FILE_TEST_IS_DIR) && !g_file_test (file, G_FILE_TEST_IS_SYMLINK))
        flow_remove_folder (file);
      else
        g_remove (file);
    }
  g_rmdir (path);
}

void
flow_free (Flow *flow)
{
  g_clear_pointer (&flow->sim, program_free);
  g_clear_pointer (&flow->dfota, program_free);
  g_clear_pointer (&flow->report, json_object_unref);
  flow_remove_folder (flow->dir);
  g_ptr_array_unref (flow->lines);
  g_ptr_array_unref (flow->errors);
  g_free (flow->package);
  g_free (flow->then);
  g_free (flow->port);
  g_free (flow->dir);
  g_free (flow);
}

typedef struct
{
  Flow *flow;
  GPtrArray *lines;
} Reading;

static void read_next (GDataInputStream *stream, Reading *reading);

/* One of what a run is waited for has ended. */
static void
release (Flow *flow)
{
  g_autofree char *then = NULL;

  flow->busy--;
  if (flow->busy > 0)
    return;
  flow->exit_code = program_wait (flow->dfota);
  if (flow->then == NULL)
    return;
  then = g_steal_pointer (&flow->then);
  flow->first_exit = flow->exit_code;
  flow->kill_at = NULL;
  g_ptr_array_set_size (flow->lines, 0);
  g_ptr_array_set_size (flow->errors, 0);
  g_clear_pointer (&flow->dfota, program_free);
  flow_start (flow, then);
}

static gboolean
tells_state (const char *line, const char *state)
{
  g_autofree char *wanted = g_strdup_printf ("\"state\":\"%s\"", state);

  return strstr (line, "\"event\":\"state\"") != NULL && strstr (line, wanted) != NULL;
}

/* The program itself says when: a signal by the clock would hit another state on every machine. */
static void
interrupt_when_due (Flow *flow, GPtrArray *lines, const char *line)
{
  if (flow->kill_at != NULL && tells_state (line, flow->kill_at))
    program_kill (flow->dfota);
  if (flow->interrupt_at == NULL)
    return;

  /* a state is told again when may_stop changes: once is enough */
  if (!flow->interrupted && lines == flow->lines && tells_state (line, flow->interrupt_at))
    {
      flow->interrupted = TRUE;
      program_interrupt (flow->dfota);
    }
  if (lines == flow->errors && flow->twice && lines->len == 1)
    program_interrupt (flow->dfota);
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDataInputStream *stream = G_DATA_INPUT_STREAM (source);
  Reading *reading = user_data;
  char *line = g_data_input_stream_read_line_finish (stream, result, NULL, NULL);

  if (line == NULL)
    {
      release (reading->flow);
      g_free (reading);
      return;
    }
  g_ptr_array_add (reading->lines, line);
  interrupt_when_due (reading->flow, reading->lines, line);
  read_next (stream, reading);
}

static void
read_next (GDataInputStream *stream, Reading *reading)
{
  g_data_input_stream_read_line_async (stream, G_PRIORITY_DEFAULT, NULL, on_line, reading);
}

static void
read_all (Flow *flow, GInputStream *pipe, GPtrArray *lines)
{
  g_autoptr (GDataInputStream) stream = g_data_input_stream_new (pipe);
  Reading *reading = g_new0 (Reading, 1);

  *reading = (Reading){ flow, lines };
  flow->busy++;
  read_next (stream, reading);
}

static void
on_ended (gpointer user_data)
{
  release (user_data);
}

void
flow_start (Flow *flow, const char *words)
{
  g_auto (GStrv) split = g_strsplit (words, " ", -1);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();

  g_ptr_array_add (argv, (char *) g_getenv ("DFOTA_CLI"));
  for (guint i = 0; split[i] != NULL; i++)
    {
      if (g_str_equal (split[i], "@PORT"))
        g_ptr_array_add (argv, flow->port);
      else if (g_str_equal (split[i], "@PACKAGE"))
        g_ptr_array_add (argv, flow->package);
      else if (*split[i] != '\0')
        g_ptr_array_add (argv, split[i]);
    }

  flow->dfota = spawn (flow, argv, TRUE);
  read_all (flow, program_out (flow->dfota), flow->lines);
  read_all (flow, program_errors (flow->dfota), flow->errors);
  flow->busy++;
  program_when_ended (flow->dfota, on_ended, flow);
}

/* The simulator writes its report when it is told to end. */
static void
end_simulator (Flow *flow)
{
  g_autofree char *path = g_build_filename (flow->dir, "report.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  if (flow->sim == NULL)
    return;
  program_end (flow->sim);
  program_wait (flow->sim);
  if (!json_parser_load_from_file (parser, path, &error))
    fail_msg ("report: %s", error->message);
  flow->report = json_object_ref (json_node_get_object (json_parser_get_root (parser)));
}

static gboolean
on_deadline (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_CONTINUE;
}

void
flow_wait (Flow *const *flows, guint n)
{
  gboolean late = FALSE;
  guint timer = g_timeout_add (DEADLINE / 1000, on_deadline, &late);

  for (guint i = 0; i < n; i++)
    {
      while (flows[i]->busy > 0 && !late)
        g_main_context_iteration (NULL, TRUE);
      if (flows[i]->busy > 0)
        {
          g_autofree char *text = flow_text (flows[i]);

          fail_msg ("dfota does not end; so far it said:\n%s", text);
        }
      end_simulator (flows[i]);
    }
  g_source_remove (timer);
}

Flow *
flow_run (const char *sim_options, const char *words)
{
  Flow *flow = flow_new (sim_options);

  flow_start (flow, words);
  flow_wait (&flow, 1);
  return flow;
}

int
flow_exit_code (const Flow *flow)
{
  return flow->exit_code;
}

GPtrArray *
flow_events (const Flow *flow)
{
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; i < flow->lines->len; i++)
    {
      const char *line = g_ptr_array_index (flow->lines, i);
      g_autoptr (JsonParser) parser = json_parser_new ();
      JsonNode *root = json_parser_load_from_data (parser, line, -1, NULL) ? json_parser_get_root (parser) : NULL;

      /* LF alone ends a line, on every system */
      if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root) || !g_utf8_validate (line, -1, NULL) || strchr (line, '\r') != NULL
          || !json_object_has_member (json_node_get_object (root), "event"))
        fail_msg ("not an event: %s", line);
      g_ptr_array_add (events, json_object_ref (json_node_get_object (root)));
    }
  return events;
}

JsonObject *
flow_only_event (GPtrArray *events, const char *name)
{
  JsonObject *found = NULL;

  for (guint i = 0; i < events->len; i++)
    {
      JsonObject *event = g_ptr_array_index (events, i);

      if (!g_str_equal (json_object_get_string_member (event, "event"), name))
        continue;
      if (found != NULL)
        fail_msg ("more than one event %s", name);
      found = event;
    }
  if (found == NULL)
    fail_msg ("no event %s", name);
  return found;
}

char *
flow_text (const Flow *flow)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < flow->lines->len; i++)
    g_string_append_printf (text, "%s\n", (const char *) g_ptr_array_index (flow->lines, i));
  for (guint i = 0; i < flow->errors->len; i++)
    g_string_append_printf (text, "%s\n", (const char *) g_ptr_array_index (flow->errors, i));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gint64
flow_commands_seen (const Flow *flow)
{
  return json_object_get_int_member (flow->report, "commands_accepted")
         + json_object_get_int_member (flow->report, "commands_refused");
}
