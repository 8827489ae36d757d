/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "module/revision.h"

#include <string.h>

int
dfota_revision_flash_mb (const char *revision)
{
  /* EC200A prints M2G as well, Qualcomm modules M1G to M8G: no flash classes, and no match here */
  g_autoptr (GRegex) regex = g_regex_new ("M(02|04|08|16)(?=_|$)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  if (revision == NULL || !g_regex_match (regex, revision, 0, &match))
    return 0;
  g_autofree char *size = g_match_info_fetch (match, 1);
  return (int) g_ascii_strtoll (size, NULL, 10);
}

char *
dfota_revision_clean (const char *text)
{
  if (text == NULL)
    return NULL;

  while (g_ascii_isspace (*text))
    text++;
  if (g_ascii_strncasecmp (text, "Revision:", 9) == 0)
    text += 9;
  char *clean = g_strstrip (g_strdup (text));
  if (*clean == '\0')
    g_clear_pointer (&clean, g_free);
  return clean;
}

/* EC200ACNHAR01A02M16: stem, R01A02 (or R01A02V03), and what follows. */
#define RELEASE  "R\\d{2}A\\d{2}(?:V\\d{2})?"
#define REVISION "[A-Z]{2}[A-Z0-9]{4,16}?" RELEASE "(?:M(?:02|04|08|16|\\dG)?)?"

void
dfota_revision_pair (const char *package_name, char **ret_from, char **ret_to)
{
  *ret_from = NULL;
  *ret_to = NULL;

  g_autoptr (GRegex) whole = g_regex_new ("(" REVISION ")", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  int end = 0;

  if (!g_regex_match (whole, package_name, 0, &match))
    return;
  *ret_from = g_match_info_fetch (match, 1);
  g_match_info_fetch_pos (match, 1, NULL, &end);

  const char *rest = package_name + end;
  g_autoptr (GMatchInfo) second = NULL;
  if (g_regex_match (whole, rest, 0, &second))
    {
      *ret_to = g_match_info_fetch (second, 1);
      return;
    }

  /* the short form names the stem once: …R03A03-R03A13 */
  g_autoptr (GRegex) release = g_regex_new ("[-_](" RELEASE "(?:M(?:02|04|08|16|\\dG)?)?)", 0, 0, NULL);
  g_autoptr (GRegex) tail = g_regex_new (RELEASE ".*$", 0, 0, NULL);
  g_autoptr (GMatchInfo) third = NULL;
  if (!g_regex_match (release, rest, 0, &third))
    {
      g_clear_pointer (ret_from, g_free); /* one revision alone: nobody knows which of the two it is */
      return;
    }
  g_autofree char *to = g_match_info_fetch (third, 1);
  g_autofree char *stem = g_regex_replace_literal (tail, *ret_from, -1, 0, "", 0, NULL);
  *ret_to = g_strconcat (stem, to, NULL);
}

/* "EC200ACNHAR01A02M16" → stem "EC200ACNHA" and 1, 2 */
static gboolean
parse_release (const char *revision, char **ret_stem, int *ret_r, int *ret_a)
{
  g_autoptr (GRegex) regex = g_regex_new ("^(.*?)R(\\d{2})A(\\d{2})", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  if (revision == NULL || !g_regex_match (regex, revision, 0, &match))
    return FALSE;
  g_autofree char *r = g_match_info_fetch (match, 2);
  g_autofree char *a = g_match_info_fetch (match, 3);
  *ret_stem = g_match_info_fetch (match, 1);
  *ret_r = atoi (r);
  *ret_a = atoi (a);
  return TRUE;
}

gboolean
dfota_revision_is_downgrade (const char *from, const char *to)
{
  g_autofree char *from_stem = NULL;
  g_autofree char *to_stem = NULL;
  int from_r, from_a, to_r, to_a;

  if (!parse_release (from, &from_stem, &from_r, &from_a) || !parse_release (to, &to_stem, &to_r, &to_a))
    return FALSE;
  if (strcmp (from_stem, to_stem) != 0)
    return FALSE;
  return to_r < from_r || (to_r == from_r && to_a < from_a);
}

guint
dfota_revision_baselines (const char *text)
{
  guint found = 0;

  for (const char *at = text; at != NULL && (at = strstr (at, "R0")) != NULL; at += 2)
    if ((at[2] == '1' || at[2] == '2') && !g_ascii_isdigit (at[3]))
      found |= 1u << (at[2] - '0');
  return found;
}
