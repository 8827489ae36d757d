/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "abreast.h"
#include "fake-manager.h"
#include "plugs.h"

/* Page 1: what stands between a port and its module is named, with its cure. */

static FakeManager *manager;

static gboolean
is_identifying (WizardModel *model)
{
  return wizard_model_state (model)->identifying;
}

static gboolean
is_inhibited (WizardModel *model)
{
  return fake_manager_is_inhibited (manager);
}

static gboolean
is_not_inhibited (WizardModel *model)
{
  return !fake_manager_is_inhibited (manager);
}

static pid_t
hold (guint which, const char *program)
{
  const pid_t child = fork ();

  if (child != 0)
    return child;
  close (plug_port (which)->master); /* whoever has both ends plays the device, and does not count */
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  prctl (PR_SET_NAME, program);
  while (TRUE)
    pause ();
}

static void
held_by_a_program (void **state)
{
  Ui *ui;
  pid_t holder;

  plug (PLUG_AT);
  holder = hold (PLUG_AT, "minicom");
  ui = plug_start ("en");
  ui_await (ui, "The program minicom uses this port");
  ui_expect (ui, "Please close it");
  ui_expect (ui, "in use by minicom");
  ui_expect (ui, "Another program uses this port");
  assert_false (ui_is_sensitive ("Next"));
  kill (holder, SIGKILL);
  waitpid (holder, NULL, 0);
  plug_await_gone (ui, "minicom");
  assert_true (ui_is_sensitive ("Next"));
  plug_end (ui);
}

/* Nothing is asked for before the user goes on; and then the module is asked at once. */
static void
next_pauses_the_service (void **state)
{
  Ui *ui;
  manager = fake_manager_start (PLUG_DEVICE, "ttyUSB3 ttyUSB4", FAKE_MANAGER_WILLING);
  plug (PLUG_AT);
  ui = plug_start ("en");
  ui_await (ui, "ModemManager has this module, too");
  ui_expect (ui, "may ask for an administrator's password");
  assert_int_equal (fake_manager_times_asked (manager), 0);
  ui_click (ui, "Next");
  ui_await_model (ui, is_identifying, "the module is asked");
  assert_true (fake_manager_is_inhibited (manager));
  ui_expect (ui, "The module is free for the upgrade");
  ui_expect_not (ui, "Pause ModemManager for this module");

  /* another port is chosen */
  ui_choose (ui, "Practice module");
  ui_await_model (ui, is_not_inhibited, "it has the module back");
  ui_expect_not (ui, "The module is free for the upgrade");
  plug_end (ui);
  fake_manager_stop (manager);
}

/* The button does it beforehand; and whoever leaves the program leaves nothing behind. */
static void
a_button_pauses_the_service (void **state)
{
  Ui *ui;
  manager = fake_manager_start (PLUG_DEVICE, "ttyUSB3", FAKE_MANAGER_WILLING);
  plug (PLUG_AT);
  ui = plug_start ("en");
  ui_click (ui, "Pause ModemManager for this module");
  ui_await (ui, "The module is free for the upgrade");
  assert_true (fake_manager_is_inhibited (manager));
  assert_false (wizard_model_state (ui_model (ui))->identifying);
  assert_true (ui_is_sensitive ("Next"));
  plug_await_gone (ui, "in use by ModemManager");

  /* a new one knows nothing of it */
  fake_manager_stop (manager);
  manager = fake_manager_start (PLUG_DEVICE, "ttyUSB3", FAKE_MANAGER_WILLING);
  ui_click (ui, "Pause ModemManager for this module");
  ui_await_model (ui, is_inhibited, "it is asked, too");
  plug_end (ui);
  for (int i = 0; i < 1000 && fake_manager_is_inhibited (manager); i++)
    g_usleep (10000);
  assert_false (fake_manager_is_inhibited (manager));
  fake_manager_stop (manager);
}

static void
the_service_in_chinese (void **state)
{
  Ui *ui;
  manager = fake_manager_start (PLUG_DEVICE, "ttyUSB3", FAKE_MANAGER_UNWILLING);
  plug (PLUG_AT);
  ui = plug_start ("zh_CN");
  ui_await (ui, "ModemManager 也在使用这个模块");
  ui_click (ui, "下一步");
  ui_await (ui, "无法让 ModemManager 暂停");
  ui_expect (ui, "sudo systemctl stop ModemManager");
  ui_expect (ui, "sudo systemctl start ModemManager");
  plug_end (ui);
  fake_manager_stop (manager);
}

/* Refused: the lines to type, and Next goes on without. When somebody has typed them, the message is gone. */
static void
a_service_that_refuses (void **state)
{
  Ui *ui;
  manager = fake_manager_start (PLUG_DEVICE, "ttyUSB3", FAKE_MANAGER_UNWILLING);
  plug (PLUG_AT);
  ui = plug_start ("en");
  ui_await (ui, "ModemManager has this module, too");
  ui_click (ui, "Next");
  ui_await (ui, "ModemManager could not be paused");
  assert_false (wizard_model_state (ui_model (ui))->identifying);
  ui_expect (ui, "sudo systemctl stop ModemManager");
  ui_expect (ui, "sudo systemctl start ModemManager");
  ui_click (ui, "Copy");
  ui_await (ui, "Copied");
  ui_click (ui, "Try again");
  ui_await (ui, "ModemManager could not be paused");
  assert_int_equal (fake_manager_times_asked (manager), 2);
  ui_click (ui, "Next");
  ui_await_model (ui, is_identifying, "the module is asked all the same");
  assert_int_equal (fake_manager_times_asked (manager), 2);

  fake_manager_stop (manager);
  plug_await_gone (ui, "could not be paused");
  assert_null (wizard_model_state (ui_model (ui))->release_fault);
  plug_end (ui);
}

