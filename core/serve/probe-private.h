/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "serve/probe.h"

/* How long nothing may happen, in ms. */
typedef struct
{
  int connect; /* until a connection stands, TLS with it */
  int idle;    /* without a byte */
} DfotaProbePatience;

/* One look at one address, while it lasts. On one thread, but for @cancel. */
typedef struct
{
  const char *url;
  GUri *uri;
  const char *scheme; /* lower case */
  const char *host;
  int port;
  char *numbers; /* the host's IPv4 addresses, with commas between them */
  gboolean whole;
  DfotaProbePatience patience;
  GCancellable *cancel;

  GChecksum *sum; /* of what has come */
  goffset received;
  gint64 last; /* µs: when something came */
  DfotaProbe *probe;
} DfotaProbeLook;

/* Counts and hashes. */
void dfota_probe_take (DfotaProbeLook *look, gconstpointer bytes, gsize n);
/* Nothing came for too long. */
gboolean dfota_probe_is_idle (const DfotaProbeLook *look);

/* How it ended. @words: what the server said, made presentable, without the password. */
void dfota_probe_end (DfotaProbeLook *look, DfotaProbeResult result, const char *words);
/* All of it came: size and hash are known, and whether it is as long as @expected (-1: it was not said). */
void dfota_probe_end_whole (DfotaProbeLook *look, goffset expected);
/* It broke off. */
void dfota_probe_end_broken (DfotaProbeLook *look, goffset expected);

/* FALSE only when cancelled, with G_IO_ERROR_CANCELLED. */
gboolean dfota_probe_by_curl (DfotaProbeLook *look, GError **error);
gboolean dfota_probe_by_coap (DfotaProbeLook *look, GError **error);

/* dfota_probe_new() with a patience of its own. */
DfotaProbe *dfota_probe_within (const char *url, gboolean whole, const DfotaProbePatience *patience, GCancellable *cancel,
                                GError **error);
