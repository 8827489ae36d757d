/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "abreast.h"
#include "practice-faults.h"
#include "walk.h"

/* The practice: a menu with everything that dfota-sim can get wrong, and worst cases that are lived through to their result, on
 * every family and every way, with no network. */

#define SPEED "40"

#define ON_WAY  "While the package is on its way"
#define INSTALL "While it installs"

static char *
run_sim (const char *options, int *ret_status)
{
  g_autofree char *program = g_build_filename (g_getenv ("DFOTA_TEST_BUILD_ROOT"), "app", "sim", "dfota-sim", NULL);
  g_autofree char *line = g_strdup_printf ("%s %s", program, options);
  char *out = NULL;
  g_autofree char *err = NULL;

  assert_true (g_spawn_command_line_sync (line, &out, &err, ret_status, NULL));
  return out;
}

/* Does a row of the menu play this fault? */
static gboolean
is_in_menu (const char *name)
{
  gsize n;
  const WizardPracticeFault *rows = wizard_practice_faults (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_auto (GStrv) faults = g_strsplit (rows[i].fault, ",", -1);

      for (gsize f = 0; faults[f] != NULL; f++)
        {
          faults[f][strcspn (faults[f], "@")] = '\0';
          if (strcmp (faults[f], name) == 0)
            return TRUE;
        }
    }
  return FALSE;
}

static void
no_fault_is_missing (void **state)
{
  int status;
  g_autofree char *list = run_sim ("--list-faults", &status);
  g_auto (GStrv) lines = g_strsplit (list, "\n", -1);
  guint n = 0;

  for (gsize i = 0; lines[i] != NULL && *lines[i] != '\0'; i++, n++)
    {
      lines[i][strcspn (lines[i], "@ ")] = '\0';
      if (!is_in_menu (lines[i]))
        fail_msg ("the menu has no “%s”", lines[i]);
    }
  assert_true (n > 70);
}

/* The simulator looks at its options before it looks for its port. */
static gboolean
sim_knows (const char *fault)
{
  g_auto (GStrv) faults = g_strsplit (fault, ",", -1);
  g_autofree char *joined = g_strjoinv (" --fault ", faults);
  g_autofree char *options = g_strdup_printf ("--fault %s --listen 127.0.0.1:nonsense", joined);
  g_autofree char *program = g_build_filename (g_getenv ("DFOTA_TEST_BUILD_ROOT"), "app", "sim", "dfota-sim", NULL);
  g_autofree char *line = g_strdup_printf ("%s %s", program, options);
  g_autofree char *err = NULL;

  assert_true (g_spawn_command_line_sync (line, NULL, &err, NULL, NULL));
  return strstr (err, "fault") == NULL;
}

static void
no_fault_is_unknown (void **state)
{
  gsize n;
  const WizardPracticeFault *rows = wizard_practice_faults (&n);

  assert_false (sim_knows ("no-such-fault"));
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *port = g_strconcat ("practice:", rows[i].fault, wizard_practice_asks (&rows[i]) ? "605" : "", NULL);
      g_autofree char *name = wizard_practice_sim_name (port);

      if (strcmp (name, "practice") != 0 && !sim_knows (name + strlen ("practice:")))
        fail_msg ("dfota-sim does not know “%s”", name);
      assert_true (*rows[i].title != '\0' && *rows[i].what != '\0' && rows[i].families != 0);
    }
}

/* A row is found again by the name of its port, and offered where it can be seen. */
static void
rows_are_found_again (void **state)
{
  gsize n;
  const WizardPracticeFault *rows = wizard_practice_faults (&n);

  for (gsize i = 0; i < n; i++)
    for (DfotaFamilyId family = 0; family < DFOTA_N_FAMILIES; family++)
      {
        g_autofree char *port = g_strconcat ("practice:", rows[i].fault, wizard_practice_asks (&rows[i]) ? "9" : "", NULL);

        if (!wizard_practice_offers (&rows[i], family))
          continue;
        assert_ptr_equal (wizard_practice_find (port, family), &rows[i]);
        if (rows[i].vias != 0)
          assert_true ((rows[i].vias & dfota_family (family)->vias) != 0);
      }
  assert_null (wizard_practice_find ("practice", DFOTA_FAMILY_EP06));
  assert_null (wizard_practice_find ("practice:of-my-own", DFOTA_FAMILY_EP06));
}

