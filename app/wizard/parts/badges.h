/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Small numbers drawn over a window, a dialog or a menu. They take no room, no click and no focus, and are not there for
 * assistive technology: the numbers stand in the descriptions of the controls. */
#define WIZARD_TYPE_BADGES (wizard_badges_get_type ())
G_DECLARE_FINAL_TYPE (WizardBadges, wizard_badges, WIZARD, BADGES, GtkWidget)

GtkWidget *wizard_badges_new (void);

/* Lays them over @scope, a GtkNative, and takes them away from where they were. @scope NULL: nowhere. */
void wizard_badges_lay_over (WizardBadges *badges, GtkWidget *scope);
GtkWidget *wizard_badges_scope (WizardBadges *badges);

/* One for each control with a number; called again, it only moves what has moved.
 * @numbers: guint, as many as @controls; 0: none. @typed: digits of a number that is half typed; badges that do not begin with
 * it step back. */
void wizard_badges_show (WizardBadges *badges, GPtrArray *controls, const guint *numbers, guint typed);

G_END_DECLS
