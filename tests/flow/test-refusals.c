/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "flow.h"
#include "native.h"

#include <glib/gstdio.h>
#include <string.h>

#define WHOLE "upgrade --yes --port @PORT --package @PACKAGE "
#define HTTP  "--url http://example.org:80/p.bin "

/* Nonsense: refused with a sentence that names the option, before anything is opened. */
typedef struct
{
  const char *words;
  const char *named; /* stands in the sentence, in every language */
  const char *id;
} Nonsense;

static const Nonsense nonsense[] = {
  { WHOLE "--mode 2", "--mode", "usage" },
  { WHOLE "--mode x", "--mode", "usage" },
  { WHOLE "--mode", "--mode", "usage" },
  { WHOLE "--download-urcs 3", "--download-urcs", "usage" },
  { WHOLE "--download-urcs 101", "--download-urcs", "usage" },
  { WHOLE "--update-urcs 4", "--update-urcs", "usage" },
  { WHOLE "--update-urcs -5", "--update-urcs", "usage" },
  { WHOLE "--patience 0", "--patience", "usage" },
  { WHOLE "--patience -1", "--patience", "usage" },
  { WHOLE "--patience soon", "--patience", "usage" },
  { WHOLE "--patience 1.5", "--patience", "usage" },
  { WHOLE "--patience 99999999999999999999", "--patience", "usage" },
  { WHOLE "--baud 0", "--baud", "usage" },
  { WHOLE "--baud fast", "--baud", "usage" },
  { WHOLE "--flow xonxoff", "--flow", "usage" },
  { WHOLE "--method fast", "--method", "usage" },
  { WHOLE "--via pigeon", "--via", "usage" },
  { WHOLE "--url http://example.org/p.bin --via file", "--url", "usage" },
  { WHOLE "--url example.org/p.bin", "--url", "usage" },
  { WHOLE "--url gopher://example.org/p.bin", "--url", "usage" },
  { WHOLE "--url=", "--url", "usage" },
  { WHOLE "--via http", "--url", "usage" },
  { WHOLE "--via https", "--host-here", "usage" },
  { WHOLE HTTP "--host-here", "--url", "usage" },
  { "upgrade --yes --port @PORT --host-here", "--package", "usage" },
  { WHOLE "--host-here --via storage", "--host-here", "usage" },
  { WHOLE "--no-probe", "--no-probe", "usage" },
  { WHOLE "--apn internet", "--apn", "usage" },
  { WHOLE "--apn internet --via storage", "--apn", "usage" },
  { WHOLE HTTP "--apn inter\"net", "--apn", "usage" },
  { WHOLE HTTP "--apn=", "--apn", "usage" },
  { WHOLE HTTP "--apn-user me", "--apn", "usage" },
  { WHOLE HTTP "--apn internet --apn-user me", "--apn-auth", "usage" },
  { WHOLE HTTP "--apn internet --apn-auth pap", "--apn-user", "usage" },
  { WHOLE HTTP "--apn internet --apn-auth pap --apn-password secret", "--apn-user", "usage" },
  { WHOLE HTTP "--apn internet --apn-auth basic --apn-user me", "--apn-auth", "usage" },
  { WHOLE HTTP "--apn-auth chap", "--apn", "usage" },
  { WHOLE "--cid 1", "--cid", "usage" },
  { WHOLE HTTP "--cid 0", "--cid", "usage" },
  { WHOLE HTTP "--cid 16", "--cid", "usage" },
  { WHOLE HTTP "--cid one", "--cid", "usage" },
  { WHOLE HTTP "--flow rtscts", "--flow", "usage" },
  { WHOLE HTTP "--flow none", "--flow", "usage" },
  { WHOLE "--url coap://example.org:5683/p.bin --mode 1", "--mode", "usage" },
  { WHOLE "--url coap://example.org:5683/p.bin --resend", "--resend", "usage" },
  { WHOLE "--via protocol --mode 1", "--mode", "usage" },
  { WHOLE "--via protocol --download-urcs 50", "--download-urcs", "usage" },
  { WHOLE "--via storage --update-urcs 50", "--update-urcs", "usage" },
  { WHOLE "--resend --via file", "--resend", "usage" },
  { WHOLE "--plan plan.dfota-plan", "--plan", "usage" },
  { WHOLE "--framing framing.dfota-framing", "--framing", "usage" },
  { WHOLE HTTP "--framing framing.dfota-framing", "--framing", "usage" },
  { WHOLE "--folder /data/ufs", "--folder", "usage" },
  { WHOLE "--via storage --folder data/ufs", "--folder", "usage" },
  { WHOLE "--via storage --flow none", "--flow", "usage" },
  { WHOLE "--via protocol --flow rtscts", "--flow", "usage" },
  { WHOLE HTTP "--replace", "--replace", "usage" },
  { WHOLE "--package another.bin", "--package", "usage" },
  { WHOLE HTTP "--package another.bin", "--package", "usage" },
  { "upgrade --yes --port @PORT --package a.mini_1 --package b.mini_2", "--package", "usage" },
  { "upgrade --yes --port @PORT --package a.mini_1 --package b.mini_1 " HTTP, "--package", "usage" },
  { "upgrade --yes --port @PORT --package a.mini_1 --package a.mini_2 --package a.mini_2 " HTTP, "--package", "usage" },
  { "upgrade --yes --port @PORT --via storage", "--package", "usage" },
  { "upgrade --yes --port @PORT --package= " HTTP, "--package", "usage" },
  { "upgrade --yes --port practice --via http", "--url", "usage" },
  { WHOLE "--target=", "--target", "usage" },
  { WHOLE "--fast", "--fast", "usage" },
  { WHOLE "--lang de", "--lang", "usage" },
  { WHOLE "surplus", "surplus", "usage" },
  { "upgrade --yes --port @PORT", "--package", "usage" },
  { "upgrade --yes --port= --package @PACKAGE", "--port", "usage" },
  { "check --port @PORT", "--package", "usage" },
  { "identify --port @PORT --mode 1", "--mode", "usage" },
  { "explain", "dfota explain", "usage" },
  { "explain many", "CODE", "usage" },
  { "explain 504 --family ec21", "--family", "usage" },
  { "explain 504 --kind magic", "--kind", "usage" },
  { "explain --case 412-907-338", "--case", "usage" },
  { "watch --port @PORT --package @PACKAGE", "--package", "usage" },
  { "watch --port @PORT --patience 0", "--patience", "usage" },
  { "watch --port @PORT --target=", "--target", "usage" },
  { "probe", "dfota probe", "usage" },
  { "probe example.org/p.bin", "http://", "usage" },
  { "probe http://127.0.0.1:1/p.bin another", "another", "usage" },
  { "probe http://127.0.0.1:1/p --package a --package b --package c", "--package", "usage" },
  { "host", "dfota host", "usage" },
  { "host @PACKAGE --via file", "--via", "usage" },
  { "host @PACKAGE --via pigeon", "--via", "usage" },
  { "publish @PORT", "publish", "usage" },
  { "", "dfota --help", "usage" },
};

