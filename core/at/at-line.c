/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "at/at-line.h"

#include <string.h>

/* Messages that begin with no `+` and still belong to nobody's question. */
static const char *const boot_messages[] = { "RDY", "APP RDY" };
static const char *const other_messages[]
    = { "POWERED DOWN", "NORMAL POWER DOWN", "RING", "NO CARRIER", "Call Ready", "SMS Ready" };

/* What at-split.h makes of a byte that is no text. */
#define JUNK "\xef\xbf\xbd"

char *
dfota_at_line_clean (const char *line)
{
  const gsize junk = strlen (JUNK);

  while (g_str_has_prefix (line, JUNK))
    line += junk;
  char *clean = g_strdup (line);
  while (g_str_has_suffix (clean, JUNK))
    clean[strlen (clean) - junk] = '\0';
  return g_strstrip (clean);
}

static gboolean
is_one_of (const char *line, const char *const *messages, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (strcmp (line, messages[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Some modules echo with a space before the command or after it. */
static gboolean
is_echo (const char *line, const char *command)
{
  gsize n = strlen (command);

  return g_ascii_strncasecmp (line, command, n) == 0 && line[n + strspn (line + n, " ")] == '\0';
}

/* The answer to AT+QCFG="usbifc" begins with +QCFG: */
static gboolean
is_own_answer (const char *line, const char *command)
{
  if (g_ascii_strncasecmp (command, "AT+", 3) != 0)
    return FALSE;

  gsize name = strcspn (command + 3, "=?");
  return line[0] == '+' && g_ascii_strncasecmp (line + 1, command + 3, name) == 0 && line[1 + name] == ':';
}

static gboolean
is_unsolicited (const char *line, const char *command)
{
  if (is_one_of (line, other_messages, G_N_ELEMENTS (other_messages)))
    return TRUE;
  if (line[0] != '+' && line[0] != '^')
    return strstr (line, "+QIND:") != NULL; /* behind ROM junk on the same line */
  return !is_own_answer (line, command);
}

DfotaLineKind
dfota_at_line_kind (const char *line, const char *command)
{
  if (is_one_of (line, boot_messages, G_N_ELEMENTS (boot_messages)))
    return DFOTA_LINE_READY;
  if (command == NULL)
    return DFOTA_LINE_URC;
  if (is_echo (line, command))
    return DFOTA_LINE_ECHO;
  if (strcmp (line, "OK") == 0)
    return DFOTA_LINE_OK;
  if (strcmp (line, "ERROR") == 0 || g_str_has_prefix (line, "+CME ERROR:") || g_str_has_prefix (line, "+CMS ERROR:"))
    return DFOTA_LINE_ERROR;
  if (strcmp (line, "010003") == 0 && g_str_has_prefix (command, "AT+QFOTADL="))
    return DFOTA_LINE_INVITED;
  if (strcmp (line, "CONNECT") == 0)
    return DFOTA_LINE_CONNECT;
  return is_unsolicited (line, command) ? DFOTA_LINE_URC : DFOTA_LINE_TEXT;
}
