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
#define PACKAGE  "--package {dir}/" FLOW_PACKAGE_NAME
#define OLDER    "EC200ACNHAR01A04M16-EC200ACNHAR01A03M16.bin"
#define DEADLINE 60

/* dfota at a terminal: what a person sees, and what he types. */
typedef struct
{
  Flow *flow;
  GSubprocess *dfota;
  int master;
  GString *seen;
} Terminal;

/* All of them begin at once and go on to their question, while the first ones are answered. */
enum
{
  YES,
  YES_IN_CHINESE,
  NO,
  INTERRUPTED,
  DOWNGRADE,
  OTHER_VERSION,
  NETWORK,
  PAIR,
  PAIR_CHANGED,
  SWAPPED,
  JOINED,
  RESEND,
  N_TERMINALS
};

static const struct
{
  const char *sim;
  const char *lang;
  const char *words; /* behind "upgrade"; {dir} is the flow's folder */
} openings[N_TERMINALS] = {
  [YES] = { SIM, "en", PACKAGE },
  [YES_IN_CHINESE] = { SIM, "zh_CN", PACKAGE },
  [NO] = { SIM, "en", PACKAGE },
  [INTERRUPTED] = { SIM, "en", PACKAGE },
  [DOWNGRADE] = { "--model EC200A --revision EC200ACNHAR01A04M16", "en", "--package {dir}/" OLDER },
  [OTHER_VERSION] = { "--model EC200A --revision EC200ACNHAR01A04M16", "en", PACKAGE },
  [NETWORK] = { SIM, "en", "--no-probe --url ftp://me:secret@fw.example.com/" FLOW_PACKAGE_NAME },
  [PAIR] = { "--family lte-standard-mini", "en",
             "--no-probe --url http://fw.example.com:80/p.mini_1 --package {dir}/p.mini_2 --package {dir}/p.mini_1" },
  [PAIR_CHANGED]
  = { "--family lte-standard-mini", "en",
      "--no-probe --url http://fw.example.com:80/p.mini_1 --package {dir}/p.mini_1 --package {dir}/p.mini_2" },
  [SWAPPED] = { SIM, "en", PACKAGE },
  [JOINED]
  = { "--family lte-standard-mini --fault download-mode@2", "en", "--patience 3 --url http://fw.example.com:80/p.mini_1" },
  [RESEND] = { "--family lte-standard-mini --fault download-mode@2", "en",
               "--resend --no-probe --url http://fw.example.com/p.mini_1" },
};

static Terminal terminals[N_TERMINALS];

static void
open_terminal (Terminal *terminal, guint i)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autoptr (GString) line = g_string_new (NULL);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  struct winsize size = { .ws_row = 24, .ws_col = 80 };
  int slave;

  terminal->flow = flow_new (openings[i].sim);
  g_free (flow_write (terminal->flow, OLDER, 7 * 1024));
  g_free (flow_write (terminal->flow, "p.mini_1", 7 * 1024));
  g_free (flow_write (terminal->flow, "p.mini_2", 29 * 1024));
  g_string_printf (line, "%s upgrade --lang %s --port %s %s", g_getenv ("DFOTA_CLI"), openings[i].lang, terminal->flow->port,
                   openings[i].words);
  g_string_replace (line, "{dir}", terminal->flow->dir, 0);
  argv = g_strsplit (line->str, " ", -1);

  terminal->seen = g_string_new (NULL);
  terminal->master = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC);
  assert_int_equal (grantpt (terminal->master), 0);
  assert_int_equal (unlockpt (terminal->master), 0);
  slave = open (ptsname (terminal->master), O_RDWR | O_NOCTTY | O_CLOEXEC);
  assert_true (slave >= 0);
  assert_int_equal (ioctl (slave, TIOCSWINSZ, &size), 0);

  g_subprocess_launcher_setenv (launcher, "TERM", "xterm", TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_STATE_HOME", terminal->flow->dir, TRUE);
  g_subprocess_launcher_take_stdin_fd (launcher, slave);
  g_subprocess_launcher_take_stdout_fd (launcher, fcntl (slave, F_DUPFD_CLOEXEC, 3));
  terminal->dfota = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, &error);
  assert_non_null (terminal->dfota);
  /* the program alone holds the other end, so that its leaving is seen */
  g_object_unref (g_steal_pointer (&launcher));
}

