/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "application.h"
#include "announce.h"
#include "appearance.h"
#include "common/app-locale.h"
#include "hold.h"
#include "memory.h"
#include "options.h"
#include "window.h"
#include "wizard-images.h"
#include "wizard-resources.h"

#include <glib/gi18n.h>

struct _WizardApplication
{
  AdwApplication parent_instance;

  WizardModel *model;
  GtkCssProvider *glyphs;
  WizardHold *hold;
  WizardMemory *memory;
  gboolean understood; /* the options */
};

G_DEFINE_FINAL_TYPE (WizardApplication, wizard_application, ADW_TYPE_APPLICATION)

WizardModel *
wizard_application_model (WizardApplication *self)
{
  return self->model;
}

static void
choose_glyphs (WizardApplication *self)
{
  g_autofree char *font = NULL;
  g_autofree char *css = NULL;
  PangoFontDescription *description;

  if (!wizard_appearance_names_fonts (app_locale_current ()))
    {
      gtk_css_provider_load_from_data (self->glyphs, "", -1);
      return;
    }
  g_object_get (gtk_settings_get_default (), "gtk-font-name", &font, NULL);
  description = pango_font_description_from_string (font != NULL ? font : "Sans");
  css = g_strdup_printf ("window, popover, tooltip { font-family: \"%s\", \"Microsoft YaHei UI\", \"Noto Sans CJK SC\", "
                         "\"Source Han Sans SC\", \"WenQuanYi Micro Hei\", sans-serif; }",
                         pango_font_description_get_family (description));
  gtk_css_provider_load_from_data (self->glyphs, css, -1);
  pango_font_description_free (description);
}

static GtkWindow *
open_window (WizardApplication *self)
{
  GtkWidget *window = wizard_window_new (self);

  wizard_memory_dress (self->memory, GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

void
wizard_application_set_language (WizardApplication *self, const char *lang)
{
  GtkWindow *old = gtk_application_get_active_window (GTK_APPLICATION (self));
  GtkWindow *new;
  int width, height;

  app_locale_switch (lang);
  choose_glyphs (self);
  if (old == NULL)
    return;

  /* The new window first, so that the program does not end with the old one. */
  gtk_window_get_default_size (old, &width, &height);
  new = open_window (self);
  gtk_window_set_default_size (new, width, height);
  gtk_window_destroy (old);
}

static void
on_language (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *lang = strcmp (app_locale_current (), "en") == 0 ? "zh_CN" : "en";

  wizard_memory_set_language (WIZARD_APPLICATION (user_data)->memory, lang);
  wizard_application_set_language (user_data, lang);
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  if (window != NULL)
    gtk_window_close (window);
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_show_about_window (gtk_application_get_active_window (user_data), "application-name", _ ("DFOTA Wizard"),
                         "application-icon", "io.github.dfota.Wizard", "version", DFOTA_VERSION, "license-type",
                         GTK_LICENSE_GPL_3_0, "comments", _ ("Upgrades the firmware of cellular modules, step by step."),
                         "developer-name", _ ("The DFOTA Wizard project"), NULL);
}

static void
wizard_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = { { .name = "language", .activate = on_language },
                                          { .name = "numbers", .state = "false" },
                                          { .name = "quit", .activate = on_quit },
                                          { .name = "about", .activate = on_about } };
  static const struct
  {
    const char *action;
    const char *keys[3];
  } keys[] = { { "app.quit", { "<Control>q" } },
               { "app.language", { "<Control>l" } },
               { "app.numbers", { "F8" } },
               { "win.back", { "<Alt>Left" } },
               { "win.next", { "<Alt>Right", "<Control>Return" } },
               { "win.shortcuts", { "<Control>question", "F1" } },
               { "window.close", { "<Control>w" } } };
  WizardApplication *self = WIZARD_APPLICATION (application);

  G_APPLICATION_CLASS (wizard_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), keys[i].action, keys[i].keys);

  wizard_appearance_follow ();
  gtk_window_set_default_icon_name ("io.github.dfota.Wizard");
  self->glyphs = gtk_css_provider_new ();
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (self->glyphs),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  choose_glyphs (self);
}

static void
wizard_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window != NULL)
    gtk_window_present (window);
  else
    open_window (WIZARD_APPLICATION (application));
}

static int
wizard_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  WizardApplication *self = WIZARD_APPLICATION (application);

  self->understood = TRUE;
  return wizard_options_take (self->model, options);
}

/* GLib ends with 1 where an option is unknown; the contract calls wrong use 2. */
static gboolean
wizard_application_local_command_line (GApplication *application, char ***arguments, int *exit_status)
{
  GApplicationClass *parent = G_APPLICATION_CLASS (wizard_application_parent_class);
  gboolean done = parent->local_command_line (application, arguments, exit_status);

  if (done && *exit_status != 0 && !WIZARD_APPLICATION (application)->understood)
    *exit_status = WIZARD_WRONG_USE;
  return done;
}

static void
wizard_application_dispose (GObject *object)
{
  WizardApplication *self = WIZARD_APPLICATION (object);

  if (self->hold != NULL)
    g_object_run_dispose (G_OBJECT (self->hold));
  g_clear_object (&self->hold);
  if (self->memory != NULL)
    g_object_run_dispose (G_OBJECT (self->memory));
  g_clear_object (&self->memory);
  g_clear_object (&self->glyphs);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (wizard_application_parent_class)->dispose (object);
}

static void
wizard_application_class_init (WizardApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wizard_application_dispose;
  application_class->startup = wizard_application_startup;
  application_class->activate = wizard_application_activate;
  application_class->local_command_line = wizard_application_local_command_line;
  application_class->handle_local_options = wizard_application_handle_local_options;
}

static void
wizard_application_init (WizardApplication *self)
{
  g_resources_register (wizard_get_resource ());
  g_resources_register (wizard_images_get_resource ());
  self->model = wizard_model_new ();
  self->hold = wizard_hold_new (GTK_APPLICATION (self), self->model);
  wizard_announce_ends (GTK_APPLICATION (self), self->model);
  self->memory = wizard_memory_new (self->model);
  wizard_options_add (G_APPLICATION (self));
}

/* Not unique: two modules may be upgraded side by side, each in a program of its own. */
WizardApplication *
wizard_application_new (void)
{
  return g_object_new (WIZARD_TYPE_APPLICATION, "application-id", "io.github.dfota.Wizard", "flags",
                       G_APPLICATION_NON_UNIQUE, "resource-base-path", "/io/github/dfota/Wizard", NULL);
}
