/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "record/redact.h"

static const struct
{
  const char *pattern;
  const char *with;
} rules[] = {
  /* to the last @: a password may hold one itself */
  { "://([^\\s/:@\"]*):[^\\s\"]*@", "://\\1:***@" },
  { "(?<!\\d)\\d{14,20}(?!\\d)", "***" },
  /* AT+QICSGP=1,1,"apn","user","password",1 and the answer to it; some firmware prints fewer fields before the APN */
  { "(QICSGP[=:][^\"]*\"[^\"]*\"\\s*,\\s*)\"[^\"]*\"\\s*,\\s*\"[^\"]*\"", "\\1\"***\",\"***\"" },
  { "(CGAUTH[=:][^\"]*)\".*$", "\\1\"***\"" },
};

char *
dfota_redact (const char *text)
{
  char *redacted = g_utf8_make_valid (text, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *before = redacted;
      g_autoptr (GRegex) regex = g_regex_new (rules[i].pattern, G_REGEX_CASELESS, 0, NULL);
      redacted = g_regex_replace (regex, before, -1, 0, rules[i].with, 0, NULL);
    }
  return redacted;
}
