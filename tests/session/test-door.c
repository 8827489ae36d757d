/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "session/channel.h"
#include "session/session.h"

/* The door: a queue, one idle callback, exactly one FINISHED, silence after free. */

typedef struct
{
  guint lines, progresses, finished;
  guint next; /* the number the next line must carry */
  double fraction;
  gboolean closed;
  gboolean called_after_close;
  DfotaChannel *channel;
  guint close_at;
} Inbox;

static void
on_event (const DfotaEvent *event, gpointer user_data)
{
  Inbox *inbox = user_data;

  inbox->called_after_close |= inbox->closed;
  if (event->type == DFOTA_EVENT_PROGRESS)
    {
      inbox->progresses++;
      inbox->fraction = event->progress.fraction;
    }
  if (event->type == DFOTA_EVENT_FINISHED)
    inbox->finished++;
  if (event->type != DFOTA_EVENT_LINE)
    return;
  assert_int_equal (g_ascii_strtoull (event->line.text, NULL, 10), inbox->next);
  inbox->next++;
  inbox->lines++;
  if (inbox->close_at > 0 && inbox->lines == inbox->close_at)
    {
      dfota_channel_close (inbox->channel);
      inbox->closed = TRUE;
    }
}

static void
push_line (DfotaChannel *channel, guint number)
{
  DfotaEvent *event = dfota_event_new (DFOTA_EVENT_LINE);

  event->line.text = g_strdup_printf ("%u", number);
  dfota_channel_push (channel, event);
}

enum
{
  MANY = 100000
};

static gpointer
push_many (gpointer data)
{
  for (guint i = 0; i < MANY; i++)
    push_line (data, i);
  return NULL;
}

static void
events_arrive_in_order_from_another_thread (void **state)
{
  Inbox inbox = { 0 };
  DfotaChannel *channel = dfota_channel_new (NULL, on_event, &inbox);
  GThread *thread = g_thread_new ("push", push_many, channel);

  while (inbox.lines < MANY)
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
  dfota_channel_close (channel);
  dfota_channel_unref (channel);
}

static void
progress_that_nobody_saw_is_merged (void **state)
{
  Inbox inbox = { 0 };
  DfotaChannel *channel = dfota_channel_new (NULL, on_event, &inbox);

  for (int i = 1; i <= 1000; i++)
    {
      DfotaEvent *event = dfota_event_new (DFOTA_EVENT_PROGRESS);
      event->progress.fraction = i / 1000.0;
      dfota_channel_push (channel, event);
    }
  push_line (channel, 0);
  while (inbox.lines < 1)
    g_main_context_iteration (NULL, TRUE);
  assert_int_equal (inbox.progresses, 1);
  assert_true (inbox.fraction == 1.0);
  dfota_channel_close (channel);
  dfota_channel_unref (channel);
}

static void
after_close_there_is_silence (void **state)
{
  Inbox inbox = { .close_at = 3 };
  DfotaChannel *channel = dfota_channel_new (NULL, on_event, &inbox);

  inbox.channel = channel;
  for (guint i = 0; i < 10; i++)
    push_line (channel, i);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  push_line (channel, 10);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  assert_int_equal (inbox.lines, 3);
  assert_false (inbox.called_after_close);
  dfota_channel_unref (channel);
}

static DfotaJob *
job_without_port (void)
{
  DfotaJob *job = dfota_job_new ();

  job->port = g_strdup ("tcp:127.0.0.1:1");
  job->package_path = g_strdup ("no-such-file");
  return job;
}

static void
a_run_finishes_exactly_once (void **state)
{
  static const DfotaDeed deeds[] = { DFOTA_DEED_IDENTIFY, DFOTA_DEED_CHECK, DFOTA_DEED_UPGRADE };

  for (gsize i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      Inbox inbox = { 0 };
      g_autoptr (DfotaJob) job = job_without_port ();
      DfotaSession *session = dfota_session_start (deeds[i], job, NULL, on_event, &inbox);
      while (inbox.finished == 0)
        g_main_context_iteration (NULL, TRUE);
      while (g_main_context_iteration (NULL, FALSE))
        continue;
      assert_int_equal (inbox.finished, 1);
      assert_false (dfota_session_stop (session));
      dfota_session_free (session);
    }
}

static void
freed_at_once_nothing_is_ever_heard (void **state)
{
  for (int i = 0; i < 200; i++)
    {
      Inbox inbox = { .closed = TRUE };
      g_autoptr (DfotaJob) job = job_without_port ();
      dfota_session_free (dfota_session_start (DFOTA_DEED_UPGRADE, job, NULL, on_event, &inbox));
      while (g_main_context_iteration (NULL, FALSE))
        continue;
      assert_false (inbox.called_after_close);
    }
}

/* As the system counts them, where it does: Linux. */
static guint
workers (void)
{
  g_autoptr (GDir) threads = g_dir_open ("/proc/self/task", 0, NULL);
  const char *id;
  guint n = 0;

  while (threads != NULL && (id = g_dir_read_name (threads)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/task", id, "comm", NULL);
      g_autofree char *name = NULL;

      n += g_file_get_contents (path, &name, NULL, NULL) && g_str_equal (g_strchomp (name), "dfota-run");
    }
  return n;
}

static void
joined_no_worker_is_left (void **state)
{
  guint before = workers (); /* of the cases before */

  while (before > 0)
    before = workers ();
  for (int i = 0; i < 100; i++)
    {
      Inbox inbox = { 0 };
      g_autoptr (DfotaJob) job = job_without_port ();
      DfotaSession *session = dfota_session_start (DFOTA_DEED_IDENTIFY, job, NULL, on_event, &inbox);

      while (inbox.finished == 0)
        g_main_context_iteration (NULL, TRUE);
      dfota_session_join (session);
      assert_int_equal (workers (), 0);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (events_arrive_in_order_from_another_thread),
    cmocka_unit_test (progress_that_nobody_saw_is_merged),
    cmocka_unit_test (after_close_there_is_silence),
    cmocka_unit_test (a_run_finishes_exactly_once),
    cmocka_unit_test (freed_at_once_nothing_is_ever_heard),
    cmocka_unit_test (joined_no_worker_is_left),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
