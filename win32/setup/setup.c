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

/* Programs of every user count, wherever they lie: their names can be seen without any right, their places cannot. */
static BOOL
is_running (void)
{
  HANDLE all = CreateToolhelp32Snapshot (TH32CS_SNAPPROCESS, 0);
  PROCESSENTRY32W entry = { .dwSize = sizeof entry };
  BOOL found = FALSE;

  if (all == INVALID_HANDLE_VALUE)
    return FALSE;
  for (BOOL more = Process32FirstW (all, &entry); more && !found; more = Process32NextW (all, &entry))
    found = is_program (entry.szExeFile);
  CloseHandle (all);
  return found;
}

UINT __stdcall RefuseBesideRunning (MSIHANDLE install)
{
  return is_running () ? refuse (install, SAY_RUNNING) : ERROR_SUCCESS;
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
