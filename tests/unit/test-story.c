/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "upgrade/story.h"
#include "upgrade/urc.h"

static void
messages_are_understood_in_every_spelling (void **state)
{
  static const struct
  {
    const char *line;
    DfotaUrcKind kind;
    int number;
  } rows[] = {
    { "+QIND: \"FOTA\",\"FILESTART\"", DFOTA_URC_DOWNLOAD_START, -1 },
    { "+QIND: \"FOTA\",\"HTTPSSTART\"", DFOTA_URC_DOWNLOAD_START, -1 },
    { "+QIND: \"FOTA\",\"DOWNLOADING\",50", DFOTA_URC_DOWNLOADING, 50 },
    { "+QIND: \"FOTA\",\" DOWNLOADING\",50", DFOTA_URC_DOWNLOADING, 50 },
    { "+QIND: \"FOTA\",\"DOWNLOADING \",7%", DFOTA_URC_DOWNLOADING, 7 },
    { "+QIND:\"FOTA\", \"downloading\" , 7 %", DFOTA_URC_DOWNLOADING, 7 },
    { "+QIND: \"FOTA\",\"FILEEND\",500", DFOTA_URC_DOWNLOAD_END, 500 },
    { "+QIND: \"FOTA\",\"HTTPEnd\",0", DFOTA_URC_DOWNLOAD_END, 0 },
    { "+QIND: \"FOTA\",\"HTTPPEND\",714", DFOTA_URC_DOWNLOAD_END, 714 },
    { "+QIND: \"FOTA\",\"COAPEND\",99", DFOTA_URC_DOWNLOAD_END, 99 },
    { "\001\001+QIND: \"FOTA\",\"START\"", DFOTA_URC_START, -1 },
    { "+QIND: \"FOTA\",\"UPDATING\",3%,1,1", DFOTA_URC_UPDATING, 3 },
    { "+QIND: \"FOTA\",\"UPDATING\", 3%,1,1", DFOTA_URC_UPDATING, 3 },
    { "+QIND: \"FOTA\",\"END\",0", DFOTA_URC_END, 0 },
    { "+QIND: \"FOTA\",\"END\",505", DFOTA_URC_END, 505 },
    { "+QIND: \"FOTA\",\"NOTSUPPORT\"", DFOTA_URC_NOT_SUPPORTED, -1 },
    { "+QIND: \"FOTA\",\"RESTORE\",1%", DFOTA_URC_OTHER, 1 },
    { "+QIND: \"FOTA\",\"Last upgrade was not finished,continue upgrade\"", DFOTA_URC_OTHER, -1 },
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
    cmocka_unit_test (only_what_is_new_is_news),
    cmocka_unit_test (the_first_end_counts),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
