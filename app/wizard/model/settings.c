/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings.h"
#include "common/app-locale.h"

#include <gio/gio.h>
#include <string.h>

#define GROUP "Wizard"

/* A window that is being made larger says so a hundred times. */
#define SETTLE_MS 500

struct _WizardSettings
{
  char *path; /* NULL: nothing is remembered */
  GHashTable *values;
  GHashTable *changed; /* key to value, NULL: to be taken out; not written yet */
  guint settling;
};

/* Writers come one after the other, whichever thread they are on. */
static GMutex writing;

typedef struct
{
  char *path;
  GHashTable *changed;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_free (order->path);
  g_hash_table_unref (order->changed);
  g_free (order);
}

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
apply (GKeyFile *file, GHashTable *changed)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, changed);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (value != NULL)
      g_key_file_set_string (file, GROUP, key, value);
    else
      g_key_file_remove_key (file, GROUP, key, NULL);
}

static void
write_order (const Order *order)
{
  g_autofree char *folder = g_path_get_dirname (order->path);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;
  gsize n;

  g_mutex_lock (&writing);
  g_mkdir_with_parents (folder, 0700);
  g_key_file_load_from_file (file, order->path, G_KEY_FILE_NONE, NULL);
  apply (file, order->changed);
  text = g_key_file_to_data (file, &n, NULL);
  g_file_set_contents_full (order->path, text, (gssize) n, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
  g_mutex_unlock (&writing);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer order, GCancellable *cancel)
{
  write_order (order);
  g_task_return_boolean (task, TRUE);
}

/* What is to be written now; NULL: nothing. */
static Order *
take_order (WizardSettings *settings)
{
  Order *order;

  if (settings->path == NULL || g_hash_table_size (settings->changed) == 0)
    return NULL;
  order = g_new0 (Order, 1);
  order->path = g_strdup (settings->path);
  order->changed = g_steal_pointer (&settings->changed);
  settings->changed = new_table ();
  return order;
}

static void
on_settled (gpointer user_data)
{
  WizardSettings *settings = user_data;
  Order *order = take_order (settings);
  g_autoptr (GTask) task = NULL;

  settings->settling = 0;
  if (order == NULL)
    return;
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_task_data (task, order, order_free);
  g_task_run_in_thread (task, write_in_thread);
}

static char *
path_of_file (void)
{
  const char *given = g_getenv ("DFOTA_SETTINGS");

  if (given != NULL)
    return *given != '\0' ? g_strdup (given) : NULL;
  return g_build_filename (g_get_user_config_dir (), "dfota-wizard", "settings.ini", NULL);
}

static void
load (WizardSettings *settings)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) keys = NULL;
  gboolean loaded;

  if (settings->path == NULL)
    return;
  /* On Windows a file that is just being replaced cannot be read. */
  g_mutex_lock (&writing);
  loaded = g_key_file_load_from_file (file, settings->path, G_KEY_FILE_NONE, NULL);
  g_mutex_unlock (&writing);
  if (!loaded)
    return;
  keys = g_key_file_get_keys (file, GROUP, NULL, NULL);
  for (gsize i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      char *value = g_key_file_get_string (file, GROUP, keys[i], NULL);

      if (value != NULL)
        g_hash_table_insert (settings->values, g_strdup (keys[i]), value);
    }
}

WizardSettings *
wizard_settings_new (void)
{
  WizardSettings *settings = g_new0 (WizardSettings, 1);

  settings->path = path_of_file ();
  settings->values = new_table ();
  settings->changed = new_table ();
  load (settings);
  return settings;
}

void
wizard_settings_free (WizardSettings *settings)
{
  Order *order;

  if (settings == NULL)
    return;
  g_clear_handle_id (&settings->settling, g_source_remove);
  /* the windows are gone, and the program may end before a worker has begun */
  order = take_order (settings);
  if (order != NULL)
    {
      write_order (order);
      order_free (order);
    }
  g_hash_table_unref (settings->values);
  g_hash_table_unref (settings->changed);
  g_free (settings->path);
  g_free (settings);
}

gboolean
wizard_settings_are_kept (WizardSettings *settings)
{
  return settings->path != NULL;
}

const char *
wizard_settings_get (WizardSettings *settings, const char *key)
{
  return g_hash_table_lookup (settings->values, key);
}

int
wizard_settings_get_number (WizardSettings *settings, const char *key, int least, int most, int otherwise)
{
  const char *text = wizard_settings_get (settings, key);
  gint64 number;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, least, most, &number, NULL))
    return otherwise;
  return (int) number;
}

void
wizard_settings_set (WizardSettings *settings, const char *key, const char *value)
{
  if (g_strcmp0 (wizard_settings_get (settings, key), value) == 0)
    return;
  if (value != NULL)
    g_hash_table_insert (settings->values, g_strdup (key), g_strdup (value));
  else
    g_hash_table_remove (settings->values, key);
  g_hash_table_insert (settings->changed, g_strdup (key), g_strdup (value));
  if (settings->settling == 0)
    settings->settling = g_timeout_add_once (SETTLE_MS, on_settled, settings);
}

void
wizard_settings_set_number (WizardSettings *settings, const char *key, int value)
{
  g_autofree char *text = g_strdup_printf ("%d", value);

  wizard_settings_set (settings, key, text);
}

const char *
wizard_settings_language (WizardSettings *settings, const char *environment)
{
  const char *lang = wizard_settings_get (settings, WIZARD_SETTING_LANGUAGE);

  if (!app_locale_is_known (lang)
      || g_strcmp0 (wizard_settings_get (settings, WIZARD_SETTING_ENVIRONMENT), environment) != 0)
    return NULL;
  return lang;
}
