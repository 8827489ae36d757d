/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

struct CMUnitTest;

/* Walks through the wizard mostly wait for a module: so the cases run side by side, each in a process of its own (this program
 * with the case's name), some at a time, and what they print comes in their order. Returns main()'s exit code. */
int abreast_run (const char *program, const struct CMUnitTest *tests, gsize n);
