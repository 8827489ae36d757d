/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "aftermath.h"

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
  ui_await (bench->ui, AFTERMATH_CARD);
  ui_click (bench->ui, AFTERMATH_LOOK);
  ui_await_title (bench->ui, "Your module");
  ui_await_model (bench->ui, aftermath_is_told, "the module has been looked at");
}

void
aftermath_expect_forgotten (Bench *bench)
{
  bench_open_anew (bench, "en");
  ui_await_model (bench->ui, aftermath_is_read, "the journals are read");
  ui_expect_not (bench->ui, AFTERMATH_CARD);
}

void
aftermath_remember (Bench *bench, const char *model, const char *revision, const char *target)
{
  g_autoptr (DfotaModule) module = g_new0 (DfotaModule, 1);
  g_autofree char *place = dfota_journal_place (bench->port, NULL, -1);
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
