/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "dfota.h"

G_BEGIN_DECLS

/* A card that says one thing: a symbol, a sentence, and what to do. Colour alone never says it. */
typedef enum
{
  WIZARD_TONE_GOOD,
  WIZARD_TONE_INFO,
  WIZARD_TONE_WARN,
  WIZARD_TONE_BAD
} WizardTone;

#define WIZARD_TYPE_NOTE (wizard_note_get_type ())
G_DECLARE_FINAL_TYPE (WizardNote, wizard_note, WIZARD, NOTE, GtkBox)

/* @advice may be NULL or "". */
void wizard_note_say (WizardNote *note, WizardTone tone, const char *title, const char *advice);
/* As the line above, with Pango markup in @advice. */
void wizard_note_say_markup (WizardNote *note, WizardTone tone, const char *title, const char *advice_markup);
/* Core's words for @fault; hidden for NULL. */
void wizard_note_say_fault (WizardNote *note, const DfotaFault *fault);

const char *wizard_tone_icon (WizardTone tone);
const char *wizard_tone_class (WizardTone tone); /* of the style sheet */
const char *wizard_tone_word (WizardTone tone);  /* for those who see no symbol */

G_END_DECLS
