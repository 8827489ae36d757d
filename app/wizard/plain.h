/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dfota.h"

G_BEGIN_DECLS

/* Core's advice serves the command line, too, and says in brackets what is to be typed there. Who looks at a window does not
 * want that. Newly allocated; @text in the language in force. */
char *wizard_plain_words (const char *text);

/* The words for @fault without the name of a port that nobody has ever seen: the practice module's, which lives on this
 * computer. Free with dfota_advice_free(). */
DfotaAdvice *wizard_plain_advice (const DfotaFault *fault);

G_END_DECLS
