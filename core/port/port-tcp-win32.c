/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include <winsock2.h>
#include <ws2tcpip.h>
#include <mstcpip.h>

#include "port/port-tcp.h"

void
dfota_port_tcp_tune (GSocket *socket)
{
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  /* Windows takes one piece more than its buffer holds and no further one until that has gone: this bounds what lies in it. */
  g_socket_set_option (socket, SOL_SOCKET, SO_SNDBUF, DFOTA_TCP_SEND_BUFFER, NULL);
}

/* GSocket would have to have seen what dfota_wait_socket() has. */
gboolean
dfota_port_tcp_may_send (GSocket *socket)
{
  return TRUE;
}

/* Only what is on its way to the peer can be seen, since Windows 10 1703; what still lies in the buffer cannot. */
gsize
dfota_port_tcp_queued (GSocket *socket)
{
  DWORD version = 0, size = 0;
  TCP_INFO_v0 info = { 0 };

  if (WSAIoctl ((SOCKET) g_socket_get_fd (socket), SIO_TCP_INFO, &version, sizeof version, &info, sizeof info, &size, NULL,
                NULL)
          != 0
      || size < sizeof info)
    return 0;
  return info.BytesInFlight;
}
