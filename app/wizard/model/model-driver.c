/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"

/* Devices that are plugged in and have no port. What has just been plugged in is looked at by the system for a while before it
 * has one: so a device is spoken of only when several looks in a row have seen it so. */
#define LOOKS 3

static char *
key_of (const DfotaDriverless *device)
{
  return g_strdup_printf ("%04x:%04x %d %s", device->vid, device->pid, device->problem, device->name);
}

static guint
looks_at (WizardModel *self, const DfotaDriverless *device)
{
  g_autofree char *key = key_of (device);

  return self->driverless_looks != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->driverless_looks, key)) : 0;
}

/* A module is what this program is for; an adapter is spoken of only where there is nothing better to choose. */
const DfotaDriverless *
wizard_model_driverless (WizardModel *self)
{
  const DfotaDriverless *adapter = NULL;

  for (guint i = 0; self->driverless != NULL && i < self->driverless->len; i++)
    {
      const DfotaDriverless *device = g_ptr_array_index (self->driverless, i);

      if (looks_at (self, device) < LOOKS)
        continue;
      if (device->is_module)
        return device;
      adapter = adapter != NULL ? adapter : device;
    }
  return wizard_model_sees_device (self) ? NULL : adapter;
}

static char *
key_of_shown (WizardModel *self)
{
  const DfotaDriverless *device = wizard_model_driverless (self);

  return device != NULL ? key_of (device) : NULL;
}

gboolean
wizard_model_take_driverless (WizardModel *self, GPtrArray *devices)
{
  g_autoptr (GHashTable) looks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *before = key_of_shown (self);
  g_autofree char *after = NULL;

  for (guint i = 0; i < devices->len; i++)
    {
      const DfotaDriverless *device = g_ptr_array_index (devices, i);

      g_hash_table_insert (looks, key_of (device), GUINT_TO_POINTER (looks_at (self, device) + 1));
    }
  g_clear_pointer (&self->driverless, g_ptr_array_unref);
  g_clear_pointer (&self->driverless_looks, g_hash_table_unref);
  self->driverless = devices;
  self->driverless_looks = g_steal_pointer (&looks);
  after = key_of_shown (self);
  return g_strcmp0 (before, after) != 0;
}
