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
