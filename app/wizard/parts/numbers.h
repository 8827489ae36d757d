/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Numbers on the controls, so that a voice on the phone can say “press 4”.
 *
 * They are on as long as the application's action `numbers` has the state TRUE; so they outlive a window that is built again in
 * another language. The controls of the window that is in front (a dialog, an open menu) are counted in the order of reading:
 * the same numbers in both languages. No number begins with another one, so nobody has to wait or to press Enter: first come
 * one digit, then two (1 … 7, 80, 81 …). While a page stays, its controls keep their numbers; a control that appears gets the
 * next free one.
 *
 * F8 switches them on and off in every window; Escape ends them. They end by themselves where digits are to be typed. */
#define WIZARD_TYPE_NUMBERS (wizard_numbers_get_type ())
G_DECLARE_FINAL_TYPE (WizardNumbers, wizard_numbers, WIZARD, NUMBERS, GObject)

/* For @window and its dialogs. To be disposed of with the window. */
WizardNumbers *wizard_numbers_new (GtkApplicationWindow *window);

/* The page has been turned: the controls are counted anew. */
void wizard_numbers_turn (WizardNumbers *numbers);

/* The number of @control, which is what wizard_controls_below() found; 0: none, or numbers are off. */
guint wizard_numbers_of (WizardNumbers *numbers, GtkWidget *control);

G_END_DECLS
