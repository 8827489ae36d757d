/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <windows.h>
#include <setupapi.h>

#include "port/place.h"

/* Windows' list of devices (SetupAPI), for the files of this room that are named for Windows. Everything it returns is UTF-8 and
 * newly allocated. */

typedef struct
{
  HDEVINFO set;
  SP_DEVINFO_DATA data;
} DfotaDevice;

/* Calls @func with each present device of the class, or of the bus @enumerator ("USB"), until it returns TRUE; either may be
 * NULL. TRUE: it did. */
typedef gboolean (*DfotaDeviceFunc) (DfotaDevice *device, gpointer user_data);
gboolean dfota_devices_find (const GUID *class_id, const char *enumerator, DfotaDeviceFunc func, gpointer user_data);

char *dfota_device_id (DfotaDevice *device);     /* "USB\VID_2C7C&PID_0306&MI_02\6&2F1A7C3&0&0002"; NULL: unknown */
char *dfota_device_name (DfotaDevice *device);   /* as the device manager shows it; NULL: it has none */
char *dfota_device_port (DfotaDevice *device);   /* "COM7"; NULL: it is no serial port */
char *dfota_device_parent (DfotaDevice *device); /* the id of the device it hangs on; NULL: unknown */

/* What a USB device says of itself, a driver or none; NULL: nothing. */
char *dfota_device_own_name (DfotaDevice *device);

/* The problem code that the device manager shows; 0: it works properly. */
guint dfota_device_problem (DfotaDevice *device);

/* All unknown if it is no USB device, nor hangs on one. */
void dfota_device_place (DfotaDevice *device, DfotaPlace *ret_place);

/* The two classes whose devices may be serial ports: that of ports and that of modems. Calls as above, for the ports alone. */
gboolean dfota_devices_find_port (DfotaDeviceFunc func, gpointer user_data);
