/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "native.h"
#include "rows.h"

#include <glib/gstdio.h>
#include <string.h>

static Servers *servers;
static guint serving;
static Flow **flows;
static const Row *all_rows;
static guint n_rows;

/* Each flow has them all in its folder, and so has the servers'. */
static const struct
{
  const char *name;
  gsize size;
} packages[] = {
  { FLOW_PACKAGE_NAME, FLOW_PACKAGE_SIZE },
  { ROWS_MINI_1, 7000 },
  { ROWS_MINI_2, 29000 },
  { ROWS_PATCH, 7100 },
  { "system_patch.mini_2", 29100 },
  { ROWS_8_MB, 21000 },
  { ROWS_BC260Y, 9000 },
  { ROWS_EP06, 40000 },
  { "alone.mini_1", 6000 }, /* without its .mini_2 */
  { ROWS_PLUS_ONE, FLOW_PACKAGE_SIZE + 1 },
};

static void
write_packages (const char *folder)
{
  for (guint i = 0; i < G_N_ELEMENTS (packages); i++)
    {
      g_autofree char *path = g_build_filename (folder, packages[i].name, NULL);

      flow_write_bytes (path, packages[i].size);
    }
}

Servers *
rows_servers (void)
{
  return servers;
}

static void
replace (GString *text, const char *name, const char *value)
{
  g_autofree char *mark = g_strdup_printf ("{%s}", name);

  g_string_replace (text, mark, value != NULL ? value : "", 0);
}

static void
replace_server (GString *text, ServerKind kind, const char *name)
{
  g_autofree char *port_name = g_strdup_printf ("%s-port", name);
  g_autofree char *port = NULL;

  if ((serving & kind) == 0)
    return;
  port = g_strdup_printf ("%d", servers_port (servers, kind));
  replace (text, name, servers_url (servers, kind, ""));
  replace (text, port_name, port);
}

char *
rows_fill (const char *text, const Flow *flow)
{
  g_autoptr (GString) filled = g_string_new (text);
  g_autofree char *closed = g_strdup_printf ("%d", servers_closed_port (servers));

  replace_server (filled, SERVERS_HTTP, "http");
  replace_server (filled, SERVERS_HTTPS, "https");
  replace_server (filled, SERVERS_FTP, "ftp");
  replace_server (filled, SERVERS_COAP, "coap");
  replace_server (filled, SERVERS_ODD, "odd");
  replace (filled, "closed", closed);
  replace (filled, "dir", flow != NULL ? flow->dir : NULL);
  replace (filled, "top", g_getenv ("DFOTA_TEST_SOURCE_ROOT"));
  if ((serving & SERVERS_HTTPS) != 0)
    {
      replace (filled, "ca", servers_ca (servers));
      replace (filled, "wrong-ca", servers_wrong_ca (servers));
    }
  return g_string_free (g_steal_pointer (&filled), FALSE);
}

static const char *
text_of (JsonObject *object, const char *name)
{
  if (!json_object_has_member (object, name))
    fail_msg ("no member %s", name);
  return json_object_get_null_member (object, name) ? "" : json_object_get_string_member (object, name);
}

static void
add_word (GString *words, JsonObject *event)
{
  const char *name = text_of (event, "event");

  if (g_str_equal (name, "state"))
    g_string_append_printf (words, " %s", text_of (event, "state"));
  else if (g_str_equal (name, "restart"))
    g_string_append_printf (words, " restart%d", (int) json_object_get_int_member (event, "seen"));
  else if (g_str_equal (name, "check"))
    {
      const char *verdict = text_of (event, "verdict");

      g_string_append_printf (words, " %s%s", text_of (event, "id"),
                              g_str_equal (verdict, "pass")   ? ""
                              : g_str_equal (verdict, "warn") ? "!"
                                                              : "!!");
    }
  else if (g_str_equal (name, "status"))
    g_string_append_printf (words, " %s", text_of (event, "conclusion"));
  else if (g_str_equal (name, "module"))
    g_string_append (words, " module");
  else if (g_str_equal (name, "progress") && g_str_equal (text_of (event, "state"), "downloading"))
    g_string_append (words, json_object_get_boolean_member (event, "known") ? " known" : " unknown");
}

