/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "choice.h"
#include "device-manager.h"
#include "drawing.h"
#include "driver-card.h"
#include "error-place.h"
#include "note.h"
#include "obstacle-card.h"
#include "page.h"
#include "practice-rows.h"
#include "unfinished.h"
#include "words.h"

#include <glib/gi18n.h>

/* Which port the module is at. */
struct _WizardPageConnect
{
  WizardPage parent_instance;

  char *drawn; /* what the rows were made from */
  gboolean quiet;

  GtkBox *unfinished;
  GtkLabel *lead;
  GtkWidget *empty;
  GtkLabel *hint;
  GtkWidget *manager;
  WizardDriverCard *driver;
  GtkListBox *ports;
  WizardNote *download;
  WizardObstacleCard *obstacle;
  WizardErrorPlace *fault;
  WizardChoice *practice;
  WizardPracticeRows *practice_rows;
  AdwExpanderRow *special;
  AdwComboRow *baud;
  GtkEditable *network;
  GtkWidget *network_chosen;
  AdwExpanderRow *others;
  WizardChoice *group; /* never shown: what the rows are one group with, whichever of them there are */
  GPtrArray *rows;     /* WizardChoice, each with its "port" */
  GPtrArray *other_rows;
};

G_DEFINE_FINAL_TYPE (WizardPageConnect, wizard_page_connect, WIZARD_TYPE_PAGE)

static const guint bauds[] = { 0, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600 };

static void
on_chosen (WizardChoice *row, WizardPageConnect *self)
{
  wizard_model_choose_port (wizard_page_model (WIZARD_PAGE (self)), g_object_get_data (G_OBJECT (row), "port"), FALSE);
}

static void
on_practice (WizardChoice *row, WizardPageConnect *self)
{
  WizardModel *model = wizard_page_model (WIZARD_PAGE (self));

  if (!wizard_model_is_practice (model))
    wizard_model_choose_port (model, "practice", FALSE);
}

static void
on_baud (WizardPageConnect *self)
{
  guint i = adw_combo_row_get_selected (self->baud);

  if (!self->quiet && i < G_N_ELEMENTS (bauds))
    wizard_model_set_baud (wizard_page_model (WIZARD_PAGE (self)), bauds[i]);
}

static gboolean
is_host_and_port (const char *text)
{
  const char *colon = strrchr (text, ':');
  guint64 port;

  return colon != NULL && colon > text && strpbrk (text, " \t\"\\") == NULL
         && g_ascii_string_to_unsigned (colon + 1, 10, 1, 65535, &port, NULL);
}

static void
on_network (WizardPageConnect *self)
{
  WizardModel *model = wizard_page_model (WIZARD_PAGE (self));
  const char *chosen = wizard_model_state (model)->port;
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->network)));
  g_autofree char *port = g_strconcat ("tcp:", text, NULL);

  if (self->quiet)
    return;
  if (is_host_and_port (text))
    wizard_model_choose_port (model, port, TRUE);
  else if (chosen != NULL && g_str_has_prefix (chosen, "tcp:"))
    wizard_model_choose_port (model, NULL, FALSE);
}

static void
on_manager (WizardPageConnect *self)
{
  wizard_device_manager_show ();
}

static char *
subtitle_of (const DfotaPortInfo *info)
{
  g_autoptr (GString) text = g_string_new (info->product);

  /* Windows' name of a port has it already: "… (COM7)" */
  if (strstr (info->product, info->name) == NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", info->name);
  if (info->place.path != NULL)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, _ ("USB socket %s"), info->place.path);
    }
  if (info->busy_by != NULL)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, _ ("in use by %s"), info->busy_by);
    }
  return g_strdup (text->str);
}

/* The whole list is made anew: a keyboard stays at its port. */
static char *
focused_port (WizardPageConnect *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, WIZARD_TYPE_CHOICE) : NULL;

  return row != NULL ? g_strdup (g_object_get_data (G_OBJECT (row), "port")) : NULL;
}

