/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "supplier.h"
#include "words.h"

static void
append_fault (GString *text, const DfotaFault *fault)
{
  g_string_append_printf (text, "error: %s", dfota_error_id (fault->error));
  if (fault->code >= 0)
    g_string_append_printf (text, " %s %d", dfota_code_kind_name (fault->kind), fault->code);
  if (fault->family != DFOTA_FAMILY_UNKNOWN)
    g_string_append_printf (text, " (%s)", dfota_family (fault->family)->name);
  if (*fault->value != '\0')
    g_string_append_printf (text, ": %s", fault->value);
  g_string_append_c (text, '\n');
}

static void
append_result (GString *text, const WizardResult *result)
{
  g_string_append_printf (text, "outcome: %s%s\n", dfota_outcome_name (result->outcome),
                          result->needs_attention ? ", needs attention" : ""); /* lint: as it is */
  if (result->case_code != NULL)
    g_string_append_printf (text, "case: %s\n", result->case_code);
  g_string_append_printf (text, "seconds: %.0f\n", result->seconds);
  if (result->after != NULL)
    g_string_append_printf (text, "after: %s\n", wizard_words_revision (result->after));
}

static void
append_package (GString *text, const DfotaPackage *package)
{
  if (package != NULL)
    g_string_append_printf (text, "package: %s\nSHA-256: %s\n", package->name, package->sha256);
}

char *
wizard_supplier_text (const WizardState *state, const DfotaFault *fault)
{
  g_autoptr (GString) text = g_string_new ("DFOTA Wizard " DFOTA_VERSION "\n");
  const WizardResult *result = state->page == WIZARD_STEP_RESULT ? state->result : NULL;
  const DfotaModule *module = result != NULL && result->before != NULL ? result->before : state->module;

  if (result != NULL)
    append_result (text, result);
  if (fault != NULL)
    append_fault (text, fault);
  if (module != NULL)
    {
      g_autofree char *words = wizard_words_module (module);

      g_string_append (text, words);
    }
  append_package (text, state->package);
  append_package (text, state->second);
  g_string_append_printf (text, "\n%s", state->log->str);
  return g_strdup (text->str);
}
