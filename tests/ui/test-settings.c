/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib/gstdio.h>
#include <string.h>

#include "abreast.h"
#include "bench.h"
#include "keyring.h"
#include "model-private.h"
#include "secret.h"
#include "servers.h"
#include "settings.h"

/* What the next start of the program remembers, and what it does not. */

#define PACKAGE "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin"

static char *folder;
static char *path; /* of the settings */

static void
set_up (void)
{
  folder = g_dir_make_tmp ("dfota-settings-XXXXXX", NULL);
  path = g_build_filename (folder, "deep", "settings.ini", NULL);
  g_setenv ("DFOTA_SETTINGS", path, TRUE);
}

static void
tear_down (void)
{
  g_autofree char *deep = g_path_get_dirname (path);

  g_unlink (path);
  g_rmdir (deep);
  g_rmdir (folder);
  g_free (path);
  g_free (folder);
}

static char *
read_settings (void)
{
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : g_strdup ("");
}

static void
write_settings (const char *text)
{
  g_autofree char *deep = g_path_get_dirname (path);

  assert_int_equal (g_mkdir_with_parents (deep, 0700), 0);
  assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* It is written a moment later, while the program goes on. */
static void
await_written (Ui *ui, const char *words)
{
  gint64 end = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;

  for (;;)
    {
      g_autofree char *text = read_settings ();

      if (strstr (text, words) != NULL)
        return;
      if (g_get_monotonic_time () > end)
        fail_msg ("“%s” is not in the settings:\n%s", words, text);
      ui_sleep (ui, 20);
    }
}

/* What the program says to --help, started anew as from a desktop that speaks @language. */
static char *
help_of_new_start (const char *language, const char *options)
{
  g_autofree char *program = bench_program ("wizard", "dfota-wizard");
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "LANGUAGE", language, TRUE);
  g_auto (GStrv) words = g_strsplit (options, " ", 2);
  const char *argv[] = { program, "--help", words[0], words[0] != NULL ? words[1] : NULL, NULL };
  char *out = NULL;

  assert_true (g_spawn_sync (NULL, (char **) argv, environment, 0, NULL, NULL, &out, NULL, NULL, NULL));
  return out;
}

static void
expect_start_in (const char *language, const char *options, gboolean chinese)
{
  g_autofree char *help = help_of_new_start (language, options);

  if ((strstr (help, "流控") != NULL) != chinese)
    fail_msg ("LANGUAGE=%s %s gives:\n%s", language, options, help);
}

/* The button's choice holds at the next start; --lang wins, and so does an environment that says something new. */
static void
the_language_is_remembered (void **state)
{
  Ui *ui;

  set_up ();
  expect_start_in ("en", "", FALSE);
  expect_start_in ("zh_CN", "", TRUE);
  ui = ui_start ("en", NULL);
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "language", NULL);
  ui_await (ui, "第 1 页");
  await_written (ui, "Language=zh_CN");
  expect_start_in ("en", "", TRUE);
  expect_start_in ("en", "--lang en", FALSE);
  expect_start_in ("zh_CN", "", TRUE);
  ui_excuse (ui);
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "language", NULL);
  await_written (ui, "Language=en");
  ui_end (ui);
  expect_start_in ("en", "", FALSE);
  expect_start_in ("zh_CN", "", TRUE);
  tear_down ();
}

static void
the_size_of_the_window_is_remembered (void **state)
{
  Ui *ui;
  int width, height;

  set_up ();
  ui = ui_start ("en", NULL);
  gtk_window_get_default_size (ui_window (ui), &width, &height);
  assert_int_equal (width, 860);
  gtk_window_set_default_size (ui_window (ui), 700, 560);
  await_written (ui, "Width=700");
  await_written (ui, "Height=560");
  ui_end (ui);

  ui = ui_start ("en", NULL);
  gtk_window_get_default_size (ui_window (ui), &width, &height);
  assert_int_equal (width, 700);
  assert_int_equal (height, 560);
  /* another language is another window of the same size */
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "language", NULL);
  ui_await (ui, "第 1 页");
  gtk_window_get_default_size (ui_window (ui), &width, &height);
  assert_int_equal (width, 700);
  ui_end (ui);
  tear_down ();
}

