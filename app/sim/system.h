/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The first call of main(): standard output and error take UTF-8, with LF at the end of a line wherever they lead but a console.
 * Returns the words of the command line as GLib wants file names. Newly allocated. */
char **sim_system_start (char **argv);

/* From now on whoever wants the program to end (SIGTERM, Ctrl-C, a console that closes) calls @func on the main loop of the
 * default context, until the program has ended. */
void sim_system_on_end (void (*func) (gpointer user_data), gpointer user_data);
