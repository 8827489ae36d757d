/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <glib.h>

/* How a value gets into a sentence. None of this is printf: the value is a file's name or a module's words, and the text may come
 * from a translator. What is returned is newly allocated. */

/* @text with @value (NULL is "") for every `%s`. */
char *dfota_words_fill (const char *text, const char *value);

/* @text with the first number in @value for its first `%s` and the last one for its second: "51 > 50" has 51 and 50. NULL where
 * @value has fewer than two. */
char *dfota_words_fill_numbers (const char *text, const char *value);

/* @text with what stands before " ≠ " in @value for its first `%s` and what stands behind it for its second. NULL where there is
 * none. */
char *dfota_words_fill_sides (const char *text, const char *value);

/* Is @value what @pattern says? A `*` at either end stands for anything; everything else for itself. */
gboolean dfota_words_match (const char *pattern, const char *value);
