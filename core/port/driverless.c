/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/driverless-system.h"

#include "port/port-list.h"

void
dfota_driverless_free (DfotaDriverless *device)
{
  if (device == NULL)
    return;
  g_free (device->name);
  g_free (device);
}

gboolean
dfota_driverless_wants (guint vid, guint pid)
{
  return dfota_usb_is_module (vid, pid) || dfota_usb_product (vid, pid) != NULL;
}

DfotaDriverless *
dfota_driverless_new (char *name, guint vid, guint pid)
{
  DfotaDriverless *device = g_new0 (DfotaDriverless, 1);
  const char *known = dfota_usb_product (vid, pid);

  /* most modules call themselves Android */
  if (name == NULL || name[0] == '\0' || g_str_equal (name, "Android"))
    {
      g_free (name);
      name = g_strdup (known != NULL ? known : "");
    }
  device->name = name;
  device->vid = vid;
  device->pid = pid;
  device->is_module = dfota_usb_is_module (vid, pid);
  return device;
}