static void
assert_refused (Flow *flow, const char *id)
{
  g_autoptr (GPtrArray) events = flow_events (flow);
  JsonObject *finished = flow_only_event (events, "finished");
  JsonObject *error = json_object_get_object_member (finished, "error");

  assert_int_equal (flow_exit_code (flow), 2);
  assert_ptr_equal (finished, g_ptr_array_index (events, events->len - 1));
  assert_string_equal (json_object_get_string_member (finished, "outcome"), "failed");
  assert_string_equal (json_object_get_string_member (error, "id"), id);
  assert_true (json_object_get_boolean_member (error, "module_safe"));
  if (flow->report != NULL)
    assert_int_equal (flow_commands_seen (flow), 0);
}

/* One sentence, that names what is wrong. */
static void
assert_one_sentence (Flow *flow, const Nonsense *row, gboolean json, gboolean chinese)
{
  g_autofree char *text = NULL;

  flow_wait (&flow, 1);
  text = flow_text (flow);
  if (flow_exit_code (flow) != 2 || flow->lines->len != (json ? 1 : 0) || flow->errors->len != (json ? 0 : 1)
      || strstr (text, row->named) == NULL)
    fail_msg ("%s: exit %d\n%s", row->words, flow_exit_code (flow), text);
  if (chinese && g_str_is_ascii (text))
    fail_msg ("%s: not in Chinese: %s", row->words, text);
}

/* Sentences are the same on every system: where programs start slowly, some of the rows will do. */
static guint
step (void)
{
  return (guint) native_stride ();
}