/* Nobody types the password: the user need not wait. */
static void
waiting_for_the_service_may_end (void **state)
{
  Ui *ui;
  manager = fake_manager_start (PLUG_DEVICE, "ttyUSB3", FAKE_MANAGER_ASKING);
  plug (PLUG_AT);
  ui = plug_start ("en");
  ui_await (ui, "ModemManager has this module, too");
  ui_click (ui, "Next");
  ui_await (ui, "The module is being freed for the upgrade");
  assert_false (ui_is_sensitive ("Next"));
  ui_expect (ui, "Please wait a moment");
  ui_click (ui, "Do not wait");
  ui_await (ui, "ModemManager has this module, too");
  assert_true (ui_is_sensitive ("Next"));

  /* nor has the program to wait */
  ui_click (ui, "Next");
  ui_await (ui, "The module is being freed for the upgrade");
  plug_end (ui);
  fake_manager_stop (manager);
}

static void
no_permission (void **state)
{
  Ui *ui;
  gboolean english = g_str_equal (*state, "en");

  plug_deny ("dialout");
  plug (PLUG_AT);
  ui = plug_start (*state);
  ui_await (ui, english ? "You may not use this port yet" : "您还没有使用这个串口的权限");
  ui_expect (ui, english ? "members of the group “dialout”" : "“dialout”");
  ui_expect (ui, "sudo usermod -aG dialout $USER");
  ui_expect (ui, english ? "log out and in again" : "注销");
  assert_false (ui_is_sensitive (english ? "Next" : "下一步"));

  plug_deny ("");
  plug_await_gone (ui, "dialout");
  ui_expect (ui, english ? "Ask the person who looks after this computer" : "管理这台电脑的人");
  ui_expect_not (ui, "usermod");
  plug_deny (NULL);
  plug_await_button (ui, english ? "Next" : "下一步");
  plug_end (ui);
}

/* --- to the end --- */

static GSubprocess *
start_sim (void)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *program = g_build_filename (g_getenv ("DFOTA_TEST_BUILD_ROOT"), "app", "sim", "dfota-sim", NULL);
  g_autofree char *node = g_build_filename (fake_tree_root (), "dev", plug_devices[PLUG_AT].name, NULL);
  GSubprocess *sim;

  /* it makes the port, and is not to see the made-up ones */
  g_subprocess_launcher_unsetenv (launcher, "LD_PRELOAD");
  sim = g_subprocess_launcher_spawn (launcher, NULL, program, "--pty", node, "--speed", "50", "--rate", "500000", NULL);
  assert_non_null (sim);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (sim));
  g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  assert_non_null (line);
  return sim;
}

/* The service keeps its hands off through the module's restarts, and has it back when all is done. */
static void
the_service_has_it_back_in_the_end (void **state)
{
  Ui *ui;
  g_autoptr (GSubprocess) sim = start_sim ();
  g_autofree char *package = g_build_filename (fake_tree_root (), "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin", NULL);
  g_autofree char *bytes = g_malloc0 (20000);

  assert_true (g_file_set_contents (package, bytes, 20000, NULL));
  manager = fake_manager_start (PLUG_DEVICE, "ttyUSB3", FAKE_MANAGER_WILLING);
  fake_port_announce (&plug_devices[PLUG_AT]);
  ui = plug_start ("en");
  ui_await (ui, "ModemManager has this module, too");
  ui_click (ui, "Next");
  ui_await_title (ui, "Your module");
  assert_true (fake_manager_is_inhibited (manager));
  wizard_model_take_package (ui_model (ui), package);
  ui_click (ui, "Next");
  ui_await_title (ui, "Upgrade package");
  ui_click (ui, "Next");
  ui_await_title (ui, "The way");
  ui_click (ui, "Next");
  ui_await_title (ui, "Flow control");
  ui_click (ui, "Next");
  ui_await (ui, "Please confirm that you understand");
  ui_choose (ui, "I understand");
  assert_true (fake_manager_is_inhibited (manager));
  ui_click (ui, "Start the upgrade");
  ui_await_title (ui, "Result");
  ui_expect (ui, "Done");
  ui_await_model (ui, is_not_inhibited, "it has the module back");
  g_subprocess_force_exit (sim);
  g_subprocess_wait (sim, NULL, NULL);
  plug_end (ui);
  fake_manager_stop (manager);
}

/* test-ui-obstacle [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (held_by_a_program),
    cmocka_unit_test (next_pauses_the_service),
    cmocka_unit_test (a_button_pauses_the_service),
    cmocka_unit_test (the_service_in_chinese),
    cmocka_unit_test (a_service_that_refuses),
    cmocka_unit_test (waiting_for_the_service_may_end),
    { "no_permission", no_permission, NULL, NULL, (void *) "en" },
    { "no_permission_in_chinese", no_permission, NULL, NULL, (void *) "zh_CN" },
    cmocka_unit_test (the_service_has_it_back_in_the_end),
  };
  int failed;

  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests));
  fake_tree_begin ();
  fake_manager_begin ();
  cmocka_set_test_filter (argv[1]);
  failed = cmocka_run_group_tests (tests, NULL, NULL);
  fake_manager_end ();
  fake_tree_end ();
  return failed;
}
