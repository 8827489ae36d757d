/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "card.h"

#include "names.h"
#include "terminal.h"
#include "text.h"
#include "words.h"

static const char *
heading (const DfotaFinishedEvent *finished, TerminalStyle *ret_style)
{
  *ret_style = TERMINAL_WARN;
  if (finished->outcome == DFOTA_OUTCOME_DONE)
    {
      *ret_style = TERMINAL_GOOD;
      return _ ("Done");
    }
  if (finished->outcome == DFOTA_OUTCOME_CANCELLED)
    return _ ("Stopped");
  if (finished->outcome == DFOTA_OUTCOME_UNCERTAIN)
    return _ ("Not certain");

  *ret_style = TERMINAL_BAD;
  return finished->needs_attention ? _ ("Needs attention") : _ ("Not upgraded");
}

/* NULL: one is not known, or they are the same. */
static char *
change (const char *before, const char *after)
{
  if (before == NULL || after == NULL || g_str_equal (before, after))
    return NULL;
  return g_strdup_printf ("%s → %s", before, after);
}

/* The revision that tells the two apart: some upgrades change AT+QGMR or AT+CSUB alone. */
static char *
from_to (const DfotaModule *before, const DfotaModule *after)
{
  if (before == NULL || after == NULL || !dfota_module_differs (before, after))
    return NULL;

  char *text = before->by_cgmr == after->by_cgmr ? change (before->revision, after->revision) : NULL;
  if (text == NULL)
    text = change (before->full_revision, after->full_revision);
  if (text == NULL)
    text = change (before->cgmr, after->cgmr);
  g_autofree char *edition = text == NULL ? change (before->sub_edition, after->sub_edition) : NULL;
  if (edition == NULL)
    return text;
  return before->revision != NULL ? g_strdup_printf ("%s, %s", before->revision, edition) : g_steal_pointer (&edition);
}

static const char *
safety (const DfotaFinishedEvent *finished)
{
  if (finished->fault == NULL)
    return NULL;
  if (!finished->started && finished->fault->module_safe)
    return _ ("Nothing was sent that changes the module.");
  if (finished->outcome == DFOTA_OUTCOME_UNCERTAIN && finished->fault->module_safe)
    return _ ("It answers and can be used.");
  if (finished->outcome == DFOTA_OUTCOME_UNCERTAIN)
    return _ ("It is not known which firmware it runs now. Keep the cable and power connected.");
  if (finished->fault->module_safe)
    return _ ("It is safe: it runs its old firmware and can be used.");
  return _ ("It may not be usable at the moment. Keep the cable and power connected.");
}

static char *
time_text (const DfotaFinishedEvent *finished)
{
  g_autofree char *taken = text_duration ((int) (finished->seconds + 0.5));
  g_autofree char *promised = NULL;

  if (finished->outcome != DFOTA_OUTCOME_DONE)
    return NULL;
  if (finished->promised < 0)
    return g_steal_pointer (&taken);

  promised = text_duration (finished->promised);
  return g_strdup_printf (_ ("%s (promised: about %s)"), taken, promised);
}

void
card_print (const DfotaFinishedEvent *finished)
{
  TerminalStyle style;
  const char *title = heading (finished, &style);
  g_autoptr (DfotaAdvice) words = finished->fault != NULL ? dfota_advice_new (finished->fault) : NULL;
  g_autofree char *change = from_to (finished->before, finished->after);
  g_autofree char *time = time_text (finished);
  const TextRow rows[] = {
    { _ ("Firmware:"), change },
    { _ ("Time:"), time },
    { _ ("What happened:"), words != NULL ? words->title : NULL },
    { _ ("The module:"), safety (finished) },
    { _ ("What to do:"), words != NULL && *words->advice != '\0' ? words->advice : NULL },
  };

  g_print ("\n%s%s%s%s\n", terminal_style (TERMINAL_BOLD), terminal_style (style), title, terminal_style (TERMINAL_PLAIN));
  text_print_rows (rows, G_N_ELEMENTS (rows));
  names_print (finished->fault, finished->before);
}
