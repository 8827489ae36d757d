/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "serve/host.h"

#define HOST_SIZE 300001
#define HOST_LONG (16 << 20) /* more than lies between two programs */
#define HOST_VIAS 4

extern const DfotaVia host_vias[HOST_VIAS]; /* CoAP last */

/* Files to be served. */
typedef struct
{
  char *folder;
  char *bytes;  /* HOST_SIZE of them */
  char *first;  /* system_patch.mini_1: the first 7,001 of them */
  char *second; /* system_patch.mini_2: all */
  char *large;  /* large.bin: HOST_LONG zeros */
} HostRoom;

int host_room_set_up (void **state);
int host_room_tear_down (void **state);

/* Another file in the folder; its path. The caller removes it. */
char *host_put (const HostRoom *room, const char *name, const char *bytes, gsize len);

/* Where it becomes longer lie zeros. */
void host_resize (const char *path, goffset size);

/* Serves one file or two on 127.0.0.1. */
DfotaHost *host_start (DfotaVia via, const char *first, const char *second);

/* What the watch was told: host_on_told() with this as its user data. */
typedef struct
{
  GMutex lock;
  GCond cond;
  guint n;
  guint file;
  goffset sent;
  char peer[64];
} HostTold;

void host_on_told (guint file, goffset sent, const char *peer, gpointer user_data);
/* The end of an answer is told a moment after the peer has it. */
void host_await_told (HostTold *told, guint n);

/* A connection, the words said, and the first byte of the answer. */
GSocket *host_visit (DfotaHost *host, const char *words, char *ret_first);
