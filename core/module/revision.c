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

/* EC200ACNHAR01A02M16: stem, R01A02 (or R01A02V03), flash tag, and AT+QGMR's sub-version. What only begins like one of them
 * (M16beta, A021) is none. */
#define RELEASE                                                                                                             \
  "R(\\d{2})A(\\d{2})(?!\\d)(?:V(\\d{2})(?!\\d))?(M(?:02|04|08|16|\\dG)(?![A-Z0-9]))?"                                      \
  "(?:M?_(\\d{2}\\.\\d{3}\\.\\d{2}\\.\\d{3}))?"
#define WHOLE "([A-Z]{2}[A-Z0-9]{4,16}?)" RELEASE
#define SHORT "^M?(?:_[0-9.]+)?[-_](?:TO[-_])?()" RELEASE

enum
{
  GROUP_STEM = 1,
  GROUP_R,
  GROUP_A,
  GROUP_V,
  GROUP_TAG,
  GROUP_SUB
};

static void
take_group (const GMatchInfo *match, int group, char *ret, gsize size)
{
  g_autofree char *text = g_match_info_fetch (match, group);
  g_autofree char *capitals = g_ascii_strup (text != NULL ? text : "", -1);

  g_strlcpy (ret, capitals, size);
}

static int
take_number (const GMatchInfo *match, int group)
{
  g_autofree char *digits = g_match_info_fetch (match, group);

  return digits != NULL && *digits != '\0' ? atoi (digits) : -1;
}

static int
end_of (const GMatchInfo *match, int group)
{
  int end = -1;

  return g_match_info_fetch_pos (match, group, NULL, &end) ? end : -1;
}

/* The first that @pattern finds in @text from @offset on. */
static gboolean
read_from (const char *pattern, const char *text, int offset, DfotaRevision *ret)
{
  /* bytes: the name of a file may be anything */
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  int start = 0;

  if (!g_regex_match (regex, text + offset, 0, &match))
    return FALSE;

  *ret = (DfotaRevision){ .r = take_number (match, GROUP_R),
                          .a = take_number (match, GROUP_A),
                          .v = take_number (match, GROUP_V) };
  take_group (match, GROUP_STEM, ret->stem, sizeof ret->stem);
  take_group (match, GROUP_TAG, ret->tag, sizeof ret->tag);
  take_group (match, GROUP_SUB, ret->sub, sizeof ret->sub);
  g_match_info_fetch_pos (match, GROUP_STEM, &start, &ret->release);
  ret->start = offset + start;
  ret->release += offset;
  ret->release_end = offset + (ret->v >= 0 ? end_of (match, GROUP_V) : end_of (match, GROUP_A));
  ret->end = *ret->tag != '\0' ? offset + end_of (match, GROUP_TAG) : ret->release_end;
  ret->whole = ret->start == 0 || !g_ascii_isalnum (text[ret->start - 1]);
  return TRUE;
}

gboolean
dfota_revision_read (const char *text, DfotaRevision *ret)
{
  return text != NULL && read_from (WHOLE, text, 0, ret);
}

/* What may stand between such a word and the revision. */
#define GAP         "(?:[-_ ]?(?:版本|VER(?:SION)?))?(?:[-_ .:=+~()\\[\\]]|（|【|：)*$"
#define FROM        "FROM|OLD|BASED?(?:[-_ ]*ON)?"
#define BEFORE_FROM "(?:(?<![A-Z])(?:" FROM ")|从|由|自|基于|旧|原)" GAP
#define BEFORE_TO   "(?:(?<![A-Z])TO|到|至)" GAP
#define STUCK_FROM  "^(?:" FROM ")[A-Z]{2}\\d{2,3}[A-Z]"
#define STUCK_TO    "^TO[A-Z]{2}\\d{2,3}[A-Z]"

static gboolean
is_like (const char *pattern, const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_RAW, 0, NULL);

  return g_regex_match (regex, text, 0, NULL);
}

static DfotaWord
word_before (const char *name, int offset, const DfotaRevision *revision)
{
  g_autofree char *before = g_strndup (name + offset, (gsize) (revision->start - offset));

  if (is_like (BEFORE_FROM, before) || is_like (STUCK_FROM, revision->stem))
    return DFOTA_WORD_FROM;
  return is_like (BEFORE_TO, before) || is_like (STUCK_TO, revision->stem) ? DFOTA_WORD_TO : DFOTA_WORD_NONE;
}

/* …A03M16_from_…A02M16 */
static void
put_in_order (const char *name, DfotaRevision pair[2])
{
  DfotaRevision first = pair[0];

  pair[1].word = word_before (name, first.end, &pair[1]);
  pair[0].word = first.word = word_before (name, 0, &first);
  if (pair[1].word != DFOTA_WORD_FROM || first.word == DFOTA_WORD_FROM)
    return;
  pair[0] = pair[1];
  pair[1] = first;
}

guint
dfota_revision_find (const char *name, DfotaRevision pair[2])
{
  if (!dfota_revision_read (name, &pair[0]))
    return 0;
  if (read_from (WHOLE, name, pair[0].end, &pair[1]))
    {
      put_in_order (name, pair);
      return 2;
    }
  if (!read_from (SHORT, name, pair[0].end, &pair[1]))
    return 1;
  /* the short form names the stem once: …R03A03-R03A13 */
  g_strlcpy (pair[1].stem, pair[0].stem, sizeof pair[1].stem);
  put_in_order (name, pair);
  return 2;
}

char *
dfota_revision_text (const DfotaRevision *revision)
{
  if (revision->v < 0)
    return g_strdup_printf ("%sR%02dA%02d%s", revision->stem, revision->r, revision->a, revision->tag);
  return g_strdup_printf ("%sR%02dA%02dV%02d%s", revision->stem, revision->r, revision->a, revision->v, revision->tag);
}

void
dfota_revision_pair (const char *package_name, char **ret_from, char **ret_to)
{
  DfotaRevision pair[2];
  gboolean both = dfota_revision_find (package_name, pair) == 2;

  *ret_from = both ? dfota_revision_text (&pair[0]) : NULL;
  *ret_to = both ? dfota_revision_text (&pair[1]) : NULL;
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

/* Is the R01 at @at a baseline's: in a revision, or with the module's name before it? */
static gboolean
is_baseline (const char *text, const char *at)
{
  const char *named = strstr (text, "BC260Y");
  const char *word = at;

  if (g_ascii_isdigit (at[3]))
    return FALSE;
  if (at[3] == 'A' && g_ascii_isdigit (at[4]) && g_ascii_isdigit (at[5]))
    return TRUE;
  while (word > text && g_ascii_isalnum (word[-1]))
    word--;
  return named != NULL && named < at && (word == at || g_str_has_prefix (word, "BC260Y"));
}

guint
dfota_revision_baselines (const char *text)
{
  g_autofree char *capitals = text != NULL ? g_ascii_strup (text, -1) : NULL;
  guint found = 0;

  for (const char *at = capitals; at != NULL && (at = strstr (at, "R0")) != NULL; at += 2)
    if ((at[2] == '1' || at[2] == '2') && is_baseline (capitals, at))
      found |= 1u << (at[2] - '0');
  return found;
}
