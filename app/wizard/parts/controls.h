/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What a user can press, choose or type into. A row that can be activated is one control together with the mark or switch in
 * it; further buttons in the row are controls of their own. The buttons by which the desktop closes or minimises a window are
 * not: they differ between desktops. */

/* The part of the window that takes the keyboard now: an open menu or list, otherwise the window itself. */
GtkWidget *wizard_controls_scope (GtkWindow *window);

/* All that are on the screen below @scope, in the order of reading, insensitive ones too. GtkWidget, owned by the scope. */
GPtrArray *wizard_controls_below (GtkWidget *scope);

/* Presses it, or puts the keyboard into it. FALSE: it is not sensitive. It may be gone afterwards. */
gboolean wizard_control_use (GtkWidget *control);

/* Does it take text, or is it within something that does? @widget may be NULL. */
gboolean wizard_control_takes_text (GtkWidget *widget);

/* The widget within it that has the keyboard focus, and so is what assistive technology speaks of. */
GtkWidget *wizard_control_voice (GtkWidget *control);

G_END_DECLS