static void
focus_port (WizardPageConnect *self, const char *port)
{
  for (guint i = 0; port != NULL && i < self->rows->len; i++)
    if (g_strcmp0 (g_object_get_data (g_ptr_array_index (self->rows, i), "port"), port) == 0)
      gtk_widget_child_focus (g_ptr_array_index (self->rows, i), GTK_DIR_TAB_FORWARD);
}

static void
add_choice (WizardPageConnect *self, const char *port, const char *title, const char *subtitle)
{
  WizardChoice *row = wizard_choice_new (title, subtitle);

  wizard_choice_set_group (row, self->group);
  g_object_set_data_full (G_OBJECT (row), "port", g_strdup (port), g_free);
  g_object_set_data_full (G_OBJECT (row), "subtitle", g_strdup (subtitle), g_free);
  g_signal_connect (row, "chosen", G_CALLBACK (on_chosen), self);
  gtk_list_box_append (self->ports, GTK_WIDGET (row));
  g_ptr_array_add (self->rows, row);
}

static void
add_other (WizardPageConnect *self, const DfotaPortInfo *info)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *plain = g_strdup_printf ("%s: %s", info->name, wizard_words_role_reason (info->role));
  g_autofree char *markup = g_markup_escape_text (plain, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), wizard_words_port (info));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), markup);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_sensitive (row, FALSE);
  adw_expander_row_add_row (self->others, row);
  g_ptr_array_add (self->other_rows, row);
}

static void
clear_rows (WizardPageConnect *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    gtk_list_box_remove (self->ports, g_ptr_array_index (self->rows, i));
  for (guint i = 0; i < self->other_rows->len; i++)
    adw_expander_row_remove (self->others, g_ptr_array_index (self->other_rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->other_rows, 0);
}

static gboolean
port_is_listed (const WizardState *state)
{
  for (guint i = 0; state->ports != NULL && i < state->ports->len; i++)
    if (g_strcmp0 (((const DfotaPortInfo *) g_ptr_array_index (state->ports, i))->name, state->port) == 0)
      return TRUE;
  return FALSE;
}

/* The computer's own ports are always there. */
static gboolean
something_is_plugged_in (const WizardState *state)
{
  for (guint i = 0; i < state->ports->len; i++)
    if (((const DfotaPortInfo *) g_ptr_array_index (state->ports, i))->place.vid != 0)
      return TRUE;
  return state->port_given || state->identifying;
}

static char *
fingerprint (const WizardState *state)
{
  g_autoptr (GString) text = g_string_new (state->port_given ? state->port : "");

  for (guint i = 0; state->ports != NULL && i < state->ports->len; i++)
    {
      const DfotaPortInfo *info = g_ptr_array_index (state->ports, i);

      g_string_append_printf (text, "\n%s %d %s %s", info->name, info->role, info->busy_by != NULL ? info->busy_by : "",
                              info->place.path != NULL ? info->place.path : "");
    }
  return g_strdup (text->str);
}

static void
build_rows (WizardPageConnect *self, const WizardState *state)
{
  g_autofree char *drawn = fingerprint (state);
  g_autofree char *focused = focused_port (self);

  if (g_strcmp0 (drawn, self->drawn) == 0)
    return;
  g_free (self->drawn);
  self->drawn = g_steal_pointer (&drawn);

  clear_rows (self);
  for (guint i = 0; state->ports != NULL && i < state->ports->len; i++)
    {
      const DfotaPortInfo *info = g_ptr_array_index (state->ports, i);
      g_autofree char *subtitle = subtitle_of (info);

      if (wizard_words_role_is_usable (info->role))
        add_choice (self, info->name, wizard_words_port (info), subtitle);
      else
        add_other (self, info);
    }
  if (state->port_given && !g_str_has_prefix (state->port, "tcp:") && !dfota_practice_is_name (state->port)
      && !port_is_listed (state))
    add_choice (self, state->port, state->port, _ ("Given at the start of the program"));
  focus_port (self, focused);
}

static gboolean
has_download_mode (GPtrArray *ports)
{
  for (guint i = 0; ports != NULL && i < ports->len; i++)
    if (((const DfotaPortInfo *) g_ptr_array_index (ports, i))->role == DFOTA_ROLE_DOWNLOAD)
      return TRUE;
  return FALSE;
}

static void
mark_trouble (WizardPageConnect *self, const WizardState *state)
{
  WizardModel *model = wizard_page_model (WIZARD_PAGE (self));
  gboolean download = has_download_mode (state->ports);

  if (download)
    wizard_note_say (
        self->download, WIZARD_TONE_WARN, _ ("A module is in its download mode"),
        _ ("It takes no commands now, so it cannot be upgraded here. Unplug it, wait ten seconds, and plug it in "
           "again. If it comes back the same way, ask its supplier: its firmware has to be loaded with the "
           "maker's own program."));
  gtk_widget_set_visible (GTK_WIDGET (self->download), download);
  wizard_obstacle_card_update (self->obstacle, model);
  /* one of the two says it */
  wizard_error_place_say (self->fault, model,
                          wizard_model_obstacle (model, NULL) == WIZARD_OBSTACLE_NONE ? state->connect_fault : NULL);
}

static void
mark_row (WizardChoice *row, const WizardState *state, gboolean chosen, const char *subtitle)
{
  gboolean asked = chosen && state->identifying;

  wizard_choice_set_chosen (row, chosen);
  wizard_choice_set_busy (row, asked);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               asked ? _ ("Asking the module who it is… this can take half a minute.") : subtitle);
}

