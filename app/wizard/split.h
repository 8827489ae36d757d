/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Two children side by side: the narrow one at the start is there only from 720 px up, and never asks for room. */
#define WIZARD_TYPE_SPLIT (wizard_split_get_type ())
G_DECLARE_FINAL_TYPE (WizardSplit, wizard_split, WIZARD, SPLIT, GtkWidget)

void wizard_split_set_children (WizardSplit *split, GtkWidget *side, GtkWidget *content);

G_END_DECLS