/* --- walks --- */

/* To page 1, with what goes wrong chosen in the menu as a user does it. */
static Ui *
begin (const char *lang, const char *speed)
{
  Ui *ui;

  g_setenv ("DFOTA_PRACTICE_SPEED", speed, TRUE);
  ui = ui_start (lang, NULL);
  ui_choose (ui, strcmp (lang, "en") == 0 ? "Practice module" : "练习模块");
  return ui;
}

typedef gboolean (*Matches) (GtkWidget *widget, const char *words);

static GtkWidget *
find_below (GtkWidget *widget, Matches matches, const char *words)
{
  if (gtk_widget_get_mapped (widget) && matches (widget, words))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_below (child, matches, words);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* In whichever window it is. */
static GtkWidget *
find (Matches matches, const char *words)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows) && found == NULL; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      found = find_below (window, matches, words);
    }
  assert_non_null (found);
  return found;
}

static gboolean
is_entry (GtkWidget *widget, const char *words)
{
  return ADW_IS_ENTRY_ROW (widget) && strcmp (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), words) == 0;
}

static gboolean
is_search (GtkWidget *widget, const char *words)
{
  return GTK_IS_SEARCH_ENTRY (widget);
}

static void
search (const char *words)
{
  gtk_editable_set_text (GTK_EDITABLE (find (is_search, NULL)), words);
}

/* The search begins a moment after the last letter. */
static void
await_gone (Ui *ui, const char *words)
{
  gint64 end = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;

  while (ui_sees (words) && g_get_monotonic_time () < end)
    ui_sleep (ui, 10);
  ui_expect_not (ui, words);
}

static void
apply (const char *title)
{
  g_signal_emit_by_name (find (is_entry, title), "apply");
}

static void
choose_fault (Ui *ui, const char *group, const char *title)
{
  walk_choose (ui, "What shall go wrong");
  walk_unfold (ui, group);
  walk_choose (ui, title);
  walk_await (ui, title);
}

typedef struct
{
  const char *family; /* as page 1 offers it; NULL: as it is */
  const char *group;
  const char *fault;
  const char *way; /* NULL: what is chosen already */
  const char *banner;
  const char *heading;
} Walk;

static gboolean
may_go_on (WizardModel *model)
{
  return wizard_model_blocker (model) == NULL;
}

static gboolean
has_address (WizardModel *model)
{
  return wizard_doctor_is_content (wizard_model_state (model)->resend_doctor);
}

static void
go_on (const Walk *walk, Ui *ui, const char *title)
{
  ui_await_model (ui, may_go_on, "there is nothing in the way");
  ui_expect (ui, walk->banner);
  ui_click (ui, "Next");
  ui_await_title (ui, title);
}

/* From page 1 to page 4. */
static void
go_to_way (const Walk *walk, Ui *ui)
{
  if (walk->family != NULL)
    ui_select (ui, "Which module", walk->family);
  if (walk->fault != NULL)
    choose_fault (ui, walk->group, walk->fault);
  go_on (walk, ui, "Your module");
  go_on (walk, ui, "Upgrade package");
  ui_click (ui, "Use the practice package");
  go_on (walk, ui, "The way");
  if (walk->way != NULL)
    ui_choose (ui, walk->way);
}

/* From page 4 to the result. */
static void
go_to_result (const Walk *walk, Ui *ui)
{
  gboolean file = wizard_model_state (ui_model (ui))->via == DFOTA_VIA_FILE;

  if (file)
    go_on (walk, ui, "Flow control");
  go_on (walk, ui, "Before you start");
  ui_await (ui, "Please confirm that you understand");
  ui_expect (ui, walk->banner);
  ui_choose (ui, "I understand");
  ui_click (ui, "Start the upgrade");
  ui_await_title (ui, "Upgrading");
  ui_expect (ui, walk->banner);
  ui_await_title (ui, "Result");
  ui_expect (ui, walk->banner);
  ui_expect (ui, walk->heading);
}

static void
live_through (const Walk *walk)
{
  Ui *ui = begin ("en", SPEED);

  go_to_way (walk, ui);
  go_to_result (walk, ui);
  ui_end (ui);
}

