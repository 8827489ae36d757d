/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/urc.h"

#include <string.h>

/* Spellings met in the guides and in the field (guide BC260Y-CN has HTTPEND, HTTPEnd and HTTPPEND for one thing). */
static const struct
{
  const char *word;
  DfotaUrcKind kind;
  DfotaCodeKind channel;
} words[] = {
  { "FILESTART", DFOTA_URC_DOWNLOAD_START, DFOTA_CODE_FILE },
  { "FILEEND", DFOTA_URC_DOWNLOAD_END, DFOTA_CODE_FILE },
  { "HTTPSTART", DFOTA_URC_DOWNLOAD_START, DFOTA_CODE_HTTP },
  { "HTTPEND", DFOTA_URC_DOWNLOAD_END, DFOTA_CODE_HTTP },
  { "HTTPSSTART", DFOTA_URC_DOWNLOAD_START, DFOTA_CODE_HTTP },
  { "HTTPSEND", DFOTA_URC_DOWNLOAD_END, DFOTA_CODE_HTTP },
  { "HTTPPEND", DFOTA_URC_DOWNLOAD_END, DFOTA_CODE_HTTP },
  { "FTPSTART", DFOTA_URC_DOWNLOAD_START, DFOTA_CODE_FTP },
  { "FTPEND", DFOTA_URC_DOWNLOAD_END, DFOTA_CODE_FTP },
  { "COAPSTART", DFOTA_URC_DOWNLOAD_START, DFOTA_CODE_COAP },
  { "COAPEND", DFOTA_URC_DOWNLOAD_END, DFOTA_CODE_COAP },
  { "DOWNLOADING", DFOTA_URC_DOWNLOADING, DFOTA_CODE_FILE },
  { "START", DFOTA_URC_START, DFOTA_CODE_UPGRADE },
  { "UPDATING", DFOTA_URC_UPDATING, DFOTA_CODE_UPGRADE },
  { "END", DFOTA_URC_END, DFOTA_CODE_UPGRADE },
  { "NOTSUPPORT", DFOTA_URC_NOT_SUPPORTED, DFOTA_CODE_UPGRADE },
};

/* The word without its blanks: `NOT SUPPORT` was seen as well. */
static void
squeeze (char *word)
{
  char *to = word;

  for (const char *from = word; *from != '\0'; from++)
    if (*from != ' ')
      *to++ = *from;
  *to = '\0';
}

static gboolean
tells_result (DfotaUrcKind kind)
{
  return kind == DFOTA_URC_END || kind == DFOTA_URC_DOWNLOAD_END;
}

/* What stands behind the word: a number, perhaps in quotes, and perhaps further fields. FALSE: something else. */
static gboolean
read_number (const char *rest, int *ret_number)
{
  g_autoptr (GRegex) grammar
      = g_regex_new ("^\\s*(?:[,:;]?\\s*\"?\\s*([+-]?\\d{1,9})\\s*\"?\\s*%?\\s*(?:[,;)].*)?)?$", G_REGEX_DOTALL, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  *ret_number = DFOTA_URC_NO_NUMBER;
  if (!g_regex_match (grammar, rest, 0, &match))
    return FALSE;

  g_autofree char *number = g_match_info_fetch (match, 1);
  if (number != NULL && *number != '\0')
    *ret_number = (int) g_ascii_strtoll (number, NULL, 10);
  return TRUE;
}

gboolean
dfota_urc_parse (const char *line, DfotaUrc *ret_urc)
{
  const char *start = strstr (line, "+QIND:");
  DfotaUrc urc = { .kind = DFOTA_URC_OTHER, .channel = DFOTA_CODE_UPGRADE };
  int end;

  if (start == NULL)
    return FALSE;

  g_autoptr (GRegex) grammar
      = g_regex_new ("\\+QIND:\\s*\"\\s*FOTA\\s*\"\\s*,\\s*\"\\s*([A-Z][^\"]*?)\\s*\"", G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  if (!g_regex_match (grammar, start, 0, &match) || !g_match_info_fetch_pos (match, 0, NULL, &end))
    return FALSE;

  g_autofree char *word = g_match_info_fetch (match, 1);
  squeeze (word);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (words[i].word, word) == 0)
      {
        urc.kind = words[i].kind;
        urc.channel = words[i].channel;
      }
  /* a code that cannot be read is neither success nor failure: the version will tell */
  if (!read_number (start + end, &urc.number) && tells_result (urc.kind))
    urc.kind = DFOTA_URC_OTHER;
  *ret_urc = urc;
  return TRUE;
}
