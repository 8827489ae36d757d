/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bar.h"

#include "common/app-words.h"
#include "text.h"
#include "words.h"

#define BAR_LEAST 10
#define BAR_MOST  40

/* ASCII: the block characters of Unicode are two columns wide on some Chinese terminals and one on others. */
static char *
draw (double fraction, double point, int cells)
{
  GString *bar = g_string_new ("[");
  int full = (int) (fraction * cells);
  int tick = point > 0 && point < 1 ? (int) (point * cells) : -1;

  for (int i = 0; i < cells; i++)
    g_string_append_c (bar, i < full ? '#' : i == tick ? '|' : '.');
  g_string_append_c (bar, ']');
  return g_string_free (bar, FALSE);
}

static char *
bytes_text (const DfotaProgressEvent *progress)
{
  g_autofree char *bytes = NULL;
  g_autofree char *total = NULL;

  if (progress->total <= 0)
    return NULL;

  bytes = app_words_size (progress->bytes);
  total = app_words_size (progress->total);
  return g_strdup_printf (_ ("%s of %s"), bytes, total);
}

static char *
rate_text (const DfotaProgressEvent *progress)
{
  return progress->rate > 0 ? app_words_rate (progress->rate) : NULL;
}

static char *
left_text (const DfotaProgressEvent *progress)
{
  g_autofree char *time = NULL;

  /* download mode has no end that could be reckoned */
  if (progress->seconds_left <= 0 || progress->state == DFOTA_STATE_WAITING)
    return NULL;

  time = text_duration (progress->seconds_left);
  return g_strdup_printf (_ ("about %s left"), time);
}

/* Some modules download in silence (guide LTE Standard(A), chapter 6): a bar that stands still must not look like a fault. */
static char *
silence_text (const DfotaProgressEvent *progress)
{
  if (progress->known || progress->state != DFOTA_STATE_DOWNLOADING)
    return NULL;
  return g_strdup (_ ("working; no figures from the module so far"));
}

char *
bar_line (const DfotaProgressEvent *progress, int columns)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *bar = NULL;
  int room;

  g_ptr_array_add (parts, g_strdup_printf (_ ("%d %%"), (int) (progress->fraction * 100)));
  g_ptr_array_add (parts, silence_text (progress));
  g_ptr_array_add (parts, left_text (progress));
  g_ptr_array_add (parts, bytes_text (progress));
  g_ptr_array_add (parts, rate_text (progress));
  for (guint i = 0; i < parts->len; i++)
    {
      const char *part = g_ptr_array_index (parts, i);

      /* What does not fit is left out: a line that wraps cannot be redrawn. */
      if (part != NULL && text_width (words->str) + 2 + text_width (part) + BAR_LEAST + 3 < columns)
        g_string_append_printf (words, "  %s", part);
    }

  room = columns - 3 - text_width (words->str);
  bar = draw (progress->fraction, progress->point, CLAMP (room, BAR_LEAST, BAR_MOST));
  return g_strconcat (bar, words->str, NULL);
}
