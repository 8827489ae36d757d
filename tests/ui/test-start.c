/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "model-private.h"
#include "page.h"
#include "ui.h"

/* Page 6, told what the checks have found: what stands first, what can be copied; and how a long name is broken. */

#define PACKAGE "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin"
#define COMMAND "echo on | sudo tee /sys/bus/usb/devices/1-2.3/power/control"

static void
set_up (Ui *ui)
{
  WizardModel *model = ui_model (ui);
  DfotaModule said
      = { .manufacturer = (char *) "Quectel", .model = (char *) "EC200A", .revision = (char *) "EC200ACNHAR01A02M16" };
  DfotaPackage package = { .path = (char *) "/nowhere/" PACKAGE,
                           .name = (char *) PACKAGE,
                           .size = 1000000,
                           .sha256 = (char *) "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                           .from = (char *) "EC200ACNHAR01A02M16",
                           .to = (char *) "EC200ACNHAR01A03M16" };

  g_clear_handle_id (&model->poll_id, g_source_remove);
  wizard_model_choose_port (model, "/dev/ttyUSB3", TRUE);
  dfota_module_classify (&said);
  wizard_model_take_module (model, &said);
  model->state.package = dfota_package_copy (&package);
  model->state.via = DFOTA_VIA_FILE;
}

static void
add_check (Ui *ui, DfotaCheckId id, DfotaCheckVerdict verdict, const char *value)
{
  WizardState *state = &ui_model (ui)->state;
  DfotaCheckEvent *check = g_new0 (DfotaCheckEvent, 1);

  *check = (DfotaCheckEvent){ id, verdict, g_strdup (value) };
  g_ptr_array_add (state->checks, check);
}

static void
begin_checks (Ui *ui)
{
  WizardState *state = &ui_model (ui)->state;

  g_ptr_array_unref (state->checks);
  state->checks = g_ptr_array_new_with_free_func (wizard_check_free);
  state->checking = TRUE;
}

static void
end_checks (Ui *ui)
{
  ui_model (ui)->state.checking = FALSE;
  ui_model (ui)->state.checked = TRUE;
  wizard_model_go (ui_model (ui), WIZARD_STEP_START);
}

/* --- what stands there --- */

typedef gboolean (*Visit) (GtkWidget *widget, gpointer data);

/* Ends where @visit says TRUE. */
static gboolean
visit_below (GtkWidget *widget, Visit visit, gpointer data)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (visit (widget, data))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (visit_below (child, visit, data))
      return TRUE;
  return FALSE;
}

static gboolean
add_title (GtkWidget *widget, gpointer titles)
{
  if (ADW_IS_ACTION_ROW (widget))
    g_ptr_array_add (titles, g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget))));
  return FALSE;
}

static guint
place_of (Ui *ui, const char *words)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);

  visit_below (GTK_WIDGET (ui_window (ui)), add_title, titles);
  for (guint i = 0; i < titles->len; i++)
    if (strstr (g_ptr_array_index (titles, i), words) != NULL)
      return i;
  fail_msg ("no row says %s", words);
  return 0;
}

/* What failed is why nothing can be started: it stands first, above what is only to be known. */
static void
what_failed_stands_first (void **state)
{
  Ui *ui = ui_start ("en", NULL);

  set_up (ui);
  begin_checks (ui);
  add_check (ui, DFOTA_CHECK_MODULE, DFOTA_VERDICT_PASS, "EC200A");
  add_check (ui, DFOTA_CHECK_DOWNGRADE, DFOTA_VERDICT_WARN, "EC200ACNHAR01A01M16");
  wizard_model_go (ui_model (ui), WIZARD_STEP_START);
  add_check (ui, DFOTA_CHECK_SPACE, DFOTA_VERDICT_FAIL, "51200");
  add_check (ui, DFOTA_CHECK_FLOW, DFOTA_VERDICT_WARN, "");
  add_check (ui, DFOTA_CHECK_DFOTA, DFOTA_VERDICT_FAIL, "EC200A");
  wizard_model_changed (ui_model (ui));
  /* no row moves while one reads */
  assert_true (place_of (ui, "The module answers") < place_of (ui, "cannot upgrade itself"));
  end_checks (ui);
  assert_true (place_of (ui, "cannot upgrade itself") < place_of (ui, "only 50 KB of free space"));
  assert_true (place_of (ui, "only 50 KB of free space") < place_of (ui, "older version"));
  assert_true (place_of (ui, "only 50 KB of free space") < place_of (ui, "without flow control"));
  assert_true (place_of (ui, "without flow control") < place_of (ui, "1 check passed"));
  ui_expect (ui, "A check failed");
  ui_expect_not (ui, "see above");

  /* those that passed are still all there */
  ui_click (ui, "Show");
  ui_expect (ui, "The module answers: EC200A.");
  ui_end (ui);
}

/* --- commands --- */

