/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "play-port.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

/* A socket or a pty: a descriptor. */

gboolean
play_port_open (Play *play)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  if (!g_str_has_prefix (play->name, "tcp:"))
    {
      play->fd = open (play->name, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
      return play->fd >= 0;
    }
  play->connection = g_socket_client_connect_to_host (client, play->name + 4, 0, NULL, NULL);
  if (play->connection == NULL)
    return FALSE;
  play->fd = g_socket_get_fd (g_socket_connection_get_socket (play->connection));
  return TRUE;
}

void
play_port_close (Play *play)
{
  if (play->connection == NULL && play->fd >= 0)
    close (play->fd);
  g_clear_object (&play->connection);
  play->fd = -1;
}

gboolean
play_port_wait (Play *play, GIOCondition condition, gint64 ms)
{
  struct pollfd wait = { play->fd, (short) condition, 0 };

  return poll (&wait, 1, (int) MAX (0, ms)) > 0;
}

gssize
play_port_read (Play *play, char *bytes, gsize n)
{
  const gssize got = read (play->fd, bytes, n);

  return got >= 0 ? got : errno == EAGAIN ? -1 : 0;
}

gssize
play_port_write (Play *play, const char *bytes, gsize n)
{
  const gssize put = write (play->fd, bytes, n);

  return put > 0 ? put : errno == EAGAIN ? -1 : 0;
}
