/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "application.h"
#include "common/app-locale.h"
#include "window.h"
#include "wizard-resources.h"

#include <glib/gi18n.h>

struct _WizardApplication
{
  AdwApplication parent_instance;

  WizardModel *model;
  GtkCssProvider *glyphs;
  guint inhibited; /* cookie: the session is asked not to end or sleep */
};

G_DEFINE_FINAL_TYPE (WizardApplication, wizard_application, ADW_TYPE_APPLICATION)

WizardModel *
wizard_application_model (WizardApplication *self)
{
  return self->model;
}

/* An upgrade wants the computer awake and logged in. */
static void
on_model_changed (WizardApplication *self)
{
  GtkApplication *application = GTK_APPLICATION (self);
  gboolean running = wizard_model_state (self->model)->running;

  if (running && self->inhibited == 0)
    self->inhibited = gtk_application_inhibit (application, gtk_application_get_active_window (application),
                                               GTK_APPLICATION_INHIBIT_LOGOUT | GTK_APPLICATION_INHIBIT_SUSPEND,
                                               _ ("A module is being upgraded"));
  if (!running && self->inhibited != 0)
    {
      gtk_application_uninhibit (application, self->inhibited);
      self->inhibited = 0;
    }
}

/* Han glyphs differ between Chinese and Japanese. Pango chooses by the locale the program was started in, which after a switch
 * of the language is the wrong one: so the Chinese window names a Chinese font after the user's own. */
static void
choose_glyphs (WizardApplication *self)
{
  g_autofree char *font = NULL;
  g_autofree char *css = NULL;
  PangoFontDescription *description;

  if (strcmp (app_locale_current (), "zh_CN") != 0
      || g_str_has_prefix (pango_language_to_string (gtk_get_default_language ()), "zh"))
    {
      gtk_css_provider_load_from_data (self->glyphs, "", -1);
      return;
    }
  g_object_get (gtk_settings_get_default (), "gtk-font-name", &font, NULL);
  description = pango_font_description_from_string (font != NULL ? font : "Sans");
  css = g_strdup_printf ("window, popover, tooltip { font-family: \"%s\", \"Noto Sans CJK SC\", \"Source Han Sans SC\", "
                         "\"WenQuanYi Micro Hei\", \"Microsoft YaHei\", sans-serif; }",
                         pango_font_description_get_family (description));
  gtk_css_provider_load_from_data (self->glyphs, css, -1);
  pango_font_description_free (description);
}

static GtkWindow *
open_window (WizardApplication *self)
{
  GtkWidget *window = wizard_window_new (self);

  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

void
wizard_application_set_language (WizardApplication *self, const char *lang)
{
  GtkWindow *old = gtk_application_get_active_window (GTK_APPLICATION (self));
  int width, height;

  app_locale_switch (lang);
  choose_glyphs (self);
  if (old == NULL)
    return;

  /* The new window first, so that the program does not end with the old one. */
  gtk_window_get_default_size (old, &width, &height);
  gtk_window_set_default_size (open_window (self), width, height);
  gtk_window_destroy (old);
}

static void
on_language (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  wizard_application_set_language (user_data, strcmp (app_locale_current (), "en") == 0 ? "zh_CN" : "en");
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
                                          { .name = "quit", .activate = on_quit },
                                          { .name = "about", .activate = on_about } };
  static const struct
  {
    const char *action;
    const char *keys[3];
  } keys[] = { { "app.quit", { "<Control>q" } },
               { "app.language", { "<Control>l" } },
               { "win.back", { "<Alt>Left" } },
               { "win.next", { "<Alt>Right", "<Control>Return" } },
               { "win.shortcuts", { "<Control>question", "F1" } },
               { "window.close", { "<Control>w" } } };
  WizardApplication *self = WIZARD_APPLICATION (application);

  G_APPLICATION_CLASS (wizard_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), keys[i].action, keys[i].keys);

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
refuse (const char *format, const char *value)
{
  g_autofree char *text = g_strdup_printf (format, value);

  g_printerr ("dfota-wizard: %s\n", text);
  return 2;
}

