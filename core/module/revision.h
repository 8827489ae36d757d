/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Flash size in MB from a revision's tag M02, M04, M08, M16 at its end or before `_` (guide LTE Standard(A), chapter 4).
 * 0 where there is none: M1G, M2G, M4G, M8G (Qualcomm) and a bare M are no flash classes. */
int dfota_revision_flash_mb (const char *revision);

/* Without white space around it, and without `Revision:` before it. Newly allocated; NULL for NULL or nothing. */
char *dfota_revision_clean (const char *text);

/* What stands directly before a revision in a name: `from`, 从, 基于, old, base; `to`, 到. */
typedef enum
{
  DFOTA_WORD_NONE,
  DFOTA_WORD_FROM,
  DFOTA_WORD_TO
} DfotaWord;

/* A revision taken apart: EC200ACNHA R01 A02 V03 M16 _01.200.01.200. A value. Letters are read in either case; @stem, @tag are in
 * capitals. Positions are bytes of the text it was read from. */
typedef struct
{
  int start,
      end; /* without the sub-version; in the short form (…-R03A13) the stem stands elsewhere, and @start is @release */
  int release;     /* where R01… begins */
  int release_end; /* where what belongs to the release ends, and the tag may begin */
  gboolean whole;  /* it begins where a word does: nothing is stuck to its front */
  char stem[20];   /* "EC200ACNHA" */
  int r, a, v;     /* @v: -1 where it has none */
  char tag[4];     /* "M16", "M4G"; "" */
  char sub[20];    /* "01.200.01.200"; "" */
  DfotaWord word;  /* of one of a pair */
} DfotaRevision;

/* The first revision in @text, which may be NULL. FALSE: there is none. */
gboolean dfota_revision_read (const char *text, DfotaRevision *ret);

/* The revisions that a package's name carries: 2 for EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin or the short form
 * …R03A03-R03A13.pack, from and to as they are written, or the other way round where a word says so (…A03M16_from_…A02M16: then
 * the first of the pair stands behind the second); 1 for one alone, of which nobody knows which of the two it is; 0. */
guint dfota_revision_find (const char *package_name, DfotaRevision ret_pair[2]);

/* As it is written, in capitals, without the sub-version. Newly allocated. */
char *dfota_revision_text (const DfotaRevision *revision);

/* The two of a pair as texts, or NULL twice. Newly allocated. */
void dfota_revision_pair (const char *package_name, char **ret_from, char **ret_to);

/* Would going from @from to @to be a step back? Only where both have the same stem before RnnAnn and the numbers tell: TRUE. */
gboolean dfota_revision_is_downgrade (const char *from, const char *to);

/* BC260Y-CN: which baselines, R01 or R02, a text names: bit 1 and bit 2 (guide BC260Y-CN, chapter 1, note 2). 0: none. Only where
 * they stand in a revision, or behind the module's name: R02 in `patch_VER02.bin` is none. */
guint dfota_revision_baselines (const char *text);
