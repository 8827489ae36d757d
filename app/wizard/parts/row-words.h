/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The box within an AdwActionRow (or below @widget) that has the title and the line under it; libadwaita has no name for it. */
GtkWidget *wizard_row_words (GtkWidget *widget);

G_END_DECLS
