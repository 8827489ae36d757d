/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "explain/advice.h"

/* The inside of advice.c: the words, as rows. */

/* The words for one error. `%s` stands for the fault's value; the bare twins serve where there is no value, and are needed
 * only where the sentence has a `%s`. */
typedef struct
{
  gboolean module_safe;
  gboolean retry;
  const char *title, *bare_title;
  const char *advice, *bare_advice;
} DfotaAdviceRow;

/* How a value gets into a title. */
typedef enum
{
  DFOTA_ADVICE_WHOLE,   /* its `%s` is the value */
  DFOTA_ADVICE_NUMBERS, /* its two `%s` are the first and the last number in the value */
  DFOTA_ADVICE_SIDES    /* its two `%s` are what stands before and behind the value's ≠ */
} DfotaAdviceFill;

/* Where a value or a family makes it another sentence. */
typedef struct
{
  DfotaErrorCode error;
  DfotaFamilyId family; /* DFOTA_FAMILY_UNKNOWN: any */
  const char *pattern;  /* dfota_words_match(); NULL: any value */
  gboolean at_risk;     /* only where the module is not safe */
  DfotaAdviceFill fill; /* where there is a title */
  const char *title;    /* NULL: the error's */
  const char *advice;   /* NULL: the error's */
} DfotaAdviceDetail;

const DfotaAdviceRow *dfota_advice_row (DfotaErrorCode error);

/* The first that fits, or NULL. */
const DfotaAdviceDetail *dfota_advice_detail (const DfotaFault *fault);
