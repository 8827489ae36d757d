/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "flow.h"
#include "servers.h"

#include <string.h>

/* dfota host and dfota probe: this computer serves a package, and looks what lies at an address. */

static char *folder;
static Servers *servers;

static int
start_servers (void **state)
{
  g_autofree char *package = NULL;
  g_autofree char *other = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *alone = NULL;

  folder = g_dir_make_tmp ("dfota-host-XXXXXX", NULL);
  package = g_build_filename (folder, FLOW_PACKAGE_NAME, NULL);
  other = g_build_filename (folder, "other.bin", NULL);
  first = g_build_filename (folder, "p.mini_1", NULL);
  second = g_build_filename (folder, "p.mini_2", NULL);
  alone = g_build_filename (folder, "alone.mini_1", NULL);
  flow_write_bytes (package, FLOW_PACKAGE_SIZE);
  flow_write_bytes (other, FLOW_PACKAGE_SIZE - 1);
  flow_write_bytes (first, 500);
  flow_write_bytes (second, 600);
  flow_write_bytes (alone, 500);
  servers = servers_start (SERVERS_HTTP | SERVERS_FTP | SERVERS_COAP | SERVERS_ODD, folder);
  return 0;
}

static int
stop_servers (void **state)
{
  g_clear_pointer (&servers, servers_stop);
  flow_remove_folder (folder);
  g_clear_pointer (&folder, g_free);
  return 0;
}

/* What lies at an address. */
typedef struct
{
  ServerKind kind;
  const char *file;
  const char *options;
  int exit_code;
  const char *result;
  gint64 bytes;     /* -1: null */
  const char *same; /* "true", "false", "null" */
} Look;

static void
test_probe (void **state)
{
  static const Look rows[] = {
    { SERVERS_HTTP, FLOW_PACKAGE_NAME, "", 0, "found", FLOW_PACKAGE_SIZE, "null" },
    { SERVERS_HTTP, FLOW_PACKAGE_NAME, "--package @PACKAGE", 0, "found", FLOW_PACKAGE_SIZE, "true" },
    { SERVERS_HTTP, "other.bin", "--package @PACKAGE", 1, "found", FLOW_PACKAGE_SIZE - 1, "false" },
    { SERVERS_HTTP, "not-there.bin", "", 1, "missing", -1, "null" },
    { SERVERS_HTTP, "not-there.bin", "--package @PACKAGE", 1, "missing", -1, "null" },
    { SERVERS_HTTP, "401/x", "", 1, "denied", -1, "null" },
    { SERVERS_HTTP, "500/x", "", 1, "refused", -1, "null" },
    { SERVERS_HTTP, "redirect/" FLOW_PACKAGE_NAME, "", 1, "refused", -1, "null" },
    { SERVERS_FTP, FLOW_PACKAGE_NAME, "--package @PACKAGE", 0, "found", FLOW_PACKAGE_SIZE, "true" },
    { SERVERS_FTP, "not-there.bin", "", 1, "missing", -1, "null" },
    { SERVERS_COAP, FLOW_PACKAGE_NAME, "--package @PACKAGE", 0, "found", FLOW_PACKAGE_SIZE, "true" },
    { SERVERS_COAP, "not-there.bin", "", 1, "missing", -1, "null" },
    { SERVERS_ODD, "mute/x.bin", "", 1, "no-answer", -1, "null" },
  };
  Flow *flows[G_N_ELEMENTS (rows)];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words
          = g_strdup_printf ("probe --json %s %s", servers_url (servers, rows[i].kind, rows[i].file), rows[i].options);

      flows[i] = flow_new (NULL);
      flow_start (flows[i], words);
    }
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) events = NULL;
      g_autofree char *same = NULL;
      g_autofree char *text = NULL;
      JsonObject *probe;

      flow_wait (&flows[i], 1);
      events = flow_events (flows[i]);
      text = flow_text (flows[i]);
      probe = flow_only_event (events, "probe");
      same = json_to_string (json_object_get_member (probe, "same"), FALSE);
      if (flow_exit_code (flows[i]) != rows[i].exit_code
          || !g_str_equal (json_object_get_string_member (probe, "result"), rows[i].result)
          || !g_str_equal (same, rows[i].same))
        fail_msg ("%s: exit %d\n%s", rows[i].file, flow_exit_code (flows[i]), text);
      if (rows[i].bytes >= 0)
        assert_int_equal (json_object_get_int_member (probe, "bytes"), rows[i].bytes);
      assert_true (*json_object_get_string_member (probe, "title") != '\0');
      assert_null (strstr (text, SERVERS_PASSWORD));
      flow_free (flows[i]);
    }
}