/* A fault of one way leads to that way: nothing is chosen on page 4. */
static void
the_cable_is_pulled (void **state)
{
  live_through (&(Walk){ NULL, ON_WAY, "The cable is pulled half-way", NULL,
                         "Practice: EC200A · The cable is pulled half-way", "Not certain" });
}

static void
the_servers_name_is_not_found (void **state)
{
  const Walk walk
      = { NULL,          ON_WAY, "The server's name is not found (code 714)", NULL, "Practice: EC200A · The server's name",
          "Not upgraded" };
  Ui *ui = begin ("en", SPEED);

  go_to_way (&walk, ui);
  assert_int_equal (wizard_model_state (ui_model (ui))->via, DFOTA_VIA_HTTP);
  go_to_result (&walk, ui);
  assert_int_equal (wizard_model_state (ui_model (ui))->result->fault->code, 714);
  ui_end (ui);
}

static void
the_second_file_is_not_found_at_first (void **state)
{
  live_through (&(Walk){ "EC800M (MiniFOTA)", ON_WAY, "The second file is not found at first", "From an FTP server",
                         "Practice: EC800M · The second file", "Done" });
}

static void
the_power_fails_for_a_moment (void **state)
{
  live_through (&(Walk){ "BC260Y-CN", INSTALL, "The power fails for a moment while the module installs",
                         "From a CoAP server", "Practice: BC260Y-CN · The power fails for a moment", "Done" });
}

static void
the_package_arrives_damaged_in_the_storage (void **state)
{
  live_through (&(Walk){ "EP06", ON_WAY, "The package arrives damaged in the module's storage", NULL,
                         "Practice: EP06 · The package arrives damaged", "Not upgraded" });
}

static void
the_module_dies (void **state)
{
  live_through (&(Walk){ NULL, INSTALL, "The module dies while it installs", NULL, "Practice: EC200A · The module dies",
                         "Needs attention" });
}

/* The one way that needs something besides the package. */
static void
the_example_of_a_framing_profile (void **state)
{
  const Walk walk = { NULL, NULL, NULL, "Protocol download", "Practice: EC200A, a simulated module", "Done" };
  Ui *ui = begin ("en", "60");

  go_to_way (&walk, ui);
  ui_expect (ui, "Choose a framing profile first");
  ui_click (ui, "Use the example");
  go_to_result (&walk, ui);
  /* a real module gets neither the example nor the practice package */
  wizard_model_choose_port (ui_model (ui), "tcp:127.0.0.1:9", TRUE);
  assert_null (wizard_model_state (ui_model (ui))->framing);
  assert_null (wizard_model_state (ui_model (ui))->package);
  ui_expect_not (ui, "Practice:");
  ui_end (ui);
}

/* A code of one's own is typed. */
static void
any_code_can_be_typed (void **state)
{
  Ui *ui = begin ("en", SPEED);

  ui_choose (ui, "What shall go wrong");
  ui_unfold (ui, ON_WAY);
  ui_type (ui, "The download fails with another code", "nonsense");
  apply ("The download fails with another code");
  assert_string_equal (wizard_model_state (ui_model (ui))->port, "practice");
  ui_type (ui, "The download fails with another code", "721");
  apply ("The download fails with another code");
  assert_string_equal (wizard_model_state (ui_model (ui))->port, "practice:download-code@721");
  ui_expect (ui, "The download fails with another code: 721");
  ui_end (ui);
}

/* The menu offers what the chosen module can get wrong, and finds it by words. */
static void
the_menu_suits_the_module (void **state)
{
  Ui *ui = begin ("en", SPEED);

  ui_choose (ui, "What shall go wrong");
  ui_await (ui, "Unusual, but harmless");
  ui_expect (ui, "Before the start");
  ui_unfold (ui, "Found in the middle");
  ui_await (ui, "An upgrade is running already");
  ui_expect_not (ui, "An earlier upgrade waits for its second file");
  ui_unfold (ui, INSTALL);
  ui_await (ui, "The checksum of the package is wrong (code 506)");
  search ("FLOW control");
  await_gone (ui, "The checksum of the package is wrong (code 506)");
  ui_expect (ui, "The cable has no wires for flow control");
  search ("xyzzy");
  ui_await (ui, "Nothing like that is offered for this module.");
  search ("506");
  ui_choose (ui, "The checksum of the package is wrong (code 506)");
  ui_await (ui, "Practice: EC200A · The checksum");

  /* what the other module does not know is not practised with it */
  ui_select (ui, "Which module", "EC800M (MiniFOTA)");
  ui_await (ui, "Practice: EC800M, a simulated module");
  assert_string_equal (wizard_model_state (ui_model (ui))->port, "practice");
  ui_choose (ui, "What shall go wrong");
  ui_unfold (ui, "Found in the middle");
  ui_await (ui, "An earlier upgrade waits for its second file");
  search ("checksum of the package");
  ui_await (ui, "Nothing like that is offered for this module.");
  ui_end (ui);
}