static void
the_folder_is_remembered (void **state)
{
  Ui *ui;

  set_up ();
  ui = ui_start ("en", NULL);
  assert_null (wizard_model_state (ui_model (ui))->folder_of_files);
  wizard_model_set_folder_of_files (ui_model (ui), folder);
  ui_end (ui); /* without a moment's pause */
  ui = ui_start ("en", NULL);
  assert_string_equal (wizard_model_state (ui_model (ui))->folder_of_files, folder);
  ui_end (ui);
  tear_down ();
}

static void
go_to_way (Bench *bench)
{
  Ui *ui = bench->ui;

  ui_await_title (ui, "Connect");
  ui_click (ui, "Next");
  ui_await_title (ui, "Your module");
  ui_click (ui, "Next");
  ui_await_title (ui, "Upgrade package");
  ui_click (ui, "The package is on a server");
  ui_click (ui, "Next");
  ui_await_title (ui, "The way");
}

static gboolean
has_password (WizardModel *model)
{
  return strstr (wizard_model_state (model)->addresses[WIZARD_CARD_FTP], ":" SERVERS_PASSWORD "@") != NULL;
}

static void
upgrade_by_ftp (Bench *bench, Servers *servers)
{
  go_to_way (bench);
  ui_choose (bench->ui, "From an FTP server");
  ui_type (bench->ui, "Address of the package", servers_url (servers, SERVERS_FTP, PACKAGE));
  ui_click (bench->ui, "Next");
  ui_await (bench->ui, "Please confirm that you understand");
  ui_choose (bench->ui, "I understand");
  ui_click (bench->ui, "Start the upgrade");
  ui_await_title (bench->ui, "Result");
}

static void
skip_without_servers (void)
{
  if (servers_can_start ())
    return;
  print_message ("%s\n", SERVERS_NONE);
  skip ();
}

/* The way and its address are there at the next start, and of the password there is nothing in the file. It comes from where
 * the system keeps passwords. */
static void
the_address_is_remembered_without_its_password (void **state)
{
  Bench bench;
  g_autofree char *package = NULL;
  g_autofree char *text = NULL;
  g_autoptr (Servers) servers = NULL;

  skip_without_servers ();
  set_up ();
  keyring_begin (folder);
  bench_start (&bench, "en", "--speed 100 --family lte-standard");
  package = bench_package (&bench, PACKAGE, 20000);
  servers = servers_start (SERVERS_FTP, bench.folder);
  ui_excuse (bench.ui);
  upgrade_by_ftp (&bench, servers);
  await_written (bench.ui, "Way=ftp");
  text = read_settings ();
  assert_non_null (strstr (text, "/" PACKAGE));
  assert_non_null (strstr (text, SERVERS_USER "@127.0.0.1"));
  assert_null (strstr (text, SERVERS_PASSWORD));
  assert_null (strstr (text, "***"));

  bench_open_anew (&bench, "en");
  go_to_way (&bench);
  assert_int_equal (wizard_model_state (ui_model (bench.ui))->via, DFOTA_VIA_FTP);
  if (wizard_secret_is_built ())
    {
      ui_await_model (bench.ui, has_password, "the password is there again");
      keyring_expect_hidden (SERVERS_PASSWORD);
    }
  bench_end (&bench);
  keyring_end ();
  tear_down ();
}

/* What comes from the command line wins, and a way that the module does not take is not chosen. */
static void
what_is_remembered_does_not_push (void **state)
{
  Bench bench;
  const WizardState *shown;

  set_up ();
  write_settings ("[Wizard]\nWay=coap\nAddress=coap://example.com/p.bin\n");
  bench_start (&bench, "en", "--speed 50 --family lte-standard");
  ui_click (bench.ui, "Next");
  ui_await_title (bench.ui, "Your module");
  shown = wizard_model_state (ui_model (bench.ui));
  assert_int_equal (shown->via, DFOTA_VIA_FILE);
  bench_end (&bench);

  write_settings ("[Wizard]\nWay=ftp\nAddress=ftp://example.com/p.bin\n");
  bench_start (&bench, "en", "--speed 50 --family lte-standard");
  wizard_model_choose_via (ui_model (bench.ui), DFOTA_VIA_HTTP);
  ui_click (bench.ui, "Next");
  ui_await_title (bench.ui, "Your module");
  shown = wizard_model_state (ui_model (bench.ui));
  assert_int_equal (shown->via, DFOTA_VIA_HTTP);
  assert_string_equal (shown->addresses[WIZARD_CARD_WEB], "");
  bench_end (&bench);
  tear_down ();
}

