/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "package/match.h"

#include <string.h>

#include "package/compare.h"

/* What the module says of its version: ATI's revision, AT+QGMR's, which says more, and which of both could be read. */
typedef struct
{
  const char *text;
  DfotaRevision revision;
  gboolean read;
} Own;

void
dfota_match_free (DfotaMatch *match)
{
  if (match == NULL)
    return;
  g_free (match->package);
  g_free (match->to);
  g_free (match->module);
  g_free (match);
}

gboolean
dfota_fit_is_no (DfotaFit fit)
{
  return fit != DFOTA_FIT_YES && fit != DFOTA_FIT_UNKNOWN;
}

DfotaErrorCode
dfota_fit_error (DfotaFit fit)
{
  switch (fit)
    {
    case DFOTA_FIT_MODEL:
      return DFOTA_ERROR_PACKAGE_MODEL;
    case DFOTA_FIT_FLASH:
      return DFOTA_ERROR_PACKAGE_FLASH;
    case DFOTA_FIT_BASELINE:
      return DFOTA_ERROR_PACKAGE_BASELINE;
    case DFOTA_FIT_VERSION:
      return DFOTA_ERROR_PACKAGE_VERSION;
    case DFOTA_FIT_INSTALLED:
      return DFOTA_ERROR_PACKAGE_INSTALLED;
    case DFOTA_FIT_YES:
    case DFOTA_FIT_UNKNOWN:
    default:
      g_return_val_if_reached (DFOTA_ERROR_INTERNAL);
    }
}

/* Puts the revision that the package is for beside the module's own, and marks what the verdict is about. */
static void
show (DfotaMatch *match, const DfotaRevision *revision, const Own *own)
{
  DfotaRevision written = { 0 };

  match->package = dfota_revision_text (revision);
  if (!own->read || !dfota_revision_read (match->package, &written))
    return;
  match->in_package = dfota_compare_span (match->fit, &written, &own->revision);
  match->in_module = dfota_compare_span (match->fit, &own->revision, &written);
}

/* The module's model in the place of a revision that says nothing. */
static void
show_model (DfotaMatch *match, const DfotaRevision *revision, const char *model)
{
  g_free (match->module);
  match->package = dfota_revision_text (revision);
  match->module = g_strdup (model);
  match->in_package = (DfotaSpan){ 0, (int) strlen (revision->stem) };
  match->in_module = (DfotaSpan){ 0, (int) strlen (model) };
}

static Own
read_own (const DfotaModule *module)
{
  Own own = { .text = module->revision };
  Own full = { .text = module->full_revision };

  own.read = dfota_revision_read (own.text, &own.revision);
  full.read = dfota_revision_read (full.text, &full.revision);
  if (!own.read)
    return full.read ? full : (Own){ .text = own.text != NULL ? own.text : full.text };
  /* the same, and more exactly */
  if (full.read && dfota_compare_is_same (&full.revision, &own.revision))
    g_strlcpy (own.revision.sub, full.revision.sub, sizeof own.revision.sub);
  return own;
}

/* The module's revision says nothing, but its model does: then a revision of another model that the guides name is clear, too. */
static gboolean
is_other_row (const DfotaRevision *revision, const DfotaModule *module)
{
  const DfotaModelRow *row = dfota_model_row_find (module->model, module->revision);
  const DfotaModelRow *other = dfota_model_row_find (revision->stem, revision->stem);

  return dfota_compare_is_module (revision) && row != NULL && other != NULL && row != other;
}

/* _QTH, _01.200.01.200, _BETA0617: what stands between the two revisions of a name, without what joins them. Newly allocated. */
static char *
suffix_of_first (const char *name, const DfotaRevision pair[2])
{
  int n = MAX (pair[1].start - pair[0].end, 0);
  g_autofree char *between = g_strndup (name + pair[0].end, (gsize) n);
  g_autoptr (GRegex) joint
      = g_regex_new ("[-_]*(?:升级|降级|升|降)?(?:到|至)[-_]*$|[-_]+(?:to[-_]+)?$", G_REGEX_CASELESS | G_REGEX_RAW, 0, NULL);

  return g_regex_replace_literal (joint, between, -1, 0, "", 0, NULL);
}

static gboolean
has_suffix (const char *text, const char *suffix)
{
  DfotaRevision revision;
  gboolean read = dfota_revision_read (text, &revision);

  return read && g_ascii_strncasecmp (text + revision.end, suffix, strlen (suffix)) == 0;
}

/* A suffix that no answer of the module has may be another firmware, and may be anybody's remark. */
static gboolean
has_unknown_suffix (const char *name, const DfotaRevision pair[2], const DfotaModule *module)
{
  g_autofree char *suffix = suffix_of_first (name, pair);

  return *suffix != '\0' && !has_suffix (module->revision, suffix) && !has_suffix (module->full_revision, suffix);
}

/* One revision alone is the package's beginning or its end: it tells the model and the flash size, no more. */
static DfotaFit
judge_one (const DfotaRevision *only, const Own *own)
{
  DfotaFit fit = dfota_compare (only, &own->revision);

  return fit == DFOTA_FIT_MODEL || fit == DFOTA_FIT_FLASH ? fit : DFOTA_FIT_UNKNOWN;
}

/* As if the package started from @revision. */
static DfotaFit
judge_start (const DfotaRevision *revision, const Own *own, const DfotaModule *module)
{
  DfotaFit fit = dfota_compare (revision, &own->revision);
  DfotaRevision full;

  if (dfota_fit_is_no (fit) && dfota_revision_read (module->full_revision, &full)
      && dfota_compare (revision, &full) == DFOTA_FIT_YES)
    return DFOTA_FIT_YES;
  return fit;
}

