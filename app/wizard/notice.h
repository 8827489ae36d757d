/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Words to a user who does not look at the window, in the way of the platform (notice-linux.c, notice-win32.c). One stands at a
 * time; whoever clicks on it gets the window. UI thread only. */

void wizard_notice_show (GtkApplication *application, const char *title, const char *body, gboolean urgent);
void wizard_notice_withdraw (GtkApplication *application); /* none stands: nothing happens */

G_END_DECLS
