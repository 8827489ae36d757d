/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "cards-show.h"
#include "fake-notices.h"
#include "model-private.h"

/* The desktop is told how an upgrade ended where nobody looks at the window; and who cannot look is told what became of it. */

typedef struct
{
  const char *lang;
  const char *title, *body; /* of a module whose cable was pulled past the point, and that has not come back */
  const char *page, *listening, *asking, *running, *silent, *done;
} Words;

static const Words english = {
  .lang = "en",
  .title = "Needs attention: EC200A",
  .body = "Nobody can say yet how it ended. The module may still be at work",
  .page = "Page 2 of 8",
  .listening = "Listening to the module",
  .asking = "Asking the module who it is",
  .running = "The upgrade is still running",
  .silent = "The module is silent, as is normal at this point of an upgrade",
  .done = "The upgrade is complete: the module now has EC200ACNHAR01A03M16",
};

static const Words chinese = {
  .lang = "zh_CN",
  .title = "需要处理: EC200A",
  .body = "目前无法确认升级结果，模块可能仍在升级",
  .page = "第 2 页",
  .listening = "正在等待模块的消息",
  .asking = "正在识别模块",
  .running = "模块仍在升级",
  .silent = "模块暂时没有回应，升级到这一步时这是正常的",
  .done = "模块现在的版本是 EC200ACNHAR01A03M16",
};

/* As a run begins and ends, in no time. */
static void
begin (Ui *ui)
{
  ui_model (ui)->state.running = TRUE;
  wizard_model_go (ui_model (ui), WIZARD_STEP_UPGRADE);
}

static void
end (Ui *ui)
{
  ui_model (ui)->state.running = FALSE;
  cards_show (ui, DFOTA_ERROR_GONE, DFOTA_OUTCOME_FAILED);
}

static void
on_answer (GObject *bus, GAsyncResult *result, gpointer answered)
{
  g_autoptr (GVariant) id = g_dbus_connection_call_finish (G_DBUS_CONNECTION (bus), result, NULL);

  *(gboolean *) answered = id != NULL;
}

/* GLib can take a notification back as soon as it has heard its number. */
static void
let_answers_come (void)
{
  GDBusConnection *bus = g_application_get_dbus_connection (g_application_get_default ());
  gboolean answered = FALSE;

  g_dbus_connection_call (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetId", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_answer, &answered);
  while (!answered)
    g_main_context_iteration (NULL, TRUE);
}

static void
await_notice (const Words *words, gboolean stands)
{
  gint64 late = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;

  for (;;)
    {
      g_autofree char *text = fake_notices_find (words->title);

      if ((text != NULL) == stands)
        {
          if (stands && strstr (text, words->body) == NULL)
            fail_msg ("it says: %s", text);
          let_answers_come ();
          return;
        }
      if (g_get_monotonic_time () > late)
        fail_msg ("%s", stands ? "no notification came" : "the notification still stands");
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
await_active (GtkWindow *window, gboolean active)
{
  gint64 late = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;

  while (gtk_window_is_active (window) != active)
    {
      if (g_get_monotonic_time () > late)
        fail_msg ("the focus does not move");
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
the_desktop_is_told (void **state)
{
  const Words *words = *state;
  GtkWidget *other;
  Ui *ui;

  fake_notices_start ();
  ui = ui_start (words->lang, NULL);
  ui_unwatch (ui);
  other = gtk_window_new ();
  cards_show (ui, DFOTA_ERROR_GONE, DFOTA_OUTCOME_FAILED); /* all is chosen from here on */

  /* somebody looks: nothing is to be told */
  gtk_window_present (ui_window (ui));
  await_active (ui_window (ui), TRUE);
  begin (ui);
  end (ui);
  let_answers_come ();
  await_notice (words, FALSE);

  /* another window is in front */
  gtk_window_present (GTK_WINDOW (other));
  await_active (ui_window (ui), FALSE);
  begin (ui);
  end (ui);
  await_notice (words, TRUE);
  gtk_window_present (ui_window (ui));
  await_notice (words, FALSE);

  /* the next one takes it back, too */
  gtk_window_present (GTK_WINDOW (other));
  await_active (ui_window (ui), FALSE);
  begin (ui);
  end (ui);
  await_notice (words, TRUE);
  begin (ui);
  await_notice (words, FALSE);
  end (ui);

  gtk_window_destroy (GTK_WINDOW (other));
  ui_end (ui);
  fake_notices_end ();
}

static DfotaModule *
module_with (const char *revision)
{
  DfotaModule said = { .manufacturer = (char *) "Quectel", .model = (char *) "EC200A", .revision = (char *) revision };

  return dfota_module_copy (&said);
}

static void
conclude (Ui *ui, DfotaConclusion conclusion, DfotaSign sign, int wait)
{
  WizardState *state = &ui_model (ui)->state;
  g_autoptr (DfotaModule) before = module_with ("EC200ACNHAR01A02M16");
  DfotaJournal journal = { .place = (char *) "tcp:127.0.0.1:9", .module = before, .state = (char *) "updating" };

  dfota_status_clear (&state->story);
  state->identifying = FALSE;
  state->story.conclusion = conclusion;
  state->story.sign = sign;
  state->story.wait = wait;
  state->story.journal = dfota_journal_copy (&journal);
  state->story.module = sign == DFOTA_SIGN_ITSELF ? module_with ("EC200ACNHAR01A03M16") : NULL;
  wizard_model_changed (ui_model (ui));
}

static void
look (Ui *ui)
{
  WizardState *state = &ui_model (ui)->state;

  state->identifying = TRUE;
  state->stage = DFOTA_STATE_OPENING;
  wizard_model_go (ui_model (ui), WIZARD_STEP_MODULE);
}

/* Page 2 while it looks, and what it finds: nothing of that has the keyboard focus. */
static void
what_became_of_it_is_spoken (void **state)
{
  const Words *words = *state;
  Ui *ui = ui_start (words->lang, NULL);

  ui_unwatch (ui);
  look (ui);
  ui_await_heard (ui, words->listening);
  assert_true (ui_hears (words->page));
  ui_model (ui)->state.stage = DFOTA_STATE_IDENTIFYING;
  wizard_model_changed (ui_model (ui));
  ui_await_heard (ui, words->asking);
  conclude (ui, DFOTA_CONCLUSION_STILL_UPGRADING, DFOTA_SIGN_AT_WORK, 0);
  ui_await_heard (ui, words->running);

  look (ui);
  ui_await_heard (ui, words->listening);
  conclude (ui, DFOTA_CONCLUSION_STILL_UPGRADING, DFOTA_SIGN_SILENT, 120);
  ui_await_heard (ui, words->silent);

  look (ui);
  ui_await_heard (ui, words->listening);
  conclude (ui, DFOTA_CONCLUSION_DONE, DFOTA_SIGN_ITSELF, 0);
  ui_await_heard (ui, words->done);
  dfota_status_clear (&ui_model (ui)->state.story);
  ui_end (ui);
}

#define IN(language, name)                                                                                                  \
  {                                                                                                                         \
#name "_" #language, name, NULL, NULL, (void *) &language                                                               \
  }

/* test-ui-announce [PATTERN]: one after the other, for they look at which window has the focus. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    IN (english, the_desktop_is_told),
    IN (chinese, the_desktop_is_told),
    IN (english, what_became_of_it_is_spoken),
    IN (chinese, what_became_of_it_is_spoken),
  };

  if (argc < 2)
    return abreast_run_in_turn (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
