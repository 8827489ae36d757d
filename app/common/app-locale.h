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

const char *app_locale_current (void); /* "en" or "zh_CN" */

/* Is this a language that --lang may name? */
gboolean app_locale_is_known (const char *lang);

/* For app-locale.c alone: what each system does in its own way. */
void app_locale_forget_translations (void);
char *app_locale_program_path (void); /* newly allocated; NULL unknown */
