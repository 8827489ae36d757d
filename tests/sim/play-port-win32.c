/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "play-port.h"

/* Sockets alone: there is no pty. */

static GSocket *
socket_of (Play *play)
{
  return g_socket_connection_get_socket (play->connection);
}

gboolean
play_port_open (Play *play)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  play->connection = g_socket_client_connect_to_host (client, play->name + 4, 0, NULL, NULL);
  if (play->connection == NULL)
    return FALSE;
  g_socket_set_blocking (socket_of (play), FALSE);
  return TRUE;
}

void
play_port_close (Play *play)
{
  g_clear_object (&play->connection);
}

gboolean
play_port_wait (Play *play, GIOCondition condition, gint64 ms)
{
  return g_socket_condition_timed_wait (socket_of (play), condition, MAX (0, ms) * 1000, NULL, NULL);
}

static gssize
count (gssize n, const GError *error)
{
  return n >= 0 ? n : g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK) ? -1 : 0;
}

gssize
play_port_read (Play *play, char *bytes, gsize n)
{
  g_autoptr (GError) error = NULL;
  const gssize got = g_socket_receive (socket_of (play), bytes, n, NULL, &error);

  return count (got, error);
}

gssize
play_port_write (Play *play, const char *bytes, gsize n)
{
  g_autoptr (GError) error = NULL;
  const gssize put = g_socket_send (socket_of (play), bytes, n, NULL, &error);

  return count (put, error);
}
