/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The practice module's process on Windows: started, named, ended, and never left behind. This program itself stands in for
 * dfota-sim, when DFOTA_TEST_ROLE says so. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib/gstdio.h>
#include <string.h>
#include <windows.h>

#include "error.h"
#include "port/port.h"
#include "port/practice-child.h"
#include "port/practice.h"

#define ROLE   "DFOTA_TEST_ROLE"
#define FOLDER "DFOTA_TEST_FOLDER"

static char *folder;

/* --- in the child --- */

static void
write_text (const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (g_getenv (FOLDER), name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* A simulator: notes who it is and what it was told, and does as its role says. */
static int
simulate (const char *role)
{
  g_auto (GStrv) argv = g_win32_get_command_line ();
  g_autofree char *words = g_strjoinv ("\n", argv + 1);
  g_autofree char *pid = g_strdup_printf ("%lu", GetCurrentProcessId ());

  write_text ("argv", words);
  write_text ("pid", pid);
  if (g_str_has_prefix (role, "exit "))
    return atoi (role + strlen ("exit "));
  g_print ("tcp:127.0.0.1:4711\n");
  fflush (stdout);
  while (TRUE)
    g_usleep (G_USEC_PER_SEC);
}

static gpointer
start_it (gpointer unused)
{
  return dfota_practice_start ("practice", NULL, NULL);
}

/* A program that practises, and dies of something else; the thread that began it is gone by then. */
static int
practise (void)
{
  g_setenv (ROLE, "serve", TRUE);
  if (g_thread_join (g_thread_new ("start", start_it, NULL)) == NULL)
    return 1;
  write_text ("served", "");
  while (TRUE)
    g_usleep (G_USEC_PER_SEC);
}

/* --- in the test --- */

static void
set_role (const char *role)
{
  g_autofree char *pid = g_build_filename (folder, "pid", NULL);

  g_remove (pid);
  g_setenv (ROLE, role, TRUE);
}

static char *
read_text (const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text = NULL;

  assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static HANDLE
open_simulator (DWORD access)
{
  g_autofree char *pid = read_text ("pid");

  return OpenProcess (access, FALSE, (DWORD) g_ascii_strtoull (pid, NULL, 10));
}

static gboolean
simulator_runs (void)
{
  HANDLE process = open_simulator (SYNCHRONIZE);
  const gboolean runs = process != NULL && WaitForSingleObject (process, 0) == WAIT_TIMEOUT;

  if (process != NULL)
    CloseHandle (process);
  return runs;
}

static char *
own_path (void)
{
  g_auto (GStrv) argv = g_win32_get_command_line ();

  return g_canonicalize_filename (argv[0], NULL);
}

static void
it_serves_and_ends_at_once (void **state)
{
  set_role ("serve");
  g_autoptr (DfotaPractice) practice = dfota_practice_start ("practice", NULL, NULL);

  assert_non_null (practice);
  assert_string_equal (dfota_practice_port (practice), "tcp:127.0.0.1:4711");
  assert_true (simulator_runs ());
  const gint64 begun = g_get_monotonic_time ();
  g_clear_pointer (&practice, dfota_practice_free);
  print_message ("ended in %" G_GINT64_FORMAT " us\n", g_get_monotonic_time () - begun);
  assert_in_range (g_get_monotonic_time () - begun, 0, 500000);
  assert_false (simulator_runs ());
}

static void
faults_and_families_are_passed_on (void **state)
{
  set_role ("serve");
  g_autoptr (DfotaPractice) practice = dfota_practice_start ("practice:lose-end,die@update", "bc260y", NULL);

  assert_non_null (practice);
  g_autofree char *argv = read_text ("argv");
  assert_non_null (strstr (argv, "--family\nbc260y\n--listen\n127.0.0.1:0\n"));
  assert_non_null (strstr (argv, "--fault\nlose-end\n--fault\ndie@update"));
}

/* Whatever stands in an argument, the child gets it as it is; and from a folder of any name. */
static void
arguments_arrive_as_they_are (void **state)
{
  static char *const words[] = { "plain",
                                 "two words",
                                 "",
                                 "a \"quoted\" one",
                                 "C:\\Program Files\\",
                                 "\\\\server\\share\\",
                                 "back\\\"slash\\\\\"",
                                 "升级包 äö",
                                 "100%PATH%^&|<>",
                                 "\ttab",
                                 NULL };
  g_autofree char *wanted = g_strjoinv ("\n", (char **) words);
  g_autofree char *own = own_path ();
  g_autofree char *room = g_build_filename (folder, "移远 模块", NULL);
  g_autofree char *program = g_build_filename (room, "dfota sim.exe", NULL);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *bytes = NULL;
  gsize n;
  int fd = -1;

  assert_int_equal (g_mkdir (room, 0700), 0);
  assert_true (g_file_get_contents (own, &bytes, &n, NULL));
  assert_true (g_file_set_contents (program, bytes, (gssize) n, NULL));
  set_role ("exit 41");
  g_ptr_array_add (argv, program);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_ptr_array_add (argv, words[i]);

  DfotaPracticeChild *child = dfota_practice_child_start ((char **) argv->pdata, &fd);
  assert_non_null (child);
  dfota_practice_child_await (child);
  assert_int_equal (dfota_practice_child_free (child), 41);
  assert_true (g_close (fd, NULL));
  g_autofree char *got = read_text ("argv");
  assert_string_equal (got, wanted);
  assert_int_equal (g_remove (program), 0);
  assert_int_equal (g_rmdir (room), 0);
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
  g_autofree char *own = g_strdup (g_getenv ("DFOTA_SIM"));

  set_role ("exit 2");
  assert_fails ("practice:no-such-fault", DFOTA_ERROR_PRACTICE_FAULT, "no-such-fault");
  set_role ("exit 1");
  assert_fails ("practice", DFOTA_ERROR_INTERNAL, "dfota-sim.exe");
  g_setenv ("DFOTA_SIM", "Z:\\nonexistent\\dfota-sim.exe", TRUE);
  assert_fails ("practice", DFOTA_ERROR_INTERNAL, "dfota-sim.exe");
  g_setenv ("DFOTA_SIM", own, TRUE);
}

static gboolean
await_file (const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  const gint64 until = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;

  while (!g_file_test (path, G_FILE_TEST_EXISTS) && g_get_monotonic_time () < until)
    g_usleep (5000);
  return g_remove (path) == 0;
}

/* Whoever starts it may crash: the simulator must not stay behind. */
static void
it_dies_with_us_but_not_with_a_thread (void **state)
{
  g_autofree char *own = own_path ();
  g_autofree char *line = g_strdup_printf ("\"%s\"", own);
  g_autofree WCHAR *wide = (WCHAR *) g_utf8_to_utf16 (line, -1, NULL, NULL, NULL);
  STARTUPINFOW start = { .cb = sizeof start };
  PROCESS_INFORMATION parent;

  set_role ("practise");
  assert_true (CreateProcessW (NULL, wide, NULL, NULL, FALSE, 0, NULL, NULL, &start, &parent));
  assert_true (await_file ("served"));
  assert_true (simulator_runs ());
  assert_true (TerminateProcess (parent.hProcess, 1));
  CloseHandle (parent.hProcess);
  CloseHandle (parent.hThread);
  const gint64 until = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;
  while (simulator_runs () && g_get_monotonic_time () < until)
    g_usleep (5000);
  const gboolean left_behind = simulator_runs ();
  if (left_behind)
    TerminateProcess (open_simulator (PROCESS_TERMINATE), 1);
  assert_false (left_behind);
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
    cmocka_unit_test (it_serves_and_ends_at_once),
    cmocka_unit_test (faults_and_families_are_passed_on),
    cmocka_unit_test (arguments_arrive_as_they_are),
    cmocka_unit_test (failures_have_a_name),
    cmocka_unit_test (it_dies_with_us_but_not_with_a_thread),
    cmocka_unit_test (the_simulator_itself),
  };
  static const char *const files[] = { "pid", "argv" };
  const char *role = g_getenv (ROLE);
  int failed;

  if (role != NULL)
    return g_str_equal (role, "practise") ? practise () : simulate (role);
  folder = g_dir_make_tmp ("dfota-practice-XXXXXX", NULL);
  g_setenv (FOLDER, folder, TRUE);
  g_autofree char *own = own_path ();
  g_setenv ("DFOTA_SIM", own, TRUE);
  failed = cmocka_run_group_tests_name ("practice", tests, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i], NULL);

      g_remove (path);
    }
  g_rmdir (folder);
  g_free (folder);
  return failed;
}
