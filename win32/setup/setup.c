/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the installer asks of us before it changes anything: a DLL that lies in the MSI and is never installed. It may use
 * nothing but Windows' own libraries.
 *
 * Windows Installer closes programs that are in its way, or replaces their files while they run. Neither may happen to a
 * wizard in the middle of an upgrade, so an installation (or removal) beside a running program ends before it begins. What
 * the other refusals depend on stands in the MSI, as conditions of the actions named here. */
#include "setup.h"

#include <windows.h>

#include <msi.h>
#include <msiquery.h>
#include <tlhelp32.h>

#define BUS_PATIENCE_MS 8000
#define BUS_STEP_MS     100

/* The actions, by the names under which the MSI calls them. */
__declspec(dllexport) UINT __stdcall RefuseBesideRunning (MSIHANDLE install);
__declspec(dllexport) UINT __stdcall RefuseOlder (MSIHANDLE install);
__declspec(dllexport) UINT __stdcall RefuseForOne (MSIHANDLE install);
__declspec(dllexport) UINT __stdcall RefuseForAll (MSIHANDLE install);
__declspec(dllexport) UINT __stdcall RefuseWithoutSpace (MSIHANDLE install);

static const wchar_t *const programs[] = { L"dfota-wizard.exe", L"dfota.exe", L"dfota-sim.exe" };

/* This DLL, and not the program that has loaded it: the linker puts this at its beginning. */
extern IMAGE_DOS_HEADER __ImageBase;

/* A box in the language of Windows, or a line in the log where no box is wanted (/qn). The installation ends with it. */
static UINT
refuse (MSIHANDLE install, UINT sentence)
{
  wchar_t words[512];
  MSIHANDLE record = MsiCreateRecord (1);

  if (!LoadStringW ((HINSTANCE) &__ImageBase, sentence, words, ARRAYSIZE (words)))
    words[0] = L'\0';
  MsiRecordSetStringW (record, 0, L"[1]");
  MsiRecordSetStringW (record, 1, words);
  MsiProcessMessage (install, INSTALLMESSAGE_ERROR | MB_OK | MB_ICONWARNING, record);
  MsiCloseHandle (record);
  return ERROR_INSTALL_FAILURE;
}

/* A property of the MSI; empty if there is none of this name. */
static void
read_property (MSIHANDLE install, const wchar_t *name, wchar_t *value, DWORD size)
{
  if (MsiGetPropertyW (install, name, value, &size) != ERROR_SUCCESS)
    value[0] = L'\0';
}

static BOOL
is_program (const wchar_t *name)
{
  for (size_t i = 0; i < ARRAYSIZE (programs); i++)
    if (lstrcmpiW (name, programs[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Other programs have a gdbus.exe as well. */
static BOOL
is_in (DWORD process, const wchar_t *folder)
{
  wchar_t path[MAX_PATH];
  DWORD length = ARRAYSIZE (path);
  HANDLE handle = OpenProcess (PROCESS_QUERY_LIMITED_INFORMATION, FALSE, process);
  BOOL known = handle && folder[0] && QueryFullProcessImageNameW (handle, 0, path, &length);

  if (handle)
    CloseHandle (handle);
  return known && wcslen (folder) < length && _wcsnicmp (path, folder, wcslen (folder)) == 0;
}

typedef enum
{
  NOTHING,
  SESSION_BUS, /* of a program that has just ended: it follows by itself after some seconds */
  PROGRAM,
} Running;

/* Programs of every user count: the files are the same. Their names can be seen without any right. */
static Running
what_is_running (const wchar_t *for_all, const wchar_t *for_one)
{
  HANDLE all = CreateToolhelp32Snapshot (TH32CS_SNAPPROCESS, 0);
  PROCESSENTRY32W entry = { .dwSize = sizeof entry };
  Running found = NOTHING;

  if (all == INVALID_HANDLE_VALUE)
    return NOTHING;
  for (BOOL more = Process32FirstW (all, &entry); more && found != PROGRAM; more = Process32NextW (all, &entry))
    {
      if (is_program (entry.szExeFile))
        found = PROGRAM;
      else if (lstrcmpiW (entry.szExeFile, L"gdbus.exe") == 0
               && (is_in (entry.th32ProcessID, for_all) || is_in (entry.th32ProcessID, for_one)))
        found = SESSION_BUS;
    }
  CloseHandle (all);
  return found;
}

UINT __stdcall RefuseBesideRunning (MSIHANDLE install)
{
  wchar_t for_all[MAX_PATH], for_one[MAX_PATH];
  Running running;

  read_property (install, L"HEREFORALL", for_all, ARRAYSIZE (for_all));
  read_property (install, L"HEREFORONE", for_one, ARRAYSIZE (for_one));
  running = what_is_running (for_all, for_one);
  for (int waited = 0; running == SESSION_BUS && waited < BUS_PATIENCE_MS; waited += BUS_STEP_MS)
    {
      Sleep (BUS_STEP_MS);
      running = what_is_running (for_all, for_one);
    }
  return running == PROGRAM ? refuse (install, SAY_RUNNING) : ERROR_SUCCESS;
}

/* Windows looks too, but later; Wine installs half of it and is content. */
UINT __stdcall RefuseWithoutSpace (MSIHANDLE install)
{
  wchar_t folder[MAX_PATH], volume[MAX_PATH], needed[16];
  ULARGE_INTEGER free_bytes;

  read_property (install, L"INSTALLDIR", folder, ARRAYSIZE (folder));
  read_property (install, L"NEEDEDKB", needed, ARRAYSIZE (needed));
  if (!GetVolumePathNameW (folder, volume, ARRAYSIZE (volume)) || !GetDiskFreeSpaceExW (volume, &free_bytes, NULL, NULL))
    return ERROR_SUCCESS; /* it is no refusal of ours if nobody can say */
  return free_bytes.QuadPart / 1024 < wcstoul (needed, NULL, 10) ? refuse (install, SAY_NO_SPACE) : ERROR_SUCCESS;
}

UINT __stdcall RefuseOlder (MSIHANDLE install)
{
  return refuse (install, SAY_NEWER_HERE);
}

UINT __stdcall RefuseForOne (MSIHANDLE install)
{
  return refuse (install, SAY_HERE_FOR_ALL);
}

UINT __stdcall RefuseForAll (MSIHANDLE install)
{
  return refuse (install, SAY_HERE_FOR_ONE);
}
