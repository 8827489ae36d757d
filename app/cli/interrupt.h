/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Ctrl-C and its relatives (SIGTERM, the terminal closing; on Windows Ctrl-Break, too), as calls of @func on the main loop of the
 * default context. One watch at a time; between watches they end the program as usual. A console that closes cannot wait for a
 * second Ctrl-C: Windows gives a program a few seconds, so @func is called twice then, with a pause in between. */
typedef struct _Interrupt Interrupt;

Interrupt *interrupt_watch (void (*func) (gpointer user_data), gpointer user_data);
void interrupt_unwatch (Interrupt *interrupt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Interrupt, interrupt_unwatch)
