/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "flow.h"

#include <string.h>

#define FROM "EC200ACNHAR01A02M16"
#define TO   "EC200ACNHAR01A03M16"
#define SIM  "--model EC200A --revision " FROM " --target " TO

#define UPGRADE "upgrade --json --yes --port @PORT --package @PACKAGE "

/* All runs go on at the same time; each test waits for its own. */
enum
{
  IDENTIFY,
  IDENTIFY_UNSUPPORTED,
  CHECK,
  UPGRADED,
  NO_LINES,
  LINES,
  CARD_EN,
  CARD_ZH,
  STOP_IN_TIME,
  STOP_TOO_LATE,
  STOP_ONCE,
  N_RUNS
};

static const struct
{
  const char *sim;
  const char *words; /* {dir} is the flow's folder */
  const char *interrupt_at;
  gboolean twice;
} runs[N_RUNS] = {
  [IDENTIFY] = { SIM, "identify --json --port @PORT" },
  [IDENTIFY_UNSUPPORTED] = { "--model EC21 --revision EC21EFAR06A01M4G", "identify --json --port @PORT" },
  [CHECK] = { SIM, "check --json --port @PORT --package @PACKAGE" },
  [UPGRADED] = { SIM, UPGRADE "--target " TO },
  [NO_LINES] = { SIM, "identify --json --port @PORT --log {dir}/log" },
  [LINES] = { SIM, "identify --json --verbose --port @PORT" },
  [CARD_EN] = { SIM, "upgrade --yes --lang en --port @PORT --package @PACKAGE" },
  [CARD_ZH] = { SIM, "upgrade --yes --lang zh_CN --port @PORT --package @PACKAGE" },
  [STOP_IN_TIME] = { SIM " --rate 8000", UPGRADE, "sending" },
  [STOP_TOO_LATE] = { SIM " --updating 250", UPGRADE, "updating", TRUE },
  [STOP_ONCE] = { SIM, UPGRADE, "updating" },
};

static Flow *flows[N_RUNS];

static int
start_all (void **state)
{
  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autoptr (GString) words = g_string_new (runs[i].words);

      flows[i] = flow_new (runs[i].sim);
      flows[i]->interrupt_at = runs[i].interrupt_at;
      flows[i]->twice = runs[i].twice;
      g_string_replace (words, "{dir}", flows[i]->dir, 0);
      flow_start (flows[i], words->str);
    }
  return 0;
}

static int
free_all (void **state)
{
  for (guint i = 0; i < N_RUNS; i++)
    g_clear_pointer (&flows[i], flow_free);
  return 0;
}

/* When it has ended. */
static Flow *
run_of (guint i)
{
  flow_wait (&flows[i], 1);
  return flows[i];
}

static const char *
member (JsonObject *object, const char *name)
{
  if (!json_object_has_member (object, name))
    fail_msg ("no member %s", name);
  return json_object_get_null_member (object, name) ? NULL : json_object_get_string_member (object, name);
}

static void
test_identify (void **state)
{
  Flow *flow = run_of (IDENTIFY);
  g_autoptr (GPtrArray) events = flow_events (flow);
  JsonObject *module = flow_only_event (events, "module");
  JsonArray *routes = json_object_get_array_member (module, "routes");
  gboolean by_file = FALSE;

  assert_int_equal (flow_exit_code (flow), 0);
  assert_int_equal (events->len, 1);
  assert_string_equal (member (module, "manufacturer"), "Quectel");
  assert_string_equal (member (module, "model"), "EC200A");
  assert_string_equal (member (module, "revision"), FROM);
  assert_string_equal (member (module, "family"), "lte-standard");
  assert_string_equal (member (module, "method"), "dfota");
  assert_int_equal (json_object_get_int_member (module, "flash_mb"), 16);
  assert_true (json_object_get_boolean_member (module, "supported"));
  assert_true (json_object_has_member (module, "full_revision"));
  assert_true (json_object_has_member (module, "sub_edition"));
  for (guint i = 0; i < json_array_get_length (routes); i++)
    by_file |= g_str_equal (json_array_get_string_element (routes, i), "file");
  assert_true (by_file);
  assert_int_equal (flow_commands_seen (flow), 0);
}

