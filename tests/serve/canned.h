/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A server that says what it was told to say, for answers that no good server gives. On a free port of 127.0.0.1. */
typedef struct _Canned Canned;

/* HTTP: what to say to HEAD and to GET, each on a connection of its own, which is closed then; NULL: nothing, and it is held. */
Canned *canned_http_new (const char *head, const char *get);

/* FTP: what SIZE says ("213 4096", "500 no"), and the bytes that RETR brings. `greeting` NULL: silent from the start. */
Canned *canned_ftp_new (const char *greeting, const char *size, const char *bytes, gsize len);

/* UDP: silent. */
Canned *canned_deaf_new (void);

/* CoAP: answers the first @n requests, each twice over, with this code: 0x45 (2.05) with a block of 1,024 bytes, one of ten,
 * others with the word "because". Then it is silent. */
Canned *canned_coap_new (guint8 code, guint n);

int canned_port (const Canned *canned);
void canned_free (Canned *canned);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Canned, canned_free)

/* Cancels it the next time that somebody comes (FTP) or says something. */
void canned_cancel_when_asked (Canned *canned, GCancellable *cancel);
