/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "error.h"
#include "explain/result-codes.h"
#include "explain/words.h"
#include "module/family.h"

/* What went wrong in a run, as a value: no words. Copied freely; @value is owned. */
typedef struct
{
  DfotaErrorCode error;
  DfotaFamilyId family;
  DfotaCodeKind kind;   /* with DFOTA_ERROR_RESULT_CODE: which table @code belongs to */
  int code;             /* the module's number, or -1 */
  char *value;          /* the one value a sentence may name; never NULL, may be "" */
  gboolean module_safe; /* the module still works, on its old (or its new) firmware */
  gboolean retry;       /* trying again, after the advice is followed, makes sense */
} DfotaFault;

DfotaFault *dfota_fault_new (DfotaErrorCode error, const char *value);
DfotaFault *dfota_fault_new_code (DfotaFamilyId family, DfotaCodeKind kind, int code);

/* From a GError of DFOTA_ERROR; anything else becomes DFOTA_ERROR_INTERNAL with its message as value. */
DfotaFault *dfota_fault_new_from_error (const GError *error);
DfotaFault *dfota_fault_copy (const DfotaFault *fault);
void dfota_fault_free (DfotaFault *fault);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DfotaFault, dfota_fault_free)

/* The line for a terminal that the advice for @fault names, newly allocated; NULL: it names none. */
char *dfota_fault_command (const DfotaFault *fault);

/* The words for a fault, in the language in force when asked (gettext): one sentence that says what happened, and what to do
 * next. Both are plain text, newly allocated. */
typedef struct
{
  char *title;
  char *advice;
} DfotaAdvice;

DfotaAdvice *dfota_advice_new (const DfotaFault *fault);
void dfota_advice_free (DfotaAdvice *advice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DfotaAdvice, dfota_advice_free)
