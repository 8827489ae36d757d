/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model.h"

G_BEGIN_DECLS

/* What a button of an error card does. */
typedef enum
{
  WIZARD_REMEDY_NONE,
  WIZARD_REMEDY_TRY_AGAIN,
  WIZARD_REMEDY_ASK_AGAIN, /* who the module is */
  WIZARD_REMEDY_FOLLOW,
  WIZARD_REMEDY_SEND_AGAIN, /* shows where that is done */
  WIZARD_REMEDY_OTHER_PORT,
  WIZARD_REMEDY_METHOD,
  WIZARD_REMEDY_OTHER_PACKAGE,
  WIZARD_REMEDY_CHECK_ADDRESS,
  WIZARD_REMEDY_OTHER_WAY,
  WIZARD_REMEDY_HOST_HERE,
  WIZARD_REMEDY_OTHER_FLOW,
  WIZARD_REMEDY_NO_FLOW,
  WIZARD_REMEDY_REPLACE, /* the old file in the module's storage */
  WIZARD_REMEDY_SKIP_PROBE,
  WIZARD_REMEDY_FREE_PORT,
  WIZARD_REMEDY_COPY_COMMAND,
  WIZARD_REMEDY_COPY_REPORT, /* all that a supplier asks for: always possible */
  WIZARD_N_REMEDIES
} WizardRemedy;

#define WIZARD_REMEDIES_AT_ONCE 3

/* What may be done about @fault on the page that is shown, the best first: nothing that is not possible, or that leads to
 * where one stands already. At least one; *ret_suggested: the first is what a user should do now. */
gsize wizard_remedies (WizardModel *model, const DfotaFault *fault, WizardRemedy ret_remedies[WIZARD_REMEDIES_AT_ONCE],
                       gboolean *ret_suggested);

/* Has the table a row for it? */
gboolean wizard_remedy_knows (DfotaErrorCode error);

/* In the language in force. */
const char *wizard_remedy_label (WizardModel *model, WizardRemedy remedy);

/* For those that put something on the clipboard: what. Newly allocated; NULL: it is a deed. */
char *wizard_remedy_text (WizardModel *model, WizardRemedy remedy, const DfotaFault *fault);

/* Does it. Nothing is sent to the module by this but read-only questions. */
void wizard_remedy_apply (WizardModel *model, WizardRemedy remedy);

G_END_DECLS
