/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "route/pace.h"
#include "upgrade/progress.h"
#include "upgrade/promise.h"

/* The time left, along courses as modules take them: how far off it is, and how often it takes back what it said. */

#define MIB (1024 * 1024)

/* A stretch of time in one state. Figures go from @from to @to in steps; @step 0: the state gives none. */
typedef struct
{
  DfotaState state;
  double seconds;
  double from, to, step;
} Leg;

typedef struct
{
  DfotaProgress progress;
  double now;   /* s */
  double total; /* s that the course takes in truth */
  int left, stage;
  double told_at;
  double risen;    /* s, all that was taken back, as a person sees it */
  double greatest; /* s, in one second */
  int last_shown;
  double off; /* part of the course by which it is wrong near its end; negative: not looked at yet */
} Course;

static int
shown (const Course *course)
{
  return dfota_time_left (course->left, course->stage, course->now - course->told_at);
}

static void
hear (Course *course, DfotaState state, double part, gboolean known)
{
  gint64 now = (gint64) (course->now * G_USEC_PER_SEC);

  dfota_progress_at (&course->progress, state, part);
  course->left = dfota_progress_left (&course->progress, state, part, known, now, &course->stage);
  course->told_at = course->now;
}

static void
look (Course *course)
{
  int seen = shown (course);
  double rise = seen - course->last_shown;

  if (course->last_shown >= 0 && rise > 0)
    {
      course->risen += rise;
      course->greatest = MAX (course->greatest, rise);
    }
  course->last_shown = seen;
  if (course->off < 0 && course->now >= course->total * 0.8)
    course->off = ABS (seen - (course->total - course->now)) / course->total;
}

/* Ten events a second where bytes go over the line; else one for each new figure. Somebody looks once a second. */
static void
go (Course *course, const Leg *leg)
{
  double began = course->now;
  double last = -1;

  hear (course, leg->state, 0, FALSE);
  for (int tenth = 1; course->now < began + leg->seconds; tenth++)
    {
      course->now = MIN (began + tenth / 10.0, began + leg->seconds);
      double part = leg->from + (leg->to - leg->from) * (course->now - began) / leg->seconds;
      if (leg->step > 0)
        part = (int) (part / leg->step) * leg->step;
      if (leg->step > 0 && part > last && part > 0)
        {
          hear (course, leg->state, part, TRUE);
          last = part;
        }
      if (tenth % 10 == 0)
        look (course);
    }
}

static void
travel (Course *course, DfotaFamilyId family, DfotaVia via, goffset size, const DfotaPace *pace, const Leg *legs)
{
  *course = (Course){ .last_shown = -1, .off = -1 };
  dfota_progress_init (&course->progress, dfota_way_find (family, via), size, pace);
  for (int i = 0; legs[i].seconds > 0; i++)
    course->total += legs[i].seconds;
  for (int i = 0; legs[i].seconds > 0; i++)
    go (course, &legs[i]);
}

#define LINE(state, seconds)                                                                                                \
  {                                                                                                                         \
    DFOTA_STATE_##state, (seconds), 0, 1, 0.0001                                                                            \
  }
#define MUTE(state, seconds)                                                                                                \
  {                                                                                                                         \
    DFOTA_STATE_##state, (seconds), 0, 0, 0                                                                                 \
  }
#define PARTS(seconds, a, b)                                                                                                \
  {                                                                                                                         \
    DFOTA_STATE_UPDATING, (seconds), (a), (b), 0.08                                                                         \
  }
#define BEGINNING MUTE (OPENING, 3), MUTE (IDENTIFYING, 2), MUTE (CHECKING, 1), MUTE (PREPARING, 1)

/* As the table says: nothing is taken back. */
static const Leg as_expected[] = { BEGINNING,
                                   MUTE (STARTING, 2),
                                   LINE (SENDING, 341),
                                   MUTE (DOWNLOADING, 5),
                                   MUTE (VERIFYING, 10),
                                   MUTE (RESTARTING, 15),
                                   PARTS (115, 0.01, .96),
                                   MUTE (CONFIRMING, 25),
                                   { 0 } };

/* The line takes half of what it should. */
static const Leg slow_line[] = { BEGINNING,
                                 MUTE (STARTING, 2),
                                 LINE (SENDING, 682),
                                 MUTE (DOWNLOADING, 5),
                                 MUTE (VERIFYING, 10),
                                 MUTE (RESTARTING, 15),
                                 PARTS (115, 0.01, .96),
                                 MUTE (CONFIRMING, 25),
                                 { 0 } };

