/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Flash size in MB from a revision's tag M02, M04, M08, M16 at its end or before `_` (guide LTE Standard(A), chapter 4).
 * 0 where there is none: M1G, M2G, M4G, M8G (Qualcomm) and a bare M are no flash classes. */
int dfota_revision_flash_mb (const char *revision);

/* Without white space around it, and without `Revision:` before it. Newly allocated; NULL for NULL or nothing. */
char *dfota_revision_clean (const char *text);

/* The two revisions that a package's name carries, e.g. EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin or the short form
 * …R03A03-R03A13.pack. Either may stay NULL. Newly allocated. */
void dfota_revision_pair (const char *package_name, char **ret_from, char **ret_to);

/* Would going from @from to @to be a step back? Only where both have the same stem before RnnAnn and the numbers tell: TRUE. */
gboolean dfota_revision_is_downgrade (const char *from, const char *to);

/* BC260Y-CN: which baselines, R01 or R02, a text names: bit 1 and bit 2 (guide BC260Y-CN, chapter 1, note 2). 0: none. */
guint dfota_revision_baselines (const char *text);
