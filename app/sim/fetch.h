/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "engine.h"

/* The module's own network client: fetches one address for real. All of it happens on the thread of the default main context,
 * which must run. Not thread-safe. */
typedef struct _SimFetch SimFetch;

#define SIM_FETCH_PATIENCE_S 30

/* `url`: http, https, ftp (libcurl) or coap (libcoap). No redirect is followed and no proxy asked; a port that is not written is
 * 21 for FTP and 80 for all others, as the guides have it. `ca`: PEM file that an HTTPS server must be signed by; NULL: any
 * server will do. `patience_s`: so long without a byte from the server ends it.
 * `changed` is called whenever the functions below may say something new; it must not call them itself.
 * What is wrong with `url` comes by sim_fetch_has_ended(), like all else. */
SimFetch *sim_fetch_new (const char *url, const char *ca, double patience_s, void (*changed) (gpointer data), gpointer data);
/* Ends it, wherever it is; `changed` is not called any more. */
void sim_fetch_free (SimFetch *fetch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimFetch, sim_fetch_free)

/* The file's first byte, or the end of an empty one, has come. `ret_total`: bytes; 0: the server does not tell. */
gboolean sim_fetch_has_begun (SimFetch *fetch, guint64 *ret_total);
/* Moves up to `n` bytes of the file to `ret_bytes`; 0: none there. What is not read makes the server wait (HTTP, FTP). */
gsize sim_fetch_read (SimFetch *fetch, guint8 *ret_bytes, gsize n);
/* Bytes that read() would give now. */
gsize sim_fetch_waiting (SimFetch *fetch);
/* All has been read, and this is how it ended. */
gboolean sim_fetch_has_ended (SimFetch *fetch, SimFetchResult *ret_result);
