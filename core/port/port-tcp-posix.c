/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/port-tcp.h"

#include <sys/ioctl.h>
#include <linux/sockios.h>

gsize
dfota_port_tcp_queued (GSocket *socket)
{
  int waiting = 0;

  if (ioctl (g_socket_get_fd (socket), SIOCOUTQ, &waiting) < 0 || waiting < 0)
    return 0;
  return (gsize) waiting;
}
