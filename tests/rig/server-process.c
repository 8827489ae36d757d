/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-process.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#define LIMIT_S 20

void
server_close (int *fd)
{
  if (*fd >= 0)
    close (*fd);
  *fd = -1;
}

struct sockaddr_in
server_address (int port)
{
  return (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons (port), .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
}

int
server_bind (int type, int wanted, int *ret_port)
{
  struct sockaddr_in address = server_address (wanted);
  socklen_t size = sizeof address;
  int fd = socket (AF_INET, type | SOCK_CLOEXEC, 0);

  if (fd >= 0 && bind (fd, (struct sockaddr *) &address, size) == 0
      && getsockname (fd, (struct sockaddr *) &address, &size) == 0)
    {
      *ret_port = ntohs (address.sin_port);
      return fd;
    }
  if (fd >= 0)
    close (fd);
  return -1;
}

int
server_keep_port (int type, int *ret_port)
{
  int keeper = server_bind (type, 0, ret_port);
  int yes = 1;

  if (keeper < 0 || setsockopt (keeper, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0)
    g_error ("no port: %s", g_strerror (errno));
  return keeper;
}

int
server_listen (int *ret_port)
{
  int fd = server_bind (SOCK_STREAM, 0, ret_port);

  if (fd < 0 || listen (fd, 64) != 0)
    g_error ("no port to listen on: %s", g_strerror (errno));
  return fd;
}

/* In the child: it ends with the test, even with one that crashes. */
static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

GSubprocess *
server_spawn (const char *room, const char *log, int fd, const char *const *argv)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (room, log, NULL);
  GSubprocess *process;

  g_subprocess_launcher_set_stdout_file_path (launcher, path);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  g_subprocess_launcher_unsetenv (launcher, "LD_PRELOAD");
  if (fd >= 0)
    g_subprocess_launcher_take_fd (launcher, fd, 3);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  if (process == NULL)
    g_error ("%s cannot be started: %s", argv[0], error->message);
  return process;
}

void
server_must_succeed (GSubprocess *process, const char *what)
{
  g_autoptr (GError) error = NULL;

  if (!g_subprocess_wait_check (process, NULL, &error))
    g_error ("%s: %s", what, error->message);
  g_object_unref (process);
}

void
server_end (GSubprocess **process)
{
  if (*process == NULL)
    return;
  g_subprocess_force_exit (*process);
  g_subprocess_wait (*process, NULL, NULL);
  g_clear_object (process);
}

/* Connects and asks, again and again; FALSE: the answer does not begin with `expected`. */
static gboolean
ask (int port, const char *question, const char *expected)
{
  struct sockaddr_in address = server_address (port);
  struct timeval limit = { LIMIT_S, 0 };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  char answer[16] = "";
  gboolean is;

  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  is = connect (fd, (struct sockaddr *) &address, sizeof address) == 0
       && send (fd, question, strlen (question), MSG_NOSIGNAL) >= 0
       && recv (fd, answer, strlen (expected), MSG_WAITALL) == (ssize_t) strlen (expected) && strcmp (answer, expected) == 0;
  close (fd);
  return is;
}

void
server_must_answer (GSubprocess *process, int port, const char *question, const char *expected)
{
  gint64 until = g_get_monotonic_time () + LIMIT_S * G_USEC_PER_SEC;

  while (!ask (port, question, expected))
    {
      if (g_subprocess_get_identifier (process) == NULL || g_get_monotonic_time () > until)
        g_error ("the server on port %d does not answer \"%s\"", port, expected);
      poll (NULL, 0, 2);
    }
}
