/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole job over a real serial port as libserialport sees it: the bytes arrive intact, the port vanishes and returns. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "fake-port.h"
#include "upgrade/run.h"

#define SIZE 150000

typedef struct
{
  GSubprocess *sim;
  char *report;
  char *package;
  char *sha256;
  DfotaOutcome outcome;
  int exit_code, code;
  guint restarts, flow_passed;
} Bench;

static const FakeUsb at_port = { "ttyUSB2", "1-2.3", 3, 0x2c7c, 0x6005, "SN1", "EC200A" };

static char *
in_tree (const char *name)
{
  return g_build_filename (fake_tree_root (), name, NULL);
}

/* The simulator itself is not to see the made-up ports: it makes one. */
static void
start_sim (Bench *bench, const char *fault)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *node = in_tree ("dev/ttyUSB2");
  const char *argv[]
      = { g_getenv ("DFOTA_TEST_SIM"),      "--pty", node, "--report", bench->report, "--speed", "10", "--rate", "500000",
          fault != NULL ? "--fault" : NULL, fault,   NULL };

  g_subprocess_launcher_unsetenv (launcher, "LD_PRELOAD");
  bench->sim = g_subprocess_launcher_spawnv (launcher, argv, NULL);
  assert_non_null (bench->sim);
  g_autoptr (GDataInputStream) out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (bench->sim));
  g_autofree char *name = g_data_input_stream_read_line (out, NULL, NULL, NULL);
  assert_string_equal (name, node);
}

static int
set_up (void **state)
{
  Bench *bench = g_new0 (Bench, 1);
  g_autofree char *bytes = g_malloc (SIZE);

  for (gsize i = 0; i < SIZE; i++)
    bytes[i] = (char) (i * 7 + i / 251);
  bench->report = in_tree ("report.json");
  bench->package = in_tree ("package.bin");
  bench->sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, SIZE);
  assert_true (g_file_set_contents (bench->package, bytes, SIZE, NULL));
  fake_port_announce (&at_port);
  *state = bench;
  return 0;
}

static int
tear_down (void **state)
{
  Bench *bench = *state;

  g_subprocess_force_exit (bench->sim);
  g_subprocess_wait (bench->sim, NULL, NULL);
  g_object_unref (bench->sim);
  g_free (bench->report);
  g_free (bench->package);
  g_free (bench->sha256);
  g_free (bench);
  return 0;
}

static void
on_event (DfotaEvent *event, gpointer user_data)
{
  Bench *bench = user_data;

  if (event->type == DFOTA_EVENT_RESTART)
    bench->restarts = (guint) event->restart.seen;
  if (event->type == DFOTA_EVENT_CHECK && event->check.id == DFOTA_CHECK_FLOW && event->check.verdict == DFOTA_VERDICT_PASS)
    bench->flow_passed++;
  if (event->type == DFOTA_EVENT_FINISHED)
    {
      bench->outcome = event->finished.outcome;
      bench->exit_code = event->finished.exit_code;
      bench->code = event->finished.fault != NULL ? event->finished.fault->code : -1;
    }
  dfota_event_free (event);
}

static void
upgrade (Bench *bench)
{
  g_autoptr (DfotaJob) job = dfota_job_new ();

  job->port = g_strdup ("/dev/ttyUSB2");
  job->package_path = g_strdup (bench->package);
  job->patience = 10;
  g_autoptr (DfotaRun) run = dfota_run_new (job, NULL, on_event, bench);
  dfota_run_upgrade (run);
}

/* Written when the module's upgrade has ended; a moment later than the program knows it. */
static JsonObject *
read_report (Bench *bench, JsonParser *parser)
{
  gint64 until = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (!json_parser_load_from_file (parser, bench->report, NULL))
    assert_true (g_get_monotonic_time () < until);
  return json_node_get_object (json_parser_get_root (parser));
}

static void
the_package_arrives_intact_and_the_version_is_read_back (void **state)
{
  Bench *bench = *state;
  g_autoptr (JsonParser) parser = json_parser_new ();

  start_sim (bench, NULL);
  upgrade (bench);
  assert_int_equal (bench->outcome, DFOTA_OUTCOME_DONE);
  assert_int_equal (bench->flow_passed, 1);
  assert_true (bench->restarts >= 1);

  JsonObject *report = read_report (bench, parser);
  assert_string_equal (json_object_get_string_member (report, "payload_sha256"), bench->sha256);
  assert_int_equal (json_object_get_int_member (report, "early_bytes"), 0);
  assert_int_equal (json_object_get_int_member (report, "extra_bytes"), 0);
  assert_true (json_object_get_boolean_member (report, "flow_control"));
}

static void
a_refused_package_leaves_the_old_firmware (void **state)
{
  Bench *bench = *state;

  start_sim (bench, "check-505");
  upgrade (bench);
  assert_int_equal (bench->exit_code, 1);
  assert_int_equal (bench->code, 505);
}

static void
unplugged_in_the_middle_and_back_again (void **state)
{
  Bench *bench = *state;

  start_sim (bench, "unplug-return@50%");
  upgrade (bench);
  assert_int_equal (bench->exit_code, 1);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (the_package_arrives_intact_and_the_version_is_read_back, set_up, tear_down),
    cmocka_unit_test_setup_teardown (a_refused_package_leaves_the_old_firmware, set_up, tear_down),
    cmocka_unit_test_setup_teardown (unplugged_in_the_middle_and_back_again, set_up, tear_down),
  };

  fake_tree_begin ();
  int failed = cmocka_run_group_tests (tests, NULL, NULL);
  fake_tree_end ();
  return failed;
}
