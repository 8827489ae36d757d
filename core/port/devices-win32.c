/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include <initguid.h>

#include "port/devices-win32.h"

#include <string.h>
#include <devpkey.h>

#include "port/windows-id.h"

/* Microsoft, "System-Defined Device Setup Classes". */
static const GUID class_ports = { 0x4d36e978, 0xe325, 0x11ce, { 0xbf, 0xc1, 0x08, 0x00, 0x2b, 0xe1, 0x03, 0x18 } };
static const GUID class_modem = { 0x4d36e96d, 0xe325, 0x11ce, { 0xbf, 0xc1, 0x08, 0x00, 0x2b, 0xe1, 0x03, 0x18 } };

/* A port hangs on an interface, that on a device, that on a hub; FTDI's own bus is one more. */
#define MOST_PARENTS 3

#define LONGEST_TEXT 4096 /* of UTF-16, and more than any property holds */

static char *
utf8 (const WCHAR *text)
{
  return g_utf16_to_utf8 ((const gunichar2 *) text, -1, NULL, NULL, NULL);
}

gboolean
dfota_devices_find (const GUID *class_id, const char *enumerator, DfotaDeviceFunc func, gpointer user_data)
{
  g_autofree gunichar2 *bus = enumerator != NULL ? g_utf8_to_utf16 (enumerator, -1, NULL, NULL, NULL) : NULL;
  const DWORD flags = DIGCF_PRESENT | (class_id == NULL ? DIGCF_ALLCLASSES : 0);
  DfotaDevice device = { .set = SetupDiGetClassDevsW (class_id, (const WCHAR *) bus, NULL, flags) };
  gboolean found = FALSE;

  if (device.set == INVALID_HANDLE_VALUE)
    return FALSE;
  device.data.cbSize = sizeof device.data;
  for (DWORD i = 0; !found && SetupDiEnumDeviceInfo (device.set, i, &device.data); i++)
    found = func (&device, user_data);
  SetupDiDestroyDeviceInfoList (device.set);
  return found;
}

char *
dfota_device_id (DfotaDevice *device)
{
  WCHAR text[LONGEST_TEXT];

  if (!SetupDiGetDeviceInstanceIdW (device->set, &device->data, text, G_N_ELEMENTS (text), NULL))
    return NULL;
  return utf8 (text);
}

/* A text, or the first of several. */
static char *
read_text (DfotaDevice *device, const DEVPROPKEY *key)
{
  WCHAR text[LONGEST_TEXT + 2] = { 0 };
  DEVPROPTYPE type = 0;

  if (!SetupDiGetDevicePropertyW (device->set, &device->data, key, &type, (BYTE *) text, LONGEST_TEXT * sizeof text[0], NULL,
                                  0)
      || (type != DEVPROP_TYPE_STRING && type != DEVPROP_TYPE_STRING_LIST) || text[0] == 0)
    return NULL;
  return utf8 (text);
}

static char *
read_registry_text (DfotaDevice *device, DWORD property)
{
  WCHAR text[LONGEST_TEXT + 2] = { 0 };
  DWORD type = 0;

  if (!SetupDiGetDeviceRegistryPropertyW (device->set, &device->data, property, &type, (BYTE *) text,
                                          LONGEST_TEXT * sizeof text[0], NULL)
      || (type != REG_SZ && type != REG_MULTI_SZ) || text[0] == 0)
    return NULL;
  return utf8 (text);
}

char *
dfota_device_name (DfotaDevice *device)
{
  char *name = read_registry_text (device, SPDRP_FRIENDLYNAME);

  return name != NULL ? name : read_registry_text (device, SPDRP_DEVICEDESC);
}

char *
dfota_device_own_name (DfotaDevice *device)
{
  return read_text (device, &DEVPKEY_Device_BusReportedDeviceDesc);
}

char *
dfota_device_parent (DfotaDevice *device)
{
  return read_text (device, &DEVPKEY_Device_Parent);
}

