/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What a test must ask its system for in different ways. */

/* The first place of @m bytes among @n, or NULL. */
gconstpointer native_find (gconstpointer bytes, gsize n, gconstpointer wanted, gsize m);

/* Does a program hear that a datagram went to a port where nobody listens, and may it take only addresses of this computer? Under
 * Wine neither. */
gboolean native_datagrams_are_strict (void);

gboolean native_has_ptys (void);

/* The name of a serial port, as such names are; there is none of this name. */
const char *native_port (void);

/* Paths of devices, which no program may take for a file; NULL-ended. */
const char *const *native_devices (void);

/* Which step to take through thousands of cases that differ in nothing the system does: 1 is all of them; more where each file
 * costs so much (under Wine) that some of them must do. A prime, so that no pattern in them is missed. */
int native_stride (void);

/* So many programs may run at once; where starting one is slow, others would wait for it beyond the patience they are tried for. */
guint native_abreast (void);

/* Why no other program can be run and waited for as on Linux, for a skip; NULL: it can. */
const char *native_no_programs (void);

/* A pipe with a name. FALSE: there are none in folders here. */
gboolean native_make_pipe (const char *path);

/* Opens a file as another program does that shares it with nobody, until native_unlock(). NULL: nobody can be kept out here. */
gpointer native_lock (const char *path);
void native_unlock (gpointer lock);