/* The practice leaves nothing behind. */
static void
the_practice_is_not_remembered (void **state)
{
  Ui *ui;
  g_autofree char *text = NULL;

  set_up ();
  g_setenv ("DFOTA_PRACTICE_SPEED", "60", TRUE);
  ui = ui_start ("en", "practice:command-error");
  ui_click (ui, "Next");
  ui_await_title (ui, "Your module");
  ui_click (ui, "Next");
  ui_click (ui, "Use the practice package");
  ui_await (ui, "It fits your module");
  ui_click (ui, "Next");
  ui_click (ui, "Next");
  ui_click (ui, "Next");
  ui_await (ui, "Please confirm that you understand");
  ui_choose (ui, "I understand");
  ui_click (ui, "Start the upgrade");
  ui_await_title (ui, "Result");
  ui_end (ui);
  text = read_settings ();
  assert_null (strstr (text, "Way"));
  assert_null (strstr (text, "Address"));
  tear_down ();
}

/* What is typed for "send again" is no way that was chosen, and nobody has taken it yet. */
static void
a_refused_address_is_not_remembered (void **state)
{
  Bench bench;
  g_autofree char *text = NULL;
  g_autoptr (Servers) servers = NULL;

  skip_without_servers ();
  set_up ();
  bench_start (&bench, "en", "--family lte-standard-mini --speed 20 --fault download-mode@1");
  servers = servers_start (SERVERS_HTTP, bench.folder);
  ui_excuse (bench.ui);
  ui_click (bench.ui, "Next");
  ui_await_title (bench.ui, "Your module");
  ui_unfold (bench.ui, "Send the command again");
  ui_type (bench.ui, "Address of the package", servers_url (servers, SERVERS_HTTP, "EC800MCNGAR06A05M08.mini_1"));
  ui_click (bench.ui, "Send again");
  ui_await_title (bench.ui, "Upgrading");
  ui_await_title (bench.ui, "Your module");
  bench_end (&bench);
  text = read_settings ();
  assert_null (strstr (text, "Way="));
  assert_null (strstr (text, "Address="));
  tear_down ();
}

static gboolean
is_idle (WizardModel *model)
{
  return !wizard_model_state (model)->running;
}

static const struct
{
  const char *typed, *kept; /* NULL: nothing of it */
} odd_addresses[] = {
  { "ftp://me@127.0.0.1:secret@127.0.0.1:1/x.bin", NULL },
  { "ftp://me@dept@127.0.0.1:sec:ret@127.0.0.1:1/x.bin", NULL },
  { "ftp://me:sec/secret@127.0.0.1:1/x.bin", NULL },
  { "ftp://me%3Asecret@127.0.0.1:1/x.bin", NULL },
  { "ftp://me@127.0.0.1:secret%40127.0.0.1:1/x.bin", NULL },
  { "ftp://me:secret@127.0.0.1:1/x.bin", "ftp://me@127.0.0.1:1/x.bin" },
};

/* No check lets such an address through to a run; if one ever did, its password would still be kept nowhere but with the passwords. */
static void
no_form_of_an_address_leaves_its_password (void **state)
{
  Bench bench;
  WizardModel *model;
  g_autofree char *keyring = NULL;

  set_up ();
  keyring_begin (folder);
  bench_start (&bench, "en", "--family lte-standard --speed 50");
  model = ui_model (bench.ui);
  go_to_way (&bench);
  ui_choose (bench.ui, "From an FTP server");
  ui_excuse (bench.ui);
  for (gsize i = 0; i < G_N_ELEMENTS (odd_addresses); i++)
    {
      g_autofree char *mark = g_strdup_printf ("/row-%u", (guint) i);
      g_autofree char *line = g_strdup_printf ("Address=%s\n", odd_addresses[i].kept);
      g_autofree char *text = NULL;

      wizard_model_set_address (model, odd_addresses[i].typed);
      wizard_model_upgrade (model);
      wizard_model_set_folder_of_files (model, mark);
      await_written (bench.ui, mark);
      wizard_model_stop (model);
      ui_await_model (bench.ui, is_idle, "the run has ended");
      text = read_settings ();
      if (strstr (text, "secret") != NULL || strstr (text, "Way=ftp") == NULL)
        fail_msg ("%s is kept as:\n%s", odd_addresses[i].typed, text);
      if ((strstr (text, odd_addresses[i].kept != NULL ? line : "Address=") != NULL) != (odd_addresses[i].kept != NULL))
        fail_msg ("%s is kept as:\n%s", odd_addresses[i].typed, text);
    }
  bench_end (&bench);
  g_unlink (keyring);
  tear_down ();
}