guint
dfota_device_problem (DfotaDevice *device)
{
  DEVPROPTYPE type = 0;
  guint32 code = 0;

  if (!SetupDiGetDevicePropertyW (device->set, &device->data, &DEVPKEY_Device_ProblemCode, &type, (BYTE *) &code,
                                  sizeof code, NULL, 0)
      || type != DEVPROP_TYPE_UINT32)
    return 0;
  return code;
}

char *
dfota_device_port (DfotaDevice *device)
{
  HKEY key = SetupDiOpenDevRegKey (device->set, &device->data, DICS_FLAG_GLOBAL, 0, DIREG_DEV, KEY_QUERY_VALUE);
  WCHAR text[MAX_PATH + 1] = { 0 };
  DWORD type = 0, size = MAX_PATH * sizeof text[0];

  if (key == INVALID_HANDLE_VALUE)
    return NULL;
  const LSTATUS status = RegQueryValueExW (key, L"PortName", NULL, &type, (BYTE *) text, &size);
  RegCloseKey (key);
  if (status != ERROR_SUCCESS || type != REG_SZ || text[0] == 0)
    return NULL;
  return utf8 (text);
}

/* Adds what the device itself tells to what those below it have told. */
static void
add_place (DfotaDevice *device, const char *id, DfotaPlace *place)
{
  g_autofree char *location = NULL;
  g_autofree char *text = read_text (device, &DEVPKEY_Device_LocationPaths);

  dfota_windows_id_read (id, place);
  if (place->path != NULL)
    return;
  if (text == NULL)
    text = read_registry_text (device, SPDRP_LOCATION_PATHS);
  location = text != NULL ? dfota_windows_location (text) : NULL;
  place->path = g_steal_pointer (&location);
}

static gboolean
open_device (DfotaDevice *device, const char *id)
{
  g_autofree gunichar2 *wide = g_utf8_to_utf16 (id, -1, NULL, NULL, NULL);

  return wide != NULL && SetupDiOpenDeviceInfoW (device->set, (const WCHAR *) wide, NULL, 0, &device->data);
}

/* A USB device, and neither one of its interfaces nor something on a bus of its driver's. */
static gboolean
is_whole_device (const char *id)
{
  g_autofree char *upper = g_ascii_strup (id, -1);

  return g_str_has_prefix (upper, "USB\\") && strstr (upper, "&MI_") == NULL;
}

static gboolean
is_of_usb (const char *id)
{
  DfotaPlace place = { .interface = -1 };
  const gboolean is = dfota_windows_id_read (id, &place);

  dfota_place_clear (&place);
  return is;
}

void
dfota_device_place (DfotaDevice *device, DfotaPlace *ret_place)
{
  g_autofree char *id = dfota_device_id (device);
  DfotaDevice above = { .set = SetupDiCreateDeviceInfoList (NULL, NULL), .data = { .cbSize = sizeof above.data } };

  *ret_place = (DfotaPlace){ .interface = -1 };
  /* A port over Bluetooth hangs on a USB device as well, but is none: so every step has to be one of USB. */
  for (guint i = 0; i <= MOST_PARENTS && id != NULL && is_of_usb (id); i++)
    {
      char *parent;

      add_place (device, id, ret_place);
      if (is_whole_device (id))
        break;
      parent = dfota_device_parent (device);
      g_free (id);
      id = parent;
      if (id != NULL && is_of_usb (id) && !open_device (&above, id))
        {
          dfota_windows_id_read (id, ret_place);
          break;
        }
      device = &above;
    }
  SetupDiDestroyDeviceInfoList (above.set);
}

typedef struct
{
  DfotaDeviceFunc func;
  gpointer user_data;
} PortSearch;

static gboolean
only_ports (DfotaDevice *device, gpointer user_data)
{
  const PortSearch *search = user_data;
  g_autofree char *port = dfota_device_port (device);

  return port != NULL && search->func (device, search->user_data);
}

static gboolean
find_port_in (const GUID *class_id, DfotaDeviceFunc func, gpointer user_data)
{
  PortSearch search = { func, user_data };

  return dfota_devices_find (class_id, NULL, only_ports, &search);
}

gboolean
dfota_devices_find_port (DfotaDeviceFunc func, gpointer user_data)
{
  return find_port_in (&class_ports, func, user_data) || find_port_in (&class_modem, func, user_data);
}
