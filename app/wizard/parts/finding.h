/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "doctor.h"
#include "note.h"

G_BEGIN_DECLS

/* A row of a list that says one thing that was found: a symbol, a sentence, and what to do. */
#define WIZARD_TYPE_FINDING (wizard_finding_get_type ())
G_DECLARE_FINAL_TYPE (WizardFinding, wizard_finding, WIZARD, FINDING, AdwActionRow)

GtkWidget *wizard_finding_new (void);

/* @advice may be NULL or "". */
void wizard_finding_say (WizardFinding *finding, WizardTone tone, const char *title, const char *advice);
/* Something that will be looked at, and has not been yet. */
void wizard_finding_wait (WizardFinding *finding, const char *title);
/* Core's words; hidden for NULL. */
void wizard_finding_say_check (WizardFinding *finding, const DfotaCheckEvent *check);
void wizard_finding_say_fault (WizardFinding *finding, WizardTone tone, const DfotaFault *fault);
/* The worst of what is to be said of an address; how one looks, while there is none; hidden for NULL and where all is well. */
void wizard_finding_say_doctor (WizardFinding *finding, const WizardDoctor *doctor, DfotaFamilyId family);

G_END_DECLS
