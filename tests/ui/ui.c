/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui.h"

#include "common/app-locale.h"
#include "keys.h"
#include "speaker.h"
#include "top.h"
#include "watch.h"

#define PATIENCE_MS 60000

struct _Ui
{
  WizardApplication *application;
  Watch *watch; /* NULL: nobody measures */
};

/* A wait that blocks, so that a test that waits takes no processor from the worker it waits for. */
static void
iterate (void)
{
  g_main_context_iteration (NULL, TRUE);
}

/* GLib's own would ask somebody to click before a Windows program may end. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n, gpointer unused)
{
  if ((level & (G_LOG_LEVEL_DEBUG | G_LOG_LEVEL_INFO)) != 0)
    return G_LOG_WRITER_HANDLED;
  return g_log_writer_standard_streams (level, fields, n, unused);
}

Ui *
ui_start (const char *lang, const char *practice)
{
  static gboolean once;
  Ui *ui = g_new0 (Ui, 1);
  g_autoptr (GError) error = NULL;

  if (!once)
    {
      g_log_set_writer_func (write_log, NULL, NULL);
      gtk_disable_setlocale ();
      app_locale_init (lang);
      adw_init ();
      g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
      once = TRUE;
    }
  app_locale_switch (lang);
  g_setenv ("DFOTA_SETTINGS", "", FALSE); /* nothing is remembered from one test to the next */

  ui->application = wizard_application_new ();
  if (!g_application_register (G_APPLICATION (ui->application), NULL, &error))
    g_error ("%s", error->message);
  g_application_set_default (G_APPLICATION (ui->application));
  g_application_activate (G_APPLICATION (ui->application));
  if (practice != NULL)
    wizard_model_choose_port (ui_model (ui), practice, TRUE);

  ui->watch = watch_start ();
  return ui;
}

void
ui_end (Ui *ui)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (ui->application));

  if (ui->watch != NULL && g_getenv ("DFOTA_LONGEST_FRAME") != NULL)
    g_printerr ("longest frame: %.1f ms\n", (double) watch_longest_frame (ui->watch) / 1000);
  ui_unwatch (ui);
  if (window != NULL)
    gtk_window_destroy (window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_signal_emit_by_name (ui->application, "shutdown"); /* as g_application_run() does */
  g_assert_finalize_object (ui->application);
  g_free (ui);
}

WizardModel *
ui_model (Ui *ui)
{
  return wizard_application_model (ui->application);
}

GtkWindow *
ui_window (Ui *ui)
{
  return gtk_application_get_active_window (GTK_APPLICATION (ui->application));
}

typedef gboolean (*Matches) (GtkWidget *widget, const char *words);

static GtkWidget *
find_below (GtkWidget *widget, Matches matches, const char *words)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (matches (widget, words))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_below (child, matches, words);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find (Matches matches, const char *words)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      GtkWidget *found = find_below (window, matches, words);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_label (GtkWidget *widget, const char *words)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL;
}

static gboolean
is_button (GtkWidget *widget, const char *words)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), words) == 0;
}

static gboolean
is_row (GtkWidget *widget, const char *words)
{
  return ADW_IS_ACTION_ROW (widget) && strcmp (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), words) == 0;
}

static gboolean
is_entry (GtkWidget *widget, const char *words)
{
  return ADW_IS_ENTRY_ROW (widget) && strcmp (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), words) == 0;
}

static gboolean
is_expander (GtkWidget *widget, const char *words)
{
  return ADW_IS_EXPANDER_ROW (widget) && strcmp (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), words) == 0;
}

static gboolean
is_combo (GtkWidget *widget, const char *words)
{
  return ADW_IS_COMBO_ROW (widget) && is_row (widget, words);
}

static gboolean
print_label (GtkWidget *widget, const char *words)
{
  if (GTK_IS_LABEL (widget) && gtk_label_get_text (GTK_LABEL (widget))[0] != '\0')
    g_printerr ("    %s\n", gtk_label_get_text (GTK_LABEL (widget)));
  return FALSE;
}

static void
fail (const char *what, const char *words)
{
  g_printerr ("On the screen stands:\n");
  find (print_label, "");
  g_error ("%s: “%s”", what, words);
}

gboolean
ui_sees (const char *words)
{
  return find (is_label, words) != NULL;
}

gboolean
ui_is_sensitive (const char *label)
{
  GtkWidget *button = find (is_button, label);

  return button != NULL && gtk_widget_is_sensitive (button);
}