static int
open_all (void **state)
{
  for (guint i = 0; i < N_TERMINALS; i++)
    open_terminal (&terminals[i], i);
  return 0;
}

static int
free_all (void **state)
{
  for (guint i = 0; i < N_TERMINALS; i++)
    {
      close (terminals[i].master);
      g_subprocess_force_exit (terminals[i].dfota);
      g_object_unref (terminals[i].dfota);
      g_string_free (terminals[i].seen, TRUE);
      flow_free (terminals[i].flow);
    }
  return 0;
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
  g_subprocess_wait (terminal->dfota, NULL, NULL);
  exit_code = g_subprocess_get_if_exited (terminal->dfota) ? g_subprocess_get_exit_status (terminal->dfota) : PROGRAM_KILLED;
  flow_wait (&terminal->flow, 1);
  return exit_code;
}

static void
test_yes (void **state)
{
  Terminal *terminal = &terminals[YES];

  read_until (terminal, "Type yes to start:");
  assert_non_null (strstr (terminal->seen->str, "EC200ACNHAR01A02M16 → EC200ACNHAR01A03M16"));
  assert_null (strstr (terminal->seen->str, "Downgrade:"));
  type (terminal, "yes\n");
  assert_int_equal (close_terminal (terminal), 0);
  assert_non_null (strstr (terminal->seen->str, "Done"));
  assert_non_null (strstr (terminal->seen->str, "[###"));
  assert_int_equal (flow_commands_seen (terminal->flow), 1);
}

static void
test_yes_in_chinese (void **state)
{
  Terminal *terminal = &terminals[YES_IN_CHINESE];

  read_until (terminal, "：");
  read_until (terminal, "yes");
  type (terminal, "是\n");
  assert_int_equal (close_terminal (terminal), 0);
  assert_non_null (strstr (terminal->seen->str, "升级完成"));
}

static void
test_no (void **state)
{
  Terminal *terminal = &terminals[NO];

  read_until (terminal, "Type yes to start:");
  type (terminal, "no\n");
  assert_int_equal (close_terminal (terminal), 130);
  assert_non_null (strstr (terminal->seen->str, "Stopped"));
  assert_int_equal (flow_commands_seen (terminal->flow), 0);
}

static void
test_interrupted_question (void **state)
{
  Terminal *terminal = &terminals[INTERRUPTED];

  read_until (terminal, "Type yes to start:");
  g_subprocess_send_signal (terminal->dfota, SIGINT);
  assert_int_equal (close_terminal (terminal), 130);
  assert_int_equal (flow_commands_seen (terminal->flow), 0);
}

static void
test_downgrade_is_named (void **state)
{
  Terminal *terminal = &terminals[DOWNGRADE];

  read_until (terminal, "Type yes to start:");
  assert_non_null (strstr (terminal->seen->str, "Downgrade:"));
  type (terminal, "\n");
  assert_int_equal (close_terminal (terminal), 130);
}

/* Both names under each other, and under them what differs: not by colour alone. */
static void
test_other_version_is_marked (void **state)
{
  Terminal *terminal = &terminals[OTHER_VERSION];
  const char *package, *module;

  assert_int_equal (close_terminal (terminal), 2);
  package = strstr (terminal->seen->str, "  EC200ACNHAR01\033[1m\033[31mA02\033[0mM16\r\n");
  module = strstr (terminal->seen->str, "  EC200ACNHAR01\033[1m\033[31mA04\033[0mM16\r\n");
  assert_non_null (package);
  assert_non_null (module);
  assert_non_null (strstr (package, "               ^^^\r\n"));
  assert_true (package < module);
  assert_non_null (strstr (module, "               ^^^\r\n"));
  assert_null (strstr (terminal->seen->str, "Type yes"));
  assert_int_equal (flow_commands_seen (terminal->flow), 0);
}

