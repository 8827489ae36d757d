/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "bench.h"
#include "page.h"
#include "walk.h"

#include <glib/gstdio.h>

/* Page 3: how a file gets there, and what is told of it. */

#define LTE  "--model EC200A --revision EC200ACNHAR01A02M16 --speed 20"
#define MINI "--family lte-standard-mini --speed 20"

#define FITS    "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin"
#define FLASH   "EC200ACNHAR01A02M08-EC200ACNHAR01A03M08.bin"
#define VERSION "EC200ACNHAR01A01M16-EC200ACNHAR01A03M16.bin"
#define PAIR    "EC800MCNGAR06A05M08-EC800MCNGAR06A06M08"
#define FITTING "It fits your module"

static GtkWidget *
find_below (GtkWidget *widget, gboolean (*matches) (GtkWidget *, gconstpointer), gconstpointer what)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (matches (widget, what))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_below (child, matches, what);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_page (GtkWidget *widget, gconstpointer unused)
{
  return WIZARD_IS_PAGE_PACKAGE (widget);
}

static GtkEventController *
drop_target (Bench *bench)
{
  GtkWidget *page = find_below (GTK_WIDGET (ui_window (bench->ui)), is_page, NULL);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (page);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return controller;
    }
  fail_msg ("nothing can be dropped here");
  return NULL;
}

/* As GTK does it when the user lets go; takes over the files. */
static gboolean
drop (Bench *bench, GFile *first, GFile *second)
{
  g_autoslist (GFile) files = g_slist_prepend (NULL, first);
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  if (second != NULL)
    files = g_slist_append (files, second);
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_list (files));
  g_signal_emit_by_name (drop_target (bench), "drop", &value, 1.0, 1.0, &taken);
  return taken;
}

static GFile *
package_file (Bench *bench, const char *name)
{
  g_autofree char *path = bench_package (bench, name, 3000);

  return g_file_new_for_path (path);
}

static void
files_are_dropped (void **state)
{
  Bench bench;

  bench_start (&bench, *state, LTE);
  walk_to_package (bench.ui);
  assert_true (drop (&bench, g_file_new_for_uri ("sftp://server.example/fw.bin"), NULL));
  walk_await (bench.ui, "This file is not on this computer. Copy it here first.");
  assert_null (wizard_model_state (ui_model (bench.ui))->package);
  assert_true (drop (&bench, package_file (&bench, FITS), NULL));
  walk_await (bench.ui, FITTING);
  /* another one in its place, wherever on the page it falls */
  assert_true (drop (&bench, package_file (&bench, FLASH), NULL));
  walk_await (bench.ui, "The package is made for a module with another memory size.");
  bench_end (&bench);
}

/* From two folders, so that neither is found beside the other. */
static void
two_files_are_dropped (void **state)
{
  Bench bench;
  g_autofree char *elsewhere = NULL;
  g_autofree char *first = NULL;

  bench_start (&bench, *state, MINI);
  walk_to_package (bench.ui);
  elsewhere = g_build_filename (bench.folder, "elsewhere", NULL);
  g_mkdir (elsewhere, 0700);
  first = bench_package (&bench, "elsewhere/" PAIR ".mini_1", 7000);
  assert_true (drop (&bench, package_file (&bench, PAIR ".mini_2"), g_file_new_for_path (first)));
  walk_await (bench.ui, FITTING);
  ui_expect (bench.ui, PAIR ".mini_1");
  ui_expect (bench.ui, PAIR ".mini_2");
  assert_true (walk_may_click ("Next"));
  g_unlink (first);
  g_rmdir (elsewhere);
  bench_end (&bench);
}

