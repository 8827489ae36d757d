/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "flow.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define SIM      "--model EC200A --revision EC200ACNHAR01A02M16 --target EC200ACNHAR01A03M16"
#define DEADLINE 60

/* dfota at a terminal: what a person sees, and what he types. */
typedef struct
{
  Flow *flow;
  int master;
  GString *seen;
} Terminal;

static void
open_terminal (Terminal *terminal, const char *sim, const char *lang)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autoptr (GError) error = NULL;
  struct winsize size = { .ws_row = 24, .ws_col = 80 };
  int slave;

  terminal->flow = flow_new (sim);
  terminal->seen = g_string_new (NULL);
  terminal->master = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC);
  assert_int_equal (grantpt (terminal->master), 0);
  assert_int_equal (unlockpt (terminal->master), 0);
  slave = open (ptsname (terminal->master), O_RDWR | O_NOCTTY | O_CLOEXEC);
  assert_true (slave >= 0);
  assert_int_equal (ioctl (slave, TIOCSWINSZ, &size), 0);

  g_subprocess_launcher_setenv (launcher, "TERM", "xterm", TRUE);
  g_subprocess_launcher_take_stdin_fd (launcher, slave);
  g_subprocess_launcher_take_stdout_fd (launcher, fcntl (slave, F_DUPFD_CLOEXEC, 3));
  terminal->flow->dfota
      = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("DFOTA_CLI"), "upgrade", "--lang", lang, "--port",
                                     terminal->flow->port, "--package", terminal->flow->package, NULL);
  assert_non_null (terminal->flow->dfota);
  /* the program alone holds the other end, so that its leaving is seen */
  g_object_unref (g_steal_pointer (&launcher));
}

/* Reads until @text was seen, or the program has left (@text NULL). */
static void
read_until (Terminal *terminal, const char *text)
{
  gint64 until = g_get_monotonic_time () + DEADLINE * G_TIME_SPAN_SECOND;

  while (text == NULL || strstr (terminal->seen->str, text) == NULL)
    {
      GPollFD poll = { .fd = terminal->master, .events = G_IO_IN };
      char bytes[1024];
      gssize n;

      if (g_get_monotonic_time () > until || g_poll (&poll, 1, 1000) < 0)
        fail_msg ("no “%s” in:\n%s", text, terminal->seen->str);
      if (poll.revents == 0)
        continue;
      n = read (terminal->master, bytes, sizeof bytes);
      if (n <= 0 && text == NULL)
        return;
      if (n <= 0)
        fail_msg ("the program left before “%s”:\n%s", text, terminal->seen->str);
      g_string_append_len (terminal->seen, bytes, n);
    }
}

static void
type (Terminal *terminal, const char *text)
{
  assert_int_equal (write (terminal->master, text, strlen (text)), strlen (text));
}

/* Returns the exit code. */
static int
close_terminal (Terminal *terminal)
{
  int exit_code;

  read_until (terminal, NULL);
  g_subprocess_wait (terminal->flow->dfota, NULL, NULL);
  exit_code = flow_exit_code (terminal->flow);
  flow_wait (&terminal->flow, 1);
  return exit_code;
}

static void
free_terminal (Terminal *terminal)
{
  close (terminal->master);
  g_string_free (terminal->seen, TRUE);
  flow_free (terminal->flow);
}

static void
test_yes (void **state)
{
  Terminal terminal = { 0 };

  open_terminal (&terminal, SIM, "en");
  read_until (&terminal, "Type yes to start:");
  assert_non_null (strstr (terminal.seen->str, "EC200ACNHAR01A02M16 → EC200ACNHAR01A03M16"));
  assert_null (strstr (terminal.seen->str, "Downgrade:"));
  type (&terminal, "yes\n");
  assert_int_equal (close_terminal (&terminal), 0);
  assert_non_null (strstr (terminal.seen->str, "Done"));
  assert_non_null (strstr (terminal.seen->str, "[###"));
  assert_int_equal (flow_commands_seen (terminal.flow), 1);
  free_terminal (&terminal);
}

static void
test_yes_in_chinese (void **state)
{
  Terminal terminal = { 0 };

  open_terminal (&terminal, SIM, "zh_CN");
  read_until (&terminal, "：");
  read_until (&terminal, "yes");
  type (&terminal, "是\n");
  assert_int_equal (close_terminal (&terminal), 0);
  assert_non_null (strstr (terminal.seen->str, "升级完成"));
  free_terminal (&terminal);
}

static void
test_no (void **state)
{
  Terminal terminal = { 0 };

  open_terminal (&terminal, SIM, "en");
  read_until (&terminal, "Type yes to start:");
  type (&terminal, "no\n");
  assert_int_equal (close_terminal (&terminal), 130);
  assert_non_null (strstr (terminal.seen->str, "Stopped"));
  assert_int_equal (flow_commands_seen (terminal.flow), 0);
  free_terminal (&terminal);
}

static void
test_interrupted_question (void **state)
{
  Terminal terminal = { 0 };

  open_terminal (&terminal, SIM, "en");
  read_until (&terminal, "Type yes to start:");
  g_subprocess_send_signal (terminal.flow->dfota, SIGINT);
  assert_int_equal (close_terminal (&terminal), 130);
  assert_int_equal (flow_commands_seen (terminal.flow), 0);
  free_terminal (&terminal);
}

static void
test_downgrade_is_named (void **state)
{
  Terminal terminal = { 0 };

  open_terminal (&terminal, "--model EC200A --revision EC200ACNHAR01A04M16", "en");
  read_until (&terminal, "Type yes to start:");
  assert_non_null (strstr (terminal.seen->str, "Downgrade:"));
  type (&terminal, "\n");
  assert_int_equal (close_terminal (&terminal), 130);
  free_terminal (&terminal);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_yes),
    cmocka_unit_test (test_yes_in_chinese),
    cmocka_unit_test (test_no),
    cmocka_unit_test (test_interrupted_question),
    cmocka_unit_test (test_downgrade_is_named),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
