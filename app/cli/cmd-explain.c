/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "output.h"
#include "start.h"
#include "text.h"
#include "usage.h"
#include "view.h"
#include "words.h"

static const Start explain_start = {
  .sets = OPTIONS_COMMON | OPTIONS_EXPLAIN,
  .words = 1,
  .usage = "dfota explain CODE [OPTION…]",
  .summary = N_ ("Says what a number means that a module reported, whether the module is safe, and what to do."),
};

#define KINDS (DFOTA_CODE_UPGRADE + 1)

typedef struct
{
  int code;
  DfotaFamilyId family;
  gboolean kinds[KINDS]; /* where to look */
} Question;

static gboolean
read_code (const Options *options, int *ret_code, GError **error)
{
  const char *word = options->rest[1];
  gint64 code;

  if (options->case_code != NULL)
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("--case comes later: give the module's number."));
  if (word == NULL)
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("Name the number to explain, for example: dfota explain 504"));
  if (!g_ascii_string_to_signed (word, 10, 0, 99999, &code, NULL))
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("CODE must be a number, for example 504."));

  *ret_code = (int) code;
  return TRUE;
}

static gboolean
read_question (const Options *options, Question *question, GError **error)
{
  DfotaCodeKind kind;

  if (!read_code (options, &question->code, error))
    return FALSE;

  question->family = options->family != NULL ? dfota_family_by_name (options->family) : DFOTA_FAMILY_LTE_STANDARD;
  if (question->family == DFOTA_FAMILY_UNKNOWN)
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("--family must be lte-standard, lte-standard-mini, bc260y or ep06."));
  if (options->kind != NULL && !dfota_code_kind_by_name (options->kind, &kind))
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("--kind must be ftp, http, file, coap or upgrade."));

  for (guint i = 0; i < KINDS; i++)
    question->kinds[i] = options->kind == NULL || i == kind;
  return TRUE;
}

static const char *
kind_words (DfotaCodeKind kind)
{
  switch (kind)
    {
    case DFOTA_CODE_FTP:
      return _ ("while downloading from an FTP server");
    case DFOTA_CODE_HTTP:
      return _ ("while downloading from a web server");
    case DFOTA_CODE_FILE:
      return _ ("while receiving the package over the cable");
    case DFOTA_CODE_COAP:
      return _ ("while downloading from a CoAP server");
    case DFOTA_CODE_UPGRADE:
    default:
      return _ ("while installing");
    }
}

static void
explain (const Options *options, const Question *question, DfotaCodeKind kind)
{
  g_autoptr (DfotaFault) fault = dfota_fault_new_code (question->family, kind, question->code);
  g_autoptr (DfotaAdvice) words = NULL;

  if (options->json)
    {
      output_explanation (fault);
      return;
    }

  words = dfota_advice_new (fault);
  const TextRow rows[] = {
    { _ ("What happened:"), words->title },
    { _ ("The module:"),
      fault->module_safe
          ? _ ("It is safe: it runs its old firmware and can be used.")
          : _ ("The number alone does not tell whether it can be used. Keep the cable and power connected.") },
    { _ ("What to do:"), words->advice },
  };
  g_print ("%d, %s, %s\n", fault->code, dfota_family (fault->family)->name, kind_words (kind));
  text_print_rows (rows, G_N_ELEMENTS (rows));
}

int
cmd_explain (char **args)
{
  int exit_code;
  g_autoptr (GError) error = NULL;
  g_autoptr (Options) options = start (&explain_start, args, &exit_code);
  g_autoptr (View) view = NULL;
  Question question = { 0 };
  guint found = 0;

  if (options == NULL)
    return exit_code;
  if (read_question (options, &question, &error))
    view = view_new (options, &error);
  if (view == NULL)
    return view_refusal (options->json, error);

  for (guint kind = 0; kind < KINDS; kind++)
    if (question.kinds[kind] && dfota_result_code_find (question.family, kind, question.code) != NULL)
      {
        explain (options, &question, kind);
        found++;
      }

  /* No guide has the number: the family's general advice, for the stage that was named or else the installation. */
  for (guint kind = KINDS; found == 0 && kind-- > 0;)
    if (question.kinds[kind])
      {
        explain (options, &question, kind);
        found++;
      }
  return 0;
}
