/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fetch.h"

/* One protocol library behind SimFetch. A client reports by the three functions at the end, from its main loop sources or from
 * within new() and resume(). */
typedef struct _SimFetchClient SimFetchClient;

typedef struct
{
  /* NULL: sim_fetch_end() has been called already. */
  SimFetchClient *(*new) (SimFetch *fetch, const char *url, const char *ca);
  void (*resume) (SimFetchClient *client); /* there is room again */
  void (*free) (SimFetchClient *client);
} SimFetchClass;

extern const SimFetchClass sim_fetch_curl;
extern const SimFetchClass sim_fetch_coap;

void sim_fetch_begin (SimFetch *fetch, guint64 total);
/* FALSE: too much is waiting; nothing was taken, offer it again after resume(). */
gboolean sim_fetch_take (SimFetch *fetch, const guint8 *bytes, gsize n, gboolean may_wait);
void sim_fetch_end (SimFetch *fetch, SimFetchResult result);
