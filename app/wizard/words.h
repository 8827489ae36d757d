/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model.h"

G_BEGIN_DECLS

/* Values as words, in the language in force. `char *` is newly allocated. */

const char *wizard_words_page (WizardPageId page);
char *wizard_words_page_number (WizardPageId page); /* "Page 3 of 8" */

const char *wizard_words_port (const DfotaPortInfo *info); /* "Cellular module, AT port" */
char *wizard_words_device (const DfotaPortInfo *info);     /* "Cellular module (EC200A)": whatever its ports are */
const char *wizard_words_role_reason (DfotaRole role);
gboolean wizard_words_role_is_usable (DfotaRole role);

char *wizard_words_duration (int seconds);      /* "about 6 minutes" */
char *wizard_words_time_left (int seconds);     /* "About 4 min left" */
char *wizard_words_time_taken (double seconds); /* "5 min 12 s" */
char *wizard_words_hash (const char *sha256);   /* "3fa4…09bc" */

char *wizard_words_how_far (const DfotaJournal *journal); /* "Installing the new firmware (60 %)"; NULL: unknown */

char *wizard_words_upgrade (WizardModel *model); /* "in one step, about 6 minutes" */
char *wizard_words_flash (const DfotaModule *module);
char *wizard_words_module (const DfotaModule *module);         /* for a supplier: several lines */
const char *wizard_words_revision (const DfotaModule *module); /* the fullest one it gives */

const char *wizard_words_looking (const WizardState *state); /* what is being done to learn how the module is: page 2 */
const char *wizard_words_stage (const WizardState *state);   /* page 7's heading */

const char *wizard_words_stranger (void); /* another module answers now */

const char *wizard_words_result (const WizardResult *result);      /* the contract's headings */
const char *wizard_words_result_line (const WizardResult *result); /* one sentence under it */

G_END_DECLS