static void
test_identify_unsupported (void **state)
{
  Flow *flow = run_of (IDENTIFY_UNSUPPORTED);
  g_autoptr (GPtrArray) events = flow_events (flow);
  JsonObject *module = flow_only_event (events, "module");

  assert_false (json_object_get_boolean_member (module, "supported"));
  assert_int_equal (json_array_get_length (json_object_get_array_member (module, "routes")), 0);
  assert_true (json_object_get_null_member (module, "flash_mb"));
}

static void
test_check (void **state)
{
  Flow *flow = run_of (CHECK);
  g_autoptr (GPtrArray) events = flow_events (flow);
  JsonObject *summary = flow_only_event (events, "summary");

  assert_int_equal (flow_exit_code (flow), 0);
  assert_ptr_equal (summary, g_ptr_array_index (events, events->len - 1));
  assert_int_equal (json_object_get_int_member (summary, "fail"), 0);
  assert_true (json_object_get_int_member (summary, "pass") >= 3);
  for (guint i = 0; i + 1 < events->len; i++)
    {
      JsonObject *check = g_ptr_array_index (events, i);

      assert_string_equal (member (check, "event"), "check");
      assert_non_null (member (check, "id"));
      assert_non_null (member (check, "verdict"));
      assert_true (*member (check, "title") != '\0');
      assert_non_null (member (check, "advice"));
    }
  assert_int_equal (flow_commands_seen (flow), 0);
}

static void
assert_states_in_order (GPtrArray *events)
{
  static const char *const order[] = { "opening",     "identifying", "checking", "preparing",  "starting", "sending",
                                       "downloading", "verifying",   "updating", "confirming", "done" };
  guint next = 0;

  for (guint i = 0; i < events->len && next < G_N_ELEMENTS (order); i++)
    {
      JsonObject *event = g_ptr_array_index (events, i);

      if (g_str_equal (member (event, "event"), "state") && g_str_equal (member (event, "state"), order[next]))
        next++;
    }
  if (next < G_N_ELEMENTS (order))
    fail_msg ("the state %s is missing or out of order", order[next]);
}

static void
assert_progress_grows (GPtrArray *events)
{
  double last = 0;
  guint n = 0;

  for (guint i = 0; i < events->len; i++)
    {
      JsonObject *event = g_ptr_array_index (events, i);

      if (!g_str_equal (member (event, "event"), "progress"))
        continue;
      assert_true (json_object_get_double_member (event, "fraction") >= last);
      last = json_object_get_double_member (event, "fraction");
      n++;
    }
  assert_true (n > 5);
  assert_true (last <= 1);
}

/* may_stop says no from some state on, and never yes again. */
static void
assert_one_point_of_no_return (GPtrArray *events)
{
  gboolean may_stop = TRUE;

  for (guint i = 0; i < events->len; i++)
    {
      JsonObject *event = g_ptr_array_index (events, i);

      if (!g_str_equal (member (event, "event"), "state"))
        continue;
      if (!may_stop)
        assert_false (json_object_get_boolean_member (event, "may_stop"));
      may_stop = json_object_get_boolean_member (event, "may_stop");
    }
  assert_false (may_stop);
}

static char *
sha256 (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize n;

  assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, n);
}

static void
test_upgrade (void **state)
{
  Flow *flow = run_of (UPGRADED);
  g_autoptr (GPtrArray) events = flow_events (flow);
  JsonObject *finished = flow_only_event (events, "finished");
  g_autofree char *sum = sha256 (flow->package);

  assert_int_equal (flow_exit_code (flow), 0);
  assert_ptr_equal (finished, g_ptr_array_index (events, events->len - 1));
  assert_string_equal (member (finished, "outcome"), "done");
  assert_true (json_object_get_null_member (finished, "error"));
  assert_true (json_object_get_null_member (finished, "case_code"));
  assert_true (json_object_get_double_member (finished, "seconds") > 0);
  assert_string_equal (member (json_object_get_object_member (finished, "before"), "revision"), FROM);
  assert_string_equal (member (json_object_get_object_member (finished, "after"), "revision"), TO);

  assert_states_in_order (events);
  assert_progress_grows (events);
  assert_one_point_of_no_return (events);

  assert_string_equal (member (flow->report, "payload_sha256"), sum);
  assert_int_equal (flow_commands_seen (flow), 1);
  assert_int_equal (json_object_get_int_member (flow->report, "early_bytes"), 0);
  assert_int_equal (json_object_get_int_member (flow->report, "extra_bytes"), 0);
}

