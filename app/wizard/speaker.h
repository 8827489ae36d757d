/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Says to assistive technology what changes on the screen where the keyboard focus is not. From GTK 4.14 on by
 * gtk_accessible_announce(); before that by its role, a status, and its name, which is what was said last. It draws nothing. */
#define WIZARD_TYPE_SPEAKER (wizard_speaker_get_type ())
G_DECLARE_FINAL_TYPE (WizardSpeaker, wizard_speaker, WIZARD, SPEAKER, GtkWidget)

GtkWidget *wizard_speaker_new (void);
void wizard_speaker_say (WizardSpeaker *speaker, const char *text);

/* One after the other, as sentences. @second NULL: the first alone. Newly allocated. */
char *wizard_speaker_join (const char *first, const char *second);

/* What is to be said of the page as it is now, without where it is: a line for each thing, NULL: nothing. It changes with a
 * stage, the point of no return, the end of the checks, an error and a result, and not with figures or times. Newly allocated. */
char *wizard_speaker_words (WizardModel *model);

/* Of these @words the lines that were not among those @said before (both may be NULL), as sentences; NULL: none. Newly
 * allocated. */
char *wizard_speaker_news (const char *said, const char *words);

G_END_DECLS