/* And twice what it should. */
static const Leg fast_line[] = { BEGINNING,
                                 MUTE (STARTING, 2),
                                 LINE (SENDING, 170),
                                 MUTE (DOWNLOADING, 5),
                                 MUTE (VERIFYING, 10),
                                 MUTE (RESTARTING, 15),
                                 PARTS (115, 0.01, .96),
                                 MUTE (CONFIRMING, 25),
                                 { 0 } };

/* EG800K by MiniFOTA: silent while it fetches, UPDATING 7 to 47, a restart, 60 to 96. */
static const Leg mini[] = { BEGINNING,
                            MUTE (STARTING, 4),
                            MUTE (DOWNLOADING, 26),
                            MUTE (RESTARTING, 30),
                            PARTS (60, .07, .47),
                            MUTE (RESTARTING, 35),
                            PARTS (60, .60, .96),
                            MUTE (CONFIRMING, 25),
                            { 0 } };

/* The same, with a network that takes five times as long. */
static const Leg slow_mini[] = { BEGINNING,
                                 MUTE (STARTING, 4),
                                 MUTE (DOWNLOADING, 400),
                                 MUTE (RESTARTING, 30),
                                 PARTS (60, .07, .47),
                                 MUTE (RESTARTING, 35),
                                 PARTS (60, .60, .96),
                                 MUTE (CONFIRMING, 25),
                                 { 0 } };

/* A module whose own work takes four times what the table says: 8 minutes instead of 2. */
static const Leg slow_work[] = { BEGINNING,
                                 MUTE (STARTING, 2),
                                 LINE (SENDING, 52),
                                 MUTE (DOWNLOADING, 5),
                                 MUTE (VERIFYING, 10),
                                 MUTE (RESTARTING, 15),
                                 PARTS (480, 0.01, .96),
                                 MUTE (CONFIRMING, 25),
                                 { 0 } };

/* And one that is done with it in half a minute. */
static const Leg fast_work[] = { BEGINNING,
                                 MUTE (STARTING, 2),
                                 LINE (SENDING, 52),
                                 MUTE (DOWNLOADING, 5),
                                 MUTE (VERIFYING, 10),
                                 MUTE (RESTARTING, 15),
                                 PARTS (30, 0.01, .96),
                                 MUTE (CONFIRMING, 25),
                                 { 0 } };

typedef struct
{
  const char *name;
  DfotaFamilyId family;
  DfotaVia via;
  goffset size;
  DfotaFlow flow;
  guint baud;
  const Leg *legs;
  double risen;    /* s, at the most, in all */
  double greatest; /* s, at the most, from one second to the next */
} Row;

#define FILE_BY(flow, baud) DFOTA_FAMILY_LTE_STANDARD, DFOTA_VIA_FILE, 5 * MIB, DFOTA_FLOW_##flow, (baud)
#define MINI_FROM_SERVER    DFOTA_FAMILY_LTE_STANDARD_MINI, DFOTA_VIA_HTTP, 3 * MIB, DFOTA_FLOW_NONE, 0

/* What was promised too little has to be taken back; hardly more than that, and by the line's figures in small steps. */
static const Row rows[] = {
  { "as expected", FILE_BY (NONE, 0), as_expected, 0, 0 },    { "slow line", FILE_BY (NONE, 0), slow_line, 341, 30 },
  { "fast line", FILE_BY (NONE, 0), fast_line, 0, 0 },        { "MiniFOTA", MINI_FROM_SERVER, mini, 45, 20 },
  { "slow MiniFOTA", MINI_FROM_SERVER, slow_mini, 45, 20 },   { "slow work", FILE_BY (RTSCTS, 921600), slow_work, 380, 160 },
  { "fast work", FILE_BY (RTSCTS, 921600), fast_work, 0, 0 },
};

static void
check (const Row *row)
{
  DfotaPace pace = dfota_pace (row->flow, row->baud);
  Course course;

  travel (&course, row->family, row->via, row->size, row->via == DFOTA_VIA_FILE ? &pace : NULL, row->legs);
  print_message ("%-14s promised %3.0f s, took %3.0f s, risen by %3.0f s, %3.0f s at once, off by %2.0f %%\n", row->name,
                 course.progress.total, course.total, course.risen, course.greatest, 100 * course.off);
  assert_true (course.risen <= row->risen);
  assert_true (course.greatest <= row->greatest);
  assert_true (course.off >= 0 && course.off <= 0.08);
}

