/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "memory.h"
#include "common/app-locale.h"
#include "secret.h"
#include "settings.h"

#include <string.h>

#define HIDDEN ":***@" /* how core writes a password */

/* A window is never smaller (window.ui), and no screen is larger. */
#define LEAST_WIDTH  360
#define LEAST_HEIGHT 480
#define MOST         10000

struct _WizardMemory
{
  GObject parent_instance;

  WizardModel *model;
  WizardSettings *settings;
  GCancellable *look_up;
  gboolean looked_up;
  gboolean running; /* what was seen last */
};

G_DEFINE_FINAL_TYPE (WizardMemory, wizard_memory, G_TYPE_OBJECT)

/* @address without its password, or NULL where it cannot be told what of it is secret. *ret_password: NULL if there is none. */
static char *
take_password_out (const char *address, char **ret_password)
{
  g_autofree char *redacted = dfota_redact (address);
  char *hidden = strstr (redacted, HIDDEN);
  g_autofree char *plain = NULL;
  gsize before, after;

  *ret_password = NULL;
  if (hidden == NULL)
    return strstr (redacted, "***") == NULL ? g_strdup (address) : NULL;
  before = (gsize) (hidden - redacted);
  after = strlen (hidden + strlen (HIDDEN));
  plain = g_strdup_printf ("%.*s@%s", (int) before, address, address + strlen (address) - after);
  if (strstr (redacted, "***") != hidden + 1 || strstr (hidden + strlen (HIDDEN), "***") != NULL)
    return NULL;
  /* me@example.com:secret@host; http://host:8000/a@b has no password at all */
  if (strchr (plain, '@') != strrchr (plain, '@')
      || memchr (address + before, '/', strlen (address) - after - before) != NULL)
    return NULL;
  *ret_password = g_strndup (address + before + 1, strlen (address) - after - before - strlen (":@"));
  return g_steal_pointer (&plain);
}

static void
learn_way (WizardMemory *self, const WizardState *state)
{
  WizardCard card = wizard_card_of (state->via);
  gboolean typed = wizard_card_takes_address (card) && !wizard_model_is_hosting (self->model);
  g_autofree char *password = NULL;
  g_autofree char *address = typed ? take_password_out (state->addresses[card], &password) : NULL;

  wizard_settings_set (self->settings, WIZARD_SETTING_WAY, dfota_via_name (state->via));
  wizard_settings_set (self->settings, WIZARD_SETTING_ADDRESS, address);
  if (address != NULL && password != NULL && *password != '\0')
    wizard_secret_store (address, password);
}

/* --- the password of a remembered address --- */

/* The address that is on the page now, if it is the remembered one and lacks its password. */
static const char *
address_without_password (WizardMemory *self, const WizardState *state)
{
  const char *remembered = wizard_settings_get (self->settings, WIZARD_SETTING_ADDRESS);
  WizardCard card = wizard_card_of (state->via);
  const char *shown = wizard_card_takes_address (card) ? state->addresses[card] : NULL;
  const char *user = shown != NULL ? strstr (shown, "://") : NULL;

  if (user == NULL || g_strcmp0 (shown, remembered) != 0 || strchr (user, '@') == NULL || strchr (user, '@') == user + 3)
    return NULL;
  return remembered;
}

static void
on_password (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WizardMemory) self = user_data;
  g_autofree char *password = wizard_secret_look_up_finish (result);
  const char *address = self->model != NULL ? address_without_password (self, wizard_model_state (self->model)) : NULL;
  const char *at = address != NULL ? strchr (address, '@') : NULL;
  g_autofree char *whole = NULL;

  if (password == NULL || at == NULL)
    return;
  whole = g_strdup_printf ("%.*s:%s%s", (int) (at - address), address, password, at);
  wizard_model_set_address (self->model, whole);
}