/* …A03 (A01, A02): a package for several versions, or a remark. */
static gboolean
is_for_another_too (const char *name, const DfotaRevision pair[2], const Own *own, const DfotaModule *module)
{
  const char *rest = name + (pair[0].end > pair[1].end ? pair[0].end : pair[1].end);
  DfotaRevision more;

  for (; dfota_revision_read (rest, &more); rest += more.end)
    if (!dfota_fit_is_no (judge_start (&more, own, module)))
      return TRUE;
  return FALSE;
}

/* The pair does not start from the module's version. Only where the two cannot have been turned round, and nothing else in the name
 * is the module's version, that is clear. */
static DfotaFit
judge_no (const char *name, const DfotaRevision pair[2], DfotaFit fit, const Own *own, const DfotaModule *module)
{
  if (is_for_another_too (name, pair, own, module))
    return DFOTA_FIT_UNKNOWN;
  if (dfota_compare_order (pair) != DFOTA_ORDER_SURE)
    return dfota_fit_is_no (judge_start (&pair[1], own, module)) ? fit : DFOTA_FIT_UNKNOWN;
  return dfota_compare_is_same (&pair[1], &own->revision) ? DFOTA_FIT_INSTALLED : fit;
}

static DfotaFit
judge_two (const char *name, const DfotaRevision pair[2], const Own *own, const DfotaModule *module)
{
  DfotaFit fit = judge_start (&pair[0], own, module);

  if (dfota_fit_is_no (fit))
    return judge_no (name, pair, fit, own, module);
  /* the flash size is named behind both, behind the second alone, or differently behind each, which says nothing */
  if (dfota_compare_same_stem (&pair[1], &own->revision) && dfota_compare_other_flash (&pair[1], &own->revision))
    return *pair[0].tag == '\0' ? DFOTA_FIT_FLASH : DFOTA_FIT_UNKNOWN;
  if (dfota_compare_order (pair) == DFOTA_ORDER_DOUBTFUL)
    return DFOTA_FIT_UNKNOWN;
  return has_unknown_suffix (name, pair, module) ? DFOTA_FIT_UNKNOWN : fit;
}

/* Does the name tell where it leads? Not where it would not start here, and another reading is possible. */
static gboolean
tells_end (const char *name, const DfotaRevision pair[2], const Own *own, const DfotaModule *module)
{
  return !own->read || !dfota_fit_is_no (judge_start (&pair[0], own, module))
         || (dfota_compare_order (pair) == DFOTA_ORDER_SURE && !is_for_another_too (name, pair, own, module));
}

/* Which of the two the verdict is about. */
static const DfotaRevision *
culprit (DfotaFit fit, guint n, const DfotaRevision pair[2])
{
  return n == 2 && fit == DFOTA_FIT_FLASH && *pair[0].tag == '\0' ? &pair[1] : &pair[0];
}

static void
judge_names (DfotaMatch *match, const char *name, const DfotaModule *module, const Own *own)
{
  DfotaRevision pair[2];
  guint n = name != NULL ? dfota_revision_find (name, pair) : 0;

  if (n == 0)
    return;
  if (n == 2 && tells_end (name, pair, own, module))
    match->to = dfota_revision_text (&pair[1]);
  if (own->read && dfota_compare_is_module (&own->revision))
    match->fit = n == 2 ? judge_two (name, pair, own, module) : judge_one (&pair[0], own);
  else if (is_other_row (&pair[0], module) && (n == 1 || is_other_row (&pair[1], module)))
    {
      match->fit = DFOTA_FIT_MODEL;
      show_model (match, &pair[0], module->model);
      return;
    }
  show (match, culprit (match->fit, n, pair), own);
}

/* "R01" of the other baseline, where @text has it. */
static DfotaSpan
span_of_baseline (const char *text, const char *baseline)
{
  g_autofree char *capitals = g_ascii_strup (text, -1);
  const char *at = strstr (capitals, baseline);

  return at != NULL ? (DfotaSpan){ (int) (at - capitals), (int) (at - capitals) + 3 } : (DfotaSpan){ 0, 0 };
}

/* R01 and R02 firmware are no steps of one ladder. The name may say which without a whole revision. */
static void
judge_baseline (DfotaMatch *match, const char *name, const DfotaModule *module)
{
  guint own = dfota_revision_baselines (module->revision);
  guint told = dfota_revision_baselines (name);
  const char *other = own == 1u << 1 ? "R02" : "R01";

  if (module->family != DFOTA_FAMILY_BC260Y || own == 0 || told == 0 || told == own || match->fit == DFOTA_FIT_MODEL)
    return;
  match->fit = DFOTA_FIT_BASELINE;
  if (match->package == NULL || strstr (match->package, other) == NULL)
    {
      g_free (match->package);
      match->package = match->to != NULL && strstr (match->to, other) != NULL ? g_strdup (match->to) : g_strdup (name);
    }
  match->in_package = span_of_baseline (match->package, other);
  match->in_module = span_of_baseline (match->module, own == 1u << 1 ? "R01" : "R02");
}

DfotaMatch *
dfota_match_new (const char *name, const DfotaModule *module)
{
  DfotaMatch *match = g_new0 (DfotaMatch, 1);
  Own own = read_own (module);

  match->fit = DFOTA_FIT_UNKNOWN;
  match->module = g_strdup (own.text != NULL ? own.text : "");
  judge_names (match, name, module, &own);
  judge_baseline (match, name, module);
  return match;
}
