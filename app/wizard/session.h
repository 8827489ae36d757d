/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The user's session, asked not to end while a module is upgraded: in the way of the platform (session-linux.c,
 * session-win32.c). Sleep is app-power.h's matter. UI thread only. */
typedef struct _WizardSessionLock WizardSessionLock;

/* Holds until it is freed, and the application outlives it. @why, in the user's language, is what the system shows to somebody
 * who wants to shut down nevertheless. */
WizardSessionLock *wizard_session_lock (GtkApplication *application, const char *why);
void wizard_session_unlock (WizardSessionLock *lock); /* NULL: nothing happens */

G_END_DECLS
