/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "dfota.h"

G_BEGIN_DECLS

/* What can go wrong with the practice module, in a customer's words: the menu of the practice. Every fault that dfota-sim plays
 * has a row here, and tests/ui/test-practice.c compares the two. That the computer goes off is no fault of the module's, and the
 * model plays it itself (model-practised.c). */

typedef enum
{
  WIZARD_PRACTICE_BEFORE, /* nothing has been changed yet */
  WIZARD_PRACTICE_ON_WAY, /* the package is on its way */
  WIZARD_PRACTICE_INSTALL,
  WIZARD_PRACTICE_END,
  WIZARD_PRACTICE_FOUND, /* the module is at work when it is found */
  WIZARD_PRACTICE_ODD,   /* unusual, and no harm */
  WIZARD_N_PRACTICE_GROUPS
} WizardPracticeGroup;

typedef struct
{
  const char *fault; /* as behind `practice:`; ending in @ : the user types the number that follows */
  WizardPracticeGroup group;
  guint families;    /* bits, 1 << DfotaFamilyId: who offers it */
  guint vias;        /* bits: on which ways it happens; 0: on all */
  const char *title; /* msgid */
  const char *what;  /* msgid: one sentence of what will happen */
} WizardPracticeFault;

const WizardPracticeFault *wizard_practice_faults (gsize *ret_n);
gboolean wizard_practice_offers (const WizardPracticeFault *fault, DfotaFamilyId family);
gboolean wizard_practice_asks (const WizardPracticeFault *fault); /* for a number */

/* The state in which the computer goes off; DFOTA_STATE_OPENING: it does not. And what is left for the module to get wrong:
 * `practice` or `practice:FAULT`, newly allocated. @port may be NULL for the first. */
DfotaState wizard_practice_goes_off (const char *port);
char *wizard_practice_sim_name (const char *port);

/* The row that a port's name speaks of; NULL: none, or one of the user's own. */
const WizardPracticeFault *wizard_practice_find (const char *port, DfotaFamilyId family);

/* In the language in force. */
const char *wizard_practice_group_title (WizardPracticeGroup group);
char *wizard_practice_title (const char *port, DfotaFamilyId family);                /* "" where nothing goes wrong */
char *wizard_practice_line (const WizardPracticeFault *fault, DfotaFamilyId family); /* what, and where it is seen */
const char *wizard_practice_family_title (DfotaFamilyId family);
const char *wizard_practice_model (DfotaFamilyId family); /* "EC200A" */

G_END_DECLS
