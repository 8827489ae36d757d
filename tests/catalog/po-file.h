/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A simple reader of .po: msgid → msgstr, without fuzzy, obsolete, plural and context. */
GHashTable *po_read (const char *path);

/* There is a translation, it is Chinese, and it has the same placeholders. */
void po_assert_translated (GHashTable *words, const char *msgid);
