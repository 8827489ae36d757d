/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What practice.c needs of the system: a child that ends when we do. */

/* Folder of the running program, newly allocated; NULL if the system does not tell. */
char *dfota_practice_program_folder (void);

/* For g_spawn: the child dies when the thread that started it ends. Runs between fork and exec. */
void dfota_practice_child_setup (gpointer unused);

#ifdef G_OS_WIN32
#define DFOTA_PRACTICE_PROGRAM "dfota-sim.exe"
#else
#define DFOTA_PRACTICE_PROGRAM "dfota-sim"
#endif

/* Ends the child: politely, or at once. */
void dfota_practice_end_child (GPid pid, gboolean at_once);

/* Waits until the child has ended, and leaves it unburied: until then no other process can get its number. */
void dfota_practice_await_child (GPid pid);

/* Buries it. Its exit code, -1 if it was killed. */
int dfota_practice_reap_child (GPid pid);
