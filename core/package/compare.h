/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "module/revision.h"
#include "package/match.h"

/* Two revisions against each other: the inside of match.c. All pure. */

/* Does its stem begin as the names of modules do, EC200A, EP06, BG96: two letters, two or three digits, a letter? A word of
 * somebody's own (PRODUCTR01A02) does not. */
gboolean dfota_compare_is_module (const DfotaRevision *revision);

/* The same but for something that is stuck to the front of one: UPDATEEC200ACNHA. */
gboolean dfota_compare_same_stem (const DfotaRevision *a, const DfotaRevision *b);

/* Both have a flash class, and not the same. M1G to M8G (Qualcomm) are none. */
gboolean dfota_compare_other_flash (const DfotaRevision *a, const DfotaRevision *b);

/* Is @to what is on the module? Where only one of the two has a flash tag or a sub-version, it does not count. */
gboolean dfota_compare_is_same (const DfotaRevision *to, const DfotaRevision *own);

/* How far the order of two revisions in a name can be trusted. */
typedef enum
{
  DFOTA_ORDER_SURE,    /* it leads to a later version, or a word says that it leads back */
  DFOTA_ORDER_WRITTEN, /* it leads back, or to another model: who wrote the new version first wrote the same */
  DFOTA_ORDER_DOUBTFUL /* a word and the numbers contradict each other */
} DfotaOrder;

/* @pair: from and to, of dfota_revision_find(). */
DfotaOrder dfota_compare_order (const DfotaRevision pair[2]);

/* A package that starts @from, for a module with @own: _YES, _UNKNOWN, _MODEL, _FLASH or _VERSION. */
DfotaFit dfota_compare (const DfotaRevision *from, const DfotaRevision *own);

/* The part of @revision that makes it @fit beside @other: of the text it was read from. */
DfotaSpan dfota_compare_span (DfotaFit fit, const DfotaRevision *revision, const DfotaRevision *other);
