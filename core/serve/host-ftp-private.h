/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "serve/host-private.h"

typedef struct
{
  DfotaHost *host;
  GSocket *listener;
  GCancellable *stop;
  GThread *thread; /* accepts */
} DfotaHostFtp;

/* Speaks with one client until it leaves, or until the server ends. */
void dfota_host_ftp_speak (DfotaHostFtp *server, GSocket *control);
