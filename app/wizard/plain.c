/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain.h"

#include <glib/gi18n.h>
#include <string.h>

/* The end of the bracket that begins here. */
static const char *
behind_bracket (const char *open)
{
  const char *round = strchr (open, ')');
  const char *wide = strstr (open, "）");

  if (wide != NULL && (round == NULL || wide < round))
    return wide + strlen ("）");
  return round != NULL ? round + 1 : open + strlen (open);
}

char *
wizard_plain_words (const char *text)
{
  /* TRANSLATORS: how every remark on the command line begins, in the translations of the advice. */
  const char *begins[] = { _ ("(on the command line"), "(--", "（--" };
  g_autoptr (GString) plain = g_string_new (text);

  for (gsize i = 0; i < G_N_ELEMENTS (begins); i++)
    for (const char *at = strstr (plain->str, begins[i]); at != NULL; at = strstr (plain->str, begins[i]))
      {
        gsize from = (gsize) (at - plain->str);
        gsize to = (gsize) (behind_bracket (at) - plain->str);

        if (from > 0 && plain->str[from - 1] == ' ')
          from--;
        g_string_erase (plain, (gssize) from, (gssize) (to - from));
      }
  return g_strdup (plain->str);
}

static gboolean
is_inner_port (const char *value)
{
  return g_str_has_prefix (value, "practice") || g_str_has_prefix (value, "tcp:127.0.0.1:");
}

DfotaAdvice *
wizard_plain_advice (const DfotaFault *fault)
{
  g_autoptr (DfotaFault) nameless = NULL;

  if (!is_inner_port (fault->value))
    return dfota_advice_new (fault);
  nameless = dfota_fault_copy (fault);
  nameless->value[0] = '\0';
  return dfota_advice_new (nameless);
}
