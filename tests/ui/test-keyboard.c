/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "controls.h"
#include "hand.h"
#include "walk.h"

/* The wizard without a mouse, by real keys: from the first page to the last, stopped in the middle, after a failure, and where an
 * upgrade is found unfinished. Controls are named in English. */

#define PATIENCE_US (20 * G_USEC_PER_SEC)

static GString *announced;

/* As GTK has it from 4.14 on, and the wizard then calls. */
#if !GTK_CHECK_VERSION(4, 14, 0)
void gtk_accessible_announce (GtkAccessible *self, const char *message, int priority);

void
gtk_accessible_announce (GtkAccessible *self, const char *message, int priority)
{
  assert_int_equal (gtk_accessible_get_accessible_role (self), GTK_ACCESSIBLE_ROLE_STATUS);
  assert_int_equal (priority, 1);
  g_string_append_printf (announced, "%s\n", message);
}

static void
has_announced (const char *words)
{
  if (strstr (announced->str, words) == NULL)
    fail_msg ("“%s” was not announced, but:\n%s", words, announced->str);
}
#else
#define has_announced(words)
#endif

static gboolean
has_ports (WizardModel *model)
{
  return wizard_model_state (model)->ports != NULL;
}

static gboolean
has_package (WizardModel *model)
{
  return wizard_model_state (model)->package != NULL;
}

static gboolean
flow_is_hardware (WizardModel *model)
{
  return wizard_model_state (model)->flow == DFOTA_FLOW_CHOICE_RTSCTS;
}

static gboolean
flow_is_automatic (WizardModel *model)
{
  return wizard_model_state (model)->flow == DFOTA_FLOW_CHOICE_AUTO;
}

static gboolean
is_checked (WizardModel *model)
{
  return wizard_model_state (model)->checked;
}

static gboolean
is_running (WizardModel *model)
{
  return wizard_model_state (model)->running;
}

static void
to_the_package (Ui *ui)
{
  ui_await_model (ui, has_ports, "the ports are listed");
  hand_reads_in_order (ui);
  hand_tab_to (ui, "Practice module");
  ui_press (ui, "space");
  ui_await_model (ui, wizard_model_is_practice, "the practice module is chosen");
  hand_reads_in_order (ui);
  hand_tab_to (ui, "Next");
  ui_press (ui, "Return");
  walk_await_title (ui, "Your module");
  hand_await_focus (ui, "Next");
  hand_reads_in_order (ui);
  hand_tab_to (ui, "Next");
  ui_press (ui, "Return");
  walk_await_title (ui, "Upgrade package");
}

static void
to_the_start (Ui *ui)
{
  hand_reads_in_order (ui);
  hand_tab_to (ui, "Use the practice package");
  ui_press (ui, "space");
  ui_await_model (ui, has_package, "the package is chosen");
  hand_reads_in_order (ui);
  ui_press (ui, "Alt+Right");
  walk_await_title (ui, "The way");
  hand_reads_in_order (ui);
  hand_tab_to (ui, "Next");
  ui_press (ui, "Return");
  walk_await_title (ui, "Flow control");
  hand_reads_in_order (ui);
  hand_tab_to (ui, "Automatic");
  hand_step (ui, "Down");
  ui_press (ui, "space");
  ui_await_model (ui, flow_is_hardware, "an arrow and the space bar choose");
  hand_step (ui, "Up");
  ui_press (ui, "space");
  ui_await_model (ui, flow_is_automatic, "an arrow and the space bar choose");
  ui_press (ui, "Alt+Left");
  walk_await_title (ui, "The way");
  ui_press (ui, "Alt+Right");
  walk_await_title (ui, "Flow control");
  ui_press (ui, "Alt+Right");
  walk_await_title (ui, "Before you start");
  ui_await_model (ui, is_checked, "the checks are made");
}

