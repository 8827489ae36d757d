/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One of our illustrations (resources/illustrations), drawn anew for the size it gets: GtkPicture would magnify a picture of
 * its first size. Property "file": "connect". At most as high as "tall", smaller where there is less room; all of them
 * are two and a half times as wide as they are high. Needs a label for assistive technology, unless words beside it say the
 * same. */
#define WIZARD_TYPE_DRAWING (wizard_drawing_get_type ())
G_DECLARE_FINAL_TYPE (WizardDrawing, wizard_drawing, WIZARD, DRAWING, GtkWidget)

G_END_DECLS
