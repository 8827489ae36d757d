/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "servers.h"

const char *
servers_scheme (ServerKind kind)
{
  switch (kind)
    {
    case SERVERS_HTTPS:
      return "https://";
    case SERVERS_FTP:
      return "ftp://" SERVERS_USER ":" SERVERS_PASSWORD "@";
    case SERVERS_COAP:
      return "coap://";
    case SERVERS_HTTP:
    case SERVERS_ODD:
    default:
      return "http://";
    }
}
