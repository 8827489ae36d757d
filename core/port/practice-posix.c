/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/practice-child.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

struct _DfotaPracticeChild
{
  GPid pid;
};

const char *
dfota_practice_program (void)
{
  return "dfota-sim";
}

char *
dfota_practice_program_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return program != NULL ? g_path_get_dirname (program) : NULL;
}

/* Runs between fork and exec: the child dies when the thread that started it ends. */
static void
set_up (gpointer unused)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
  /* A terminal's Ctrl-C goes to every process of its group; it is meant for the program, not for the module. And a group can be
   * ended as a whole, with whatever the child has started. */
  setpgid (0, 0);
}

DfotaPracticeChild *
dfota_practice_child_start (char **argv, int *ret_output)
{
  const GSpawnFlags flags = G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL;
  DfotaPracticeChild *child;
  GPid pid;

  if (!g_spawn_async_with_pipes (NULL, argv, NULL, flags, set_up, NULL, &pid, NULL, ret_output, NULL, NULL))
    return NULL;
  child = g_new0 (DfotaPracticeChild, 1);
  child->pid = pid;
  return child;
}

void
dfota_practice_child_end (DfotaPracticeChild *child, gboolean at_once)
{
  kill (-child->pid, at_once ? SIGKILL : SIGTERM);
}

void
dfota_practice_child_await (DfotaPracticeChild *child)
{
  siginfo_t info;

  while (waitid (P_PID, (id_t) child->pid, &info, WEXITED | WNOWAIT) < 0 && errno == EINTR)
    continue;
}

int
dfota_practice_child_free (DfotaPracticeChild *child)
{
  const GPid pid = child->pid;
  int status = 0;

  g_free (child);
  while (waitpid (pid, &status, 0) < 0)
    if (errno != EINTR)
      return -1;
  return WIFEXITED (status) ? WEXITSTATUS (status) : -1;
}
