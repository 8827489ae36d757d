/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The practice module's process: started, named, ended, and never left behind. A script stands in for dfota-sim. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "error.h"
#include "port/port.h"
#include "port/practice.h"

static char *folder;

static char *
file (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

/* Makes @script the simulator. */
static void
simulate (const char *script)
{
  g_autofree char *path = file ("sim");
  g_autofree char *pid = file ("pid");
  g_autofree char *text = g_strdup_printf ("#!/bin/sh\necho $$ >%s\necho \"$@\" >%s/argv\n%s\n", pid, folder, script);

  g_remove (pid);
  assert_true (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  assert_true (g_setenv ("DFOTA_SIM", path, TRUE));
}

static char *
read_text (const char *name)
{
  g_autofree char *path = file (name);
  char *text = NULL;

  assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return g_strchomp (text);
}

static gboolean
simulator_runs (void)
{
  g_autofree char *pid = read_text ("pid");

  return kill (atoi (pid), 0) == 0 || errno != ESRCH;
}

static void
names_are_recognised (void **state)
{
  assert_true (dfota_practice_is_name ("practice"));
  assert_true (dfota_practice_is_name ("practice:lose-end"));
  assert_false (dfota_practice_is_name ("practices"));
  assert_false (dfota_practice_is_name ("tcp:practice:1"));
}

static void
it_serves_and_ends_at_once (void **state)
{
  simulate ("echo tcp:127.0.0.1:4711; exec sleep 1000");
  g_autoptr (DfotaPractice) practice = dfota_practice_start ("practice", NULL, NULL);

  assert_non_null (practice);
  assert_string_equal (dfota_practice_port (practice), "tcp:127.0.0.1:4711");
  assert_true (simulator_runs ());
  const gint64 begun = g_get_monotonic_time ();
  g_clear_pointer (&practice, dfota_practice_free);
  const gint64 took = g_get_monotonic_time () - begun;
  print_message ("ended in %" G_GINT64_FORMAT " us\n", took);
  assert_in_range (took, 0, 50000);
  assert_false (simulator_runs ());
}

/* One that does not want to end is not asked twice. */
static void
a_stubborn_one_ends_too (void **state)
{
  simulate ("trap '' TERM; echo tcp:127.0.0.1:4711; while :; do sleep 1000; done");
  DfotaPractice *practice = dfota_practice_start ("practice", NULL, NULL);

  assert_non_null (practice);
  dfota_practice_free (practice);
  assert_false (simulator_runs ());
}

static void
faults_are_passed_on (void **state)
{
  simulate ("echo tcp:127.0.0.1:4711; exec sleep 1000");
  assert_true (g_setenv ("DFOTA_PRACTICE_SPEED", "250", TRUE));
  g_autoptr (DfotaPractice) practice = dfota_practice_start ("practice:lose-end,die@update", NULL, NULL);
  g_unsetenv ("DFOTA_PRACTICE_SPEED");

  assert_non_null (practice);
  g_autofree char *argv = read_text ("argv");
  assert_non_null (strstr (argv, "--family lte-standard --listen 127.0.0.1:0"));
  assert_non_null (strstr (argv, "--speed 250"));
  assert_non_null (strstr (argv, "--fault lose-end --fault die@update"));
}

/* What it plays follows the path that is practised. */
static void
a_family_is_passed_on (void **state)
{
  simulate ("echo tcp:127.0.0.1:4711; exec sleep 1000");
  g_autoptr (DfotaPractice) practice = dfota_practice_start ("practice:lose-end", "bc260y", NULL);

  assert_non_null (practice);
  g_autofree char *argv = read_text ("argv");
  assert_non_null (strstr (argv, "--family bc260y --listen 127.0.0.1:0"));
  assert_non_null (strstr (argv, "--fault lose-end"));
}

static void
assert_fails (const char *name, DfotaErrorCode code, const char *value)
{
  g_autoptr (GError) error = NULL;

  assert_null (dfota_practice_start (name, NULL, &error));
  assert_true (g_error_matches (error, DFOTA_ERROR, (int) code));
  assert_string_equal (error->message, value);
}

static void
failures_have_a_name (void **state)
{
  simulate ("exit 2");
  assert_fails ("practice:no-such-fault", DFOTA_ERROR_PRACTICE_FAULT, "no-such-fault");
  simulate ("exit 1");
  assert_fails ("practice", DFOTA_ERROR_INTERNAL, "dfota-sim");
  simulate ("kill -9 $$");
  assert_fails ("practice", DFOTA_ERROR_INTERNAL, "dfota-sim");
  assert_true (g_setenv ("DFOTA_SIM", "/nonexistent/dfota-sim", TRUE));
  assert_fails ("practice", DFOTA_ERROR_INTERNAL, "dfota-sim");
}

/* Whoever starts it may crash: the simulator must not stay behind. The thread that called start may end before the practice
 * does: it must stay. */
static gpointer
start_it (gpointer unused)
{
  return dfota_practice_start ("practice", NULL, NULL);
}

static void
it_dies_with_us_but_not_with_a_thread (void **state)
{
  simulate ("echo tcp:127.0.0.1:4711; exec sleep 1000");
  int ends[2];
  char served = '-';

  assert_int_equal (pipe (ends), 0);
  const pid_t child = fork ();
  if (child == 0)
    {
      DfotaPractice *practice = g_thread_join (g_thread_new ("start", start_it, NULL));

      if (write (ends[1], practice != NULL ? "+" : "-", 1) == 1)
        pause ();
      _exit (1);
    }
  assert_int_equal (read (ends[0], &served, 1), 1);
  assert_int_equal (served, '+');
  close (ends[0]);
  close (ends[1]);
  assert_true (simulator_runs ());
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  const gint64 until = g_get_monotonic_time () + 5 * G_TIME_SPAN_SECOND;
  while (simulator_runs () && g_get_monotonic_time () < until)
    g_thread_yield ();
  assert_false (simulator_runs ());
}

/* The real one: it answers AT, and knows its faults from nonsense. */
static void
the_simulator_itself (void **state)
{
  const char *simulator = g_getenv ("DFOTA_TEST_SIM");

  if (simulator == NULL)
    skip ();
  assert_true (g_setenv ("DFOTA_SIM", simulator, TRUE));
  assert_fails ("practice:no-such-fault", DFOTA_ERROR_PRACTICE_FAULT, "no-such-fault");

  g_autoptr (GString) answer = g_string_new (NULL);
  g_autoptr (DfotaPractice) practice = dfota_practice_start ("practice", NULL, NULL);
  assert_non_null (practice);
  g_autoptr (DfotaPort) port = dfota_port_new (dfota_practice_port (practice), 0, NULL);
  assert_true (dfota_port_open (port, NULL));
  DfotaIo out = { .out = (const guint8 *) "AT\r", .out_len = 3 };
  const gint64 until = dfota_port_now (port) + 5 * DFOTA_PORT_SECOND;
  assert_true (dfota_port_step (port, &out, until, NULL, NULL));
  while (strstr (answer->str, "OK\r\n") == NULL)
    {
      guint8 room[64];
      DfotaIo io = { .in = room, .in_size = sizeof room };

      assert_true (dfota_port_step (port, &io, until, NULL, NULL));
      g_string_append_len (answer, (const char *) room, (gssize) io.received);
    }

  /* when it ends, the port is gone */
  g_clear_pointer (&practice, dfota_practice_free);
  g_autoptr (GError) error = NULL;
  guint8 byte;
  DfotaIo io = { .in = &byte, .in_size = 1 };
  while (dfota_port_step (port, &io, until, NULL, &error))
    continue;
  assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (names_are_recognised),       cmocka_unit_test (it_dies_with_us_but_not_with_a_thread),
    cmocka_unit_test (it_serves_and_ends_at_once), cmocka_unit_test (a_stubborn_one_ends_too),
    cmocka_unit_test (faults_are_passed_on),       cmocka_unit_test (failures_have_a_name),
    cmocka_unit_test (the_simulator_itself),       cmocka_unit_test (a_family_is_passed_on),
  };

  folder = g_dir_make_tmp ("dfota-practice-XXXXXX", NULL);
  const int failed = cmocka_run_group_tests_name ("practice", tests, NULL, NULL);
  static const char *const files[] = { "sim", "pid", "argv" };
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = file (files[i]);

      g_remove (path);
    }
  g_rmdir (folder);
  g_free (folder);
  return failed;
}
