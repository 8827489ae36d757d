/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "port/port.h"

/* A raw serial server. @address is what follows "tcp:" in a port name: HOST:PORT, or [v6 address]:PORT. @baud: what the user
 * says of the wire behind the server, 0 if nothing. Errors: DFOTA_ERROR_USAGE. */
DfotaPort *dfota_port_tcp_new (const char *name, const char *address, guint baud, GError **error);

/* HOST:PORT in two; the port is 1 to 65535. @ret_host: newly allocated, without brackets. */
gboolean dfota_port_tcp_parse (const char *address, char **ret_host, guint16 *ret_port);

/* --- what every system does differently: port-tcp-posix.c, port-tcp-win32.c --- */

/* What we have handed over cannot be taken back from a socket, so little may lie in it (design: bytes in flight). */
#define DFOTA_TCP_SEND_BUFFER  4096
#define DFOTA_TCP_SEND_AT_MOST 2048

/* Before it is connected: small pieces go out at once, and few are kept. */
void dfota_port_tcp_tune (GSocket *socket);

/* Is there room for a piece within the limit of dfota_port_tcp_tune()? Where nobody tells, sending does. */
gboolean dfota_port_tcp_may_send (GSocket *socket);

/* Bytes the peer's system has not taken yet; 0 where that cannot be seen. */
gsize dfota_port_tcp_queued (GSocket *socket);
