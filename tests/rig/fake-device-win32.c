/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <initguid.h>

#include "fake-device.h"

#include <windows.h>
#include <setupapi.h>
#include <string.h>
#include <devpkey.h>

static const GUID class_ports = { 0x4d36e978, 0xe325, 0x11ce, { 0xbf, 0xc1, 0x08, 0x00, 0x2b, 0xe1, 0x03, 0x18 } };
static const GUID class_modem = { 0x4d36e96d, 0xe325, 0x11ce, { 0xbf, 0xc1, 0x08, 0x00, 0x2b, 0xe1, 0x03, 0x18 } };

/* Missing in the headers of mingw-w64 10. */
WINSETUPAPI BOOL WINAPI SetupDiSetDevicePropertyW (HDEVINFO set, PSP_DEVINFO_DATA data, const DEVPROPKEY *key,
                                                   DEVPROPTYPE type, const BYTE *value, DWORD size, DWORD flags);

gboolean
fake_devices_can_be (void)
{
  return GetProcAddress (GetModuleHandleW (L"ntdll.dll"), "wine_get_version") != NULL;
}

/* Newly allocated, and ends with two zeros. */
static WCHAR *
wide (const char *text, DWORD *ret_bytes)
{
  glong n = 0;
  g_autofree gunichar2 *units = g_utf8_to_utf16 (text, -1, NULL, &n, NULL);
  WCHAR *copy = g_new0 (WCHAR, n + 2);

  g_assert_nonnull (units);
  memcpy (copy, units, (gsize) n * sizeof *copy);
  *ret_bytes = (DWORD) (n + 1) * sizeof *copy;
  return copy;
}

static void
set_name (HDEVINFO set, SP_DEVINFO_DATA *data, const char *name)
{
  DWORD size = 0;
  g_autofree WCHAR *text = name != NULL ? wide (name, &size) : NULL;

  if (text != NULL)
    g_assert_true (SetupDiSetDeviceRegistryPropertyW (set, data, SPDRP_FRIENDLYNAME, (BYTE *) text, size));
}

static void
set_text (HDEVINFO set, SP_DEVINFO_DATA *data, const DEVPROPKEY *key, DEVPROPTYPE type, const char *value)
{
  DWORD size = 0;
  g_autofree WCHAR *text = value != NULL ? wide (value, &size) : NULL;

  if (type == DEVPROP_TYPE_STRING_LIST)
    size += sizeof (WCHAR);
  if (text != NULL)
    g_assert_true (SetupDiSetDevicePropertyW (set, data, key, type, (BYTE *) text, size, 0));
}

static void
set_port (HDEVINFO set, SP_DEVINFO_DATA *data, const char *port)
{
  DWORD size = 0;
  g_autofree WCHAR *text = port != NULL ? wide (port, &size) : NULL;
  HKEY key;

  if (text == NULL)
    return;
  key = SetupDiCreateDevRegKeyW (set, data, DICS_FLAG_GLOBAL, 0, DIREG_DEV, NULL, NULL);
  g_assert_true (key != INVALID_HANDLE_VALUE);
  g_assert_cmpint (RegSetValueExW (key, L"PortName", 0, REG_SZ, (BYTE *) text, size), ==, ERROR_SUCCESS);
  RegCloseKey (key);
}

void
fake_device_plug (const FakeDevice *device)
{
  const GUID *class_id = device->is_modem ? &class_modem : &class_ports;
  HDEVINFO set = SetupDiCreateDeviceInfoList (class_id, NULL);
  SP_DEVINFO_DATA data = { .cbSize = sizeof data };
  const guint32 problem = device->problem;
  DWORD size = 0;
  g_autofree WCHAR *id = wide (device->id, &size);

  g_assert_true (SetupDiCreateDeviceInfoW (set, id, class_id, NULL, NULL, 0, &data));
  g_assert_true (SetupDiRegisterDeviceInfo (set, &data, 0, NULL, NULL, NULL));
  set_name (set, &data, device->name);
  set_text (set, &data, &DEVPKEY_Device_BusReportedDeviceDesc, DEVPROP_TYPE_STRING, device->own_name);
  set_text (set, &data, &DEVPKEY_Device_LocationPaths, DEVPROP_TYPE_STRING_LIST, device->location);
  set_text (set, &data, &DEVPKEY_Device_Parent, DEVPROP_TYPE_STRING, device->parent);
  g_assert_true (SetupDiSetDevicePropertyW (set, &data, &DEVPKEY_Device_ProblemCode, DEVPROP_TYPE_UINT32,
                                            (const BYTE *) &problem, sizeof problem, 0));
  set_port (set, &data, device->port);
  SetupDiDestroyDeviceInfoList (set);
}

void
fake_device_unplug (const FakeDevice *device)
{
  g_autofree char *path = g_strconcat ("System\\CurrentControlSet\\Enum\\", device->id, NULL);
  DWORD size = 0;
  g_autofree WCHAR *key = wide (path, &size);

  RegDeleteTreeW (HKEY_LOCAL_MACHINE, key);
}
