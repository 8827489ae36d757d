/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* For app-locale.c alone: what each system does in its own way (app-locale-posix.c, app-locale-win32.c). All on the thread that
 * calls app_locale_init(), which calls app_locale_system_prepare() before the other two. */

/* The first language that the user has chosen in the system's settings ("zh-CN"); newly allocated. NULL: the environment says. */
char *app_locale_system_language (void);

/* Sees to it that LANGUAGE counts for gettext, and that letters beyond ASCII can be written where @lang is spoken. */
void app_locale_system_prepare (const char *lang);

/* Binds @domain to the folder of the catalogues: those of the build tree if the program runs from there, else the installed
 * ones. */
void app_locale_system_bind (const char *domain);