/* From the first page to the last; on each page everything can be reached, in the order of reading. */
static void
a_keyboard_is_enough (void **state)
{
  Ui *ui;

  g_setenv ("DFOTA_PRACTICE_SPEED", "20", TRUE);
  ui = ui_start (*state, NULL);
  to_the_package (ui);
  to_the_start (ui);
  hand_reads_in_order (ui);
  hand_tab_to (ui, "I understand");
  ui_press (ui, "space");
  hand_tab_to (ui, "Start the upgrade");
  ui_press (ui, "Return");
  ui_await_model (ui, is_running, "it runs");
  walk_await_title (ui, "Upgrading");
  hand_tab_to (ui, "What the module says");
  ui_press (ui, "Return");
  walk_await_title (ui, "Result");
  hand_reads_in_order (ui);
  hand_tab_to (ui, "Close");
  ui_end (ui);
  has_announced (walk_words ("Sending the package to the module"));
  if (g_str_equal (*state, "zh_CN"))
    return;
  has_announced ("Page 2 of 8: Your module\n");
  has_announced ("Page 8 of 8: Result. Done. ");
}

static guint
n_windows (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint mapped = 0;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      mapped += gtk_widget_get_mapped (window) ? 1 : 0;
    }
  return mapped;
}

static void
await_windows (guint n)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_US;

  while (n_windows () != n && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  assert_int_equal (n_windows (), n);
}

static gboolean
menu_is_open (Ui *ui)
{
  return GTK_IS_POPOVER (wizard_controls_scope (ui_window (ui)));
}

static void
await_menu (Ui *ui, gboolean open)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_US;

  while (menu_is_open (ui) != open && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  assert_int_equal (menu_is_open (ui), open);
}

/* What opens by a key closes by Escape, and the wizard is as before. */
static void
escape_closes_what_was_opened (void **state)
{
  Ui *ui = ui_start ("en", "practice");

  ui_await_model (ui, has_ports, "the ports are listed");
  ui_press (ui, "F10");
  await_menu (ui, TRUE);
  ui_press (ui, "Escape");
  await_menu (ui, FALSE);
  ui_sleep (ui, 300);
  ui_press (ui, "F1");
  await_windows (2);
  ui_sleep (ui, 100);
  ui_press (ui, "Escape");
  await_windows (1);
  ui_await_title (ui, "Connect");
  ui_press (ui, "Ctrl+l");
  ui_await_title (ui, "连接模块");
  ui_end (ui);
}

/* --- stopping, and leaving --- */

static gboolean
is_sending (WizardModel *model)
{
  const WizardState *state = wizard_model_state (model);

  return state->stage == DFOTA_STATE_SENDING && state->progress.bytes > 0;
}

static gboolean
is_stopping (WizardModel *model)
{
  return wizard_model_state (model)->stopping || wizard_model_state (model)->result != NULL;
}

/* To page 6 with the mouse, and from there with keys until the package is on its way. */
static Ui *
send_by_keys (const char *lang)
{
  Ui *ui;

  g_setenv ("DFOTA_PRACTICE_SPEED", "4", TRUE);
  ui = ui_start (lang, "practice");
  walk_click (ui, "Next");
  walk_await_title (ui, "Your module");
  walk_click (ui, "Next");
  walk_click (ui, "Use the practice package");
  ui_await_model (ui, has_package, "the package is chosen");
  walk_click (ui, "Next");
  walk_click (ui, "Next");
  walk_click (ui, "Next");
  ui_await_model (ui, is_checked, "the checks are made");
  hand_tab_to (ui, "I understand");
  ui_press (ui, "space");
  hand_tab_to (ui, "Start the upgrade");
  ui_press (ui, "Return");
  ui_await_model (ui, is_sending, "the package is on its way");
  return ui;
}

static void
stop_is_reached_by_tab (void **state)
{
  Ui *ui = send_by_keys (*state);

  hand_reads_in_order (ui);
  hand_tab_to (ui, "Stop");
  ui_press (ui, "space");
  ui_await_model (ui, is_stopping, "it is stopped");
  walk_await_result (ui, "Stopped");
  ui_end (ui);
}

