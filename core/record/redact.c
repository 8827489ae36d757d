/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "record/redact.h"

#include <string.h>

static const struct
{
  const char *hint; /* upper case: a line without it is left alone; NULL: a long number is looked for */
  const char *pattern;
  const char *with;
} rules[] = {
  /* to the last @: a password may hold one itself, and so may a user's name (me@example.com:secret@host). A quote in the middle
   * ends no text, and between quotes a space does not, either. */
  { "@", "(:/{1,2}[^\\s/:\"]*):(?:[^\\s\"]|\"(?![\\s,;)]|$))*@", "\\1:***@" },
  { "@", "(\"[A-Z]*:/{1,2}[^\\s/:\"]*):(?:[^\"]|\"(?![\\s,;)]|$))*@", "\\1:***@" },
  /* cut off before the @. What is no number of a port is a password: http://host:8000/x, and an IPv6 address has brackets */
  { "://", "(://[^\\s/:\"\\[\\]@]*):(?!\\d{1,5}(?![^/?#\"\\s,;:.)]))(?=[^\\s@*])[^@\\r\\n]*(?=[\\r\\n]|$)", "\\1:***" },
  /* the marks themselves by their numbers */
  { "%40", "(:/{1,2}[^\\s/:\"]*):[^\\s/\"]*%40", "\\1:***%40" },
  { "%3A", "(:/{1,2}[^\\s/:\"]*?)%3A[^\\s\"]*(@|%40)", "\\1%3A***\\2" },
  /* whatever the module calls it; an ICCID can hold letters */
  { "CCID", "(CCID\"?\\s*[:=]\\s*\"?)[0-9A-Z]{6,}", "\\1***" },
  { NULL, "(?<![0-9A-Z])89[0-9]{4}[0-9A-F]{12,14}(?![0-9A-Z])", "***" },
  { NULL, "(?<!\\d)\\d{14,20}(?!\\d)", "***" },
  { "CNUM", "(CNUM:).*$", "\\1 ***" },
  { "CPIN", "(CPIN=\\s*\"?)\\d.*$", "\\1***" },
  { "CLCK", "(CLCK=[^,]*,[^,]*,\\s*)\"[^\"]*(?:\"|$)", "\\1\"***\"" },
  /* AT+QICSGP=1,1,"apn","user","password",1 and the answer to it: every text behind the first, however many there are; some
   * firmware prints fewer fields before the APN. A line can be cut off in the middle of one. */
  { "QICSGP", "(?:(QICSGP\\s*[=:][^\"]*\"[^\"]*\")|\\G(?<!^))(\\s*,\\s*)\"[^\"]*(?:\"|$)", "\\1\\2\"***\"" },
  { "QICSGP", "(QICSGP\\s*[=:](?:[^,\"]*,){0,2}\\s*\"[^\"]*\"\\s*,)(?=\\s*[^\\s\"])(?!\\s*\\d+\\s*$).*$", "\\1***" },
  { "CGAUTH", "(CGAUTH\\s*[=:][^\"]*)\".*$", "\\1\"***\"" },
  { "CGAUTH", "(CGAUTH\\s*[=:](?:[^,\"]*,){2}\\s*)[^\\s\"].*$", "\\1***" },
};

static gboolean
has_number (const char *text, gsize digits)
{
  gsize run = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      run = g_ascii_isxdigit (*p) ? run + 1 : 0;
      if (run >= digits)
        return TRUE;
    }
  return FALSE;
}

char *
dfota_redact (const char *text)
{
  char *redacted = g_utf8_make_valid (text, -1);
  g_autofree char *upper = g_ascii_strup (redacted, -1);
  const gboolean number = has_number (redacted, 14);

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      if (rules[i].hint != NULL ? strstr (upper, rules[i].hint) == NULL : !number)
        continue;
      g_autofree char *before = redacted;
      g_autoptr (GRegex) regex = g_regex_new (rules[i].pattern, G_REGEX_CASELESS, 0, NULL);
      redacted = g_regex_replace (regex, before, -1, 0, rules[i].with, 0, NULL);
    }
  return redacted;
}
