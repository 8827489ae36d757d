/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/practice-child.h"

#include <fcntl.h>
#include <io.h>
#include <stdint.h>
#include <string.h>
#include <windows.h>

#define LONGEST_PATH 32768

/* What a child that we ended reports; any number that the program itself does not use. */
#define KILLED 0xdf07a

struct _DfotaPracticeChild
{
  HANDLE process;
  HANDLE job; /* whose last handle is ours alone, so that it ends with us; NULL: Windows refused one */
};

const char *
dfota_practice_program (void)
{
  return "dfota-sim.exe";
}

char *
dfota_practice_program_folder (void)
{
  g_autofree WCHAR *path = g_new0 (WCHAR, LONGEST_PATH);
  const DWORD length = GetModuleFileNameW (NULL, path, LONGEST_PATH);
  g_autofree char *program = NULL;

  if (length > 0 && length < LONGEST_PATH)
    program = g_utf16_to_utf8 ((const gunichar2 *) path, -1, NULL, NULL, NULL);
  return program != NULL ? g_path_get_dirname (program) : NULL;
}

/* As the C library of Windows takes a command line apart again (Microsoft, "Parsing C command-line arguments"): backslashes
 * mean something only in front of a quotation mark. */
static void
append_quoted (GString *line, const char *argument)
{
  gsize backslashes = 0;

  g_string_append_c (line, '"');
  for (const char *c = argument; *c != '\0'; c++)
    {
      if (*c == '"')
        for (gsize i = 0; i <= backslashes; i++)
          g_string_append_c (line, '\\');
      backslashes = *c == '\\' ? backslashes + 1 : 0;
      g_string_append_c (line, *c);
    }
  for (gsize i = 0; i < backslashes; i++)
    g_string_append_c (line, '\\');
  g_string_append_c (line, '"');
}

static WCHAR *
command_line (char **argv)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; argv[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (line, ' ');
      append_quoted (line, argv[i]);
    }
  return (WCHAR *) g_utf8_to_utf16 (line->str, -1, NULL, NULL, NULL);
}

/* A job that ends all of its processes with its last handle, and ours is the only one. */
static HANDLE
job_new (void)
{
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = { 0 };
  HANDLE job = CreateJobObjectW (NULL, NULL);

  limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
  if (job != NULL && !SetInformationJobObject (job, JobObjectExtendedLimitInformation, &limits, sizeof limits))
    g_clear_pointer (&job, CloseHandle);
  return job;
}

/* Starts it asleep, so that it is in the job before it does anything. It gets @handles (stdin, stdout, stderr) and nothing else
 * of ours: another child started at this moment must not keep the pipe open. */
static gboolean
create_asleep (WCHAR *line, HANDLE handles[3], PROCESS_INFORMATION *ret_process)
{
  STARTUPINFOEXW start = { .StartupInfo = { .cb = sizeof start, .dwFlags = STARTF_USESTDHANDLES } };
  const DWORD flags = CREATE_NO_WINDOW | CREATE_SUSPENDED | EXTENDED_STARTUPINFO_PRESENT;
  HANDLE inherited[2] = { handles[0], handles[1] }; /* stderr is stdin's: each but once */
  SIZE_T size = 0;
  gboolean created = FALSE;

  InitializeProcThreadAttributeList (NULL, 1, 0, &size);
  start.lpAttributeList = g_malloc0 (size);
  start.StartupInfo.hStdInput = handles[0];
  start.StartupInfo.hStdOutput = handles[1];
  start.StartupInfo.hStdError = handles[2];
  if (InitializeProcThreadAttributeList (start.lpAttributeList, 1, 0, &size))
    {
      created = UpdateProcThreadAttribute (start.lpAttributeList, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, inherited,
                                           sizeof inherited, NULL, NULL)
                && CreateProcessW (NULL, line, NULL, NULL, TRUE, flags, NULL, NULL, &start.StartupInfo, ret_process);
      DeleteProcThreadAttributeList (start.lpAttributeList);
    }
  g_free (start.lpAttributeList);
  return created;
}

static DfotaPracticeChild *
start_with (char **argv, HANDLE output)
{
  SECURITY_ATTRIBUTES inherit = { .nLength = sizeof inherit, .bInheritHandle = TRUE };
  HANDLE nothing = CreateFileW (L"NUL", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, &inherit,
                                OPEN_EXISTING, 0, NULL);
  HANDLE handles[3] = { nothing, output, nothing };
  g_autofree WCHAR *line = command_line (argv);
  PROCESS_INFORMATION process = { 0 };
  const gboolean created = nothing != INVALID_HANDLE_VALUE && line != NULL && create_asleep (line, handles, &process);

  if (nothing != INVALID_HANDLE_VALUE)
    CloseHandle (nothing);
  if (!created)
    return NULL;

  DfotaPracticeChild *child = g_new0 (DfotaPracticeChild, 1);
  child->process = process.hProcess;
  child->job = job_new ();
  if (child->job != NULL && !AssignProcessToJobObject (child->job, child->process))
    g_clear_pointer (&child->job, CloseHandle);
  ResumeThread (process.hThread);
  CloseHandle (process.hThread);
  return child;
}

DfotaPracticeChild *
dfota_practice_child_start (char **argv, int *ret_output)
{
  SECURITY_ATTRIBUTES inherit = { .nLength = sizeof inherit, .bInheritHandle = TRUE };
  HANDLE ours, theirs;
  DfotaPracticeChild *child;

  if (!CreatePipe (&ours, &theirs, &inherit, 0))
    return NULL;
  SetHandleInformation (ours, HANDLE_FLAG_INHERIT, 0);
  child = start_with (argv, theirs);
  CloseHandle (theirs);
  if (child != NULL)
    *ret_output = _open_osfhandle ((intptr_t) ours, _O_RDONLY | _O_TEXT);
  else
    CloseHandle (ours);
  return child;
}

/* A program without a window or a console of ours cannot be asked; the practice module has nothing to put in order. */
void
dfota_practice_child_end (DfotaPracticeChild *child, gboolean at_once)
{
  if (child->job == NULL || !TerminateJobObject (child->job, KILLED))
    TerminateProcess (child->process, KILLED);
}

void
dfota_practice_child_await (DfotaPracticeChild *child)
{
  WaitForSingleObject (child->process, INFINITE);
}

int
dfota_practice_child_free (DfotaPracticeChild *child)
{
  DWORD code = KILLED;

  GetExitCodeProcess (child->process, &code);
  CloseHandle (child->process);
  if (child->job != NULL)
    CloseHandle (child->job);
  g_free (child);
  return code == KILLED ? -1 : (int) code;
}
