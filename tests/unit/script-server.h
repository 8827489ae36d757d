/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "serve/probe.h"

/* A server that says what the test says: stands in for dfota_probe_new(), by --wrap. */
typedef struct
{
  DfotaProbeResult result;
  goffset size;
  const char *sha256, *words; /* words SCRIPT_STOP: whoever waits is told to stop */
  goffset expected;
} ServerSays;

/* One for each time it is asked from now on. */
void script_server_begin (const ServerSays *says);

/* What it was asked for since: "http://h:80/a whole|". */
const char *script_server_asked (void);
