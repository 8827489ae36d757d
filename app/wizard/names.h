/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What GTK leaves nameless for assistive technology on a page gets its words: lists (the heading above them, or the page's
 * title), rows that unfold (their title, and whether they are unfolded), rows with something below their title (it is their
 * description), pictures. A row with a switch or a button leaves the focus to that: a switch tells whether it is on. Arrows that
 * only decorate are hidden. And words on buttons may wrap.
 * To be called whenever the page may have got more of them; what has been seen to is passed over. */
void wizard_names_give (GtkWidget *page, const char *title);

/* What stands below the title of a row, without markup; NULL: nothing, or no row. Newly allocated. */
char *wizard_names_description (GtkWidget *row);

G_END_DECLS