static void
test_no_lines_without_verbose (void **state)
{
  g_autofree char *log = NULL;
  g_autofree char *text = NULL;
  Flow *flow = run_of (NO_LINES);
  g_autoptr (GPtrArray) events = NULL;

  log = g_build_filename (flow->dir, "log", NULL);
  events = flow_events (flow);
  assert_int_equal (events->len, 1);
  assert_true (g_file_get_contents (log, &text, NULL, NULL));
  assert_non_null (strstr (text, "> ATI"));
  assert_non_null (strstr (text, "< Revision: " FROM));
}

static void
test_verbose (void **state)
{
  Flow *flow = run_of (LINES);
  g_autoptr (GPtrArray) events = flow_events (flow);
  gboolean sent = FALSE;

  for (guint i = 0; i < events->len; i++)
    {
      JsonObject *event = g_ptr_array_index (events, i);

      if (g_str_equal (member (event, "event"), "line") && g_str_equal (member (event, "dir"), "tx"))
        sent |= g_str_equal (member (event, "text"), "ATI");
    }
  assert_true (sent);
}

static void
test_words_of_the_card (void **state)
{
  static const struct
  {
    guint run;
    const char *heading;
  } rows[] = { { CARD_EN, "\nDone\n" }, { CARD_ZH, "\n升级完成\n" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Flow *flow = run_of (rows[i].run);
      g_autofree char *text = flow_text (flow);

      assert_int_equal (flow_exit_code (flow), 0);
      if (strstr (text, rows[i].heading) == NULL)
        fail_msg ("no heading in:\n%s", text);
      assert_non_null (strstr (text, FROM " → " TO));
      /* no terminal, no colours and no bar */
      assert_null (strchr (text, '\033'));
      assert_null (strchr (text, '\r'));
    }
}

static void
test_stop_in_time (void **state)
{
  Flow *flow = run_of (STOP_IN_TIME);
  g_autoptr (GPtrArray) events = NULL;
  JsonObject *finished;

  events = flow_events (flow);
  finished = flow_only_event (events, "finished");

  assert_int_equal (flow_exit_code (flow), 130);
  assert_string_equal (member (finished, "outcome"), "cancelled");
  assert_string_equal (member (json_object_get_object_member (finished, "after"), "revision"), FROM);
  assert_true (json_object_get_boolean_member (json_object_get_object_member (finished, "error"), "module_safe"));
  assert_false (json_object_get_boolean_member (flow->report, "upgraded"));
  assert_int_equal (flow->errors->len, 1);
}

static void
test_stop_too_late (void **state)
{
  Flow *flow = run_of (STOP_TOO_LATE);
  g_autoptr (GPtrArray) events = NULL;
  JsonObject *finished;

  events = flow_events (flow);
  finished = flow_only_event (events, "finished");

  assert_int_equal (flow_exit_code (flow), 3);
  assert_string_equal (member (finished, "outcome"), "uncertain");
  assert_string_equal (member (json_object_get_object_member (finished, "error"), "id"), "watch-ended");
  /* the explanation, and that the watching ends */
  assert_int_equal (flow->errors->len, 2);
  assert_non_null (strstr (g_ptr_array_index (flow->errors, 0), "Ctrl-C"));
}

static void
test_stop_too_late_once (void **state)
{
  Flow *flow = run_of (STOP_ONCE);

  /* it is explained, and the run goes on to its end */
  assert_int_equal (flow_exit_code (flow), 0);
  assert_int_equal (flow->errors->len, 1);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_identify),
    cmocka_unit_test (test_identify_unsupported),
    cmocka_unit_test (test_check),
    cmocka_unit_test (test_upgrade),
    cmocka_unit_test (test_verbose),
    cmocka_unit_test (test_no_lines_without_verbose),
    cmocka_unit_test (test_words_of_the_card),
    cmocka_unit_test (test_stop_in_time),
    cmocka_unit_test (test_stop_too_late),
    cmocka_unit_test (test_stop_too_late_once),
  };

  return cmocka_run_group_tests (tests, start_all, free_all);
}
