/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd\dfota.exe: starts bin\dfota.exe with what it was given, and ends as that ends. Its folder is the one on the PATH, so that
 * the DLLs beside the programs are not: another program that looks for a zlib1.dll must not find ours. (A .cmd file would ask
 * "Terminate batch job?" after Ctrl-C, and dfota has something to say then.) */
#include <stdio.h>
#include <windows.h>

#define TARGET     L"\\bin\\dfota.exe"
#define PATH_MAX_W 32768

/* Ctrl-C goes to both of us; the other one decides what it means. */
static BOOL WINAPI
leave_it_to_the_other (DWORD event)
{
  return TRUE;
}

/* …\cmd\dfota.exe → …\bin\dfota.exe */
static BOOL
find_target (wchar_t *path)
{
  DWORD length = GetModuleFileNameW (NULL, path, PATH_MAX_W);

  if (length == 0 || length >= PATH_MAX_W)
    return FALSE;
  for (int levels = 0; levels < 2; levels++)
    {
      wchar_t *end = wcsrchr (path, L'\\');
      if (!end)
        return FALSE;
      *end = L'\0';
    }
  if (wcslen (path) + wcslen (TARGET) >= PATH_MAX_W)
    return FALSE;
  wcscat (path, TARGET);
  return TRUE;
}

int
main (void)
{
  static wchar_t path[PATH_MAX_W];
  STARTUPINFOW how = { .cb = sizeof how };
  PROCESS_INFORMATION process;
  DWORD code = 2;

  SetConsoleCtrlHandler (leave_it_to_the_other, TRUE);
  if (!find_target (path) || !CreateProcessW (path, GetCommandLineW (), NULL, NULL, TRUE, 0, NULL, NULL, &how, &process))
    {
      fprintf (stderr, "dfota: the program cannot be started (%lu). Repair the installation.\n", GetLastError ());
      return 2;
    }
  CloseHandle (process.hThread);
  WaitForSingleObject (process.hProcess, INFINITE);
  GetExitCodeProcess (process.hProcess, &code);
  CloseHandle (process.hProcess);
  return (int) code;
}