static Flow *
start_nonsense (const Nonsense *row, const char *port, const char *before, const char *after)
{
  Flow *flow = flow_new (NULL);
  g_autofree char *words = g_strconcat (before, row->words, after, NULL);

  flow->port = g_strdup (port);
  flow_start (flow, words);
  return flow;
}

static void
test_nonsense_for_scripts (void **state)
{
  g_autoptr (Flow) sim = flow_new ("");
  Flow *flows[G_N_ELEMENTS (nonsense)];

  for (guint i = 0; i < G_N_ELEMENTS (nonsense); i += step ())
    flows[i] = start_nonsense (&nonsense[i], sim->port, "", " --json");
  for (guint i = 0; i < G_N_ELEMENTS (nonsense); i += step ())
    {
      assert_one_sentence (flows[i], &nonsense[i], TRUE, FALSE);
      assert_refused (flows[i], nonsense[i].id);
      flow_free (flows[i]);
    }

  /* the simulator has never been spoken to */
  flow_start (sim, "--version");
  flow_wait (&sim, 1);
  assert_int_equal (flow_commands_seen (sim), 0);
  assert_int_equal (json_object_get_int_member (sim->report, "stray_bytes"), 0);
}

static void
test_nonsense_for_people (void **state)
{
  static const char *const langs[] = { "--lang en ", "--lang zh_CN " };

  for (guint lang = 0; lang < G_N_ELEMENTS (langs); lang++)
    {
      Flow *flows[G_N_ELEMENTS (nonsense)] = { NULL };

      for (guint i = 0; i < G_N_ELEMENTS (nonsense); i += step ())
        if (strstr (nonsense[i].words, "--lang") == NULL)
          flows[i] = start_nonsense (&nonsense[i], "tcp:127.0.0.1:1", langs[lang], "");
      for (guint i = 0; i < G_N_ELEMENTS (nonsense); i++)
        {
          if (flows[i] != NULL)
            assert_one_sentence (flows[i], &nonsense[i], FALSE, lang == 1);
          g_clear_pointer (&flows[i], flow_free);
        }
    }
}

/* Bad input: the words are right, what they name is not. */
typedef struct
{
  const char *package; /* beside the flow's own */
  gssize size;         /* -1: it is not made */
  const char *id;
} BadPackage;

static void
test_bad_packages (void **state)
{
  static const BadPackage rows[] = {
    { "missing.bin", -1, "package-missing" },     { "empty.bin", 0, "package-empty" },
    { "half.mini_1", 1000, "package-extension" }, { ".", -1, "package-not-a-file" },
    { "half.MINI_2", 1000, "package-extension" }, { "no/such/folder.bin", -1, "package-missing" },
  };
  Flow *flows[G_N_ELEMENTS (rows)];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words = NULL;
      g_autofree char *path = NULL;

      flows[i] = flow_new ("");
      path = rows[i].size >= 0 ? flow_write (flows[i], rows[i].package, (gsize) rows[i].size)
                               : g_build_filename (flows[i]->dir, rows[i].package, NULL);
      words = g_strdup_printf ("upgrade --json --yes --port @PORT --package %s", path);
      flow_start (flows[i], words);
    }
  flow_wait (flows, G_N_ELEMENTS (rows));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      assert_refused (flows[i], rows[i].id);
      flow_free (flows[i]);
    }
}

