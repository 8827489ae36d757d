/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where the system has a store for passwords (the Secret Service), the password of a package's address goes there, under the
 * address without it. Where there is none it is not kept anywhere. Nothing here blocks, and no failure is told: a password that
 * cannot be had is typed again. */

gboolean wizard_secret_is_built (void); /* FALSE: built without it, and none is kept */

void wizard_secret_store (const char *address, const char *password);

/* @callback on the caller's thread; the result is NULL where there is none. */
void wizard_secret_look_up (const char *address, GCancellable *cancel, GAsyncReadyCallback callback, gpointer user_data);
char *wizard_secret_look_up_finish (GAsyncResult *result);

G_END_DECLS
