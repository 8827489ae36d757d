/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "aftermath.h"
#include "cable.h"
#include "servers.h"
#include "walk.h"

/* What a wizard makes of an upgrade that this computer remembers: of a module that waits, is away, has another version, or is
 * another one; and in which language. */

static gboolean
is_waiting (WizardModel *model)
{
  return wizard_model_state (model)->stage == DFOTA_STATE_WAITING;
}

/* In download mode after a power cut: told, followed, and the command sent again with the user's word. */
static void
what_waits_in_download_mode_is_followed_or_sent_again (void **state)
{
  Bench bench;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (Servers) servers = NULL;

  bench_begin (&bench, "--family lte-standard-mini --speed 20 --fault download-mode@2");
  first = bench_package (&bench, AFTERMATH_MINI ".mini_1", 8000);
  second = bench_package (&bench, AFTERMATH_MINI ".mini_2", 40000);
  servers = servers_start (SERVERS_HTTP, bench.folder);
  aftermath_remember (&bench, "EC800M", "EC800MCNGAR06A05M08", NULL);
  bench_open (&bench, *state);
  aftermath_look (&bench);
  assert_int_equal (aftermath_conclusion (&bench), DFOTA_CONCLUSION_WAITING);
  walk_expect (bench.ui, "The module is in its download mode and waits for its package.");
  walk_expect (bench.ui, "It needs attention: it works again when it has got its package.");
  walk_click (bench.ui, "Follow it");
  ui_await_model (bench.ui, is_waiting, "download mode is seen");
  walk_click (bench.ui, "Stop watching");
  walk_await_title (bench.ui, "Result");
  walk_click (bench.ui, "Ask the module again");
  walk_await_title (bench.ui, "Your module");
  ui_await_model (bench.ui, aftermath_is_told, "the module has been looked at");
  walk_unfold (bench.ui, "Send the command again");
  walk_type (bench.ui, "Address of the package", servers_url (servers, SERVERS_HTTP, AFTERMATH_MINI ".mini_1"));
  walk_click (bench.ui, "Send again");
  walk_await_title (bench.ui, "Result");
  walk_expect (bench.ui, "Done");
  aftermath_expect_forgotten (&bench);
  bench_end (&bench);
}

/* Nobody is there: that is said, it may be asked again, and the user need not be reminded for ever. */
static void
what_is_not_known_is_said (void **state)
{
  Bench bench;

  bench_begin (&bench, "--family lte-standard --speed 20 --fault already-updating");
  aftermath_remember (&bench, "EC200A", "EC200ACNHAR01A02M16", NULL);
  g_subprocess_force_exit (bench.sim);
  bench_open (&bench, *state);
  aftermath_look (&bench);
  assert_int_equal (aftermath_conclusion (&bench), DFOTA_CONCLUSION_UNKNOWN);
  walk_expect (bench.ui, "Nothing answers at the network address %s.");
  walk_expect (bench.ui, "That is not known yet.");
  walk_click (bench.ui, "Look again");
  ui_await_model (bench.ui, aftermath_is_told, "the module has been looked at");
  walk_click (bench.ui, "Do not remind me of this upgrade");
  walk_await_title (bench.ui, "Connect");
  aftermath_expect_forgotten (&bench);
  bench_end (&bench);
}

/* It has a version that nobody wanted: the supplier is to be asked, and it may be tried again. */
static void
another_version_is_not_done (void **state)
{
  Bench bench;

  bench_begin (&bench, "--family lte-standard --speed 20");
  aftermath_remember (&bench, "EC200A", "EC200ACNHAR01A01M16", "EC200ACNHAR01A09M16");
  bench_open (&bench, *state);
  aftermath_look (&bench);
  assert_int_equal (aftermath_conclusion (&bench), DFOTA_CONCLUSION_UNKNOWN);
  walk_expect (bench.ui,
               "The module works with %s: that is another version, but not one that this upgrade is known to lead to.");
  walk_expect (bench.ui, "Yes. It works and answers.");
  assert_true (walk_may_click ("Copy for my supplier"));
  assert_true (walk_may_click ("Look again"));
  walk_click (bench.ui, "Start again");
  walk_await_title (bench.ui, "Upgrade package");
  assert_int_equal (wizard_model_state (ui_model (bench.ui))->via, DFOTA_VIA_FTP);
  assert_string_equal (wizard_model_state (ui_model (bench.ui))->addresses[WIZARD_CARD_FTP],
                       "ftp://files.example.com:21/" AFTERMATH_MINI ".mini_1");
  bench_end (&bench);
}

