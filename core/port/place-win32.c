/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/devices-win32.h"

typedef struct
{
  const char *name;
  DfotaPlace *place;
} Search;

static gboolean
take_place (DfotaDevice *device, gpointer user_data)
{
  Search *search = user_data;
  g_autofree char *port = dfota_device_port (device);

  if (g_ascii_strcasecmp (port, search->name) != 0)
    return FALSE;
  dfota_device_place (device, search->place);
  return TRUE;
}

void
dfota_place_read (DfotaPlace *ret_place, const char *name)
{
  Search search = { name, ret_place };

  *ret_place = (DfotaPlace){ .interface = -1 };
  dfota_devices_find_port (take_place, &search);
}

/* Windows' own driver lets a device sleep only while nobody has its port open, and we have it open (Microsoft, "USB serial driver
 * (Usbser.sys)", IdleUsbSelectiveSuspendPolicy). A maker's driver has settings of its own, if any, which are read when the device
 * is plugged in: nothing to be switched for the length of an upgrade. */
gboolean
dfota_place_keep_awake (const DfotaPlace *place, gboolean *ret_restore, char **ret_command)
{
  *ret_restore = FALSE;
  return TRUE;
}

void
dfota_place_restore_power (const DfotaPlace *place)
{
}
