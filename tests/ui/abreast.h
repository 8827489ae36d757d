/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

struct CMUnitTest;

/* Walks through the wizard mostly wait for a module: so the cases run side by side, each in a process of its own (this program
 * with the case's name), some at a time, and what they print comes in their order. Returns main()'s exit code. */
int abreast_run (const char *program, const struct CMUnitTest *tests, gsize n);

/* The same for walks that cannot share a screen (there is one keyboard to it): one after the other. */
int abreast_run_in_turn (const char *program, const struct CMUnitTest *tests, gsize n);
