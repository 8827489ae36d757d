/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "port/port.h"

/* A raw serial server. @address is what follows "tcp:" in a port name: HOST:PORT, or [v6 address]:PORT. @baud: what the user
 * says of the wire behind the server, 0 if nothing. Errors: DFOTA_ERROR_USAGE. */
DfotaPort *dfota_port_tcp_new (const char *name, const char *address, guint baud, GError **error);

/* HOST:PORT in two; the port is 1 to 65535. @ret_host: newly allocated, without brackets. */
gboolean dfota_port_tcp_parse (const char *address, char **ret_host, guint16 *ret_port);

/* Bytes the peer's system has not taken yet; 0 where that cannot be seen. */
gsize dfota_port_tcp_queued (GSocket *socket);
