/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "explain/advice.h"

#include "explain/advice-rows.h"
#include "explain/figures.h"
#include "explain/refusals.h"
#include "i18n.h"

/* A number that no table has: what is worth doing anyway. */
static const char unlisted_upgrade[]
    = N_ ("The program asks the module for its version; the answer tells how it stands. Give the number to your supplier.");
static const char unlisted_file[]
    = N_ ("Check the cable, choose a slower rate, and try again. If the number comes again, give it to your supplier.");

static const char *const unlisted_download[DFOTA_N_FAMILIES] = {
  [DFOTA_FAMILY_LTE_STANDARD] = N_ ("Check the address, the APN and the signal, then try again. If the number comes again, "
                                    "give it to your supplier."),
  [DFOTA_FAMILY_LTE_STANDARD_MINI]
  = N_ ("Check the address, the signal, and that both package files lie side by side on the "
        "server. If the number comes again, give it to your supplier."),
  [DFOTA_FAMILY_BC260Y]
  = N_ ("Check the address, and whether NB-IoT is available at this place, then try again. If the number "
        "comes again, give it to your supplier."),
  [DFOTA_FAMILY_EP06]
  = N_ ("Check that the package lies on the server under this address, then try again. If the number comes "
        "again, give it to your supplier."),
};

/* TRANSLATORS: %s is the advice for the module's number; a language that needs no space after it has none. */
static const char mini_note[] = N_ ("%s This module upgrades in two steps and may go on trying by itself: give it ten "
                                    "minutes first, with its power connected.");

static gboolean
is_download (DfotaCodeKind kind)
{
  return kind != DFOTA_CODE_UPGRADE;
}

static const char *
family_advice (DfotaFamilyId family, DfotaCodeKind kind)
{
  if (family == DFOTA_FAMILY_UNKNOWN || family >= DFOTA_N_FAMILIES)
    return dfota_advice_row (DFOTA_ERROR_RESULT_CODE)->advice;
  if (!is_download (kind))
    return unlisted_upgrade;
  return kind == DFOTA_CODE_FILE ? unlisted_file : unlisted_download[family];
}

DfotaFault *
dfota_fault_new (DfotaErrorCode error, const char *value)
{
  DfotaFault *fault = g_new0 (DfotaFault, 1);

  fault->error = error < DFOTA_N_ERRORS ? error : DFOTA_ERROR_INTERNAL;
  fault->kind = DFOTA_CODE_UPGRADE;
  fault->code = -1;
  fault->value = g_strdup (value != NULL ? value : "");
  fault->module_safe = dfota_advice_row (fault->error)->module_safe;
  fault->retry = dfota_advice_row (fault->error)->retry;
  return fault;
}

DfotaFault *
dfota_fault_new_code (DfotaFamilyId family, DfotaCodeKind kind, int code)
{
  DfotaFault *fault = dfota_fault_new (DFOTA_ERROR_RESULT_CODE, NULL);
  const DfotaResultCode *row = dfota_result_code_find (family, kind, code);

  fault->family = family;
  fault->kind = kind;
  fault->code = code;
  if (code == 0)
    {
      fault->module_safe = TRUE;
      fault->retry = FALSE;
      return fault;
    }

  /* A download that fails by a number nobody knows has failed all the same. */
  fault->module_safe = row != NULL ? row->safe : family != DFOTA_FAMILY_UNKNOWN && is_download (kind);
  fault->retry = row != NULL ? row->retry : fault->module_safe;
  /* MiniFOTA erases the large system before it has the whole package. */
  if (family == DFOTA_FAMILY_LTE_STANDARD_MINI)
    fault->module_safe = FALSE;
  return fault;
}

DfotaFault *
dfota_fault_new_from_error (const GError *error)
{
  if (error == NULL)
    return dfota_fault_new (DFOTA_ERROR_INTERNAL, NULL);
  if (error->domain != DFOTA_ERROR)
    return dfota_fault_new (DFOTA_ERROR_INTERNAL, error->message);
  return dfota_fault_new ((DfotaErrorCode) error->code, error->message);
}

DfotaFault *
dfota_fault_copy (const DfotaFault *fault)
{
  DfotaFault *copy;

  if (fault == NULL)
    return NULL;
  copy = g_new (DfotaFault, 1);
  *copy = *fault;
  copy->value = g_strdup (fault->value != NULL ? fault->value : "");
  return copy;
}

void
dfota_fault_free (DfotaFault *fault)
{
  if (fault == NULL)
    return;
  g_free (fault->value);
  g_free (fault);
}

/* @bare where there is nothing to name. */
static char *
words (const char *text, const char *bare, const char *value)
{
  gboolean empty = value == NULL || *value == '\0';

  return dfota_words_fill (_ (empty && bare != NULL ? bare : text), value);
}