/* Page 2's story, in Chinese: the module waits in download mode, and is given an address that is there. */
static void
an_interrupted_upgrade_is_brought_to_its_end (void **state)
{
  Ui *ui = begin ("zh_CN", SPEED);

  ui_select (ui, "练习用的模块", "EC800M（MiniFOTA）");
  choose_fault (ui, "Found in the middle", "An earlier upgrade waits for its second file");
  ui_await (ui, "练习模式：EC800M · 上次的升级正在等待第二个文件");
  ui_click (ui, "下一步");
  ui_await_title (ui, "您的模块");
  ui_expect (ui, "练习模式：EC800M");
  ui_await_model (ui, has_address, "there is an address to send");
  walk_unfold (ui, "Send the command again");
  walk_click (ui, "Send again");
  ui_await_title (ui, "升级结果");
  ui_expect (ui, "练习模式：EC800M");
  /* nobody knows what it had before, but it is the new one */
  assert_string_equal (wizard_model_state (ui_model (ui))->result->after->revision, "EC800MCNGAR06A06M08");
  ui_end (ui);
}

static void
an_upgrade_that_runs_already_is_followed (void **state)
{
  Ui *ui = begin ("en", "10");

  choose_fault (ui, "Found in the middle", "An upgrade is running already");
  ui_click (ui, "Next");
  ui_await_title (ui, "Your module");
  ui_expect (ui, "Practice: EC200A · An upgrade is running already");
  ui_click (ui, "Follow it");
  ui_await_title (ui, "Result");
  assert_string_equal (wizard_model_state (ui_model (ui))->result->after->revision, "EC200ACNHAR01A03M16");
  ui_end (ui);
}

/* What time does is told, and what is promised is no minutes of a real module. */
static void
time_runs_faster_and_is_told (void **state)
{
  DfotaPromise promise = { 0 };
  const Walk walk = { "EP06", NULL, NULL, NULL, "Practice: EP06, a simulated module", NULL };
  Ui *ui;

  g_unsetenv ("DFOTA_PRACTICE_SPEED");
  ui = ui_start ("en", "practice");
  go_to_way (&walk, ui);
  ui_expect (ui, "Time runs 20 times faster.");
  assert_true (wizard_model_promise (ui_model (ui), DFOTA_VIA_STORAGE, DFOTA_FLOW_CHOICE_AUTO, &promise));
  assert_in_range (promise.seconds, 15, 60);
  ui_expect (ui, "Takes less than a minute.");
  ui_end (ui);
}

/* test-ui-practice [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (no_fault_is_missing),
    cmocka_unit_test (no_fault_is_unknown),
    cmocka_unit_test (rows_are_found_again),
    cmocka_unit_test (the_second_file_is_not_found_at_first),
    cmocka_unit_test (the_power_fails_for_a_moment),
    cmocka_unit_test (the_module_dies),
    cmocka_unit_test (the_example_of_a_framing_profile),
    cmocka_unit_test (an_interrupted_upgrade_is_brought_to_its_end),
    cmocka_unit_test (the_cable_is_pulled),
    cmocka_unit_test (the_servers_name_is_not_found),
    cmocka_unit_test (the_package_arrives_damaged_in_the_storage),
    cmocka_unit_test (any_code_can_be_typed),
    cmocka_unit_test (the_menu_suits_the_module),
    cmocka_unit_test (an_upgrade_that_runs_already_is_followed),
    cmocka_unit_test (time_runs_faster_and_is_told),
  };

  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
