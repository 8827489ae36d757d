/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "cards-show.h"
#include "fake-notices.h"
#include "model-private.h"

/* The desktop is told how an upgrade ended where nobody looks at the window. */

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
await_notice (Ui *ui, gboolean stands)
{
  gint64 late = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;

  for (;;)
    {
      g_autofree char *text = fake_notices_find ("Needs attention: EC200A");

      if ((text != NULL) == stands)
        {
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
  GtkWidget *other;
  Ui *ui;

  fake_notices_start ();
  ui = ui_start ("en", NULL);
  ui_unwatch (ui);
  other = gtk_window_new ();
  cards_show (ui, DFOTA_ERROR_GONE, DFOTA_OUTCOME_FAILED); /* all is chosen from here on */

  /* somebody looks: nothing is to be told */
  gtk_window_present (ui_window (ui));
  await_active (ui_window (ui), TRUE);
  begin (ui);
  end (ui);
  let_answers_come ();
  await_notice (ui, FALSE);

  /* another window is in front */
  gtk_window_present (GTK_WINDOW (other));
  await_active (ui_window (ui), FALSE);
  begin (ui);
  end (ui);
  await_notice (ui, TRUE);
  gtk_window_present (ui_window (ui));
  await_notice (ui, FALSE);

  /* the next one takes it back, too */
  gtk_window_present (GTK_WINDOW (other));
  await_active (ui_window (ui), FALSE);
  begin (ui);
  end (ui);
  await_notice (ui, TRUE);
  begin (ui);
  await_notice (ui, FALSE);
  end (ui);

  gtk_window_destroy (GTK_WINDOW (other));
  ui_end (ui);
  fake_notices_end ();
}

int
main (void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test (the_desktop_is_told) };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
