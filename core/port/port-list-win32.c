/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/port-list-system.h"

#include <windows.h>
#include <tlhelp32.h>

#include "port/devices-win32.h"
#include "port/port-serial-system.h"
#include "port/port-serial.h"
#include "port/windows-id.h"

/* Not sp_list_ports(): on Windows it opens every USB port to learn more of it, which throws out whoever is about to open it,
 * and spells names in the code page of the day.
 *
 * Two lists, and neither has all: drivers write the ports that run into a part of the registry, a few of them not; and SetupAPI
 * knows what a port is, but has it also where its driver does not run. */
#define RUNNING_PORTS L"HARDWARE\\DEVICEMAP\\SERIALCOMM"

static DfotaPortInfo *
find_port (GPtrArray *list, const char *name)
{
  for (guint i = 0; i < list->len; i++)
    {
      DfotaPortInfo *info = g_ptr_array_index (list, i);

      if (g_ascii_strcasecmp (info->name, name) == 0)
        return info;
    }
  return NULL;
}

/* A module whose product no table knows: the name that its maker's driver gives the port. */
static DfotaRole
role_of (const DfotaPlace *place, const char *product)
{
  const DfotaRole role = dfota_usb_role (place->vid, place->pid, place->interface);

  if (role != DFOTA_ROLE_UNKNOWN || product == NULL || !dfota_usb_is_module (place->vid, place->pid))
    return role;
  return dfota_windows_role (product);
}

/* Takes @name. */
static DfotaPortInfo *
info_new (char *name, char *product)
{
  DfotaPortInfo *info = g_new0 (DfotaPortInfo, 1);

  info->name = name;
  info->product = product != NULL ? product : g_strdup ("");
  info->place.interface = -1;
  return info;
}

static gboolean
add_device (DfotaDevice *device, gpointer user_data)
{
  GPtrArray *list = user_data;
  g_autofree char *port = dfota_device_port (device);
  g_autofree char *name = dfota_serial_resolve (port);
  DfotaPortInfo *info;

  /* Printer ports are of the same class; and a port whose driver does not run has no such name. */
  if (!dfota_port_serial_is_name (name) || find_port (list, name) != NULL || !dfota_serial_exists (name))
    return FALSE;
  info = info_new (g_steal_pointer (&name), dfota_device_name (device));
  dfota_device_place (device, &info->place);
  info->role = role_of (&info->place, info->product);
  g_ptr_array_add (list, info);
  return FALSE;
}

static void
add_running (GPtrArray *list, HKEY key)
{
  WCHAR value[MAX_PATH], text[MAX_PATH + 1];

  for (DWORD i = 0;; i++)
    {
      DWORD value_length = G_N_ELEMENTS (value), size = MAX_PATH * sizeof text[0], type = 0;
      const LSTATUS status = RegEnumValueW (key, i, value, &value_length, NULL, &type, (BYTE *) text, &size);

      if (status != ERROR_SUCCESS && status != ERROR_MORE_DATA)
        return;
      if (status != ERROR_SUCCESS || type != REG_SZ)
        continue;
      text[size / sizeof text[0]] = 0;
      g_autofree char *port = g_utf16_to_utf8 ((const gunichar2 *) text, -1, NULL, NULL, NULL);
      if (port != NULL && dfota_port_serial_is_name (port) && find_port (list, port) == NULL)
        g_ptr_array_add (list, info_new (dfota_serial_resolve (port), NULL));
    }
}

void
dfota_port_list_read (GPtrArray *list)
{
  HKEY key;

  dfota_devices_find_port (add_device, list);
  if (RegOpenKeyExW (HKEY_LOCAL_MACHINE, RUNNING_PORTS, 0, KEY_QUERY_VALUE, &key) != ERROR_SUCCESS)
    return;
  add_running (list, key);
  RegCloseKey (key);
}

typedef struct
{
  const char *name;
  char *product;
} Search;

static gboolean
take_product (DfotaDevice *device, gpointer user_data)
{
  Search *search = user_data;
  g_autofree char *port = dfota_device_port (device);

  if (g_ascii_strcasecmp (port, search->name) != 0)
    return FALSE;
  search->product = dfota_device_name (device);
  return TRUE;
}

DfotaRole
dfota_port_role (const DfotaPlace *place, const char *name)
{
  Search search = { name, NULL };

  if (place->vid != 0)
    dfota_devices_find_port (take_product, &search);
  g_autofree char *product = search.product;
  return role_of (place, product);
}

/* Windows tells nobody who has a port open; that somebody has it is seen when it is opened. */
char *
dfota_port_busy_by (const char *name)
{
  return NULL;
}

/* "putty" or "putty.exe". */
static gboolean
is_program (const WCHAR *file, const char *program)
{
  g_autofree char *name = g_utf16_to_utf8 ((const gunichar2 *) file, -1, NULL, NULL, NULL);
  g_autofree char *wanted = g_strconcat (program, ".exe", NULL);

  return name != NULL && (g_ascii_strcasecmp (name, program) == 0 || g_ascii_strcasecmp (name, wanted) == 0);
}

gboolean
dfota_port_program_runs (const char *program)
{
  HANDLE snapshot = CreateToolhelp32Snapshot (TH32CS_SNAPPROCESS, 0);
  PROCESSENTRY32W entry = { .dwSize = sizeof entry };
  gboolean found = FALSE;

  if (snapshot == INVALID_HANDLE_VALUE)
    return FALSE;
  for (BOOL more = Process32FirstW (snapshot, &entry); more && !found; more = Process32NextW (snapshot, &entry))
    found = entry.th32ProcessID != GetCurrentProcessId () && is_program (entry.szExeFile, program);
  CloseHandle (snapshot);
  return found;
}
