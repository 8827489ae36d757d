/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Does something from another thread as soon as this thread waits in the kernel: tests of waiting need no sleep that hopes. */
typedef struct _WhenAsleep WhenAsleep;

WhenAsleep *when_asleep (void (*deed) (gpointer data), gpointer data);

/* Returns when the deed was begun (g_get_monotonic_time). */
gint64 when_asleep_join (WhenAsleep *when);
