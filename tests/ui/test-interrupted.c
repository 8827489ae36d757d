/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "aftermath.h"
#include "walk.h"

#include <string.h>

/* An interrupted upgrade, lived through in practice, through what is on the screen: the computer goes off in the middle, and what
 * the next start finds out is found out in the same window. What is remembered of real devices has no part in it. */

#define OLD_VERSION "EC200ACNHAR01A02M16"
#define NEW_VERSION "EC200ACNHAR01A03M16"

#define CARD "Practice: an upgrade was not finished"
#define LOOK AFTERMATH_LOOK

static const WizardState *
state_of (Ui *ui)
{
  return wizard_model_state (ui_model (ui));
}

/* What is remembered of real devices is each case's own. */
static int
make_home (void **state)
{
  char *home = g_dir_make_tmp ("dfota-XXXXXX", NULL);

  g_setenv ("XDG_STATE_HOME", home, TRUE);
  g_free (home);
  return 0;
}

static int
remove_home (void **state)
{
  bench_remove (g_getenv ("XDG_STATE_HOME"));
  return 0;
}

static Ui *
open_practice (const char *lang, const char *speed)
{
  Ui *ui;

  g_setenv ("DFOTA_PRACTICE_SPEED", speed, TRUE);
  ui = ui_start (lang, NULL);
  walk_choose (ui, "Practice module");
  return ui;
}

static void
choose_fault (Ui *ui, const char *group, const char *title)
{
  walk_choose (ui, "What shall go wrong");
  walk_unfold (ui, group);
  walk_await (ui, title);
  walk_choose (ui, title);
  walk_await (ui, title);
}

static gboolean
may_go_on (WizardModel *model)
{
  return wizard_model_blocker (model) == NULL;
}

static void
go_on (Ui *ui, const char *title)
{
  ui_await_model (ui, may_go_on, "there is nothing in the way");
  walk_click (ui, "Next");
  walk_await_title (ui, title);
}

/* From page 3, where there is a package, until it runs. */
static void
go_to_upgrade (Ui *ui)
{
  go_on (ui, "The way");
  go_on (ui, "Flow control");
  go_on (ui, "Before you start");
  walk_start_upgrade (ui);
}

static gboolean
remembers (WizardModel *model)
{
  return wizard_model_state (model)->practised != NULL;
}

/* From page 1 to page 1. */
static void
break_off (Ui *ui, const char *group, const char *fault)
{
  choose_fault (ui, group, fault);
  go_on (ui, "Your module");
  go_on (ui, "Upgrade package");
  walk_click (ui, "Use the practice package");
  go_to_upgrade (ui);
  walk_await_title (ui, "Connect");
  ui_await_model (ui, remembers, "the practice remembers it");
  walk_await (ui, CARD);
  walk_expect (ui, "Module %s with firmware %s");
  /* as a program that has just started */
  assert_null (state_of (ui)->package);
  assert_null (state_of (ui)->module);
}

static gboolean
is_told (WizardModel *model)
{
  const WizardState *state = wizard_model_state (model);

  return state->page == WIZARD_STEP_MODULE && !state->identifying;
}

static void
look (Ui *ui)
{
  walk_click (ui, LOOK);
  walk_await_title (ui, "Your module");
  ui_await_model (ui, is_told, "the module has been looked at");
  ui_expect (ui, strcmp (walk_words ("Next"), "Next") == 0 ? "Practice: EC200A" : "练习模式：EC200A");
}

/* It may still be silent, or at work: then it is looked at again. */
static void
look_until (Ui *ui, DfotaConclusion wanted)
{
  gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  look (ui);
  while (state_of (ui)->story.conclusion != wanted && g_get_monotonic_time () < end)
    {
      assert_int_equal (state_of (ui)->story.conclusion, DFOTA_CONCLUSION_STILL_UPGRADING);
      walk_click (ui, "Look again");
      ui_await_model (ui, is_told, "the module has been looked at");
    }
  assert_int_equal (state_of (ui)->story.conclusion, wanted);
}

/* --- what real devices have left --- */

/* One of them even has the name that the practice module's port has now. */
static void
remember_real (const char *place, const char *revision)
{
  g_autoptr (DfotaModule) module = g_new0 (DfotaModule, 1);
  DfotaJournal journal = { .place = (char *) place,
                           .port = (char *) place,
                           .module = module,
                           .via = DFOTA_VIA_FILE,
                           .package = (char *) "real.bin",
                           .state = (char *) "updating",
                           .seen = 1767225700,
                           .past_point = TRUE,
                           .updated = -1,
                           .code = -1,
                           .began = 1767225600 };

  module->model = g_strdup ("EC200A");
  module->revision = g_strdup (revision);
  dfota_module_classify (module);
  assert_true (dfota_journal_write (&journal, NULL));
}

static void
expect_real (const char *place, const char *revision)
{
  g_autoptr (DfotaJournal) journal = dfota_journal_find (place, NULL);

  assert_non_null (journal);
  assert_string_equal (journal->package, "real.bin");
  assert_string_equal (journal->module->revision, revision);
}

