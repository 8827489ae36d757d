/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "redact.h"

static char *
replace (const char *pattern, const char *text, const char *with)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, NULL);

  return g_regex_replace (regex, text, -1, 0, with, 0, NULL);
}

char *
redact (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *undoored = NULL;

  /* To the last @: a password may hold one itself. */
  undoored = replace ("://([^\\s/:@\"]*):[^\\s\"]*@", valid, "://\\1:***@");
  return replace ("(?<!\\d)\\d{14,20}(?!\\d)", undoored, "***");
}