static gboolean
is_copy_of (GtkWidget *button, gpointer command)
{
  GtkWidget *line = GTK_IS_BUTTON (button) ? gtk_widget_get_prev_sibling (button) : NULL;

  return GTK_IS_LABEL (line) && strcmp (gtk_label_get_text (GTK_LABEL (line)), command) == 0;
}

static gboolean
copy (GtkWidget *widget, gpointer command)
{
  if (!is_copy_of (widget, command))
    return FALSE;
  g_signal_emit_by_name (widget, "clicked");
  return TRUE;
}

static void
on_text (GObject *clipboard, GAsyncResult *result, gpointer text)
{
  *(char **) text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static void
expect_copied (Ui *ui, const char *command)
{
  g_autofree char *text = NULL;

  if (!visit_below (GTK_WIDGET (ui_window (ui)), copy, (gpointer) command))
    fail_msg ("nothing copies %s", command);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (ui_window (ui))), NULL, on_text, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  assert_string_equal (text, command);
}

/* What is to be typed into a terminal stands apart from the sentence, can be copied, and what undoes it stands there, too. */
static void
what_is_to_be_typed_can_be_copied (void **state)
{
  Ui *ui = ui_start ("en", NULL);

  set_up (ui);
  begin_checks (ui);
  add_check (ui, DFOTA_CHECK_POWER, DFOTA_VERDICT_WARN, COMMAND);
  add_check (ui, DFOTA_CHECK_HOLDER, DFOTA_VERDICT_WARN, "ModemManager");
  end_checks (ui);
  ui_expect (ui, "To keep it awake until the module is unplugged");
  expect_copied (ui, COMMAND);
  ui_expect (ui, "And this when the upgrade is done:");
  expect_copied (ui, dfota_release_command ());
  expect_copied (ui, dfota_release_command_back ());

  /* another program is only to be closed */
  begin_checks (ui);
  add_check (ui, DFOTA_CHECK_POWER, DFOTA_VERDICT_PASS, "");
  add_check (ui, DFOTA_CHECK_HOLDER, DFOTA_VERDICT_WARN, "minicom");
  end_checks (ui);
  ui_expect (ui, "Close it before the upgrade");
  ui_expect_not (ui, "in a terminal");
  ui_end (ui);
}

/* --- names --- */

static gboolean
may_get_a_hyphen (GtkWidget *widget, gpointer unused)
{
  PangoAttrList *list = GTK_IS_LABEL (widget) ? gtk_label_get_attributes (GTK_LABEL (widget)) : NULL;
  PangoAttrIterator *at = list != NULL ? pango_attr_list_get_iterator (list) : NULL;
  PangoAttribute *hyphens = at != NULL ? pango_attr_iterator_get (at, PANGO_ATTR_INSERT_HYPHENS) : NULL;
  gboolean may = GTK_IS_LABEL (widget) && gtk_label_get_wrap (GTK_LABEL (widget))
                 && gtk_label_get_wrap_mode (GTK_LABEL (widget)) == PANGO_WRAP_WORD_CHAR
                 && (hyphens == NULL || ((PangoAttrInt *) hyphens)->value != FALSE);

  g_clear_pointer (&at, pango_attr_iterator_destroy);
  if (may)
    print_error ("%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  return may;
}

static gboolean
breaks_a_name (GtkWidget *widget, gpointer n_pages)
{
  if (!WIZARD_IS_PAGE (widget))
    return FALSE;
  ++*(int *) n_pages;
  return visit_below (widget, may_get_a_hyphen, NULL);
}

static void
expect_whole_names (Ui *ui)
{
  int n_pages = 0;

  assert_false (visit_below (GTK_WIDGET (ui_window (ui)), breaks_a_name, &n_pages));
  assert_int_equal (n_pages, 1);
}

/* A hyphen at the end of a line would be taken for a part of the name: wherever one may stand, none is put in. */
static void
names_get_no_hyphen (void **state)
{
  Ui *ui = ui_start (*state, NULL);
  WizardModel *model = ui_model (ui);

  set_up (ui);
  wizard_model_judge_package (model);
  wizard_model_go (model, WIZARD_STEP_PACKAGE);
  expect_whole_names (ui);
  begin_checks (ui);
  add_check (ui, DFOTA_CHECK_PACKAGE, DFOTA_VERDICT_FAIL, PACKAGE);
  add_check (ui, DFOTA_CHECK_POWER, DFOTA_VERDICT_WARN, COMMAND);
  end_checks (ui);
  wizard_model_changed (model);
  expect_whole_names (ui);
  ui_end (ui);
}

/* test-ui-start [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (what_failed_stands_first),
    cmocka_unit_test (what_is_to_be_typed_can_be_copied),
    { "names_get_no_hyphen", names_get_no_hyphen, NULL, NULL, (void *) "en" },
    { "names_get_no_hyphen_in_chinese", names_get_no_hyphen, NULL, NULL, (void *) "zh_CN" },
  };

  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
