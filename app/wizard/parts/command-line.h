/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A line to be typed into a terminal, what it is for, and a button that copies it. */
#define WIZARD_TYPE_COMMAND_LINE (wizard_command_line_get_type ())
G_DECLARE_FINAL_TYPE (WizardCommandLine, wizard_command_line, WIZARD, COMMAND_LINE, GtkBox)

/* Hidden for NULL as @command. */
void wizard_command_line_set (WizardCommandLine *line, const char *purpose, const char *command);

G_END_DECLS
