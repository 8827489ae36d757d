/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "module/family.h"

/* This computer as the server of a package: HTTP and HTTPS by libsoup, CoAP by libcoap, FTP by a small read-only server of our
 * own, each on a thread of its own. Serves the given files from the root folder and nothing else, each under its own name, or
 * under one like it where that holds characters that no address takes, or more than 50 bytes. They are read once, when it is
 * started: what is written to them later is not served, for a module fetches a package in pieces, perhaps over hours, and must
 * get the one that was agreed to.
 * Reference-counted; any thread but the server's. */
typedef struct _DfotaHost DfotaHost;

/* @files: paths, NULL-ended. @address: the IPv4 address to listen on and to name; NULL: listens on all and names the one other
 * computers reach us by. @port 0: any free one. Not on the UI thread. Error: DFOTA_ERROR_SERVER_FAILED; its value is the address
 * that could not be listened on, a file's name, or the path where it is none that is served. */
DfotaHost *dfota_host_new (DfotaVia via, const char *const *files, const char *address, int port, GError **error);
DfotaHost *dfota_host_ref (DfotaHost *host);
void dfota_host_unref (DfotaHost *host); /* the last one ends the server */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DfotaHost, dfota_host_unref)

/* The address of the @i-th file, for a module: scheme, port and, for FTP, a login that this server made up. */
const char *dfota_host_url (DfotaHost *host, guint i);

/* Are these the bytes of one of its files? */
gboolean dfota_host_serves (const DfotaHost *host, const char *sha256);

/* How far into the @i-th file the answers have come, in bytes; -1: never asked for. It grows while one is on its way. */
goffset dfota_host_sent (DfotaHost *host, guint i);

/* Called on the server's thread for each answer that has ended; NULL: none, and none is being called when this returns. @sent:
 * bytes of this answer, all of them handed to the network, which may be more than the peer took. By CoAP an answer ends with the
 * last block; what breaks off before it does not. */
typedef void (*DfotaHostFunc) (guint file, goffset sent, const char *peer, gpointer user_data);
void dfota_host_set_watch (DfotaHost *host, DfotaHostFunc func, gpointer user_data);