static void
what_is_told_is_taken_back_no_more_than_it_must (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    check (&rows[i]);
}

/* A rate that is measured as half of what was expected is believed within half a minute. */
static void
a_slow_line_is_told_soon (void **state)
{
  DfotaPace pace = dfota_pace (DFOTA_FLOW_NONE, 0);
  const Leg legs[] = { BEGINNING, MUTE (STARTING, 2), { DFOTA_STATE_SENDING, 30, 0, 30 / 682.0, 0.0001 }, { 0 } };
  Course course;

  travel (&course, DFOTA_FAMILY_LTE_STANDARD, DFOTA_VIA_FILE, 5 * MIB, &pace, legs);
  assert_in_range (shown (&course), 760, 840);
}

/* What comes after a state has not begun: while a state takes longer than expected, nothing of it is counted down. */
static void
the_countdown_stops_where_the_state_should_have_ended (void **state)
{
  assert_int_equal (dfota_time_left (200, 40, 0), 200);
  assert_int_equal (dfota_time_left (200, 40, 12.7), 188);
  assert_int_equal (dfota_time_left (200, 40, 4000), 160);
  assert_int_equal (dfota_time_left (200, 40, -5), 200);
  assert_int_equal (dfota_time_left (30, 40, 4000), 0);
  assert_int_equal (dfota_time_left (-1, 0, 12), -1);
  assert_int_equal (dfota_time_left (200, -30, 12), 200);
}

/* Then that is said, and no figure that stands still; a little more than the table's is no matter. */
static void
a_state_that_takes_too_long_is_late (void **state)
{
  assert_false (dfota_time_is_late (200, 40, 0));
  assert_false (dfota_time_is_late (200, 40, 45));
  assert_true (dfota_time_is_late (200, 40, 90));
  assert_true (dfota_time_is_late (0, 0, 40));
  assert_true (dfota_time_is_late (200, -60, 0));
  assert_false (dfota_time_is_late (-1, 0, 4000));
}

/* Lines that tell no figure make no state young again; a figure does. */
static void
what_is_late_stays_late_until_there_is_news (void **state)
{
  const Leg legs[]
      = { BEGINNING, MUTE (STARTING, 2), MUTE (DOWNLOADING, 5), MUTE (VERIFYING, 10), MUTE (RESTARTING, 15), { 0 } };
  DfotaPace pace = dfota_pace (DFOTA_FLOW_RTSCTS, 0);
  Course course;

  travel (&course, DFOTA_FAMILY_LTE_STANDARD, DFOTA_VIA_FILE, 1 * MIB, &pace, legs);
  for (int i = 0; i < 30; i++)
    {
      course.now += 10;
      hear (&course, DFOTA_STATE_UPDATING, 0, FALSE);
    }
  assert_true (dfota_time_is_late (course.left, course.stage, course.now - course.told_at));
  hear (&course, DFOTA_STATE_UPDATING, 0.6, TRUE);
  assert_false (dfota_time_is_late (course.left, course.stage, course.now - course.told_at));
  assert_in_range (shown (&course), 60, 300);
}

/* Download mode: nobody can tell; and when it goes on, that time does not count as slowness. */
static void
waiting_in_download_mode_is_no_slowness (void **state)
{
  const Leg legs[]
      = { BEGINNING, MUTE (STARTING, 4), MUTE (DOWNLOADING, 26), MUTE (RESTARTING, 30), PARTS (60, .08, .48), { 0 } };
  Course course;

  travel (&course, DFOTA_FAMILY_LTE_STANDARD_MINI, DFOTA_VIA_HTTP, 3 * MIB, NULL, legs);
  int before = shown (&course);
  hear (&course, DFOTA_STATE_WAITING, 0, FALSE);
  assert_int_equal (course.left, -1);
  course.now += 3600;
  assert_int_equal (shown (&course), -1);
  hear (&course, DFOTA_STATE_UPDATING, 0.5, TRUE);
  course.now += 12;
  hear (&course, DFOTA_STATE_UPDATING, 0.58, TRUE);
  assert_in_range (shown (&course), before - 40, before);
}

/* The same where the state gives no figures: its time begins anew. */
static void
waiting_takes_nothing_from_a_mute_state (void **state)
{
  const Leg legs[] = { BEGINNING, MUTE (STARTING, 4), { 0 } };
  Course course;

  travel (&course, DFOTA_FAMILY_LTE_STANDARD_MINI, DFOTA_VIA_HTTP, 3 * MIB, NULL, legs);
  hear (&course, DFOTA_STATE_DOWNLOADING, 0, FALSE);
  int whole = course.stage;
  hear (&course, DFOTA_STATE_WAITING, 0, FALSE);
  course.now += 3600;
  hear (&course, DFOTA_STATE_DOWNLOADING, 0, FALSE);
  assert_int_equal (course.stage, whole);
}

