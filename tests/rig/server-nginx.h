/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* nginx as servers.h describes it. In `room` it leaves ca.pem and wrong-ca.pem, and in "asked" a line "SCHEME /PATH" for each
 * request, but for /ready, which is answered by 204. `https` 0: none. */
GSubprocess *server_nginx_start (const char *room, const char *folder, int http, int https);
