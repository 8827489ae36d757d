/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transcript.h"

#include <glib/gstdio.h>
#include <stdio.h>

#include "usage.h"
#include "words.h"

struct _Transcript
{
  FILE *file;
};

Transcript *
transcript_new (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  FILE *file = NULL;

  /* A device is not for us to write to: it may be the very port the module is at. */
  if (!dfota_path_is_device (path)
      && (!g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (path, G_FILE_TEST_IS_REGULAR)))
    file = g_fopen (path, "ab");
  if (file == NULL)
    {
      usage_fail (error, DFOTA_ERROR_USAGE, _ ("--log cannot write to %s."), name);
      return NULL;
    }

  Transcript *transcript = g_new0 (Transcript, 1);
  transcript->file = file;
  return transcript;
}

void
transcript_free (Transcript *transcript)
{
  fclose (transcript->file);
  g_free (transcript);
}

static void
put (Transcript *transcript, const char *sign, const char *text)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%d %H:%M:%S");

  fprintf (transcript->file, "%s.%03d %s %s\n", time, g_date_time_get_microsecond (now) / 1000, sign, text);
  fflush (transcript->file);
}

void
transcript_event (Transcript *transcript, const DfotaEvent *event)
{
  static const char *const signs[] = { [DFOTA_LINE_TX] = ">", [DFOTA_LINE_RX] = "<", [DFOTA_LINE_NOTE] = "-" };

  if (event->type == DFOTA_EVENT_LINE)
    put (transcript, signs[event->line.dir], event->line.text);
  else if (event->type == DFOTA_EVENT_STATE)
    put (transcript, "=", dfota_state_id (event->state.state));
  else if (event->type == DFOTA_EVENT_FINISHED)
    put (transcript, "=", dfota_outcome_name (event->finished.outcome));
}
