/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The program's surroundings, in the way of the platform (console-linux.c, console-win32.c): what it says before it has a window
 * (--help, wrong use) is read by whoever started it, and nothing is started for it that outlives it. Once, before anything is
 * said, before there is a thread, and before GTK looks how it is to draw. */
void wizard_console_prepare (void);

G_END_DECLS