/* The cable went into another module since: that one is upgraded as any. */
static void
another_module_has_no_story (void **state)
{
  Bench bench;

  bench_begin (&bench, "--family lte-standard --speed 20");
  aftermath_remember (&bench, "EC800M", "EC800MCNGAR06A05M08", NULL);
  bench_open (&bench, *state);
  aftermath_look (&bench);
  assert_int_equal (aftermath_conclusion (&bench), DFOTA_CONCLUSION_IDLE);
  ui_expect (bench.ui, "EC200A");
  walk_expect (bench.ui, "An upgrade of another module at this port was not finished");
  assert_true (walk_may_click ("Next"));
  walk_click (bench.ui, "Do not remind me");
  walk_await_title (bench.ui, "Connect");
  aftermath_expect_forgotten (&bench);
  bench_end (&bench);
}

/* --- a clock that was set back --- */

/* What was seen lies in the future, so that silence is normal for days. */
static void
remember_the_future (Bench *bench)
{
  DfotaModule module = { .model = (char *) "EC200A", .revision = (char *) "EC200ACNHAR01A02M16" };
  g_autofree char *place = dfota_journal_place (bench->port, NULL, -1, 0);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  DfotaJournal journal = { .place = place,
                           .port = bench->port,
                           .module = &module,
                           .via = DFOTA_VIA_FILE,
                           .package = (char *) AFTERMATH_PACKAGE,
                           .state = (char *) "updating",
                           .seen = now + 3 * 24 * 3600,
                           .silence = 3600,
                           .past_point = TRUE,
                           .updated = -1,
                           .code = -1,
                           .began = now - 60 };

  dfota_module_classify (&module);
  assert_true (dfota_journal_write (&journal, NULL));
}

static void
look_twice (Bench *bench)
{
  aftermath_look (bench);
  assert_int_equal (aftermath_conclusion (bench), DFOTA_CONCLUSION_STILL_UPGRADING);
  walk_expect_not (bench->ui, "The module may still be at work on the upgrade. Go on only if you know that it is not: for "
                              "example, because the clock of this computer was wrong.");
  walk_expect_not (bench->ui, "Do not remind me of this upgrade");
  walk_expect_not (bench->ui, "Start again");
  walk_click (bench->ui, "Look again");
  ui_await_model (bench->ui, aftermath_is_told, "the module has been looked at");
  assert_int_equal (aftermath_conclusion (bench), DFOTA_CONCLUSION_STILL_UPGRADING);
  walk_await (bench->ui, "The module may still be at work on the upgrade. Go on only if you know that it is not: for "
                         "example, because the clock of this computer was wrong.");
  assert_true (walk_may_click ("Do not remind me of this upgrade"));
}

/* A user who has looked twice is not locked out for an hour. */
static void
silence_does_not_lock_out (void **state)
{
  Bench bench;

  bench_begin (&bench, "--family lte-standard --speed 20");
  remember_the_future (&bench);
  g_subprocess_force_exit (bench.sim);
  bench_open (&bench, *state);
  look_twice (&bench);
  walk_expect_not (bench.ui, "Start again");
  walk_click (bench.ui, "Do not remind me of this upgrade");
  walk_await_title (bench.ui, "Connect");
  aftermath_expect_forgotten (&bench);
  bench_end (&bench);
}