static void
offer_password (WizardMemory *self, const WizardState *state)
{
  const char *address = address_without_password (self, state);

  if (self->looked_up || state->page != WIZARD_STEP_WAY || address == NULL || wizard_model_is_practice (self->model))
    return;
  self->looked_up = TRUE;
  wizard_secret_look_up (address, self->look_up, on_password, g_object_ref (self));
}

/* --- */

static void
on_changed (WizardMemory *self)
{
  const WizardState *state = wizard_model_state (self->model);
  /* what was typed for "send again" is not on the pages, and what is there may never have been taken by a check */
  gboolean begun = state->running && !self->running && !state->watching && !state->resends;

  self->running = state->running;
  if (begun && !wizard_model_is_practice (self->model) && wizard_settings_are_kept (self->settings))
    learn_way (self, state);
  if (state->folder_of_files != NULL)
    wizard_settings_set (self->settings, WIZARD_SETTING_FOLDER, state->folder_of_files);
  offer_password (self, state);
}

static void
on_size (GtkWindow *window, GParamSpec *spec, WizardMemory *self)
{
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  wizard_settings_set_number (self->settings, WIZARD_SETTING_MAXIMISED, gtk_window_is_maximized (window));
  if (gtk_window_is_maximized (window) || width < LEAST_WIDTH || height < LEAST_HEIGHT)
    return;
  wizard_settings_set_number (self->settings, WIZARD_SETTING_WIDTH, width);
  wizard_settings_set_number (self->settings, WIZARD_SETTING_HEIGHT, height);
}

void
wizard_memory_dress (WizardMemory *self, GtkWindow *window)
{
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  width = wizard_settings_get_number (self->settings, WIZARD_SETTING_WIDTH, LEAST_WIDTH, MOST, width);
  height = wizard_settings_get_number (self->settings, WIZARD_SETTING_HEIGHT, LEAST_HEIGHT, MOST, height);
  gtk_window_set_default_size (window, width, height);
  if (wizard_settings_get_number (self->settings, WIZARD_SETTING_MAXIMISED, 0, 1, 0) != 0)
    gtk_window_maximize (window);
  g_signal_connect_object (window, "notify::default-width", G_CALLBACK (on_size), self, 0);
  g_signal_connect_object (window, "notify::default-height", G_CALLBACK (on_size), self, 0);
  g_signal_connect_object (window, "notify::maximized", G_CALLBACK (on_size), self, 0);
}

void
wizard_memory_set_language (WizardMemory *self, const char *lang)
{
  wizard_settings_set (self->settings, WIZARD_SETTING_LANGUAGE, lang);
  wizard_settings_set (self->settings, WIZARD_SETTING_ENVIRONMENT, app_locale_of_environment ());
}

static void
wizard_memory_dispose (GObject *object)
{
  WizardMemory *self = WIZARD_MEMORY (object);

  g_cancellable_cancel (self->look_up);
  g_clear_object (&self->look_up);
  g_clear_object (&self->model);
  g_clear_pointer (&self->settings, wizard_settings_free);
  G_OBJECT_CLASS (wizard_memory_parent_class)->dispose (object);
}

static void
wizard_memory_class_init (WizardMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wizard_memory_dispose;
}

static void
wizard_memory_init (WizardMemory *self)
{
  self->settings = wizard_settings_new ();
  self->look_up = g_cancellable_new ();
}

WizardMemory *
wizard_memory_new (WizardModel *model)
{
  WizardMemory *self = g_object_new (WIZARD_TYPE_MEMORY, NULL);
  const char *way = wizard_settings_get (self->settings, WIZARD_SETTING_WAY);
  const char *folder = wizard_settings_get (self->settings, WIZARD_SETTING_FOLDER);
  DfotaVia via;

  self->model = g_object_ref (model);
  if (way != NULL && dfota_via_by_name (way, &via))
    wizard_model_remember_way (model, via, wizard_settings_get (self->settings, WIZARD_SETTING_ADDRESS));
  if (folder != NULL)
    wizard_model_set_folder_of_files (model, folder);
  g_signal_connect_object (model, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  return self;
}
