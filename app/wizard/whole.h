/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A name, an address or a command that is longer than its line is broken without a hyphen: one would be read as a part of it. */
void wizard_whole_keep (GtkLabel *label);
void wizard_whole_add (PangoAttrList *attributes); /* for whoever sets a label's attributes himself */

G_END_DECLS
