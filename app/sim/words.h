/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libintl.h>

#define SIM_GETTEXT_DOMAIN "dfota-wizard"

#define _(text)  dgettext (SIM_GETTEXT_DOMAIN, text)
#define N_(text) text
