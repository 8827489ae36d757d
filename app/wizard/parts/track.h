/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The bar of an upgrade with the point of no return as a mark in it, that the bar approaches. What the mark means stands below
 * it in words, and in the bar's description for those who do not see it. */
#define WIZARD_TYPE_TRACK (wizard_track_get_type ())
G_DECLARE_FINAL_TYPE (WizardTrack, wizard_track, WIZARD, TRACK, GtkWidget)

/* @point in 0…1; outside of it there is no mark. @passed: it is behind the upgrade. */
void wizard_track_set (WizardTrack *track, double fraction, double point, gboolean passed);

G_END_DECLS
