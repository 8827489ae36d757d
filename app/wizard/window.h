/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "application.h"
#include "numbers.h"

G_BEGIN_DECLS

/* The frame around the pages: title, list of steps, the bar with Back and the one suggested action. */
#define WIZARD_TYPE_WINDOW (wizard_window_get_type ())
G_DECLARE_FINAL_TYPE (WizardWindow, wizard_window, WIZARD, WINDOW, AdwApplicationWindow)

GtkWidget *wizard_window_new (WizardApplication *application);
WizardNumbers *wizard_window_numbers (WizardWindow *window);

G_END_DECLS
