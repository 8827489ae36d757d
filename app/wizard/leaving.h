/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model.h"

G_BEGIN_DECLS

/* The question whether to leave in the middle of an upgrade. It tells what is true at that moment, and is put anew when that
 * changes; it goes when the run has ended. One at a time for a window. Whoever leaves all the same destroys @window. */
void wizard_leaving_ask (GtkWindow *window, WizardModel *model);

G_END_DECLS
