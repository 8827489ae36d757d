/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libintl.h>

/* The domain is set by app_locale_init(). */
#define _(text)  gettext (text)
#define N_(text) text
