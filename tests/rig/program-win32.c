/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "program.h"

#include <gio/gwin32inputstream.h>
#include <windows.h>

/* What a killed program leaves as its exit code: no program of ours ends with it. */
#define KILLED 0x6b696c6c

struct _Program
{
  HANDLE process;
  DWORD id;
  GInputStream *out;
  GInputStream *errors;
  guint watch;
  void (*func) (gpointer user_data);
  gpointer user_data;
};

/* CommandLineToArgvW() undoes this. */
static void
add_quoted (GString *line, const char *word)
{
  guint slashes = 0;

  g_string_append (line, line->len > 0 ? " \"" : "\"");
  for (const char *at = word; *at != '\0'; at++)
    {
      for (guint i = 0; *at == '"' && i < slashes + 1; i++)
        g_string_append_c (line, '\\');
      slashes = *at == '\\' ? slashes + 1 : 0;
      g_string_append_c (line, *at);
    }
  for (guint i = 0; i < slashes; i++)
    g_string_append_c (line, '\\');
  g_string_append_c (line, '"');
}

static wchar_t *
command_line (const char *const *argv)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; argv[i] != NULL; i++)
    add_quoted (line, argv[i]);
  return (wchar_t *) g_utf8_to_utf16 (line->str, -1, NULL, NULL, NULL);
}

/* NAME=VALUE, one behind the other, each with its NUL, and one more. */
static wchar_t *
environment (const char *const *set)
{
  g_auto (GStrv) own = g_get_environ ();
  g_autoptr (GByteArray) block = g_byte_array_new ();
  static const guint8 end[4] = { 0 };

  for (guint i = 0; set != NULL && set[i] != NULL; i += 2)
    own = g_environ_setenv (own, set[i], set[i + 1], TRUE);
  for (char **entry = own; *entry != NULL; entry++)
    {
      glong n = 0;
      g_autofree gunichar2 *wide = g_utf8_to_utf16 (*entry, -1, NULL, &n, NULL);

      if (wide != NULL)
        g_byte_array_append (block, (const guint8 *) wide, (guint) (n + 1) * sizeof *wide);
    }
  g_byte_array_append (block, end, sizeof end);
  return (wchar_t *) (void *) g_byte_array_free (g_steal_pointer (&block), FALSE);
}

/* The end for the program; ours alone is not inherited. */
static HANDLE
make_pipe (GInputStream **ret_stream)
{
  SECURITY_ATTRIBUTES inherited = { sizeof inherited, NULL, TRUE };
  HANDLE ours, theirs;

  if (!CreatePipe (&ours, &theirs, &inherited, 0))
    g_error ("no pipe: %lu", GetLastError ());
  SetHandleInformation (ours, HANDLE_FLAG_INHERIT, 0);
  *ret_stream = g_win32_input_stream_new (ours, TRUE);
  return theirs;
}

static HANDLE
open_nothing (void)
{
  SECURITY_ATTRIBUTES inherited = { sizeof inherited, NULL, TRUE };

  return CreateFileW (L"NUL", GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, &inherited, OPEN_EXISTING, 0, NULL);
}

/* Closed by Windows when the test ends, and all programs in it with it. */
static HANDLE
job_of_test (void)
{
  static HANDLE job;

  if (job == NULL)
    {
      JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits
          = { .BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE };

      job = CreateJobObjectW (NULL, NULL);
      SetInformationJobObject (job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
    }
  return job;
}

Program *
program_start (const char *const *argv, const char *const *set, gboolean errors, GError **error)
{
  g_autofree wchar_t *line = command_line (argv);
  g_autofree wchar_t *block = environment (set);
  g_autoptr (GInputStream) out = NULL;
  g_autoptr (GInputStream) err = NULL;
  PROCESS_INFORMATION info;
  STARTUPINFOW start = { .cb = sizeof start, .dwFlags = STARTF_USESTDHANDLES };

  start.hStdInput = open_nothing ();
  start.hStdOutput = make_pipe (&out);
  start.hStdError = errors ? make_pipe (&err) : GetStdHandle (STD_ERROR_HANDLE);
  /* a console of its own, without a window: Ctrl-C is for it alone */
  const gboolean started = CreateProcessW (NULL, line, NULL, NULL, TRUE, CREATE_NO_WINDOW | CREATE_UNICODE_ENVIRONMENT,
                                           block, NULL, &start, &info);
  const DWORD reason = GetLastError ();
  CloseHandle (start.hStdInput);
  CloseHandle (start.hStdOutput);
  if (errors)
    CloseHandle (start.hStdError);
  if (!started)
    {
      g_set_error (error, G_SPAWN_ERROR, G_SPAWN_ERROR_FAILED, "Windows says %lu", reason);
      return NULL;
    }
  AssignProcessToJobObject (job_of_test (), info.hProcess);
  CloseHandle (info.hThread);

  Program *program = g_new0 (Program, 1);
  *program = (Program){ info.hProcess, info.dwProcessId, g_steal_pointer (&out), g_steal_pointer (&err) };
  return program;
}

void
program_free (Program *program)
{
  program_kill (program);
  if (program->watch != 0)
    g_source_remove (program->watch);
  g_clear_object (&program->out);
  g_clear_object (&program->errors);
  CloseHandle (program->process);
  g_free (program);
}

GInputStream *
program_out (Program *program)
{
  return program->out;
}

GInputStream *
program_errors (Program *program)
{
  return program->errors;
}

/* With a handler that does nothing: that Ctrl-C is ignored altogether would be inherited by the next program. */
static BOOL WINAPI
not_for_us (DWORD type)
{
  return TRUE;
}

/* Windows knows Ctrl-C only for all programs of one's own console: so it is made ours for the moment. */
void
program_interrupt (Program *program)
{
  static const DWORD names[] = { STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE };
  HANDLE own[G_N_ELEMENTS (names)];

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    own[i] = GetStdHandle (names[i]);
  FreeConsole ();
  if (AttachConsole (program->id))
    {
      SetConsoleCtrlHandler (not_for_us, TRUE);
      if (!GenerateConsoleCtrlEvent (CTRL_C_EVENT, 0))
        g_printerr ("no Ctrl-C: %lu\n", GetLastError ());
      FreeConsole ();
    }
  else if (WaitForSingleObject (program->process, 0) != WAIT_OBJECT_0)
    g_printerr ("no console: %lu\n", GetLastError ());
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    SetStdHandle (names[i], own[i]);
}

void
program_end (Program *program)
{
  program_interrupt (program);
}

void
program_kill (Program *program)
{
  TerminateProcess (program->process, KILLED);
}

int
program_wait (Program *program)
{
  DWORD code = KILLED;

  WaitForSingleObject (program->process, INFINITE);
  GetExitCodeProcess (program->process, &code);
  return code == KILLED ? PROGRAM_KILLED : (int) code;
}

static void
on_ended (GPid pid, int status, gpointer user_data)
{
  Program *program = user_data;

  program->watch = 0;
  program->func (program->user_data);
}

void
program_when_ended (Program *program, void (*func) (gpointer user_data), gpointer user_data)
{
  program->func = func;
  program->user_data = user_data;
  program->watch = g_child_watch_add (program->process, on_ended, program);
}