/* Where a .mini_1 is, its .mini_2 must be too. */
static void
test_probe_of_a_pair (void **state)
{
  static const struct
  {
    const char *file;
    int exit_code;
    const char *results[2];
  } rows[] = { { "p.mini_1", 0, { "found", "found" } }, { "alone.mini_1", 1, { "found", "missing" } } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words = g_strdup_printf ("probe --json %s", servers_url (servers, SERVERS_HTTP, rows[i].file));
      g_autoptr (Flow) flow = flow_run (NULL, words);
      g_autoptr (GPtrArray) events = flow_events (flow);
      guint n = 0;

      assert_int_equal (flow_exit_code (flow), rows[i].exit_code);
      for (guint k = 0; k < events->len; k++)
        {
          JsonObject *event = g_ptr_array_index (events, k);

          if (!g_str_equal (json_object_get_string_member (event, "event"), "probe"))
            continue;
          assert_true (n < 2);
          assert_string_equal (json_object_get_string_member (event, "result"), rows[i].results[n]);
          n++;
        }
      assert_int_equal (n, 2);
    }
}

static void
test_probe_of_no_address (void **state)
{
  g_autoptr (Flow) script = flow_run (NULL, "probe --json http://example.org/p\".bin");
  g_autoptr (Flow) person = flow_run (NULL, "probe http://example.org/p\".bin");
  g_autoptr (GPtrArray) events = flow_events (script);
  JsonObject *error = json_object_get_object_member (flow_only_event (events, "finished"), "error");

  assert_int_equal (flow_exit_code (script), 2);
  assert_string_equal (json_object_get_string_member (error, "id"), "url-character");
  assert_int_equal (flow_exit_code (person), 2);
  assert_int_equal (person->lines->len, 0);
  assert_int_equal (person->errors->len, 2);
}

/* The address that a server tells, when it is there. */
static char *
await_address (Flow *flow)
{
  while (flow->lines->len == 0 && flow->busy > 0)
    g_main_context_iteration (NULL, TRUE);
  if (flow->lines->len == 0)
    {
      g_autofree char *text = flow_text (flow);

      fail_msg ("no address: %s", text);
    }

  g_autoptr (GPtrArray) events = flow_events (flow);
  return g_strdup (json_object_get_string_member (g_ptr_array_index (events, 0), "url"));
}

/* One program serves, another one looks. */
static void
test_host (void **state)
{
  static const char *const vias[] = { "http", "https", "ftp", "coap" };

  for (guint i = 0; i < G_N_ELEMENTS (vias); i++)
    {
      g_autoptr (Flow) host = flow_new (NULL);
      g_autofree char *serve = g_strdup_printf ("host --json @PACKAGE --via %s", vias[i]);
      g_autofree char *url = NULL;
      g_autofree char *look = NULL;
      g_autoptr (Flow) probe = NULL;
      g_autofree char *text = NULL;

      flow_start (host, serve);
      url = await_address (host);
      assert_true (g_ascii_strncasecmp (url, vias[i], strlen (vias[i])) == 0);
      assert_non_null (strstr (url, "/" FLOW_PACKAGE_NAME));
      look = g_strdup_printf ("probe --json %s --package @PACKAGE", url);
      probe = flow_run (NULL, look);
      text = flow_text (probe);
      if (flow_exit_code (probe) != 0 || strstr (text, "\"same\":true") == NULL)
        fail_msg ("%s: %s", url, text);
      while (host->lines->len < 2 && host->busy > 0)
        g_main_context_iteration (NULL, TRUE);
      assert_non_null (strstr (g_ptr_array_index (host->lines, 1), "\"event\":\"served\""));
      program_interrupt (host->dfota);
      flow_wait (&host, 1);
      assert_int_equal (flow_exit_code (host), 0);
    }
}

static void
test_host_refuses (void **state)
{
  g_autoptr (Flow) missing = flow_run (NULL, "host --json no-such-file.bin");
  g_autoptr (Flow) folder_flow = flow_run (NULL, "host --json /");
  g_autoptr (GPtrArray) events = flow_events (missing);
  JsonObject *error = json_object_get_object_member (flow_only_event (events, "finished"), "error");

  assert_int_equal (flow_exit_code (missing), 2);
  assert_string_equal (json_object_get_string_member (error, "id"), "package-missing");
  assert_int_equal (flow_exit_code (folder_flow), 2);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_probe), cmocka_unit_test (test_probe_of_a_pair), cmocka_unit_test (test_probe_of_no_address),
    cmocka_unit_test (test_host),  cmocka_unit_test (test_host_refuses),
  };

  return cmocka_run_group_tests (tests, start_servers, stop_servers);
}
