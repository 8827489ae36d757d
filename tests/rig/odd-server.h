/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The server SERVERS_ODD of servers.h, on threads of this process. */
typedef struct _OddServer OddServer;

/* Takes over `listener`, a TCP socket that listens. */
OddServer *odd_server_start (int listener, const char *folder);
void odd_server_stop (OddServer *server);
guint odd_server_asked (OddServer *server, const char *path);