char *
rows_words (GPtrArray *events)
{
  g_autoptr (GString) words = g_string_new ("");

  for (guint i = 0; i < events->len; i++)
    add_word (words, g_ptr_array_index (events, i));
  g_string_append_c (words, ' ');
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
assert_seen (const Row *row, GPtrArray *events)
{
  g_autofree char *words = rows_words (events);
  g_auto (GStrv) seen = g_strsplit (row->seen != NULL ? row->seen : "", " ", -1);
  g_auto (GStrv) unseen = g_strsplit (row->unseen != NULL ? row->unseen : "", " ", -1);
  const char *at = words;

  for (char **word = seen; *word != NULL && **word != '\0'; word++)
    {
      g_autofree char *wanted = g_strdup_printf (" %s ", *word);
      const char *found = strstr (at, wanted);

      if (found == NULL)
        fail_msg ("“%s” is missing or out of order in:\n%s", *word, words);
      at = found + strlen (wanted) - 1;
    }
  for (char **word = unseen; *word != NULL && **word != '\0'; word++)
    {
      g_autofree char *unwanted = g_strdup_printf (" %s ", *word);

      if (strstr (words, unwanted) != NULL)
        fail_msg ("“%s” should not be in:\n%s", *word, words);
    }
}

static gboolean
is_sent (JsonArray *commands, guint *from, const char *beginning)
{
  for (guint i = *from; i < json_array_get_length (commands); i++)
    if (g_str_has_prefix (json_array_get_string_element (commands, i), beginning))
      {
        *from = i + 1;
        return TRUE;
      }
  return FALSE;
}

static void
fail_commands (Flow *flow, const char *what, const char *line)
{
  g_autoptr (GString) text = g_string_new (NULL);
  JsonArray *commands = json_object_get_array_member (flow->report, "commands");

  for (guint i = 0; i < json_array_get_length (commands); i++)
    g_string_append_printf (text, "%s\n", json_array_get_string_element (commands, i));
  fail_msg ("“%s” %s:\n%s", line, what, text->str);
}

static void
assert_sent (const Row *row, Flow *flow)
{
  JsonArray *commands = json_object_get_array_member (flow->report, "commands");
  g_autofree char *sent_text = rows_fill (row->sent != NULL ? row->sent : "", flow);
  g_auto (GStrv) sent = g_strsplit (sent_text, "|", -1);
  g_auto (GStrv) unsent = g_strsplit (row->unsent != NULL ? row->unsent : "", "|", -1);
  guint from = 0;
  int shots = (row->exit_code == 2 ? 0 : 1) + row->shots;

  for (char **line = sent; *line != NULL && **line != '\0'; line++)
    if (!is_sent (commands, &from, *line))
      fail_commands (flow, "was not sent, or out of order", *line);
  for (char **line = unsent; *line != NULL && **line != '\0'; line++)
    {
      from = 0;
      if (is_sent (commands, &from, *line))
        fail_commands (flow, "should not have been sent", *line);
    }
  if (flow_commands_seen (flow) != shots)
    fail_commands (flow, "came another number of times than expected", "AT+QFOTADL");
}

static const char *
outcome_of (int exit_code)
{
  switch (exit_code)
    {
    case 0:
      return "done";
    case 3:
      return "uncertain";
    case 130:
      return "cancelled";
    default:
      return "failed";
    }
}

/* What happened, as short as it can be said. */
static char *
story_of (Flow *flow, GPtrArray *events)
{
  g_autofree char *words = rows_words (events);
  const char *last = flow->lines->len > 0 ? g_ptr_array_index (flow->lines, flow->lines->len - 1) : "";
  const char *error = flow->errors->len > 0 ? g_ptr_array_index (flow->errors, 0) : "";

  return g_strdup_printf ("%s\n%s\n%s", words, last, error);
}

static void
assert_ended (const Row *row, Flow *flow, GPtrArray *events)
{
  g_autofree char *story = story_of (flow, events);
  /* one that was found in download mode needs somebody, whatever becomes of the run */
  gboolean waits = row->sim != NULL && strstr (row->sim, "download-mode") != NULL;
  JsonObject *finished;
  JsonObject *error;

  if (flow_exit_code (flow) != row->exit_code)
    fail_msg ("exit %d instead of %d:\n%s", flow_exit_code (flow), row->exit_code, story);
  if (g_str_has_prefix (row->words, "=check") || g_str_has_prefix (row->words, "=status"))
    return;
  finished = flow_only_event (events, "finished");
  assert_ptr_equal (finished, g_ptr_array_index (events, events->len - 1));
  assert_string_equal (text_of (finished, "outcome"), outcome_of (row->exit_code));
  if (json_object_get_null_member (finished, "error") != (row->error == NULL))
    fail_msg ("error, or none, against expectation:\n%s", story);
  if (row->error == NULL)
    return;

  error = json_object_get_object_member (finished, "error");
  if (!g_str_equal (text_of (error, "id"), row->error))
    fail_msg ("error %s instead of %s:\n%s", text_of (error, "id"), row->error, story);
  assert_true (*text_of (error, "title") != '\0' && *text_of (error, "advice") != '\0');
  assert_int_equal (json_object_get_null_member (error, "code") ? 0 : json_object_get_int_member (error, "code"), row->code);
  if (row->exit_code != 3)
    assert_int_equal (json_object_get_boolean_member (error, "module_safe"), row->exit_code != 4 && !waits);
}

/* Progress never goes back, and neither does "no longer to be stopped". */
static void
assert_steady (GPtrArray *events)
{
  double last = 0;
  gboolean may_stop = TRUE;

  for (guint i = 0; i < events->len; i++)
    {
      JsonObject *event = g_ptr_array_index (events, i);
      const char *name = text_of (event, "event");

      if (g_str_equal (name, "progress"))
        {
          assert_true (json_object_get_double_member (event, "fraction") >= last);
          last = json_object_get_double_member (event, "fraction");
        }
      if (!g_str_equal (name, "state"))
        continue;
      if (!may_stop)
        assert_false (json_object_get_boolean_member (event, "may_stop"));
      may_stop = json_object_get_boolean_member (event, "may_stop");
    }
  assert_true (last <= 1);
}

static char *
sha256_of (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize n;

  assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, n);
}

