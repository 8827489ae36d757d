/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Dark where the user has set the system to dark, from now on and whenever that changes: what libadwaita does not do by itself
 * on this platform (appearance-linux.c, appearance-win32.c). Once, after GTK has started. */
void wizard_appearance_follow (void);

/* Are Chinese fonts to be named after the user's own, where @lang is spoken? Han glyphs differ between Chinese and Japanese, and
 * what the system would choose by itself may be the wrong ones, or none. After wizard_appearance_follow(). */
gboolean wizard_appearance_names_fonts (const char *lang);

G_END_DECLS
