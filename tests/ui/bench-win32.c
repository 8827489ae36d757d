/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-system.h"

#include <windows.h>

char *
bench_system_self (void)
{
  wchar_t path[MAX_PATH];
  DWORD n = GetModuleFileNameW (NULL, path, MAX_PATH);

  return g_utf16_to_utf8 ((gunichar2 *) path, (glong) n, NULL, NULL, NULL);
}

char *
bench_system_name (const char *program)
{
  return g_strconcat (program, ".exe", NULL);
}

/* Whatever this program starts is in its job, and the job ends with the last handle to it: ours. */
void
bench_system_tie (GSubprocessLauncher *launcher)
{
  static HANDLE job;
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = { .BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE };

  if (job != NULL)
    return;
  job = CreateJobObjectW (NULL, NULL);
  SetInformationJobObject (job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
  AssignProcessToJobObject (job, GetCurrentProcess ());
}