/* A way where the module fetches: where from, and what cannot be taken back; not the password. */
static void
test_network_way (void **state)
{
  Terminal *terminal = &terminals[NETWORK];

  read_until (terminal, "Type yes to start:");
  assert_non_null (strstr (terminal->seen->str, "Address:   FTP://me:***@fw.example.com:21/" FLOW_PACKAGE_NAME));
  assert_non_null (strstr (terminal->seen->str, "EC200ACNHAR01A02M16 → EC200ACNHAR01A03M16"));
  assert_non_null (strstr (terminal->seen->str, "at least"));
  assert_non_null (strstr (terminal->seen->str, "Once started it must finish"));
  assert_null (strstr (terminal->seen->str, "secret"));
  assert_null (strstr (terminal->seen->str, "Package:"));
  type (terminal, "no\n");
  assert_int_equal (close_terminal (terminal), 130);
  assert_int_equal (flow_commands_seen (terminal->flow), 0);
}

static void
test_pair (void **state)
{
  Terminal *terminal = &terminals[PAIR];

  read_until (terminal, "Type yes to start:");
  assert_non_null (strstr (terminal->seen->str, "p.mini_1 (7 KB)"));
  assert_non_null (strstr (terminal->seen->str, "p.mini_2 (29 KB)"));
  assert_non_null (strstr (terminal->seen->str, "restarts 4 times"));
  type (terminal, "no\n");
  assert_int_equal (close_terminal (terminal), 130);
}

/* What was agreed to is the content, of both files. */
static void
test_pair_changes_while_it_is_asked (void **state)
{
  Terminal *terminal = &terminals[PAIR_CHANGED];

  read_until (terminal, "Type yes to start:");
  g_free (flow_write (terminal->flow, "p.mini_2", 28 * 1024));
  type (terminal, "yes\n");
  assert_int_equal (close_terminal (terminal), 2);
  assert_non_null (strstr (terminal->seen->str, "Not upgraded"));
  assert_non_null (strstr (terminal->seen->str, "p.mini_2 has changed since"));
  assert_int_equal (flow_commands_seen (terminal->flow), 0);
}

/* And this module: another one is plugged in while the question stands, and the package's name would fit it. */
static void
test_module_is_swapped_while_it_is_asked (void **state)
{
  Terminal *terminal = &terminals[SWAPPED];

  read_until (terminal, "Type yes to start:");
  flow_swap (terminal->flow, "--model EC200N --revision EC200ACNHAR01A02M16");
  type (terminal, "yes\n");
  assert_int_equal (close_terminal (terminal), 2);
  assert_non_null (
      strstr (terminal->seen->str, "Another module answers now: EC200N EC200ACNHAR01A02M16 instead of EC200A "));
  assert_int_equal (flow_commands_seen (terminal->flow), 0);
}

/* Joining needs no leave, for nothing is sent; sending again does. */
static void
test_waiting_is_joined_without_a_question (void **state)
{
  Terminal *terminal = &terminals[JOINED];

  assert_int_equal (close_terminal (terminal), 4);
  assert_non_null (strstr (terminal->seen->str, "The module is waiting for its package"));
  assert_non_null (strstr (terminal->seen->str, "Needs attention"));
  assert_null (strstr (terminal->seen->str, "Type yes"));
  assert_int_equal (flow_commands_seen (terminal->flow), 0);
}

static void
test_resend_asks (void **state)
{
  Terminal *terminal = &terminals[RESEND];

  read_until (terminal, "Type yes to send the command again:");
  assert_non_null (strstr (terminal->seen->str, "http://fw.example.com:80/p.mini_1"));
  type (terminal, "no\n");
  assert_int_equal (close_terminal (terminal), 130);
  assert_int_equal (flow_commands_seen (terminal->flow), 0);
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
    cmocka_unit_test (test_other_version_is_marked),
    cmocka_unit_test (test_network_way),
    cmocka_unit_test (test_pair),
    cmocka_unit_test (test_pair_changes_while_it_is_asked),
    cmocka_unit_test (test_module_is_swapped_while_it_is_asked),
    cmocka_unit_test (test_waiting_is_joined_without_a_question),
    cmocka_unit_test (test_resend_asks),
  };

  return cmocka_run_group_tests (tests, open_all, free_all);
}
