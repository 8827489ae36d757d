/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "aftermath.h"
#include "common/app-locale.h"
#include "walk.h"

#include <signal.h>

void
aftermath_crash (Bench *bench, const char *state, const char *options)
{
  g_autoptr (GSubprocess) program = bench_upgrade (bench, options);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (program));
  g_autofree char *sign = g_strdup_printf ("\"state\":\"%s\"", state);
  g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

  while (line != NULL && strstr (line, sign) == NULL)
    {
      g_free (line);
      line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
    }
  if (line == NULL)
    g_error ("it never came into the state %s", state);
  g_subprocess_force_exit (program);
  g_subprocess_wait (program, NULL, NULL);
}

/* What the victim is told, in its environment. */
enum
{
  TOLD_LANG,
  TOLD_PORT,
  TOLD_STATE,
  TOLD_PACKAGE,
  TOLD_HERE,
  N_TOLD
};
#define TOLD "DFOTA_TEST_VICTIM"

void
aftermath_kill_wizard (Bench *bench, const char *lang, const char *package, gboolean here, const char *state)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *told = g_strjoin ("|", lang, bench->port, state, package, here ? "here" : "", NULL);
  g_autoptr (GSubprocess) victim = NULL;

  g_setenv (TOLD, told, TRUE);
  victim = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL, self, "aftermath_victim", NULL);
  assert_non_null (victim);
  g_subprocess_wait (victim, NULL, NULL);
  if (!g_subprocess_get_if_signaled (victim) || g_subprocess_get_term_sig (victim) != SIGKILL)
    g_error ("the wizard never came into the state %s", state);
}

static DfotaState fatal_state;

static gboolean
is_the_end (WizardModel *model)
{
  const WizardState *state = wizard_model_state (model);

  return state->running && state->stage == fatal_state && (fatal_state != DFOTA_STATE_SENDING || state->progress.bytes > 0);
}

void
aftermath_victim (void **state)
{
  g_auto (GStrv) told = g_strsplit (g_getenv (TOLD) != NULL ? g_getenv (TOLD) : "", "|", -1);
  Ui *ui;

  assert_int_equal (g_strv_length (told), N_TOLD);
  fatal_state = dfota_state_by_id (told[TOLD_STATE]);
  ui = ui_start (told[TOLD_LANG], told[TOLD_PORT]);
  ui_unwatch (ui); /* how fast it is, others look at */
  walk_to_way (ui, told[TOLD_PACKAGE]);
  if (*told[TOLD_HERE] != '\0')
    {
      ui_choose (ui, wizard_card_title (WIZARD_CARD_WEB, wizard_model_state (ui_model (ui))->module->vias));
      walk_choose (ui, "This computer is the server");
      walk_await (ui, "The module fetches it from");
    }
  walk_click (ui, "Next");
  if (*told[TOLD_HERE] == '\0')
    walk_click (ui, "Next"); /* flow control */
  walk_start_upgrade (ui);
  ui_await_model (ui, is_the_end, told[TOLD_STATE]);
  raise (SIGKILL);
}

void
aftermath_start (Bench *bench, const char *lang, const char *sim, const char *state)
{
  g_autofree char *path = NULL;
  g_autofree char *options = NULL;

  bench_begin (bench, sim);
  path = bench_package (bench, AFTERMATH_PACKAGE, 60000);
  options = g_strdup_printf ("--via file --package %s", path);
  aftermath_crash (bench, state, options);
  bench_open (bench, lang);
}

gboolean
aftermath_is_read (WizardModel *model)
{
  return wizard_model_state (model)->unfinished != NULL;
}

gboolean
aftermath_is_told (WizardModel *model)
{
  const WizardState *state = wizard_model_state (model);

  return state->page == WIZARD_STEP_MODULE && !state->identifying;
}

DfotaConclusion
aftermath_conclusion (Bench *bench)
{
  return wizard_model_state (ui_model (bench->ui))->story.conclusion;
}

void
aftermath_look (Bench *bench)
{
  walk_await (bench->ui, AFTERMATH_CARD);
  walk_click (bench->ui, AFTERMATH_LOOK);
  walk_await_title (bench->ui, "Your module");
  ui_await_model (bench->ui, aftermath_is_told, "the module has been looked at");
}

void
aftermath_expect_forgotten (Bench *bench)
{
  bench_open_anew (bench, app_locale_current ());
  ui_await_model (bench->ui, aftermath_is_read, "the journals are read");
  walk_expect_not (bench->ui, AFTERMATH_CARD);
}

void
aftermath_remember (Bench *bench, const char *model, const char *revision, const char *target)
{
  g_autoptr (DfotaModule) module = g_new0 (DfotaModule, 1);
  g_autofree char *place = dfota_journal_place (bench->port, NULL, -1, 0);
  DfotaJournal journal = { .place = place,
                           .port = bench->port,
                           .module = module,
                           .via = DFOTA_VIA_FTP,
                           .url = (char *) "ftp://files.example.com:21/" AFTERMATH_MINI ".mini_1",
                           .package = (char *) AFTERMATH_MINI ".mini_1",
                           .target = (char *) target,
                           .state = (char *) "updating",
                           .seen = 1767225700,
                           .past_point = TRUE,
                           .updated = -1,
                           .code = -1,
                           .began = 1767225600 };

  module->model = g_strdup (model);
  module->revision = g_strdup (revision);
  dfota_module_classify (module);
  assert_true (dfota_journal_write (&journal, NULL));
}
