/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Real servers on free ports of this computer: nginx, pyftpdlib and libcoap's server, each a program of its own that ends with
 * the test, whatever becomes of it. All of them have the files of one folder in their root. What cannot be started ends the
 * test program with a reason: ./dev installs them all. */

typedef enum
{
  SERVERS_HTTP = 1 << 0,
  SERVERS_HTTPS = 1 << 1,
  SERVERS_FTP = 1 << 2,  /* passive, for SERVERS_USER alone */
  SERVERS_COAP = 1 << 3, /* has copies of the files that lay in the folder when it started */
  SERVERS_ODD = 1 << 4,  /* HTTP as no good server speaks it, see below */
} ServerKind;

#define SERVERS_USER     "rig"
#define SERVERS_PASSWORD "secret"

typedef struct _Servers Servers;

/* They are programs of Linux. In a test that is a Windows program they run beside Wine, or not at all: SERVERS_NONE says why, for
 * a skip. */
gboolean servers_can_start (void);
#define SERVERS_NONE                                                                                                        \
  "the servers of this test are programs of Linux: here is none to run them (DFOTA_TEST_SERVERS, under Wine)"

/* `kinds`: bits. Returns when all of them answer. On the main thread: the servers end with the thread that started them. */
Servers *servers_start (guint kinds, const char *folder);
void servers_stop (Servers *servers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Servers, servers_stop)

/* The address of a file, with login for FTP. Owned by `servers`.
 * HTTP and HTTPS besides the file itself: "slow/FILE" (100 KB/s), "norange/FILE" (ignores Range), "redirect/FILE" (302 to it),
 * "401", "403", "500" and "503" (with or without "/FILE").
 * ODD: "short/FILE" (announces all, sends half and closes), "long/FILE" (one byte more than announced), "stall/FILE" (half, then
 * nothing), "hang/FILE" (never an answer), "mute/FILE" (closes without one), "unsized/FILE" (all, without a length), "junk/FILE"
 * (an answer that is not HTTP). */
const char *servers_url (Servers *servers, ServerKind kind, const char *path);
/* What an address of this kind begins with, login included. */
const char *servers_scheme (ServerKind kind);
int servers_port (Servers *servers, ServerKind kind);
/* A TCP and UDP port where nobody listens, and nobody else will until servers_stop(). */
int servers_closed_port (Servers *servers);
/* Adds up requests for `path` (as for servers_url) so far. A file fetched from CoAP in blocks was asked for once. */
guint servers_asked (Servers *servers, ServerKind kind, const char *path);

/* PEM files of HTTPS: the authority that signed the server's certificate (for localhost and 127.0.0.1), and one that did not.
 * Owned by `servers`. */
const char *servers_ca (Servers *servers);
const char *servers_wrong_ca (Servers *servers);
