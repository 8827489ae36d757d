/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <netinet/in.h>

/* Ports of this computer alone, and programs that end with the test. What fails ends the test program with a reason. */

struct sockaddr_in server_address (int port);
/* A socket; `wanted` 0: on a port that nobody has. -1: somebody has it. */
int server_bind (int type, int wanted, int *ret_port);
/* Keeps a port for a server that inherits no socket, until it has it too: the server sets SO_REUSEADDR before it binds, and so
 * do we, after the port is ours alone. */
int server_keep_port (int type, int *ret_port);
/* A TCP socket that listens on a port that nobody has. */
int server_listen (int *ret_port);
/* -1 after it. */
void server_close (int *fd);

/* `fd`, unless -1, becomes 3 in the program and is closed here. Its words go to the file `log` in the folder `room`. */
GSubprocess *server_spawn (const char *room, const char *log, int fd, const char *const *argv);
/* Waits for its end, and frees it. */
void server_must_succeed (GSubprocess *process, const char *what);
/* Connects and asks until the answer begins with `expected`. */
void server_must_answer (GSubprocess *process, int port, const char *question, const char *expected);
/* Kills it, if there is one; NULL after it. */
void server_end (GSubprocess **process);