static void
mark_network (WizardPageConnect *self, const WizardState *state)
{
  gboolean chosen = state->port != NULL && g_str_has_prefix (state->port, "tcp:");

  gtk_widget_set_visible (self->network_chosen, chosen);
  adw_expander_row_set_subtitle (self->special, chosen && state->identifying ? _ ("Asking the module who it is…")
                                                                             : _ ("Baud rate, network serial server"));
  if (!chosen || gtk_editable_get_text (self->network)[0] != '\0')
    return;
  self->quiet = TRUE;
  gtk_editable_set_text (self->network, state->port + strlen ("tcp:"));
  self->quiet = FALSE;
  adw_expander_row_set_expanded (self->special, TRUE);
}

/* A port that is surely a module's is worth saying so; everything else is for the user to know. */
static const char *
lead_words (const WizardState *state)
{
  for (guint i = 0; state->ports != NULL && i < state->ports->len; i++)
    {
      const DfotaPortInfo *info = g_ptr_array_index (state->ports, i);

      if (g_strcmp0 (info->name, state->port) == 0 && dfota_usb_is_module (info->place.vid, info->place.pid))
        return _ ("A module is connected. If it is the one to be upgraded, go on.");
    }
  return _ ("Connect your module with its cable, then choose it here.");
}

/* Where nothing can be chosen, either the picture says what to do, or the card of the device that has no port. */
static void
mark_emptiness (WizardPageConnect *self, const WizardState *state)
{
  gboolean nothing = state->ports != NULL && !something_is_plugged_in (state);
  gboolean driver = wizard_model_driverless (wizard_page_model (WIZARD_PAGE (self))) != NULL;

  gtk_widget_set_visible (self->empty, nothing && !driver);
  gtk_widget_set_visible (GTK_WIDGET (self->lead), !nothing);
}

static void
wizard_page_connect_update (WizardPage *page, const WizardState *state)
{
  WizardPageConnect *self = WIZARD_PAGE_CONNECT (page);
  gboolean practice = state->port != NULL && dfota_practice_is_name (state->port);

  wizard_unfinished_update (self->unfinished, wizard_page_model (page));
  build_rows (self, state);
  for (guint i = 0; i < self->rows->len; i++)
    {
      WizardChoice *row = g_ptr_array_index (self->rows, i);
      gboolean chosen = g_strcmp0 (g_object_get_data (G_OBJECT (row), "port"), state->port) == 0;

      mark_row (row, state, chosen, g_object_get_data (G_OBJECT (row), "subtitle"));
    }
  mark_row (self->practice, state, practice, _ ("Simulated by this program. Try everything, risk nothing."));
  wizard_practice_rows_update (self->practice_rows, wizard_page_model (page));
  mark_network (self, state);

  gtk_widget_set_visible (GTK_WIDGET (self->ports), self->rows->len > 0);
  wizard_driver_card_update (self->driver, wizard_page_model (page));
  mark_emptiness (self, state);
  gtk_label_set_text (self->lead, lead_words (state));
  gtk_widget_set_visible (GTK_WIDGET (self->others), self->other_rows->len > 0);
  mark_trouble (self, state);
}

