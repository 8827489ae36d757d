/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/port-tcp.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <linux/sockios.h>

void
dfota_port_tcp_tune (GSocket *socket)
{
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  /* The size of its buffer alone does not bound what lies in a socket: Linux takes 40 KB into a buffer of 4. */
  g_socket_set_option (socket, SOL_SOCKET, SO_SNDBUF, DFOTA_TCP_SEND_BUFFER, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NOTSENT_LOWAT, DFOTA_TCP_SEND_AT_MOST, NULL);
}

/* Only this heeds TCP_NOTSENT_LOWAT. */
gboolean
dfota_port_tcp_may_send (GSocket *socket)
{
  return (g_socket_condition_check (socket, G_IO_OUT) & G_IO_OUT) != 0;
}

gsize
dfota_port_tcp_queued (GSocket *socket)
{
  int waiting = 0;

  if (ioctl (g_socket_get_fd (socket), SIOCOUTQ, &waiting) < 0 || waiting < 0)
    return 0;
  return (gsize) waiting;
}
