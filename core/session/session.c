/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "session/session.h"

#include "session/channel.h"
#include "upgrade/run.h"

/* What both threads hold; the last one to let go frees it. */
typedef struct
{
  gatomicrefcount refs;
  DfotaRun *run;
  DfotaChannel *channel;
  DfotaDeed deed;
} Work;

struct _DfotaSession
{
  Work *work;
  GThread *thread;
};

static void
work_unref (Work *work)
{
  if (!g_atomic_ref_count_dec (&work->refs))
    return;
  dfota_run_free (work->run);
  dfota_channel_unref (work->channel);
  g_free (work);
}

static void
on_event (DfotaEvent *event, gpointer user_data)
{
  dfota_channel_push (user_data, event);
}

static gpointer
work_thread (gpointer user_data)
{
  Work *work = user_data;

  if (work->deed == DFOTA_DEED_IDENTIFY)
    dfota_run_identify (work->run);
  else if (work->deed == DFOTA_DEED_CHECK)
    dfota_run_check (work->run);
  else if (work->deed == DFOTA_DEED_WATCH)
    dfota_run_watch (work->run);
  else if (work->deed == DFOTA_DEED_STATUS)
    dfota_run_status (work->run);
  else
    dfota_run_upgrade (work->run);
  work_unref (work);
  return NULL;
}

DfotaSession *
dfota_session_start (DfotaDeed deed, const DfotaJob *job, GMainContext *context, DfotaEventFunc func, gpointer user_data)
{
  DfotaSession *session = g_new0 (DfotaSession, 1);
  Work *work = g_new0 (Work, 1);

  g_atomic_ref_count_init (&work->refs);
  g_atomic_ref_count_inc (&work->refs);
  work->deed = deed;
  work->channel = dfota_channel_new (context, func, user_data);
  work->run = dfota_run_new (job, NULL, on_event, work->channel);
  session->work = work;
  session->thread = g_thread_new ("dfota-run", work_thread, work);
  return session;
}

void
dfota_session_free (DfotaSession *session)
{
  if (session == NULL)
    return;
  dfota_channel_close (session->work->channel);
  dfota_run_leave (session->work->run);
  g_clear_pointer (&session->thread, g_thread_unref);
  work_unref (session->work);
  g_free (session);
}

void
dfota_session_join (DfotaSession *session)
{
  g_thread_join (g_steal_pointer (&session->thread));
  dfota_session_free (session);
}

gboolean
dfota_session_stop (DfotaSession *session)
{
  return dfota_run_stop (session->work->run);
}

void
dfota_session_leave (DfotaSession *session)
{
  dfota_run_leave (session->work->run);
}