/* A damaged file counts for nothing and is written anew; one that cannot be written is none. */
static void
a_damaged_file_is_passed_over (void **state)
{
  static const char *const damaged[]
      = { "\x7f\x45LF\x01\x02", "[Wizard\nWidth=", "[Wizard]\nWidth=-5\nHeight=1e9\nWay=pigeon\n",
          "[Wizard]\nLanguage=tlh\nMaximised=maybe\n" };
  Ui *ui;
  int width, height;

  set_up ();
  for (gsize i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      write_settings (damaged[i]);
      ui = ui_start ("en", NULL);
      gtk_window_get_default_size (ui_window (ui), &width, &height);
      assert_int_equal (width, 860);
      assert_int_equal (height, 620);
      wizard_model_set_folder_of_files (ui_model (ui), folder);
      await_written (ui, "Folder=");
      ui_end (ui);
      expect_start_in ("en", "", FALSE);
    }
  g_setenv ("DFOTA_SETTINGS", "/proc/nowhere/settings.ini", TRUE);
  ui = ui_start ("en", NULL);
  wizard_model_set_folder_of_files (ui_model (ui), folder);
  ui_end (ui);
  tear_down ();
}

/* Another wizard beside this one has changed something else. */
static void
two_programs_do_not_undo_each_other (void **state)
{
  g_autofree char *text = NULL;
  WizardSettings *one, *two;

  set_up ();
  write_settings ("[Wizard]\nFolder=/old\n");
  one = wizard_settings_new ();
  two = wizard_settings_new ();
  wizard_settings_set (one, WIZARD_SETTING_FOLDER, "/one");
  wizard_settings_set_number (two, WIZARD_SETTING_WIDTH, 444);
  wizard_settings_free (one);
  wizard_settings_free (two);
  text = read_settings ();
  assert_non_null (strstr (text, "Folder=/one"));
  assert_non_null (strstr (text, "Width=444"));
  tear_down ();
}

static void
wrong_use_ends_with_2 (void **state)
{
  g_autofree char *program = bench_program ("wizard", "dfota-wizard");
  static const char *const wrong[][3]
      = { { "--nonsense" }, { "--lang", "fr" }, { "--via", "pigeon" }, { "--port" }, { "升级.dfota-plan" } };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      const char *argv[] = { program, wrong[i][0], wrong[i][1], NULL };
      g_autofree char *said = NULL;
      g_autoptr (GError) error = NULL;
      int status;

      assert_true (g_spawn_sync (NULL, (char **) argv, NULL, 0, NULL, NULL, NULL, &said, &status, NULL));
      assert_false (g_spawn_check_wait_status (status, &error));
      assert_true (g_error_matches (error, G_SPAWN_EXIT_ERROR, 2));
      assert_non_null (strstr (said, wrong[i][1] != NULL ? wrong[i][1] : wrong[i][0]));
    }
}

/* test-ui-settings [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (the_address_is_remembered_without_its_password),
    cmocka_unit_test (the_language_is_remembered),
    cmocka_unit_test (the_size_of_the_window_is_remembered),
    cmocka_unit_test (the_folder_is_remembered),
    cmocka_unit_test (what_is_remembered_does_not_push),
    cmocka_unit_test (the_practice_is_not_remembered),
    cmocka_unit_test (a_refused_address_is_not_remembered),
    cmocka_unit_test (no_form_of_an_address_leaves_its_password),
    cmocka_unit_test (a_damaged_file_is_passed_over),
    cmocka_unit_test (two_programs_do_not_undo_each_other),
    cmocka_unit_test (wrong_use_ends_with_2),
  };

  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