/* Escape stays, and nothing has happened; the answer that stops is reached by Tab. */
static void
the_question_is_answered (void **state)
{
  Ui *ui = send_by_keys (*state);

  ui_press (ui, "Ctrl+w");
  await_windows (2);
  walk_await (ui, "Really leave?");
  ui_press (ui, "Escape");
  await_windows (1);
  assert_true (wizard_model_state (ui_model (ui))->running);
  assert_false (wizard_model_state (ui_model (ui))->stopping);
  ui_press (ui, "Ctrl+w");
  await_windows (2);
  hand_tab_to (ui, "Stop the upgrade");
  ui_press (ui, "space");
  walk_await_result (ui, "Stopped");
  ui_end (ui);
}

/* --- after a failure --- */

/* Every button of the card is reached, and one of them is pressed. */
static void
a_failure_is_mended (void **state)
{
  Ui *ui;

  g_setenv ("DFOTA_PRACTICE_SPEED", "60", TRUE);
  ui = ui_start (*state, "practice:check-505");
  walk_click (ui, "Next");
  walk_await_title (ui, "Your module");
  walk_click (ui, "Next");
  walk_click (ui, "Use the practice package");
  ui_await_model (ui, has_package, "the package is chosen");
  walk_click (ui, "Next");
  walk_click (ui, "Next");
  walk_click (ui, "Next");
  walk_start_upgrade (ui);
  walk_await_result (ui, "Not upgraded");
  hand_reads_in_order (ui);
  hand_tab_to (ui, "Try again");
  hand_tab_to (ui, "Choose another package");
  ui_press (ui, "Return");
  walk_await_title (ui, "Upgrade package");
  ui_end (ui);
}

/* --- what goes wrong is chosen, and an upgrade that is found running is followed --- */

static gboolean
is_told (WizardModel *model)
{
  return wizard_model_state (model)->page == WIZARD_STEP_MODULE && !wizard_model_state (model)->identifying;
}

static gboolean
is_at_work (WizardModel *model)
{
  return g_strcmp0 (wizard_model_state (model)->port, "practice:already-updating") == 0;
}

static gboolean
is_watching (WizardModel *model)
{
  const WizardState *state = wizard_model_state (model);

  return state->running && state->watching && state->stage == DFOTA_STATE_UPDATING;
}

static void
what_is_found_is_followed (void **state)
{
  Ui *ui;

  g_setenv ("DFOTA_PRACTICE_SPEED", "4", TRUE);
  ui = ui_start (*state, "practice");
  ui_await_model (ui, has_ports, "the ports are listed");
  hand_tab_to (ui, "What shall go wrong");
  ui_press (ui, "space");
  walk_await (ui, "Found in the middle");
  hand_tab_to (ui, "Found in the middle");
  ui_press (ui, "space");
  walk_await (ui, "An upgrade is running already");
  hand_tab_to (ui, "An upgrade is running already");
  ui_press (ui, "space");
  ui_await_model (ui, is_at_work, "it is chosen");
  hand_tab_to (ui, "Next");
  ui_press (ui, "Return");
  ui_await_model (ui, is_told, "the module has been looked at");
  walk_await (ui, "The upgrade is still running.");
  hand_reads_in_order (ui);
  hand_tab_to (ui, "Follow it");
  ui_press (ui, "Return");
  ui_await_model (ui, is_watching, "it is followed");
  hand_tab_to (ui, "Stop watching");
  ui_press (ui, "space");
  walk_await_result (ui, "Not certain");
  ui_end (ui);
}

int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    WALK_BOTH (a_keyboard_is_enough),         WALK_CHINESE (stop_is_reached_by_tab),
    WALK_ENGLISH (the_question_is_answered),  WALK_CHINESE (a_failure_is_mended),
    WALK_ENGLISH (what_is_found_is_followed), cmocka_unit_test (escape_closes_what_was_opened),
  };

  announced = g_string_new (NULL);
  if (argc < 2)
    return abreast_run_in_turn (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