static GtkWindow *
open_chooser (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (GTK_IS_FILE_CHOOSER (window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

static gboolean
chooser_is_open (WizardModel *unused)
{
  return open_chooser () != NULL;
}

static gboolean
chooser_is_closed (WizardModel *unused)
{
  return open_chooser () == NULL;
}

static gboolean
chooser_has_a_file (WizardModel *unused)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (open_chooser ()));

  return file != NULL;
}

/* Without a portal GTK's own dialog opens, in this process. It takes its time for the first listing: no window of ours stands
 * still for that. */
static void
answer_chooser (Bench *bench, GFile *file)
{
  ui_await_model (bench->ui, chooser_is_open, "the file chooser is there");
  if (file != NULL)
    {
      assert_true (gtk_file_chooser_set_file (GTK_FILE_CHOOSER (open_chooser ()), file, NULL));
      ui_await_model (bench->ui, chooser_has_a_file, "the file is chosen");
    }
  gtk_dialog_response (GTK_DIALOG (open_chooser ()), file != NULL ? GTK_RESPONSE_ACCEPT : GTK_RESPONSE_CANCEL);
  ui_await_model (bench->ui, chooser_is_closed, "the file chooser is gone");
}

static void
a_file_is_chosen (void **state)
{
  Bench bench;
  g_autoptr (GFile) file = NULL;

  bench_start (&bench, *state, LTE);
  if (g_str_equal (G_OBJECT_TYPE_NAME (gdk_display_get_default ()), "GdkWin32Display"))
    {
      bench_end (&bench);
      print_message ("the dialog is Windows' own, and none of this program's windows\n");
      skip ();
    }
  walk_to_package (bench.ui);
  ui_unwatch (bench.ui);
  walk_click (bench.ui, "Choose…");
  answer_chooser (&bench, NULL);
  walk_expect (bench.ui, "Choose a package first");
  file = package_file (&bench, FITS);
  walk_click (bench.ui, "Choose…");
  answer_chooser (&bench, file);
  walk_await (bench.ui, FITTING);
  ui_expect (bench.ui, FITS);
  walk_click (bench.ui, "Choose…");
  answer_chooser (&bench, NULL);
  ui_expect (bench.ui, FITS);
  bench_end (&bench);
}

static gboolean
is_copy_button (GtkWidget *widget, gconstpointer tooltip)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_widget_get_tooltip_text (widget), tooltip) == 0;
}

/* Short on the screen, whole on the clipboard. */
static void
the_hash_is_copied (void **state)
{
  Bench bench;
  const DfotaPackage *package;
  g_autofree char *path = NULL;
  g_autofree char *shown = NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  GdkClipboard *clipboard;

  bench_start (&bench, *state, LTE);
  walk_to_package (bench.ui);
  path = bench_package (&bench, FITS, 3000);
  wizard_model_take_package (ui_model (bench.ui), path);
  walk_await (bench.ui, FITTING);
  package = wizard_model_state (ui_model (bench.ui))->package;
  shown = g_strdup_printf ("%.8s…%s", package->sha256, package->sha256 + 56);
  ui_await (bench.ui, shown);
  ui_expect (bench.ui, "3 KB");
  ui_expect (bench.ui, "EC200ACNHAR01A02M16 → EC200ACNHAR01A03M16");
  g_signal_emit_by_name (
      find_below (GTK_WIDGET (ui_window (bench.ui)), is_copy_button, walk_words ("Copy the whole SHA-256")), "clicked");
  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (ui_window (bench.ui)));
  g_value_init (&value, G_TYPE_STRING);
  assert_true (gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard), &value, NULL));
  assert_string_equal (g_value_get_string (&value), package->sha256);
  bench_end (&bench);
}

/* A package that lies on a server has its name in the address alone: the checks stop it, before any server is asked. */
static void
a_name_in_an_address_is_checked_before_the_start (void **state)
{
  Bench bench;

  bench_start (&bench, *state, LTE);
  walk_to_package (bench.ui);
  walk_click (bench.ui, "The package is on a server");
  walk_click (bench.ui, "Next");
  walk_await_title (bench.ui, "The way");
  walk_choose (bench.ui, "From a web server (HTTP/HTTPS)");
  walk_type (bench.ui, "Address of the package", "http://files.example.com:80/" VERSION);
  walk_click (bench.ui, "Next");
  walk_await_title (bench.ui, "Before you start");
  walk_await (bench.ui, "A check failed");
  walk_expect (bench.ui, "%s starts from another version than the one on the module.");
  assert_false (walk_may_click ("Start the upgrade"));
  bench_end (&bench);
}

/* test-ui-file [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    WALK_BOTH (files_are_dropped),
    WALK_ENGLISH (two_files_are_dropped),
    WALK_CHINESE (a_file_is_chosen),
    WALK_CHINESE (the_hash_is_copied),
    WALK_ENGLISH (a_name_in_an_address_is_checked_before_the_start),
  };

  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
