/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The language of the programs. Two are spoken: "en" and "zh_CN".
 *
 * app_locale_init() is the first call of main(), before any thread and before any other word is translated.
 * @lang: "en", "zh_CN", or NULL: as the environment says. */
void app_locale_init (const char *lang);

/* From now on everything is translated anew; what stands on the screen already is the caller's to redraw. UI thread only. */
void app_locale_switch (const char *lang);

/* For some words in another language than the program's: from here on everything is translated into @lang (NULL: nothing
 * changes), until app_locale_switch() with what this returns. Both within one function on the UI thread, and between them
 * nothing is built from a template and no main loop runs. Core's workers translate nothing, so none of them speaks the
 * wrong language meanwhile. */
const char *app_locale_visit (const char *lang);

/* What the environment said at the start of the program: "en" or "zh_CN". */
const char *app_locale_of_environment (void);

const char *app_locale_current (void); /* "en" or "zh_CN" */

/* Is this a language that --lang may name? */
gboolean app_locale_is_known (const char *lang);
