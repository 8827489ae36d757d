/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "upgrade/story.h"
#include "upgrade/urc.h"

#define NONE DFOTA_URC_NO_NUMBER

static void
messages_are_understood_in_every_spelling (void **state)
{
  static const struct
  {
    const char *line;
    DfotaUrcKind kind;
    int number;
  } rows[] = {
    { "+QIND: \"FOTA\",\"FILESTART\"", DFOTA_URC_DOWNLOAD_START, NONE },
    { "+QIND: \"FOTA\",\"HTTPSSTART\"", DFOTA_URC_DOWNLOAD_START, NONE },
    { "+QIND: \"FOTA\",\"DOWNLOADING\",50", DFOTA_URC_DOWNLOADING, 50 },
    { "+QIND: \"FOTA\",\" DOWNLOADING\",50", DFOTA_URC_DOWNLOADING, 50 },
    { "+QIND: \"FOTA\",\"DOWNLOADING \",7%", DFOTA_URC_DOWNLOADING, 7 },
    { "+QIND:\"FOTA\", \"downloading\" , 7 %", DFOTA_URC_DOWNLOADING, 7 },
    { "+QIND: \"FOTA\",\"FILEEND\",500", DFOTA_URC_DOWNLOAD_END, 500 },
    { "+QIND: \"FOTA\",\"HTTPEnd\",0", DFOTA_URC_DOWNLOAD_END, 0 },
    { "+QIND: \"FOTA\",\"HTTPPEND\",714", DFOTA_URC_DOWNLOAD_END, 714 },
    { "+QIND: \"FOTA\",\"COAPEND\",99", DFOTA_URC_DOWNLOAD_END, 99 },
    { "\001\001+QIND: \"FOTA\",\"START\"", DFOTA_URC_START, NONE },
    { "+QIND: \"FOTA\",\"UPDATING\",3%,1,1", DFOTA_URC_UPDATING, 3 },
    { "+QIND: \"FOTA\",\"UPDATING\", 3%,1,1", DFOTA_URC_UPDATING, 3 },
    { "+QIND: \"FOTA\",\"END\",0", DFOTA_URC_END, 0 },
    { "+QIND: \"FOTA\",\"END\",505", DFOTA_URC_END, 505 },
    { "+QIND: \"FOTA\",\"END\"", DFOTA_URC_END, NONE },
    { "+QIND: \"FOTA\",\"END\",\"505\"", DFOTA_URC_END, 505 },
    { "+QIND: \"FOTA\",\"END\":505", DFOTA_URC_END, 505 },
    { "+QIND: \"FOTA\",\"HTTPEND\",-5", DFOTA_URC_DOWNLOAD_END, -5 },
    { "+QIND: \"FOTA\",\"HTTPEND\",0,4096", DFOTA_URC_DOWNLOAD_END, 0 },
    { "+QIND: \"FOTA\",\"END\",\xef\xbf\xbd", DFOTA_URC_OTHER, NONE },
    { "+QIND: \"FOTA\",\"END\",5\xef\xbf\xbd"
      "5",
      DFOTA_URC_OTHER, NONE },
    { "+QIND: \"FOTA\",\"FILEEND\",x", DFOTA_URC_OTHER, NONE },
    { "+QIND: \"FOTA\",\"NOT SUPPORT\"", DFOTA_URC_NOT_SUPPORTED, NONE },
    { "+QIND: \"FOTA\",\"NOTSUPPORT\"", DFOTA_URC_NOT_SUPPORTED, NONE },
    { "+QIND: \"FOTA\",\"RESTORE\",1%", DFOTA_URC_OTHER, 1 },
    { "+QIND: \"FOTA\",\"Last upgrade was not finished,continue upgrade\"", DFOTA_URC_OTHER, NONE },
  };
  static const char *const others[] = { "+QIND: SMS DONE", "+QIND: \"SMS\",\"x\"", "RDY", "+CPIN: READY", "", "FOTA" };
  DfotaUrc urc;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (!dfota_urc_parse (rows[i].line, &urc) || urc.kind != rows[i].kind || urc.number != rows[i].number)
      fail_msg ("%s", rows[i].line);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    assert_false (dfota_urc_parse (others[i], &urc));
}

#define FOTA(rest) "+QIND: \"FOTA\"," rest

