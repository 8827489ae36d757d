/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "safety.h"
#include "words.h"

#include <glib/gi18n.h>

static const struct
{
  const char *icon, *klass, *word;
} rows[] = {
  /* TRANSLATORS: these three answer the question “Is my module safe?” */
  [WIZARD_SAFETY_SAFE] = { "object-select-symbolic", "good", NC_ ("safe", "Yes") },
  [WIZARD_SAFETY_WAIT] = { "alarm-symbolic", "warn", NC_ ("safe", "Wait") },
  [WIZARD_SAFETY_ATTENTION] = { "dialog-warning-symbolic", "bad", NC_ ("safe", "Needs attention") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (rows) == WIZARD_N_SAFETIES);

gboolean
wizard_safety_is_unheard (const WizardResult *result)
{
  const DfotaFault *fault = result != NULL && result->needs_attention ? result->fault : NULL;

  return fault != NULL && (fault->error == DFOTA_ERROR_GONE || fault->error == DFOTA_ERROR_SILENT);
}

WizardSafety
wizard_safety_of (const DfotaFault *fault, const WizardResult *result)
{
  /* nobody's help is needed there: it finishes by itself, as far as is known */
  if (fault != NULL && fault->error == DFOTA_ERROR_ALREADY_UPGRADING)
    return WIZARD_SAFETY_WAIT;
  if (wizard_safety_is_unheard (result))
    return WIZARD_SAFETY_WAIT;
  if (result != NULL && result->needs_attention)
    return WIZARD_SAFETY_ATTENTION;
  return fault == NULL || fault->module_safe ? WIZARD_SAFETY_SAFE : WIZARD_SAFETY_WAIT;
}

const char *
wizard_safety_icon (WizardSafety safety)
{
  return rows[safety].icon;
}

const char *
wizard_safety_class (WizardSafety safety)
{
  return rows[safety].klass;
}

const char *
wizard_safety_word (WizardSafety safety)
{
  return g_dpgettext2 (NULL, "safe", rows[safety].word);
}

/* The cable was pulled while the package was on its way, and has not come back. */
static gboolean
never_got_it (const WizardResult *result)
{
  return result != NULL && result->fault != NULL && result->fault->error == DFOTA_ERROR_GONE && !result->past_point
         && !result->watched;
}

const char *
wizard_safety_sentence (WizardSafety safety, const WizardResult *result)
{
  switch (safety)
    {
    case WIZARD_SAFETY_SAFE:
      if (result == NULL)
        return _ ("Nothing has been changed on your module.");
      return result->outcome == DFOTA_OUTCOME_UNCERTAIN ? _ ("Your module answers and works.")
                                                        : wizard_words_result_line (result);
    case WIZARD_SAFETY_WAIT:
      if (wizard_safety_is_unheard (result))
        return wizard_words_result_line (result);
      if (never_got_it (result))
        return _ (
            "It never got the whole package, so it installs nothing and keeps its old firmware. Plug it in again and ask "
            "it, to be sure.");
      return _ ("It may still be at work by itself. Keep its power and its cable connected, and start nothing else.");
    default:
      return wizard_words_result_line (result);
    }
}
