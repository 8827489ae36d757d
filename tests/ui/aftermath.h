/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench.h"

/* After an upgrade that nobody watched to its end: how it comes to that, and what every case then does. */

#define AFTERMATH_PACKAGE "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin"
#define AFTERMATH_MINI    "EC800MCNGAR06A05M08-EC800MCNGAR06A06M08"
#define AFTERMATH_CARD    "An upgrade was not finished"
#define AFTERMATH_LOOK    "See what became of it"

/* As when the power fails: `dfota upgrade` is killed when it says that it has come into @state. */
void aftermath_crash (Bench *bench, const char *state, const char *options);

/* The same to a wizard, in a process of its own: this test program, which runs its case aftermath_victim. It goes through the pages
 * to the upgrade, and is killed in the middle of @state. @here: it is the server of the package, too. */
void aftermath_kill_wizard (Bench *bench, const char *lang, const char *package, gboolean here, const char *state);
void aftermath_victim (void **state);
#define AFTERMATH_VICTIM cmocka_unit_test (aftermath_victim)

/* A module, an upgrade over the cable that broke off in @state, and the wizard after it. */
void aftermath_start (Bench *bench, const char *lang, const char *sim, const char *state);

/* Only what would be remembered of one, past the point of no return; before the wizard is opened. @target may be NULL. */
void aftermath_remember (Bench *bench, const char *model, const char *revision, const char *target);

/* Presses the card's button, and waits for what comes out. */
void aftermath_look (Bench *bench);
DfotaConclusion aftermath_conclusion (Bench *bench);

/* Another wizard is reminded of nothing. */
void aftermath_expect_forgotten (Bench *bench);

/* Conditions: the list of what is remembered has been read; the module has been looked at. */
gboolean aftermath_is_read (WizardModel *model);
gboolean aftermath_is_told (WizardModel *model);