static gboolean
flow_by_name (const char *name, DfotaFlowChoice *ret_flow)
{
  static const char *const names[]
      = { [DFOTA_FLOW_CHOICE_AUTO] = "auto", [DFOTA_FLOW_CHOICE_RTSCTS] = "rtscts", [DFOTA_FLOW_CHOICE_NONE] = "none" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (name, names[i]) == 0)
      {
        *ret_flow = (DfotaFlowChoice) i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
via_of_address (const char *url, DfotaVia *ret_via)
{
  for (DfotaVia via = 0; via < DFOTA_N_VIAS; via++)
    {
      g_autofree char *scheme = g_strdup_printf ("%s://", dfota_via_name (via));

      if (!wizard_card_takes_address (wizard_card_of (via)) || g_ascii_strncasecmp (url, scheme, strlen (scheme)) != 0)
        continue;
      *ret_via = via;
      return TRUE;
    }
  return FALSE;
}

/* The way, and with an address what the address says of it. -1: go on. */
static int
take_way (WizardModel *model, GVariantDict *options)
{
  const char *name = NULL;
  const char *url = NULL;
  DfotaVia via = DFOTA_VIA_FILE;

  g_variant_dict_lookup (options, "via", "&s", &name);
  g_variant_dict_lookup (options, "url", "&s", &url);
  if (name == NULL && url == NULL)
    return -1;
  if (name != NULL && !dfota_via_by_name (name, &via))
    return refuse (_ ("--via: there is no way called %s"), name);
  if (name == NULL && !via_of_address (url, &via))
    return refuse (_ ("--url must begin with http://, https://, ftp:// or coap://"), NULL);
  if (url != NULL && !wizard_card_takes_address (wizard_card_of (via)))
    return refuse (_ ("--url belongs to a way on which the module fetches the package, and not to --via %s"), name);

  wizard_model_choose_via (model, via);
  if (url != NULL)
    wizard_model_set_address (model, url);
  return -1;
}

/* One file, or the two of a pair. -1: go on. */
static int
take_packages (WizardModel *model, GVariantDict *options)
{
  g_autofree const char **paths = NULL;
  guint n;

  if (!g_variant_dict_lookup (options, "package", "^a&ay", &paths))
    {
      wizard_model_set_on_server (model, g_variant_dict_contains (options, "url"));
      return -1;
    }
  n = g_strv_length ((GStrv) paths);
  if (n > 2)
    return refuse (_ ("--package can be given once, or twice for the two files of one package; there is one too many: %s"),
                   paths[2]);
  for (guint i = 0; i < n; i++)
    wizard_model_take_package (model, paths[i]);
  return -1;
}

/* What is given on the command line is chosen already; the pages still come one by one. -1: go on. */
static int
wizard_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  WizardApplication *self = WIZARD_APPLICATION (application);
  g_autofree const char **plan = NULL;
  const char *value;
  DfotaFlowChoice flow;
  int code;

  if (g_variant_dict_lookup (options, "lang", "&s", &value) && !app_locale_is_known (value))
    return refuse (_ ("--lang must be en or zh_CN, not %s"), value);
  if (g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&ay", &plan))
    return refuse (_ ("%s: plans come in a later version"), plan[0]);
  if (g_variant_dict_lookup (options, "flow", "&s", &value))
    {
      if (!flow_by_name (value, &flow))
        return refuse (_ ("--flow must be auto, rtscts or none, not %s"), value);
      wizard_model_choose_flow (self->model, flow);
    }
  code = take_way (self->model, options);
  if (code < 0)
    code = take_packages (self->model, options);
  if (code >= 0)
    return code;
  if (g_variant_dict_lookup (options, "port", "&s", &value) && strcmp (value, "auto") != 0)
    wizard_model_choose_port (self->model, value, TRUE);
  return -1;
}

static void
wizard_application_dispose (GObject *object)
{
  WizardApplication *self = WIZARD_APPLICATION (object);

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
  application_class->handle_local_options = wizard_application_handle_local_options;
}

static void
add_options (GApplication *application)
{
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_STRING, NULL, _ ("The port of the module, or practice"), "P" },
    { "package", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, _ ("The upgrade package; twice for a pair, .mini_1 and .mini_2"),
      "FILE" },
    { "via", 0, 0, G_OPTION_ARG_STRING, NULL, _ ("The way the package takes"), "file|protocol|http|https|ftp|coap|storage" },
    { "url", 0, 0, G_OPTION_ARG_STRING, NULL, _ ("The package's address on a server"), "URL" },
    { "flow", 0, 0, G_OPTION_ARG_STRING, NULL, _ ("Flow control"), "auto|rtscts|none" },
    { "lang", 0, 0, G_OPTION_ARG_STRING, NULL, _ ("The language"), "en|zh_CN" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, "[PLAN]" },
    { NULL },
  };

  g_application_add_main_option_entries (application, entries);
}

static void
wizard_application_init (WizardApplication *self)
{
  g_resources_register (wizard_get_resource ());
  self->model = wizard_model_new ();
  g_signal_connect_object (self->model, "changed", G_CALLBACK (on_model_changed), self, G_CONNECT_SWAPPED);
  add_options (G_APPLICATION (self));
}

/* Not unique: two modules may be upgraded side by side, each in a program of its own. */
WizardApplication *
wizard_application_new (void)
{
  return g_object_new (WIZARD_TYPE_APPLICATION, "application-id", "io.github.dfota.Wizard", "flags",
                       G_APPLICATION_NON_UNIQUE, "resource-base-path", "/io/github/dfota/Wizard", NULL);
}
