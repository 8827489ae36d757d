/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "program.h"

#include <signal.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

struct _Program
{
  GSubprocess *process;
  void (*func) (gpointer user_data);
  gpointer user_data;
};

/* A test that fails leaves its programs behind; they go with it. */
static void
die_with_test (gpointer user_data)
{
#ifdef __linux__
  prctl (PR_SET_PDEATHSIG, SIGKILL);
#endif
}

Program *
program_start (const char *const *argv, const char *const *set, gboolean errors, GError **error)
{
  const GSubprocessFlags flags = G_SUBPROCESS_FLAGS_STDOUT_PIPE | (errors ? G_SUBPROCESS_FLAGS_STDERR_PIPE : 0);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (flags);
  GSubprocess *process;

  g_subprocess_launcher_set_child_setup (launcher, die_with_test, NULL, NULL);
  for (guint i = 0; set != NULL && set[i] != NULL; i += 2)
    g_subprocess_launcher_setenv (launcher, set[i], set[i + 1], TRUE);
  process = g_subprocess_launcher_spawnv (launcher, argv, error);
  if (process == NULL)
    return NULL;

  Program *program = g_new0 (Program, 1);
  program->process = process;
  return program;
}

void
program_free (Program *program)
{
  g_subprocess_force_exit (program->process);
  g_object_unref (program->process);
  g_free (program);
}

GInputStream *
program_out (Program *program)
{
  return g_subprocess_get_stdout_pipe (program->process);
}

GInputStream *
program_errors (Program *program)
{
  return g_subprocess_get_stderr_pipe (program->process);
}

void
program_interrupt (Program *program)
{
  g_subprocess_send_signal (program->process, SIGINT);
}

void
program_end (Program *program)
{
  g_subprocess_send_signal (program->process, SIGTERM);
}

void
program_kill (Program *program)
{
  g_subprocess_force_exit (program->process);
}

int
program_wait (Program *program)
{
  g_subprocess_wait (program->process, NULL, NULL);
  return g_subprocess_get_if_exited (program->process) ? g_subprocess_get_exit_status (program->process) : PROGRAM_KILLED;
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Program *program = user_data;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  program->func (program->user_data);
}

void
program_when_ended (Program *program, void (*func) (gpointer user_data), gpointer user_data)
{
  program->func = func;
  program->user_data = user_data;
  g_subprocess_wait_async (program->process, NULL, on_ended, program);
}
