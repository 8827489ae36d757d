/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/practice-child.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

char *
dfota_practice_program_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return program != NULL ? g_path_get_dirname (program) : NULL;
}

void
dfota_practice_child_setup (gpointer unused)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
  /* A terminal's Ctrl-C goes to every process of its group; it is meant for the program, not for the module. And a group can be
   * ended as a whole, with whatever the child has started. */
  setpgid (0, 0);
}

void
dfota_practice_end_child (GPid pid, gboolean at_once)
{
  kill (-pid, at_once ? SIGKILL : SIGTERM);
}

void
dfota_practice_await_child (GPid pid)
{
  siginfo_t info;

  while (waitid (P_PID, (id_t) pid, &info, WEXITED | WNOWAIT) < 0 && errno == EINTR)
    continue;
}

int
dfota_practice_reap_child (GPid pid)
{
  int status = 0;

  while (waitpid (pid, &status, 0) < 0)
    if (errno != EINTR)
      return -1;
  return WIFEXITED (status) ? WEXITSTATUS (status) : -1;
}
