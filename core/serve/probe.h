/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Looks at an address from this computer, as a module would: is it there, how large, which bytes? */
typedef enum
{
  DFOTA_PROBE_FOUND,
  DFOTA_PROBE_MISSING,  /* 404, 550, 4.04 */
  DFOTA_PROBE_DENIED,   /* 401, 403, 530, 4.01, 4.03 */
  DFOTA_PROBE_REFUSED,  /* any other answer that is not the file: 500, a redirection (which is not followed) */
  DFOTA_PROBE_BROKEN,   /* fewer bytes than announced */
  DFOTA_PROBE_NO_NAME,  /* the server's name does not resolve */
  DFOTA_PROBE_NO_ANSWER /* nobody listens, no answer in time, no TLS to be had */
} DfotaProbeResult;

typedef struct
{
  DfotaProbeResult result;
  goffset size; /* bytes, -1 not known; BROKEN: that came */
  char *sha256; /* lower-case hex of the whole, NULL where it was not fetched */
  /* what the server said, one line without the password: "404", "302 → host/path", "550 no such file", "4.04"; "TLS" where there
   * was none to be had; "" if nothing */
  char *words;
  goffset expected; /* BROKEN: what was announced, -1 if nothing was */
} DfotaProbe;

/* @url with http, https, ftp (libcurl) or coap (libcoap). @whole: fetches it all and hashes it; by CoAP that is always done.
 * As a module does it: by IPv4, without a proxy, without following a redirection, and without looking at a certificate. Blocks,
 * for 20 s without progress at the most. NULL with G_IO_ERROR_CANCELLED, within 100 ms; or for what is no address, or has
 * another scheme (DFOTA_ERROR_URL_FORM, its value is ""; DFOTA_ERROR_URL_SCHEME). */
DfotaProbe *dfota_probe_new (const char *url, gboolean whole, GCancellable *cancel, GError **error);
void dfota_probe_free (DfotaProbe *probe);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DfotaProbe, dfota_probe_free)