/* Good news need no time to be believed. */
static void
a_state_that_ends_early_shortens_it_at_once (void **state)
{
  const Leg legs[] = { BEGINNING, MUTE (STARTING, 4), { 0 } };
  Course course;

  travel (&course, DFOTA_FAMILY_LTE_STANDARD_MINI, DFOTA_VIA_HTTP, 3 * MIB, NULL, legs);
  hear (&course, DFOTA_STATE_DOWNLOADING, 0, FALSE);
  int before = shown (&course);
  int saved = course.stage;
  course.now += 0.1;
  hear (&course, DFOTA_STATE_VERIFYING, 0, FALSE);
  assert_in_range (shown (&course), before - saved - 1, before - saved + 1);
}

/* Flow control turns out to be impossible: what was said holds, and is drawn to the new reckoning. */
static void
a_new_plan_keeps_what_was_told (void **state)
{
  DfotaPace fast = dfota_pace (DFOTA_FLOW_RTSCTS, 921600);
  DfotaPace slow = dfota_pace (DFOTA_FLOW_NONE, 921600);
  const Leg legs[] = { BEGINNING, { 0 } };
  Course course;

  travel (&course, DFOTA_FAMILY_LTE_STANDARD, DFOTA_VIA_FILE, 5 * MIB, &fast, legs);
  DfotaProgress before = course.progress;
  dfota_progress_init (&course.progress, dfota_way_find (DFOTA_FAMILY_LTE_STANDARD, DFOTA_VIA_FILE), 5 * MIB, &slow);
  dfota_progress_resume (&course.progress, &before);
  assert_true (course.progress.fraction == before.fraction);
  hear (&course, DFOTA_STATE_PREPARING, 0, FALSE);
  int left = shown (&course);
  assert_in_range (left, (int) before.left - 1, (int) before.left + 100);
  course.now += 1;
  hear (&course, DFOTA_STATE_STARTING, 0, FALSE);
  course.now += 20;
  hear (&course, DFOTA_STATE_SENDING, 0, FALSE);
  assert_in_range (shown (&course), left + 150, 540);
}

/* An upgrade that is met in the middle: the first figure is where it is met, and not how fast it goes. */
static void
what_is_joined_is_measured_from_there (void **state)
{
  const DfotaWay *way = dfota_way_find (DFOTA_FAMILY_LTE_STANDARD, DFOTA_VIA_FILE);
  Course course = { .last_shown = -1 };

  dfota_progress_init (&course.progress, way, 0, NULL);
  hear (&course, DFOTA_STATE_UPDATING, 0, FALSE);
  course.now = 0.5;
  hear (&course, DFOTA_STATE_UPDATING, 0.5, TRUE);
  course.now = 10.5;
  hear (&course, DFOTA_STATE_UPDATING, 0.58, TRUE);
  assert_in_range (shown (&course), 60, 100);
}

static void
at_the_end_nothing_is_left (void **state)
{
  Course course = { .last_shown = -1 };

  dfota_progress_init (&course.progress, dfota_way_find (DFOTA_FAMILY_LTE_STANDARD, DFOTA_VIA_FILE), MIB, NULL);
  hear (&course, DFOTA_STATE_DONE, 1, TRUE);
  assert_int_equal (course.left, 0);
  assert_true (course.progress.fraction == 1);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (what_is_told_is_taken_back_no_more_than_it_must),
    cmocka_unit_test (a_slow_line_is_told_soon),
    cmocka_unit_test (the_countdown_stops_where_the_state_should_have_ended),
    cmocka_unit_test (a_state_that_takes_too_long_is_late),
    cmocka_unit_test (what_is_late_stays_late_until_there_is_news),
    cmocka_unit_test (waiting_in_download_mode_is_no_slowness),
    cmocka_unit_test (waiting_takes_nothing_from_a_mute_state),
    cmocka_unit_test (a_state_that_ends_early_shortens_it_at_once),
    cmocka_unit_test (a_new_plan_keeps_what_was_told),
    cmocka_unit_test (what_is_joined_is_measured_from_there),
    cmocka_unit_test (at_the_end_nothing_is_left),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
