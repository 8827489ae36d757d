/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The bar at the bottom: buttons, and among them one label with a few words. All in a row where there is room for it; otherwise
 * the words stand above the buttons; where even the buttons do not fit (large letters), each has a line of its own. Its children
 * stand in the .ui file; those that are not visible take no room. */
#define WIZARD_TYPE_BAR (wizard_bar_get_type ())
G_DECLARE_FINAL_TYPE (WizardBar, wizard_bar, WIZARD, BAR, GtkWidget)

G_END_DECLS