static void
facts_add_up_to_a_state_in_any_order (void **state)
{
  static const struct
  {
    const char *lines[8]; /* "-" a hang-up, "+" the return, "." the last byte sent */
    DfotaState state;
    int restarts;
    gboolean settled;
  } rows[] = {
    { { FOTA ("\"FILESTART\"") }, DFOTA_STATE_SENDING, 0, FALSE },
    { { FOTA ("\"FILESTART\""), "." }, DFOTA_STATE_DOWNLOADING, 0, FALSE },
    { { ".", FOTA ("\"FILEEND\",0") }, DFOTA_STATE_VERIFYING, 0, FALSE },
    { { ".", FOTA ("\"FILEEND\",0"), "-" }, DFOTA_STATE_RESTARTING, 1, FALSE },
    { { ".", "-", "+", "RDY" }, DFOTA_STATE_RESTARTING, 1, FALSE },
    { { ".", "RDY", "APP RDY" }, DFOTA_STATE_RESTARTING, 1, FALSE },
    { { ".", "RDY", "RDY" }, DFOTA_STATE_RESTARTING, 2, FALSE },
    { { ".", FOTA ("\"START\"") }, DFOTA_STATE_UPDATING, 0, FALSE },
    { { ".", FOTA ("\"UPDATING\",91"), "-", "+" }, DFOTA_STATE_UPDATING, 1, FALSE },
    { { ".", FOTA ("\"UPDATING\",91"), "RDY", FOTA ("\"END\",0") }, DFOTA_STATE_CONFIRMING, 1, TRUE },
    { { FOTA ("\"END\",0") }, DFOTA_STATE_CONFIRMING, 0, TRUE },
    { { FOTA ("\"FILESTART\""), FOTA ("\"FILEEND\",500") }, DFOTA_STATE_CONFIRMING, 0, TRUE },
    { { FOTA ("\"NOTSUPPORT\"") }, DFOTA_STATE_CONFIRMING, 0, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DfotaStory story;
      dfota_story_init (&story, 0);
      for (guint k = 0; k < 8 && rows[i].lines[k] != NULL; k++)
        {
          const char *line = rows[i].lines[k];
          if (*line == '-' && line[1] == '\0')
            dfota_story_hang_up (&story, k);
          else if (*line == '+' && line[1] == '\0')
            dfota_story_return (&story, k);
          else if (*line == '.')
            story.all_sent = TRUE;
          else
            dfota_story_hear (&story, line, k);
        }
      if (dfota_story_state (&story) != rows[i].state || story.restarts != rows[i].restarts
          || dfota_story_is_settled (&story) != rows[i].settled)
        fail_msg ("row %d: %s, %d restarts", (int) i, dfota_state_id (dfota_story_state (&story)), story.restarts);
    }
}

/* A module that fetches by itself is in other states after the same messages; '$' accepts the command, 'M' is MiniFOTA's silence. */
static void
a_module_that_fetches_is_told_from_one_that_is_sent_to (void **state)
{
  static const struct
  {
    const char *lines[8];
    DfotaState state;
  } rows[] = {
    { { NULL }, DFOTA_STATE_STARTING },
    { { "$" }, DFOTA_STATE_DOWNLOADING },
    { { FOTA ("\"HTTPSTART\"") }, DFOTA_STATE_DOWNLOADING },
    { { FOTA ("\"DOWNLOADING\",3") }, DFOTA_STATE_DOWNLOADING },
    { { "$", FOTA ("\"HTTPEND\",0") }, DFOTA_STATE_VERIFYING },
    { { "$", FOTA ("\"HTTPEND\",0"), "-", "+" }, DFOTA_STATE_RESTARTING },
    { { "$", FOTA ("\"HTTPEND\",714") }, DFOTA_STATE_CONFIRMING },
    { { "$", "M", "-" }, DFOTA_STATE_RESTARTING },
    { { "$", "M", "-", "+" }, DFOTA_STATE_DOWNLOADING },
    { { "$", "M", "-", "+", "W" }, DFOTA_STATE_WAITING },
    { { "$", "M", "-", "+", "W", FOTA ("\"UPDATING\",2") }, DFOTA_STATE_UPDATING },
    { { "$", "M", "W", "-" }, DFOTA_STATE_RESTARTING },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DfotaStory story;
      dfota_story_init (&story, 0);
      story.all_sent = story.fetches = TRUE;
      for (guint k = 0; k < 8 && rows[i].lines[k] != NULL; k++)
        {
          const char *line = rows[i].lines[k];
          if (g_str_equal (line, "$"))
            story.accepted = TRUE;
          else if (g_str_equal (line, "M"))
            story.mute = TRUE;
          else if (g_str_equal (line, "W"))
            story.waiting = TRUE;
          else if (g_str_equal (line, "-"))
            dfota_story_hang_up (&story, k);
          else if (g_str_equal (line, "+"))
            dfota_story_return (&story, k);
          else
            dfota_story_hear (&story, line, k);
        }
      if (dfota_story_state (&story) != rows[i].state)
        fail_msg ("row %d: %s", (int) i, dfota_state_id (dfota_story_state (&story)));
    }
}

/* Whether it counts or says percents shows after a few messages, and at the latest when it passes the number it was given. */
static void
a_download_is_a_fraction_whatever_the_module_counts (void **state)
{
  static const struct
  {
    int max;
    int said[6]; /* -1 ends */
    int percent; /* -1: no figure */
  } rows[] = {
    { 100, { -1 }, -1 },
    { 0, { 5, -1 }, -1 },
    { 100, { 30, -1 }, 30 },
    { 50, { 1, 2, 3, 25, -1 }, 50 },
    { 50, { 1, 2, 49, 50, -1 }, 100 },
    { 50, { 2, 4, 6, -1 }, 6 },
    { 50, { 2, 4, 6, 30, -1 }, 30 },
    { 50, { 98, 100, -1 }, 100 },
    { 5, { 1, 2, 3, -1 }, 60 },
    { 5, { 20, 40, -1 }, 40 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DfotaStory story;
      dfota_story_init (&story, 0);
      for (guint k = 0; rows[i].said[k] >= 0; k++)
        {
          g_autofree char *line = g_strdup_printf (FOTA ("\"DOWNLOADING\",%d"), rows[i].said[k]);
          dfota_story_hear (&story, line, k);
        }
      double fetched = dfota_story_fetched (&story, rows[i].max);
      if (rows[i].percent < 0 ? fetched >= 0 : (int) (fetched * 100 + 0.5) != rows[i].percent)
        fail_msg ("row %d: %f", (int) i, fetched);
    }
}

/* Power lost while updating: it starts anew where it was, and says the same once more. */
static void
going_on_after_a_restart_is_news (void **state)
{
  DfotaStory story;

  dfota_story_init (&story, 0);
  dfota_story_hear (&story, FOTA ("\"START\""), 1);
  dfota_story_hear (&story, FOTA ("\"UPDATING\",41"), 2);
  assert_false (dfota_story_hear (&story, FOTA ("\"START\""), 3));
  dfota_story_hear (&story, "RDY", 4);
  assert_true (dfota_story_hear (&story, FOTA ("\"START\""), 5));
  assert_int_equal (story.resumed, 1);
  assert_int_equal (story.news_at, 5);
  assert_false (dfota_story_hear (&story, FOTA ("\"UPDATING\",41"), 6));
  assert_int_equal (story.resumed, 1);
}

static void
only_what_is_new_is_news (void **state)
{
  DfotaStory story;

  dfota_story_init (&story, 0);
  assert_true (dfota_story_hear (&story, FOTA ("\"UPDATING\",8"), 5));
  assert_int_equal (story.news_at, 5);
  assert_false (dfota_story_hear (&story, FOTA ("\"UPDATING\",8"), 9));
  assert_false (dfota_story_hear (&story, "+CREG: 1", 10));
  assert_int_equal (story.news_at, 5);
  assert_true (dfota_story_hear (&story, FOTA ("\"UPDATING\",16"), 11));
}

static void
the_first_end_counts (void **state)
{
  DfotaStory story;
  DfotaCodeKind kind;
  int code;

  dfota_story_init (&story, 0);
  dfota_story_hear (&story, FOTA ("\"END\",505"), 1);
  dfota_story_hear (&story, FOTA ("\"END\",0"), 2);
  assert_true (dfota_story_failed (&story, &kind, &code));
  assert_int_equal (code, 505);
  assert_int_equal (kind, DFOTA_CODE_UPGRADE);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (messages_are_understood_in_every_spelling),
    cmocka_unit_test (facts_add_up_to_a_state_in_any_order),
    cmocka_unit_test (a_module_that_fetches_is_told_from_one_that_is_sent_to),
    cmocka_unit_test (a_download_is_a_fraction_whatever_the_module_counts),
    cmocka_unit_test (going_on_after_a_restart_is_news),
    cmocka_unit_test (only_what_is_new_is_news),
    cmocka_unit_test (the_first_end_counts),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
