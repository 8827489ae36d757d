/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "choice.h"
#include "finding.h"
#include "page.h"

/* Between the files of page 4. */

#define WIZARD_N_ODDITIES 3

struct _WizardPageWay
{
  WizardPage parent_instance;

  gboolean quiet;                /* the program fills the fields, not the user */
  int unfolded;                  /* card that the rows of the shelf lie in; -1: none */
  gboolean other_folder;         /* the user types one */
  DfotaFamilyId folders_of;      /* what the list of folders was made for */
  GtkFileChooserNative *chooser; /* while it is open */

  GtkBox *cards;
  GtkListBox *lists[WIZARD_N_CARDS]; /* a card each */
  WizardChoice *choices[WIZARD_N_CARDS];
  AdwActionRow *reasons[WIZARD_N_CARDS];
  GtkWidget *closed;
  GtkListBox *refused;
  GtkListBox *shelf;

  /* way-address.c */
  GtkEditable *address;
  WizardFinding *trouble;
  GtkWidget *here;
  GtkSwitch *here_switch;
  AdwActionRow *served;
  WizardFinding *odd_1, *odd_2, *odd_3;

  /* way-network.c */
  AdwExpanderRow *network;
  GtkEditable *apn, *user, *password;
  AdwComboRow *auth, *cid;
  WizardFinding *network_problem;

  /* way-local.c */
  AdwActionRow *framing;
  WizardFinding *no_framing;
  AdwActionRow *slow;
  GtkWidget *practice_framing;
  AdwComboRow *folder;
  GtkEditable *folder_text;
  WizardFinding *folder_problem;
  GtkWidget *replace;
  GtkSwitch *replace_switch;
};

/* Each file binds its own rows, and draws them: @card is the chosen one. */
void wizard_way_bind_address (GtkWidgetClass *klass);
void wizard_way_draw_address (WizardPageWay *self, const WizardState *state, WizardCard card);

void wizard_way_bind_network (GtkWidgetClass *klass);
void wizard_way_init_network (WizardPageWay *self);
void wizard_way_draw_network (WizardPageWay *self, const WizardState *state, WizardCard card);

void wizard_way_bind_local (GtkWidgetClass *klass);
void wizard_way_draw_local (WizardPageWay *self, const WizardState *state, WizardCard card);