static gboolean
is_checked (WizardModel *model)
{
  return wizard_model_state (model)->checked;
}

static gboolean
has_package (WizardModel *model)
{
  return wizard_model_state (model)->package != NULL && wizard_model_blocker (model) == NULL;
}

/* It says who it is all the time: it may be started again, and the checks do not stop it by the same clock. */
static void
an_old_version_does_not_lock_out (void **state)
{
  Bench bench;
  g_autofree char *path = NULL;

  bench_begin (&bench, "--family lte-standard --speed 20");
  path = bench_package (&bench, AFTERMATH_PACKAGE, 20000);
  remember_the_future (&bench);
  bench_open (&bench, *state);
  look_twice (&bench);
  walk_click (bench.ui, "Start again");
  walk_await_title (bench.ui, "Upgrade package");
  wizard_model_take_package (ui_model (bench.ui), path);
  ui_await_model (bench.ui, has_package, "the package is read");
  walk_click (bench.ui, "Next");
  walk_click (bench.ui, "Next");
  walk_click (bench.ui, "Next");
  ui_await_model (bench.ui, is_checked, "all is checked");
  walk_await (bench.ui, "Please confirm that you understand");
  bench_end (&bench);
}

/* --- the port --- */

static gboolean
sees_port (WizardModel *model)
{
  return g_strcmp0 (wizard_model_state (model)->port, "/dev/ttyUSB5") == 0;
}

static gboolean
has_check_fault (WizardModel *model)
{
  return wizard_model_state (model)->check_fault != NULL;
}

/* Where the module is not plugged in the card waits for it, and finds it under whatever name, at its place. */
static void
an_unplugged_module_is_waited_for (void **state)
{
  static const FakeUsb usb = { "ttyUSB5", "1-2.3", 3, 0x2c7c, 0x6005, "SN1", "EC200A" };
  Bench bench = { .port = g_strdup ("/dev/ttyUSB2") };
  g_autofree char *place = dfota_journal_place (bench.port, "1-2.3", 3, 0);
  g_autofree char *home = g_dir_make_tmp ("dfota-ui-XXXXXX", NULL);
  DfotaModule module = { .model = (char *) "EC200A", .revision = (char *) "EC200ACNHAR01A02M16" };
  DfotaJournal journal
      = { .place = place, .port = bench.port, .module = &module, .state = (char *) "preparing", .began = 1767225600 };

  g_setenv ("XDG_STATE_HOME", home, TRUE);
  fake_tree_begin ();
  dfota_module_classify (&module);
  assert_true (dfota_journal_write (&journal, NULL));
  bench.folder = g_strdup (home);
  bench.ui = ui_start (*state, NULL);
  walk_await (bench.ui, "Plug the module in again, where it was before: USB socket %s.");
  assert_false (walk_may_click (AFTERMATH_LOOK));
  assert_true (walk_may_click ("Do not remind me"));

  cable_plug_in (&bench, &usb);
  ui_excuse (bench.ui);
  walk_click (bench.ui, AFTERMATH_LOOK);
  ui_await_model (bench.ui, aftermath_is_told, "the module has been looked at");
  assert_int_equal (aftermath_conclusion (&bench), DFOTA_CONCLUSION_NOT_STARTED);
  assert_string_equal (wizard_model_state (ui_model (bench.ui))->port, "/dev/ttyUSB5");
  bench_end (&bench);
  fake_tree_end ();
}

/* The system has given its name to another device meanwhile: the wizard finds the module under its new one, whatever is done
 * next. */
