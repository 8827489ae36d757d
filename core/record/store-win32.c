/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "record/store.h"

#define PATIENCE (G_TIME_SPAN_SECOND / 2)
#define PAUSE    (10 * G_TIME_SPAN_MILLISECOND)

/* No file is renamed over one that somebody has open; a virus scanner or another `dfota` that reads it has done in a moment. The
 * folder is the user's own (%LOCALAPPDATA%), and so is the file: there is no mode to set. */
gboolean
dfota_store_replace (const char *path, const char *text, gsize n)
{
  const gint64 until = g_get_monotonic_time () + PATIENCE;

  while (TRUE)
    {
      g_autoptr (GError) error = NULL;

      if (g_file_set_contents_full (path, text, (gssize) n, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
        return TRUE;
      if (!g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ACCES) || g_get_monotonic_time () > until)
        return FALSE;
      g_usleep (PAUSE);
    }
}