static GtkWidget *
await (Matches matches, const char *words, gboolean sensitive)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_MS * 1000;

  while (g_get_monotonic_time () < end)
    {
      GtkWidget *widget = find (matches, words);

      if (widget != NULL && (!sensitive || gtk_widget_is_sensitive (widget)))
        return widget;
      iterate ();
    }
  fail ("waited in vain for", words);
  return NULL;
}

void
ui_await (Ui *ui, const char *words)
{
  await (is_label, words, FALSE);
}

void
ui_expect (Ui *ui, const char *words)
{
  if (!ui_sees (words))
    fail ("this is missing", words);
}

void
ui_expect_not (Ui *ui, const char *words)
{
  if (ui_sees (words))
    fail ("this should not be there", words);
}

static gboolean
is_announced (GtkWidget *widget, const char *words)
{
  g_autofree char *said = NULL;

  if (!WIZARD_IS_SPEAKER (widget))
    return FALSE;
  /* it says what it is where that is not what it was asked for */
  said = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, "what nobody says");
  return said != NULL && strstr (said, words) != NULL;
}

gboolean
ui_hears (const char *words)
{
  return find (is_announced, words) != NULL;
}

void
ui_await_heard (Ui *ui, const char *words)
{
  await (is_announced, words, FALSE);
}

static gboolean
is_title (GtkWidget *widget, const char *words)
{
  return WIZARD_IS_TOP (widget) && strcmp (wizard_top_title (WIZARD_TOP (widget)), words) == 0;
}

void
ui_await_title (Ui *ui, const char *title)
{
  await (is_title, title, FALSE);
}

void
ui_click (Ui *ui, const char *label)
{
  g_signal_emit_by_name (await (is_button, label, TRUE), "clicked");
}

void
ui_choose (Ui *ui, const char *title)
{
  adw_action_row_activate (ADW_ACTION_ROW (await (is_row, title, TRUE)));
}

void
ui_unfold (Ui *ui, const char *title)
{
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (await (is_expander, title, TRUE)), TRUE);
}

void
ui_type (Ui *ui, const char *title, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (await (is_entry, title, TRUE)), text);
}

void
ui_select (Ui *ui, const char *title, const char *item)
{
  AdwComboRow *row = ADW_COMBO_ROW (await (is_combo, title, TRUE));
  GListModel *list = adw_combo_row_get_model (row);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (GtkStringObject) there = g_list_model_get_item (list, i);

      if (strcmp (gtk_string_object_get_string (there), item) != 0)
        continue;
      adw_combo_row_set_selected (row, i);
      return;
    }
  fail ("the list has no", item);
}

void
ui_sleep (Ui *ui, int ms)
{
  gint64 end = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end)
    iterate ();
}

void
ui_await_model (Ui *ui, UiCondition condition, const char *what)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_MS * 1000;

  while (!condition (ui_model (ui)))
    {
      if (g_get_monotonic_time () > end)
        fail ("waited in vain until", what);
      iterate ();
    }
}

void
ui_press (Ui *ui, const char *keys)
{
  keys_press (keys);
}

GtkWidget *
ui_focus (Ui *ui)
{
  return gtk_window_get_focus (ui_window (ui));
}

void
ui_excuse (Ui *ui)
{
  if (ui->watch != NULL)
    watch_excuse (ui->watch);
}

void
ui_unwatch (Ui *ui)
{
  g_clear_pointer (&ui->watch, watch_end);
}

double
ui_longest_frame (Ui *ui)
{
  return ui->watch != NULL ? (double) watch_longest_frame (ui->watch) / 1000 : 0;
}

static GskRenderNode *
draw (GtkWidget *window)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), gtk_widget_get_width (window), gtk_widget_get_height (window));
  return gtk_snapshot_free_to_node (snapshot);
}

void
ui_shoot (Ui *ui, const char *path)
{
  GtkWidget *window = GTK_WIDGET (ui_window (ui));
  g_autoptr (GskRenderNode) node = draw (window);
  g_autoptr (GdkTexture) texture = NULL;

  /* Nothing is drawn while the window is just being laid out anew. */
  while (node == NULL)
    {
      iterate ();
      node = draw (window);
    }
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  if (!gdk_texture_save_to_png (texture, path))
    g_error ("cannot write %s", path);
  ui_excuse (ui); /* painting a picture is this file's work, not the wizard's */
}
