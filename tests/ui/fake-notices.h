/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The desktop's service for notifications, played by this process on the session's bus. It remembers what stands. */
void fake_notices_start (void);
void fake_notices_end (void);

/* The title and the body of the notification that stands and has @words in it, newly allocated; NULL: there is none. */
char *fake_notices_find (const char *words);
