/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sees to it that what the program says before it has a window (--help, wrong use) is read by whoever started it, in the way of
 * the platform (console-linux.c, console-win32.c). Before anything is said; once. */
void wizard_console_prepare (void);

G_END_DECLS
