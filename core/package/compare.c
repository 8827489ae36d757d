/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "package/compare.h"

#include <string.h>

gboolean
dfota_compare_is_module (const DfotaRevision *revision)
{
  const char *stem = revision->stem;
  gsize digits = strspn (stem + 2, "0123456789");

  return revision->whole && g_ascii_isalpha (stem[0]) && g_ascii_isalpha (stem[1]) && (digits == 2 || digits == 3)
         && g_ascii_isalpha (stem[2 + digits]);
}

gboolean
dfota_compare_same_stem (const DfotaRevision *a, const DfotaRevision *b)
{
  return g_str_has_suffix (a->stem, b->stem) || g_str_has_suffix (b->stem, a->stem);
}

/* A stem that is shortened (EC200AR01A02) contradicts nothing. */
static gboolean
is_other_stem (const DfotaRevision *a, const DfotaRevision *b)
{
  return dfota_compare_is_module (a) && dfota_compare_is_module (b) && !dfota_compare_same_stem (a, b)
         && !g_str_has_prefix (a->stem, b->stem) && !g_str_has_prefix (b->stem, a->stem);
}

static gboolean
both_and_differ (const char *a, const char *b)
{
  return *a != '\0' && *b != '\0' && strcmp (a, b) != 0;
}

static gboolean
is_flash (const char *tag)
{
  return dfota_revision_flash_mb (tag) != 0;
}

gboolean
dfota_compare_other_flash (const DfotaRevision *a, const DfotaRevision *b)
{
  return is_flash (a->tag) && is_flash (b->tag) && strcmp (a->tag, b->tag) != 0;
}

DfotaFit
dfota_compare (const DfotaRevision *from, const DfotaRevision *own)
{
  if (is_other_stem (from, own))
    return DFOTA_FIT_MODEL;
  if (!dfota_compare_same_stem (from, own))
    return DFOTA_FIT_UNKNOWN;
  if (dfota_compare_other_flash (from, own))
    return DFOTA_FIT_FLASH;
  if (from->r != own->r || from->a != own->a || (from->v >= 0 && own->v >= 0 && from->v != own->v)
      || both_and_differ (from->tag, own->tag))
    return DFOTA_FIT_VERSION;
  /* the name says more than the module */
  if ((from->v >= 0 && own->v < 0) || (*from->tag != '\0' && *own->tag == '\0'))
    return DFOTA_FIT_UNKNOWN;
  return DFOTA_FIT_YES;
}

gboolean
dfota_compare_is_same (const DfotaRevision *to, const DfotaRevision *own)
{
  return dfota_compare_same_stem (to, own) && to->r == own->r && to->a == own->a && to->v == own->v
         && !both_and_differ (to->tag, own->tag) && !both_and_differ (to->sub, own->sub);
}

/* The numbers of two models, or of two variants of one, tell nothing. */
static gboolean
is_later (const DfotaRevision *to, const DfotaRevision *from)
{
  if (!dfota_compare_same_stem (to, from))
    return FALSE;
  if (to->r != from->r)
    return to->r > from->r;
  if (to->a != from->a)
    return to->a > from->a;
  return from->v >= 0 && to->v > from->v;
}

DfotaOrder
dfota_compare_order (const DfotaRevision pair[2])
{
  gboolean turned = pair[0].start > pair[1].start;
  gboolean later = is_later (&pair[1], &pair[0]);

  /* …A02_old_…A03_new: a word can stand behind what it belongs to */
  if (turned)
    return later ? DFOTA_ORDER_SURE : DFOTA_ORDER_DOUBTFUL;
  if (pair[0].word == DFOTA_WORD_TO)
    return later ? DFOTA_ORDER_WRITTEN : DFOTA_ORDER_DOUBTFUL;
  return later || pair[1].word == DFOTA_WORD_TO ? DFOTA_ORDER_SURE : DFOTA_ORDER_WRITTEN;
}

static DfotaSpan
span_of_release (const DfotaRevision *revision, const DfotaRevision *other)
{
  if (revision->r != other->r)
    return (DfotaSpan){ revision->release, revision->release_end };
  if (revision->a != other->a)
    return (DfotaSpan){ revision->release + 3, revision->release_end };
  if (revision->v != other->v)
    return (DfotaSpan){ revision->release + 6, revision->release_end };
  return (DfotaSpan){ revision->release_end, revision->end };
}

/* Of two stems what stands between the same beginning and the same end: CN and EU of EC200ACNHA and EC200AEUHA; of two models
 * all of it. */
static DfotaSpan
span_of_stem (const DfotaRevision *revision, const DfotaRevision *other)
{
  const char *mine = revision->stem, *theirs = other->stem;
  gsize n_mine = strlen (mine), n_theirs = strlen (theirs);
  gsize begin = 0, end = 0;

  while (mine[begin] != '\0' && mine[begin] == theirs[begin])
    begin++;
  if (begin < 2 + strspn (mine + 2, "0123456789"))
    return (DfotaSpan){ revision->start, revision->release };
  while (begin + end < MIN (n_mine, n_theirs) && mine[n_mine - 1 - end] == theirs[n_theirs - 1 - end])
    end++;
  return (DfotaSpan){ revision->start + (int) begin, revision->release - (int) end };
}

DfotaSpan
dfota_compare_span (DfotaFit fit, const DfotaRevision *revision, const DfotaRevision *other)
{
  switch (fit)
    {
    case DFOTA_FIT_MODEL:
      return span_of_stem (revision, other);
    case DFOTA_FIT_FLASH:
      return (DfotaSpan){ revision->release_end, revision->end };
    case DFOTA_FIT_VERSION:
    case DFOTA_FIT_INSTALLED:
      return span_of_release (revision, other);
    case DFOTA_FIT_BASELINE: /* judge_baseline() */
    case DFOTA_FIT_YES:
    case DFOTA_FIT_UNKNOWN:
    default:
      return (DfotaSpan){ 0, 0 };
    }
}
