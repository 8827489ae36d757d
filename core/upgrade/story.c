/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/story.h"

#include <string.h>

#include "upgrade/urc.h"

void
dfota_story_init (DfotaStory *story, gint64 now)
{
  *story = (DfotaStory){ .downloaded = -1, .updated = -1, .news_at = now };
}

/* Sets a fact; TRUE if it was not known. */
static gboolean
learn (gboolean *fact)
{
  gboolean new = !*fact;
  *fact = TRUE;
  return new;
}

static gboolean
learn_number (int *number, int value)
{
  gboolean new = value >= 0 && *number != value;
  if (new)
    *number = value;
  return new;
}

static gboolean
hear_count (DfotaStory *story, int number)
{
  int before = MAX (story->downloaded, 0);

  if (!learn_number (&story->downloaded, number))
    return FALSE;
  int step = number - before;
  story->least_step = story->counts == 0 ? step : MIN (story->least_step, step);
  story->counts++;
  return TRUE;
}

/* Before the new figure is learnt. It works: what it did before a restart goes on, which is news even where it says nothing new. */
static gboolean
go_on (DfotaStory *story)
{
  gboolean again = story->restarted_after_work;

  if (again && story->updated > 0)
    story->resumed++;
  story->restarted_after_work = FALSE;
  return again;
}

static gboolean
hear_fota (DfotaStory *story, const DfotaUrc *urc)
{
  switch (urc->kind)
    {
    case DFOTA_URC_DOWNLOAD_START:
      return learn (&story->download_started);
    case DFOTA_URC_DOWNLOADING:
      return hear_count (story, urc->number);
    case DFOTA_URC_DOWNLOAD_END:
      if (!story->download_ended)
        {
          story->download_code = urc->number != DFOTA_URC_NO_NUMBER ? urc->number : 0;
          story->download_kind = urc->channel;
        }
      return learn (&story->download_ended);
    case DFOTA_URC_START:
      return go_on (story) | learn (&story->started);
    case DFOTA_URC_UPDATING:
      story->started = TRUE;
      return go_on (story) | learn_number (&story->updated, urc->number);
    case DFOTA_URC_END:
      if (!story->ended)
        story->end_code = urc->number != DFOTA_URC_NO_NUMBER ? urc->number : 0;
      return learn (&story->ended);
    case DFOTA_URC_NOT_SUPPORTED:
      return learn (&story->not_supported);
    case DFOTA_URC_OTHER:
    default:
      /* while it takes our bytes, a word that nobody knows is most likely a known one with a damaged letter */
      return story->commanded && !story->all_sent ? FALSE : learn (&story->started);
    }
}

static void
count_restart (DfotaStory *story)
{
  story->restarts++;
  story->restarted_after_work = TRUE;
  story->normal_system = FALSE;
}

static gboolean
hear_boot (DfotaStory *story, const char *line)
{
  /* protocol download: the answer to the command, late */
  if (story->commanded && strcmp (line, "010003") == 0)
    return learn (&story->accepted);
  if (strcmp (line, "RDY") == 0)
    {
      gboolean owed = story->rdy_owed;
      story->rdy_owed = FALSE;
      if (!owed)
        count_restart (story);
      return TRUE;
    }
  if (g_str_has_prefix (line, "+CPIN:") || strcmp (line, "+QIND: PB DONE") == 0 || strcmp (line, "+QIND: SMS DONE") == 0)
    return learn (&story->normal_system);
  return FALSE;
}

gboolean
dfota_story_hear (DfotaStory *story, const char *line, gint64 now)
{
  DfotaUrc urc;
  gboolean news = dfota_urc_parse (line, &urc) ? hear_fota (story, &urc) : hear_boot (story, line);

  if (!news)
    return FALSE;
  story->news_at = now;
  story->waiting = FALSE;
  return TRUE;
}

void
dfota_story_hang_up (DfotaStory *story, gint64 now)
{
  if (story->away)
    return;
  story->away = TRUE;
  story->waiting = FALSE;
  story->rdy_owed = TRUE;
  count_restart (story);
  story->news_at = now;
}

void
dfota_story_return (DfotaStory *story, gint64 now)
{
  story->away = FALSE;
  story->news_at = now;
}

gboolean
dfota_story_failed (const DfotaStory *story, DfotaCodeKind *ret_kind, int *ret_code)
{
  if (story->ended)
    {
      *ret_kind = DFOTA_CODE_UPGRADE;
      *ret_code = story->end_code;
      return story->end_code != 0;
    }
  if (story->download_ended)
    {
      *ret_kind = story->download_kind;
      *ret_code = story->download_code;
      return story->download_code != 0;
    }
  return FALSE;
}

gboolean
dfota_story_is_settled (const DfotaStory *story)
{
  return story->ended || story->refused || story->not_supported || story->returned
         || (story->download_ended && story->download_code != 0);
}

double
dfota_story_fetched (const DfotaStory *story, int max)
{
  if (story->download_ended)
    return 1;
  if (story->downloaded < 0 || max <= 0)
    return -1;

  /* counts go 1, 2, 3; percents for a maximum of 50 go 2, 4, 6 */
  gboolean percent = story->downloaded > max || (max <= 50 && story->counts > 2 && story->least_step > 1);
  return MIN (story->downloaded / (percent ? 100.0 : max), 1);
}

/* Before START: the module has the command and fetches. Some say nothing at all of it (8 MB models, MiniFOTA). */
static DfotaState
state_while_fetching (const DfotaStory *story)
{
  if (story->restarts > 0 && !story->mute)
    return DFOTA_STATE_RESTARTING;
  if (story->download_ended)
    return DFOTA_STATE_VERIFYING;
  gboolean began = story->accepted || story->download_started || story->downloaded >= 0 || story->restarts > 0;
  return began ? DFOTA_STATE_DOWNLOADING : DFOTA_STATE_STARTING;
}

DfotaState
dfota_story_state (const DfotaStory *story)
{
  if (dfota_story_is_settled (story))
    return DFOTA_STATE_CONFIRMING;
  if (story->waiting)
    return DFOTA_STATE_WAITING;
  if (story->away)
    return DFOTA_STATE_RESTARTING;
  if (story->started)
    return DFOTA_STATE_UPDATING;
  if (story->fetches)
    return state_while_fetching (story);
  if (story->all_sent && story->restarts > 0)
    return DFOTA_STATE_RESTARTING;
  if (story->download_ended)
    return DFOTA_STATE_VERIFYING;
  if (story->all_sent)
    return DFOTA_STATE_DOWNLOADING;
  return story->download_started ? DFOTA_STATE_SENDING : DFOTA_STATE_STARTING;
}
