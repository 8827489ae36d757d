/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Core's advice serves the command line, too, and says in brackets what is to be typed there. Who looks at a window does not
 * want that. Newly allocated; @text in the language in force. */
char *wizard_plain_words (const char *text);

G_END_DECLS
