/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The header bar, and where it is too narrow for the title of a page between the window's buttons, a strip below it that has the
 * title and “Page 3 of 8” in full. All pages have it the same way. The header bar is its child in the .ui file. */
#define WIZARD_TYPE_TOP (wizard_top_get_type ())
G_DECLARE_FINAL_TYPE (WizardTop, wizard_top, WIZARD, TOP, GtkWidget)

void wizard_top_show_page (WizardTop *top, WizardPageId page);
const char *wizard_top_title (WizardTop *top); /* that of the page */

/* Tells assistive technology what has happened; nothing of it is seen. */
void wizard_top_announce (WizardTop *top, const char *text);

G_END_DECLS
