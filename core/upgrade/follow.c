/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/run-private.h"

/* The listener. From the last byte on the module leads: its messages get lost, come twice or early, and its port vanishes when
 * it likes. So nothing here waits for a particular line: facts come in (story.c), and when there is no news for longer than is
 * normal, the module is asked who it is (confirm.c). */

#define SECOND DFOTA_PORT_SECOND

/* It has restarted and says nothing of an upgrade for so long: ask who it is. Sooner where its SIM and phonebook messages show
 * that the ordinary firmware is up. */
#define PEEK_S        20
#define PEEK_NORMAL_S 8
#define PEEK_ANSWER_S 10

/* The ordinary firmware is up, it is the old one, and nothing speaks of an upgrade: it is given so much longer. A module by
 * MiniFOTA that answers so has given up: at work it cannot say who it is. */
#define OLD_FIRMWARE_S      60
#define OLD_FIRMWARE_MINI_S 15

/* A module that works in silence is asked whether it still does: after so long without news, and then again and again. */
#define LOOK_S       60
#define LOOK_AGAIN_S 30

/* A module that has been silent for the whole limit is asked for so long. */
#define LAST_ASK_S 40

/* After END the module restarts once more. */
#define LAST_RESTART_S 20
#define STEADY_S       2

/* A module that may still be taking bytes as payload is asked for this long at the most: see DFOTA_TRIP_LAST. */
#define RETREAT_ASK_S 60

static gint64
now (DfotaRun *run)
{
  return dfota_port_now (run->port);
}

static gboolean
is_leaving (DfotaRun *run)
{
  return dfota_gate_is_leaving (&run->gate);
}

gboolean
dfota_run_await_port (DfotaRun *run, gint64 until)
{
  if (!dfota_port_await (run->port, until, run->gate.leave, NULL))
    return FALSE;
  dfota_at_channel_reopened (run->at);
  dfota_run_keep_awake (run); /* for the system it is a new device */
  dfota_story_return (&run->story, now (run));
  dfota_run_observe (run);
  return TRUE;
}

gboolean
dfota_run_listen (DfotaRun *run, gint64 until)
{
  g_autoptr (GError) error = NULL;

  if (dfota_at_wait (run->at, until, run->gate.leave, &error))
    return TRUE;
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    return FALSE;
  dfota_story_hang_up (&run->story, now (run));
  dfota_run_observe (run);
  return TRUE;
}

static gboolean
is_mini (const DfotaRun *run)
{
  return run->way != NULL && run->way->download_mode;
}

/* The ordinary firmware answers. Only after a while does that say that the upgrade is over: it may be about to begin. */
static void
note_old_firmware (DfotaRun *run)
{
  gint64 first = run->old_firmware_at;

  /* before its first restart a module by MiniFOTA has not even begun */
  if (is_mini (run) ? run->story.restarts == 0 : !run->story.normal_system)
    return;
  if (first <= run->story.news_at)
    run->old_firmware_at = now (run);
  else if (is_mini (run) && now (run) - first >= dfota_run_brief (run, OLD_FIRMWARE_MINI_S))
    run->story.returned = TRUE;
}

/* Has it become another? The messages of a whole upgrade can be lost. TRUE: it has, or it is known otherwise how it ended. */
static gboolean
look (DfotaRun *run)
{
  gboolean waited = run->story.waiting;
  g_autoptr (DfotaModule) module = dfota_run_ask_who (run, now (run) + dfota_run_brief (run, PEEK_ANSWER_S));

  run->looked_at = now (run);
  run->peeked = run->story.restarts;
  /* in download mode it is for minutes of every upgrade: only after a while does that mean that it waits */
  if (!waited && now (run) - run->story.news_at < dfota_run_brief (run, LOOK_S))
    run->story.waiting = FALSE;
  /* an upgrade that was joined turns out to be one by MiniFOTA */
  if (run->story.waiting && run->way == NULL)
    {
      dfota_run_know_waiting (run);
      dfota_run_plan (run, DFOTA_FLOW_NONE);
    }
  dfota_run_observe (run);
  if (module == NULL)
    return FALSE;
  /* whoever joined an upgrade on its way knows no more than that the module is itself again */
  if (run->before == NULL || dfota_module_differs (run->before, module))
    return TRUE;
  note_old_firmware (run);
  return run->story.returned;
}

/* When the watching ends if nothing new is heard. */
static gint64
deadline_of (DfotaRun *run)
{
  gint64 silence = dfota_run_silence (run, dfota_gate_state (&run->gate));
  gint64 limit = silence > 0 ? run->story.news_at + silence : G_MAXINT64;
  gint64 old = run->old_firmware_at + dfota_run_brief (run, OLD_FIRMWARE_S);

  return run->old_firmware_at > run->story.news_at ? MIN (limit, old) : limit;
}

/* When the module is to be asked next who it is, if nothing new is heard; G_MAXINT64: not at all. */
static gint64
look_due (DfotaRun *run)
{
  const DfotaStory *story = &run->story;
  gboolean works_in_silence = is_mini (run) || run->unsynchronised || story->waiting;

  if (run->old_firmware_at > story->news_at && is_mini (run))
    return run->old_firmware_at + dfota_run_brief (run, OLD_FIRMWARE_MINI_S);
  if (story->all_sent && story->restarts > run->peeked && story->restarted_after_work)
    return story->news_at + dfota_run_brief (run, story->normal_system ? PEEK_NORMAL_S : PEEK_S);
  if (!works_in_silence || !story->all_sent)
    return G_MAXINT64;
  if (run->looked_at < story->news_at)
    return story->news_at + dfota_run_brief (run, LOOK_S);
  return run->looked_at + dfota_run_brief (run, LOOK_AGAIN_S);
}

