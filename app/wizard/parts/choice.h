/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A row that is one of several to choose from: a radio button with a title and a line under it.
 * Signal: "chosen", only when the user chooses it. */
#define WIZARD_TYPE_CHOICE (wizard_choice_get_type ())
G_DECLARE_FINAL_TYPE (WizardChoice, wizard_choice, WIZARD, CHOICE, AdwActionRow)

WizardChoice *wizard_choice_new (const char *title, const char *subtitle);
void wizard_choice_set_group (WizardChoice *choice, WizardChoice *group);
void wizard_choice_set_chosen (WizardChoice *choice, gboolean chosen);
void wizard_choice_set_icon (WizardChoice *choice, const char *icon_name);
/* A word at the end of the row, NULL none: "Recommended", "Coming". */
void wizard_choice_set_tag (WizardChoice *choice, const char *tag);
const char *wizard_choice_tag (WizardChoice *choice); /* or NULL */
void wizard_choice_set_busy (WizardChoice *choice, gboolean busy);

/* A row that states a fact: a small title above its value. For AdwActionRow. */
void wizard_fact_set (AdwActionRow *row, const char *value);

G_END_DECLS