static void
a_module_under_another_name_is_found (void **state)
{
  static const FakeUsb before = { "ttyUSB5", "1-2.3", 3, 0x2c7c, 0x6005, "SN1", "EC200A" };
  static const FakeUsb after = { "ttyUSB6", "1-2.3", 3, 0x2c7c, 0x6005, "SN1", "EC200A" };
  static const FakeUsb adapter = { "ttyUSB5", "1-1", 0, 0x10c4, 0xea60, NULL, "CP2102N" };
  Bench bench = { .folder = g_dir_make_tmp ("dfota-ui-XXXXXX", NULL) };
  g_autofree char *path = bench_package (&bench, AFTERMATH_PACKAGE, 20000);
  FakePort *other;

  g_setenv ("XDG_STATE_HOME", bench.folder, TRUE);
  fake_tree_begin ();
  cable_plug_in (&bench, &before);
  bench.ui = ui_start (*state, NULL);
  ui_await_model (bench.ui, sees_port, "the port is chosen");
  walk_click (bench.ui, "Next");
  ui_await_model (bench.ui, aftermath_is_told, "the module is known");
  walk_click (bench.ui, "Next");
  wizard_model_take_package (ui_model (bench.ui), path);
  ui_await_model (bench.ui, has_package, "the package is read");
  walk_click (bench.ui, "Next");
  walk_click (bench.ui, "Next");

  cable_pull_out (&bench, &before);
  other = fake_port_plug (&adapter, TRUE);
  cable_plug_in (&bench, &after);
  ui_excuse (bench.ui);
  walk_click (bench.ui, "Next"); /* the checks */
  walk_await (bench.ui, "Please confirm that you understand");
  assert_string_equal (wizard_model_state (ui_model (bench.ui))->port, "/dev/ttyUSB6");

  /* a word that comes before the session has begun is not lost */
  walk_choose (bench.ui, "I understand");
  walk_click (bench.ui, "Start the upgrade");
  walk_click (bench.ui, "Stop");
  assert_int_equal (walk_await_result (bench.ui, "Stopped")->outcome, DFOTA_OUTCOME_CANCELLED);

  /* gone altogether: what has its name is another device, and is not asked */
  cable_pull_out (&bench, &after);
  fake_port_unplug (other);
  other = fake_port_plug (&(FakeUsb){ "ttyUSB6", "1-1", 0, 0x10c4, 0xea60, NULL, "CP2102N" }, TRUE);
  ui_excuse (bench.ui);
  walk_click (bench.ui, "Try again");
  ui_await_model (bench.ui, has_check_fault, "it is not there");
  assert_int_equal (wizard_model_state (ui_model (bench.ui))->check_fault->error, DFOTA_ERROR_PORT_MISSING);
  ui_end (bench.ui);
  fake_port_unplug (other);
  fake_tree_end ();
}

/* --- the language --- */

/* In Chinese from the start; and another window in the middle of the looking goes on with it. */
static void
it_speaks_chinese (void **state)
{
  Bench bench;

  aftermath_start (&bench, "zh_CN", "--family lte-standard --speed 8 --rate 20000", "sending");
  walk_await (bench.ui, AFTERMATH_CARD);
  walk_click (bench.ui, AFTERMATH_LOOK);
  walk_await (bench.ui, "Listening to the module…");
  ui_click (bench.ui, "EN");
  walk_expect (bench.ui, "Listening to the module…");
  ui_click (bench.ui, "中");
  ui_await_model (bench.ui, aftermath_is_told, "the module has been looked at");
  walk_await (bench.ui, "The upgrade did not begin: the module works with its old version.");
  walk_await (bench.ui, "What this computer remembers of the upgrade");
  bench_end (&bench);
}

/* test-ui-remembered [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    WALK_BOTH (what_waits_in_download_mode_is_followed_or_sent_again),
    WALK_CHINESE (what_is_not_known_is_said),
    WALK_ENGLISH (another_version_is_not_done),
    WALK_CHINESE (another_module_has_no_story),
    WALK_ENGLISH (an_unplugged_module_is_waited_for),
    WALK_CHINESE (a_module_under_another_name_is_found),
    WALK_CHINESE (silence_does_not_lock_out),
    WALK_ENGLISH (an_old_version_does_not_lock_out),
    cmocka_unit_test (it_speaks_chinese),
  };

  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