/* upgrade_mode 0: the module restarts first, and where no restart comes the user is asked for one, once. */
static gboolean
ask_for_restart (DfotaRun *run)
{
  gboolean sent = run->way != NULL && (run->way->sends & DFOTA_SENDS_MODE) != 0 && run->before != NULL;

  if (!sent || run->job->mode != 0 || run->story.restarts > 0 || run->story.started || run->asked_for_restart)
    return FALSE;
  run->asked_for_restart = TRUE;
  dfota_run_tell_finding (run, DFOTA_CHECK_RESTART, DFOTA_VERDICT_WARN, "");
  run->story.news_at = now (run);
  return TRUE;
}

/* Silence has lasted for longer than is normal. A module by MiniFOTA that has left its normal system comes back by itself, or
 * when its network, its server or its power does: no time declares it failed (guide LTE Standard(A), 2.3.1.2 and 5.1). */
static gboolean
wait_on (DfotaRun *run)
{
  /* one that was joined in its silence left before we came: its normal system would have answered */
  gboolean has_left = run->story.restarts > 0 || run->story.waiting || run->remembered;

  if (!is_mini (run) || !has_left || run->job->patience != DFOTA_UNSET || is_leaving (run))
    return FALSE;
  run->story.waiting = TRUE;
  dfota_run_observe (run);
  return TRUE;
}

/* One piece of news, or the end of patience (FALSE). */
static gboolean
watch (DfotaRun *run)
{
  gint64 deadline = deadline_of (run);
  gint64 due = look_due (run);

  if (is_leaving (run))
    return FALSE;
  if (run->story.away)
    return dfota_run_await_port (run, deadline) || wait_on (run);

  if (dfota_run_listen (run, MIN (due, deadline)) || is_leaving (run))
    return !is_leaving (run);
  if (now (run) >= deadline)
    return ask_for_restart (run) || (run->old_firmware_at <= run->story.news_at && wait_on (run));
  return !look (run);
}

/* After END the last restart is still to come, unless it came before. */
static void
await_last_restart (DfotaRun *run)
{
  gboolean due = run->story.ended && run->story.end_code == 0 && !run->story.restarted_after_work;
  gint64 until = now (run) + dfota_run_careful (run, due ? LAST_RESTART_S : STEADY_S);

  while (!run->story.away && now (run) < until && !(due && run->story.restarted_after_work))
    if (!dfota_run_listen (run, until))
      return;
}

/* Patience is over, and a module by MiniFOTA may be waiting in download mode: that is for the user to know. */
static void
look_once_more (DfotaRun *run)
{
  gboolean may_wait = is_mini (run) || run->way == NULL;

  if (may_wait && !dfota_story_is_settled (&run->story) && !run->story.away)
    look (run);
}

/* The proof. FALSE: nobody answered, but something was heard meanwhile: the module works, and is followed on. */
static gboolean
confirm (DfotaRun *run)
{
  gboolean settled = dfota_story_is_settled (&run->story);
  gint64 news = run->story.news_at;

  /* a port that never came back is not waited for twice, and one in download mode has no version to tell */
  if ((run->story.away && !settled) || run->story.waiting)
    return TRUE;
  if (dfota_gate_observe (&run->gate, DFOTA_STATE_CONFIRMING))
    dfota_run_tell_state (run);
  await_last_restart (run);
  gint64 boot = dfota_run_silence (run, DFOTA_STATE_CONFIRMING);
  gint64 mute = dfota_run_brief (run, LAST_ASK_S);
  dfota_run_read_back (run, settled ? boot : mute);
  return run->after != NULL || is_leaving (run) || (settled ? TRUE : run->story.news_at == news);
}

void
dfota_run_follow (DfotaRun *run)
{
  gboolean offered = dfota_gate_may_stop (&run->gate);
  gboolean certain = FALSE;

  run->trip.cancel = run->gate.leave;
  run->story.news_at = now (run);
  dfota_gate_close (&run->gate);
  if (offered)
    dfota_run_tell_state (run);
  dfota_run_observe (run);
  while (!certain)
    {
      while (!dfota_story_is_settled (&run->story) && watch (run))
        continue;
      run->quiet = now (run) - run->story.news_at;
      look_once_more (run);
      if (is_leaving (run))
        return;
      /* found waiting at the last moment: only the user's patience ends that */
      if (!dfota_story_is_settled (&run->story) && run->story.waiting && wait_on (run))
        continue;
      certain = confirm (run);
    }
  if (!is_leaving (run))
    dfota_run_conclude (run);
}

void
dfota_run_retreat (DfotaRun *run)
{
  gint64 until = now (run) + dfota_run_silence (run, DFOTA_STATE_SENDING);

  run->trip.cancel = run->gate.leave;
  dfota_gate_close (&run->gate);
  dfota_run_tell_state (run);
  /* until it is back, and has said that it has given up, or has restarted: then it takes no more payload */
  while (!dfota_story_is_settled (&run->story) && (run->story.away || (run->story.commanded && run->story.restarts == 0))
         && now (run) < until && !is_leaving (run))
    if (run->story.away ? !dfota_run_await_port (run, until) : !dfota_run_listen (run, until))
      break;
  if (is_leaving (run) || run->story.away)
    return;

  if (dfota_gate_observe (&run->gate, DFOTA_STATE_CONFIRMING))
    dfota_run_tell_state (run);
  dfota_run_read_back (run, dfota_run_brief (run, RETREAT_ASK_S));
}
