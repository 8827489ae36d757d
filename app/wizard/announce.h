/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Tells the desktop how an upgrade ended where nobody looks at the window, and takes that back as soon as somebody does, or the
 * next one begins. To be called once, before the first window; lasts as long as the application. */
void wizard_announce_ends (GtkApplication *application, WizardModel *model);

G_END_DECLS