static void
wizard_page_connect_finalize (GObject *object)
{
  WizardPageConnect *self = WIZARD_PAGE_CONNECT (object);

  g_free (self->drawn);
  g_object_unref (self->group);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->other_rows);
  G_OBJECT_CLASS (wizard_page_connect_parent_class)->finalize (object);
}

static void
wizard_page_connect_class_init (WizardPageConnectClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = wizard_page_connect_finalize;
  WIZARD_PAGE_CLASS (klass)->update = wizard_page_connect_update;
  g_type_ensure (WIZARD_TYPE_CHOICE);
  g_type_ensure (WIZARD_TYPE_DRAWING);
  g_type_ensure (WIZARD_TYPE_DRIVER_CARD);
  g_type_ensure (WIZARD_TYPE_ERROR_PLACE);
  g_type_ensure (WIZARD_TYPE_NOTE);
  g_type_ensure (WIZARD_TYPE_PRACTICE_ROWS);
  g_type_ensure (WIZARD_TYPE_OBSTACLE_CARD);
  wizard_page_class_set_template (klass, "connect");
  gtk_widget_class_bind_template_child (widget_class, WizardPageConnect, unfinished);
  gtk_widget_class_bind_template_child (widget_class, WizardPageConnect, lead);
  gtk_widget_class_bind_template_child (widget_class, WizardPageConnect, empty);
  gtk_widget_class_bind_template_child (widget_class, WizardPageConnect, hint);
  gtk_widget_class_bind_template_child (widget_class, WizardPageConnect, manager);
  gtk_widget_class_bind_template_child (widget_class, WizardPageConnect, driver);
  gtk_widget_class_bind_template_child (widget_class, WizardPageConnect, ports);
  gtk_widget_class_bind_template_child (widget_class, WizardPageConnect, download);
  gtk_widget_class_bind_template_child (widget_class, WizardPageConnect, obstacle);
  gtk_widget_class_bind_template_child (widget_class, WizardPageConnect, fault);
  gtk_widget_class_bind_template_child (widget_class, WizardPageConnect, practice);
  gtk_widget_class_bind_template_child (widget_class, WizardPageConnect, practice_rows);
  gtk_widget_class_bind_template_child (widget_class, WizardPageConnect, special);
  gtk_widget_class_bind_template_child (widget_class, WizardPageConnect, baud);
  gtk_widget_class_bind_template_child (widget_class, WizardPageConnect, network);
  gtk_widget_class_bind_template_child (widget_class, WizardPageConnect, network_chosen);
  gtk_widget_class_bind_template_child (widget_class, WizardPageConnect, others);
  gtk_widget_class_bind_template_callback (widget_class, on_baud);
  gtk_widget_class_bind_template_callback (widget_class, on_network);
  gtk_widget_class_bind_template_callback (widget_class, on_manager);
}

static void
wizard_page_connect_init (WizardPageConnect *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  self->group = g_object_ref_sink (wizard_choice_new ("", ""));
  self->rows = g_ptr_array_new ();
  self->other_rows = g_ptr_array_new ();
  self->quiet = TRUE; /* there is no model yet */
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_label_set_text (self->hint, dfota_driver_hint ());
  gtk_widget_set_visible (self->manager, wizard_device_manager_exists ());
  gtk_string_list_append (list, _ ("Usual (115200)"));
  for (gsize i = 1; i < G_N_ELEMENTS (bauds); i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", bauds[i]);

      gtk_string_list_append (list, text);
    }
  adw_combo_row_set_model (self->baud, G_LIST_MODEL (list));
  wizard_choice_set_group (self->practice, self->group);
  g_signal_connect (self->practice, "chosen", G_CALLBACK (on_practice), self);
  self->quiet = FALSE;
}
