/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "record/store.h"

gboolean
dfota_store_replace (const char *path, const char *text, gsize n)
{
  return g_file_set_contents_full (path, text, (gssize) n, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}