static void
expect_n_real (guint n)
{
  g_autoptr (GPtrArray) list = dfota_journal_list (NULL);

  assert_int_equal (list->len, n);
}

/* --- walks --- */

static void
start_again (Ui *ui)
{
  walk_click (ui, "Start again");
  walk_await_title (ui, "Upgrade package");
  ui_await (ui, OLD_VERSION "-" NEW_VERSION ".bin");
  go_to_upgrade (ui);
  assert_string_equal (walk_await_result (ui, "Done")->after->revision, NEW_VERSION);
}

static gboolean
has_read (WizardModel *model)
{
  return wizard_model_state (model)->unfinished != NULL && wizard_model_state (model)->practised == NULL;
}

static void
what_was_half_sent_is_started_again (void **state)
{
  Ui *ui;
  g_autofree char *place = NULL;

  remember_real ("usb:1-9:3", "EC200ACNHAR01A01M16");
  ui = open_practice (*state, "20");
  break_off (ui, "While the package is on its way", "The computer goes off while the package is sent");
  /* the real one stands beside it */
  walk_expect (ui, "An upgrade was not finished");
  ui_expect (ui, "real.bin");
  expect_n_real (1);
  place = g_strdup (state_of (ui)->practised->place);
  remember_real (place, "EC200ACNHAR01A04M16");

  look_until (ui, DFOTA_CONCLUSION_NOT_STARTED);
  walk_expect (ui, "The upgrade did not begin: the module works with its old version.");
  walk_expect (ui, "Yes. It works, with its old firmware.");
  assert_string_equal (state_of (ui)->story.journal->module->revision, OLD_VERSION);
  /* the computer goes off once */
  start_again (ui);
  ui_await_model (ui, has_read, "the practice is over");
  expect_real ("usb:1-9:3", "EC200ACNHAR01A01M16");
  expect_real (place, "EC200ACNHAR01A04M16");
  expect_n_real (2);
  ui_end (ui);
}

static void
what_installs_is_followed (void **state)
{
  Ui *ui = open_practice (*state, "3");

  break_off (ui, "While it installs", "The computer goes off while the module installs");
  expect_n_real (0);
  look (ui);
  assert_int_equal (state_of (ui)->story.conclusion, DFOTA_CONCLUSION_STILL_UPGRADING);
  walk_expect (ui, "Wait: it works on the upgrade. Keep its power and cable connected.");
  walk_expect_not (ui, "Start again");
  walk_click (ui, "Follow it");
  walk_await_title (ui, "Upgrading");
  assert_string_equal (walk_await_result (ui, "Done")->after->revision, NEW_VERSION);
  assert_string_equal (state_of (ui)->result->before->revision, OLD_VERSION);
  ui_await_model (ui, has_read, "the practice is over");
  expect_n_real (0);
  ui_end (ui);
}

/* An ordinary Next asks no other question than the card. */
static void
next_looks_too (Ui *ui)
{
  walk_click (ui, "Back");
  walk_await (ui, CARD);
  walk_click (ui, "Next");
  walk_await_title (ui, "Your module");
  ui_await_model (ui, is_told, "the module has been looked at");
}

static void
what_ended_meanwhile_is_told (void **state)
{
  Ui *ui = open_practice (*state, "60");

  break_off (ui, "While it installs", "The computer goes off while the module installs");
  look_until (ui, DFOTA_CONCLUSION_DONE);
  walk_expect (ui, "The upgrade is complete: the module now has %s.");
  next_looks_too (ui);
  assert_int_equal (state_of (ui)->story.conclusion, DFOTA_CONCLUSION_DONE);
  walk_click (ui, "Finish");
  walk_await_title (ui, "Connect");
  ui_await_model (ui, has_read, "nothing is remembered any more");
  walk_expect_not (ui, CARD);
  ui_end (ui);
}

static void
what_failed_meanwhile_is_found_out (void **state)
{
  Ui *ui = open_practice (*state, "60");
  g_autofree char *place = NULL;

  break_off (ui, "While it installs", "The computer goes off, and then the installation fails");
  place = g_strdup (state_of (ui)->practised->place);
  remember_real (place, "EC200ACNHAR01A04M16");
  look_until (ui, DFOTA_CONCLUSION_FAILED);
  walk_expect (ui, "The upgrade did not take place: the module works with its old version.");
  walk_click (ui, "Do not remind me of this upgrade");
  walk_await_title (ui, "Connect");
  ui_await_model (ui, has_read, "nothing is remembered any more");
  walk_expect_not (ui, CARD);
  expect_real (place, "EC200ACNHAR01A04M16");
  ui_end (ui);
}

#define IN(lang, walk)                                                                                                      \
  {                                                                                                                         \
#walk "_" #lang, walk, NULL, NULL, (void *) #lang                                                                       \
  }
#define BOTH(walk) IN (en, walk), IN (zh_CN, walk)

/* test-ui-interrupted [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    BOTH (what_installs_is_followed),
    BOTH (what_was_half_sent_is_started_again),
    BOTH (what_ended_meanwhile_is_told),
    BOTH (what_failed_meanwhile_is_found_out),
  };

  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, make_home, remove_home);
}