static DfotaAdvice *
advice_take (char *title, char *text)
{
  DfotaAdvice *advice = g_new0 (DfotaAdvice, 1);

  advice->title = title;
  advice->advice = text;
  return advice;
}

static DfotaAdvice *
advice_for_success (DfotaCodeKind kind)
{
  const char *title = is_download (kind) ? N_ ("The module reported 0: it has received the whole package.")
                                         : N_ ("The module reported 0: the upgrade succeeded.");
  const char *text = is_download (kind)
                         ? N_ ("This is not an error. The upgrade itself comes next: keep the cable and power "
                               "connected.")
                         : N_ ("This is not an error. Nothing needs to be done.");

  return advice_take (g_strdup (_ (title)), g_strdup (_ (text)));
}

static DfotaAdvice *
advice_for_unlisted (const DfotaFault *fault)
{
  const char *title = fault->family == DFOTA_FAMILY_UNKNOWN
                          ? dfota_advice_row (DFOTA_ERROR_RESULT_CODE)->title
                          : N_ ("The module reported error %s, which its guide does not list.");
  g_autofree char *number = g_strdup_printf ("%d", fault->code);

  return advice_take (dfota_words_fill (_ (title), number), g_strdup (_ (family_advice (fault->family, fault->kind))));
}

static DfotaAdvice *
advice_for_code (const DfotaFault *fault)
{
  const DfotaResultCode *row = dfota_result_code_find (fault->family, fault->kind, fault->code);
  DfotaAdvice *advice;
  char *text;

  if (fault->code == 0)
    return advice_for_success (fault->kind);
  advice = row != NULL ? advice_take (g_strdup (_ (row->title)), g_strdup (_ (row->advice))) : advice_for_unlisted (fault);
  if (fault->family != DFOTA_FAMILY_LTE_STANDARD_MINI)
    return advice;

  text = dfota_words_fill (_ (mini_note), advice->advice);
  g_free (advice->advice);
  advice->advice = text;
  return advice;
}

/* A path that the family does not take: its value is the path's name. */
static DfotaAdvice *
advice_for_refusal (const DfotaFault *fault)
{
  DfotaVia via;

  if (!dfota_via_by_name (fault->value, &via))
    return NULL;
  const char *why = dfota_refusal_words (fault->family, via);
  const char *text = why != NULL ? why : dfota_advice_row (DFOTA_ERROR_WAY_REFUSED)->advice;
  return advice_take (g_strdup (_ (dfota_refusal_title (via))), g_strdup (_ (text)));
}

static char *
shown (const DfotaFault *fault)
{
  gboolean seconds = fault->error == DFOTA_ERROR_SILENT || fault->error == DFOTA_ERROR_NOTHING_SEEN;

  return seconds ? dfota_figure_duration (fault->value) : g_strdup (fault->value);
}

static char *
fill_title (const DfotaAdviceDetail *detail, const char *value)
{
  switch (detail->fill)
    {
    case DFOTA_ADVICE_NUMBERS:
      return dfota_words_fill_numbers (_ (detail->title), value);
    case DFOTA_ADVICE_SIDES:
      return dfota_words_fill_sides (_ (detail->title), value);
    case DFOTA_ADVICE_WHOLE:
    default:
      return dfota_words_fill (_ (detail->title), value);
    }
}

static DfotaAdvice *
advice_for_row (const DfotaFault *fault)
{
  g_autofree char *value = shown (fault);
  const DfotaAdviceRow *row = dfota_advice_row (fault->error);
  const DfotaAdviceDetail *detail = dfota_advice_detail (fault);
  const char *title = detail != NULL && detail->title != NULL ? detail->title : NULL;
  const char *advice = detail != NULL && detail->advice != NULL ? detail->advice : NULL;

  return advice_take (title == NULL ? words (row->title, row->bare_title, value) : fill_title (detail, value),
                      advice == NULL ? words (row->advice, row->bare_advice, value) : dfota_words_fill (_ (advice), value));
}

DfotaAdvice *
dfota_advice_new (const DfotaFault *fault)
{
  static const DfotaFault unknown = { .error = DFOTA_ERROR_INTERNAL, .code = -1, .module_safe = TRUE };
  const DfotaFault *known = fault != NULL && fault->error < DFOTA_N_ERRORS ? fault : &unknown;
  DfotaAdvice *refusal = known->error == DFOTA_ERROR_WAY_REFUSED ? advice_for_refusal (known) : NULL;

  if (refusal != NULL)
    return refusal;
  if (known->error == DFOTA_ERROR_RESULT_CODE && known->code != -1)
    return advice_for_code (known);
  return advice_for_row (known);
}

void
dfota_advice_free (DfotaAdvice *advice)
{
  if (advice == NULL)
    return;
  g_free (advice->title);
  g_free (advice->advice);
  g_free (advice);
}
