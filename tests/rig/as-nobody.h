/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Asks @question in another process, which has no privileges even if this one is root's. Its answer, newly allocated. */
char *answer_as_nobody (char *(*question) (const char *about), const char *about);
