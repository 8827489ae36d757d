/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Another program, as a person at a terminal starts it, stops it with Ctrl-C, or loses it in a power cut. It ends with the test,
 * whatever becomes of that. On the main thread. */
typedef struct _Program Program;

#define PROGRAM_KILLED (-1)

/* @argv: NULL-ended. @set: names and values for its environment in turn, NULL-ended, or NULL. Its standard input is empty. Its
 * standard output is a pipe; standard error is, too, with @errors, and else the test's own. NULL: see @error. */
Program *program_start (const char *const *argv, const char *const *set, gboolean errors, GError **error);
void program_free (Program *program); /* kills it */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Program, program_free)

/* Owned by the program. */
GInputStream *program_out (Program *program);
GInputStream *program_errors (Program *program);

/* Ctrl-C; to one that has ended, nothing. */
void program_interrupt (Program *program);
/* Asks it to end in order, as its system does: SIGTERM, or Ctrl-C. */
void program_end (Program *program);
void program_kill (Program *program);

/* Waits for its end; its exit code, or PROGRAM_KILLED. */
int program_wait (Program *program);
/* Calls @func from the main loop, once it has ended: program_wait() returns at once then. */
void program_when_ended (Program *program, void (*func) (gpointer user_data), gpointer user_data);
