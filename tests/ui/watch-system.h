/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* For watch.c: what the system tells of its processors (watch-linux.c, watch-win32.c). Belongs to the thread that made it. */
typedef struct _WatchSystem WatchSystem;

/* How long a thread has run, and how long it was ready and got no processor; µs. All 0: the system does not tell. */
typedef struct
{
  gint64 ran, waited;
} WatchSchedule;

typedef struct
{
  WatchSchedule self, server; /* this thread; the X server */
  gint64 pressure;            /* µs in which somebody on this machine wanted a processor and got none */
} WatchLoad;

WatchSystem *watch_system_new (void);
void watch_system_free (WatchSystem *system);
WatchLoad watch_system_load (WatchSystem *system);

gboolean watch_system_judges (void); /* FALSE: what is measured here tells nothing about the wizard */
