/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What practice.c needs of the system: a child that ends when we do. practice-posix.c, practice-win32.c. */

typedef struct _DfotaPracticeChild DfotaPracticeChild;

const char *dfota_practice_program (void); /* "dfota-sim", "dfota-sim.exe" */

/* Folder of the running program, newly allocated; NULL if the system does not tell. */
char *dfota_practice_program_folder (void);

/* Starts it, without a window and without a word on stderr; NULL: it cannot be. The child ends with this program at the latest,
 * or with the thread that called this. @ret_output: a file descriptor to read what it says from; the caller's to close. */
DfotaPracticeChild *dfota_practice_child_start (char **argv, int *ret_output);

/* Ends the child: politely where the system can, or at once. Any thread, until dfota_practice_child_free(). */
void dfota_practice_child_end (DfotaPracticeChild *child, gboolean at_once);

/* Waits until the child has ended, and leaves it unburied: until it is freed no other process can get its number. */
void dfota_practice_child_await (DfotaPracticeChild *child);

/* Buries it, after dfota_practice_child_await(). Its exit code, -1 if it was killed. */
int dfota_practice_child_free (DfotaPracticeChild *child);
