/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <libintl.h>

/* The words of core stand in the programs' own domain. dgettext and not g_dgettext: GLib decides once per process whether to
 * translate at all, and the wizard changes its language while it runs. */
#define DFOTA_GETTEXT_DOMAIN "dfota-wizard"

#define _(text)  dgettext (DFOTA_GETTEXT_DOMAIN, text)
#define N_(text) text