static gboolean
names (const Row *row, const char *name)
{
  return strstr (row->words, name) != NULL || (row->first != NULL && strstr (row->first, name) != NULL);
}

/* Is this the SHA-256 of a file that the row is about? Of a pair the .mini_2 need not be named. */
static gboolean
is_known (const Row *row, const Flow *flow, guint part, const char *sum)
{
  for (guint i = 0; i < G_N_ELEMENTS (packages); i++)
    {
      g_autofree char *path = g_build_filename (flow->dir, packages[i].name, NULL);
      g_autofree char *own = sha256_of (path);
      gboolean second = g_str_has_suffix (packages[i].name, ".mini_2");

      if ((part == 1 ? second : names (row, packages[i].name)) && g_str_equal (own, sum))
        return TRUE;
    }
  return FALSE;
}

/* The simulator saw the whole of it. */
static void
assert_arrived (const Row *row, Flow *flow)
{
  JsonArray *seen = json_object_get_array_member (flow->report, "packages");

  for (guint i = 0; i < 2; i++)
    {
      const char *sum = text_of (json_array_get_object_element (seen, i), "sha256");

      if ((row->arrived & (1u << i)) != 0 && !is_known (row, flow, i, sum))
        fail_msg ("file %u on the module: sha256 %s", i, sum);
    }
}

/* The whole line for dfota. */
static char *
words_for (const char *text, const Flow *flow)
{
  gboolean whole = *text == '=';
  g_autofree char *words = rows_fill (text + whole, flow);

  return g_strconcat (whole ? "" : "upgrade --json --yes --port @PORT ", words, NULL);
}

static void
start_row (guint i)
{
  const Row *row = &all_rows[i];
  g_autofree char *sim = row->sim != NULL ? rows_fill (row->sim, NULL) : NULL;
  g_autofree char *words = NULL;

  flows[i] = flow_new (sim);
  write_packages (flows[i]->dir);
  if (row->before != NULL)
    row->before (flows[i]);
  words = words_for (row->first != NULL ? row->first : row->words, flows[i]);
  if (row->first != NULL)
    flows[i]->then = words_for (row->words, flows[i]);
  flows[i]->kill_at = row->kill_at;
  flow_start (flows[i], words);
}

static gboolean sampled;

void
rows_sample (void)
{
  sampled = TRUE;
}

/* NULL, or why not. */
static const char *
why_not (guint i)
{
  if (serving != 0 && servers == NULL)
    return SERVERS_NONE;
  if (sampled && i % (guint) native_stride () != 0)
    return "no row of this table asks the system for anything: here, where programs start slowly, some of them stand for "
           "all";
  return NULL;
}

/* This one and as many behind it as may go on meanwhile. */
static void
start_from (guint first)
{
  for (guint i = first; i < n_rows && i - first < native_abreast (); i++)
    if (flows[i] == NULL && why_not (i) == NULL)
      start_row (i);
}

static void
test_row (void **state)
{
  const Row *row = *state;
  const guint number = (guint) (row - all_rows);
  g_autoptr (GPtrArray) events = NULL;
  g_autofree char *text = NULL;
  Flow *flow;

  if (why_not (number) != NULL)
    {
      print_message ("%s\n", why_not (number));
      skip ();
    }
  start_from (number);
  flow = flows[number];
  flow_wait (&flow, 1);
  events = flow_events (flow);
  text = flow_text (flow);
  assert_int_equal (flow->first_exit, row->first_exit);
  assert_ended (row, flow, events);
  assert_seen (row, events);
  assert_steady (events);
  if (flow->report != NULL)
    {
      assert_sent (row, flow);
      assert_arrived (row, flow);
    }
  assert_null (strstr (text, SERVERS_PASSWORD));
  if (row->more != NULL)
    row->more (flow, events);
}

static char *folder;

static int
start_all (void **state)
{
  folder = g_dir_make_tmp ("dfota-rows-XXXXXX", NULL);
  write_packages (folder);
  if (servers_can_start ())
    servers = servers_start (serving, folder);
  flows = g_new0 (Flow *, n_rows);
  return 0;
}

static int
free_all (void **state)
{
  for (guint i = 0; i < n_rows; i++)
    g_clear_pointer (&flows[i], flow_free);
  g_clear_pointer (&flows, g_free);
  g_clear_pointer (&servers, servers_stop);
  flow_remove_folder (folder);
  g_clear_pointer (&folder, g_free);
  return 0;
}

int
rows_run (const Row *rows, guint n, guint kinds)
{
  g_autofree struct CMUnitTest *tests = g_new0 (struct CMUnitTest, n);

  all_rows = rows;
  n_rows = n;
  serving = kinds;
  for (guint i = 0; i < n; i++)
    tests[i] = (struct CMUnitTest){ .name = rows[i].name, .test_func = test_row, .initial_state = (void *) &rows[i] };
  return _cmocka_run_group_tests ("rows", tests, n, start_all, free_all);
}