static void
test_bad_ports (void **state)
{
  const struct
  {
    const char *port;
    const char *id;
  } rows[] = {
    { native_port (), "port-missing" }, { "tcp:127.0.0.1:1", "host-unreachable" },      { "tcp:127.0.0.1", "usage" },
    { "tcp:127.0.0.1:99999", "usage" }, { "practice:no-such-fault", "practice-fault" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *identify = g_strdup_printf ("identify --json --port %s", rows[i].port);
      g_autofree char *upgrade = g_strdup_printf ("upgrade --json --yes --port %s --package @PACKAGE", rows[i].port);
      g_autoptr (Flow) asked = flow_run (NULL, identify);
      g_autoptr (Flow) upgraded = flow_run (NULL, upgrade);

      assert_refused (asked, rows[i].id);
      assert_refused (upgraded, rows[i].id);
    }
}

static void
test_confirmation_is_needed (void **state)
{
  static const char *const words[]
      = { "upgrade --json --port @PORT --package @PACKAGE", "upgrade --port @PORT --package @PACKAGE" };
  g_autoptr (Flow) script = flow_run ("", words[0]);
  g_autoptr (Flow) person = flow_run ("", words[1]);
  g_autofree char *text = flow_text (person);

  assert_refused (script, "confirm-needed");
  assert_int_equal (flow_exit_code (person), 2);
  assert_non_null (strstr (text, "--yes"));
  assert_int_equal (flow_commands_seen (person), 0);
}

static void
test_log_that_cannot_be_written (void **state)
{
  g_autofree char *words = g_strdup_printf ("identify --json --port @PORT --log %s", native_devices ()[0]);
  g_autoptr (Flow) device = flow_run ("", words);
  g_autoptr (Flow) package = flow_run ("", WHOLE "--json --log @PACKAGE");
  g_autofree char *bytes = NULL;
  gsize n;

  assert_refused (device, "usage");
  assert_refused (package, "usage");
  assert_true (g_file_get_contents (package->package, &bytes, &n, NULL));
  assert_int_equal (n, 20000);
}

static void
test_help (void **state)
{
  static const char *const commands[] = { "", "ports", "identify", "check", "upgrade", "watch", "probe", "host", "explain" };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *words = g_strdup_printf ("%s --help --lang %s", commands[i / 2], i % 2 == 0 ? "en" : "zh_CN");
      g_autoptr (Flow) flow = flow_run (NULL, words);
      g_autofree char *text = flow_text (flow);

      assert_int_equal (flow_exit_code (flow), 0);
      assert_int_equal (flow->errors->len, 0);
      assert_non_null (strstr (text, i % 2 == 0 ? "Usage: dfota" : "用法"));
      assert_non_null (strstr (text, "--lang"));
    }
}

static void
test_version (void **state)
{
  g_autoptr (Flow) flow = flow_run (NULL, "--version");

  assert_int_equal (flow_exit_code (flow), 0);
  assert_int_equal (flow->lines->len, 1);
  assert_true (g_str_has_prefix (g_ptr_array_index (flow->lines, 0), "dfota "));
}

static void
test_explain (void **state)
{
  g_autoptr (Flow) flow = flow_run (NULL, "explain 504 --json");
  g_autoptr (Flow) mini = flow_run (NULL, "explain 601 --family ep06 --kind ftp --json");
  g_autoptr (Flow) unknown = flow_run (NULL, "explain 9999 --json");
  g_autoptr (GPtrArray) events = flow_events (flow);
  g_autoptr (GPtrArray) ep06 = flow_events (mini);
  g_autoptr (GPtrArray) general = flow_events (unknown);
  JsonObject *meaning = flow_only_event (events, "explain");

  assert_int_equal (flow_exit_code (flow), 0);
  assert_int_equal (json_object_get_int_member (meaning, "code"), 504);
  assert_string_equal (json_object_get_string_member (meaning, "family"), "lte-standard");
  assert_string_equal (json_object_get_string_member (meaning, "kind"), "upgrade");
  assert_true (json_object_has_member (meaning, "module_safe"));
  assert_true (json_object_has_member (meaning, "retry"));
  assert_string_equal (json_object_get_string_member (flow_only_event (ep06, "explain"), "family"), "ep06");
  assert_true (*json_object_get_string_member (flow_only_event (general, "explain"), "advice") != '\0');
}

static void
test_ports (void **state)
{
  g_autoptr (Flow) flow = flow_run (NULL, "ports --json");
  g_autoptr (GPtrArray) events = flow_events (flow);

  assert_int_equal (flow_exit_code (flow), 0);
  for (guint i = 0; i < events->len; i++)
    {
      static const char *const members[] = { "name", "vid", "pid", "interface", "role", "product", "busy_by" };

      assert_string_equal (json_object_get_string_member (g_ptr_array_index (events, i), "event"), "port");
      for (guint m = 0; m < G_N_ELEMENTS (members); m++)
        assert_true (json_object_has_member (g_ptr_array_index (events, i), members[m]));
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_nonsense_for_scripts),
    cmocka_unit_test (test_nonsense_for_people),
    cmocka_unit_test (test_bad_packages),
    cmocka_unit_test (test_bad_ports),
    cmocka_unit_test (test_confirmation_is_needed),
    cmocka_unit_test (test_log_that_cannot_be_written),
    cmocka_unit_test (test_help),
    cmocka_unit_test (test_version),
    cmocka_unit_test (test_explain),
    cmocka_unit_test (test_ports),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
