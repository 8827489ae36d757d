/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/verdict.h"

#define EITHER (-1)

#define DONE                                                                                                                \
  {                                                                                                                         \
    DFOTA_OUTCOME_DONE, 0, TRUE, FALSE, DFOTA_ERROR_INTERNAL                                                                \
  }
#define FAILED_SAFE                                                                                                         \
  {                                                                                                                         \
    DFOTA_OUTCOME_FAILED, 1, TRUE, TRUE, DFOTA_ERROR_INTERNAL                                                               \
  }
#define FAILED_OPEN                                                                                                         \
  {                                                                                                                         \
    DFOTA_OUTCOME_FAILED, 4, FALSE, TRUE, DFOTA_ERROR_INTERNAL                                                              \
  }
#define UNCERTAIN(safe, error)                                                                                              \
  {                                                                                                                         \
    DFOTA_OUTCOME_UNCERTAIN, 3, safe, FALSE, DFOTA_ERROR_##error                                                            \
  }
#define UNCERTAIN_OWN(safe)                                                                                                 \
  {                                                                                                                         \
    DFOTA_OUTCOME_UNCERTAIN, 3, safe, TRUE, DFOTA_ERROR_INTERNAL                                                            \
  }
#define CANCELLED                                                                                                           \
  {                                                                                                                         \
    DFOTA_OUTCOME_CANCELLED, 130, TRUE, FALSE, DFOTA_ERROR_STOPPED                                                          \
  }

/* The table of contract.md, "How a run ends", one row a case. */
static const struct
{
  DfotaEnding ending;
  DfotaReading reading;
  int past_point; /* EITHER where it makes no difference */
  DfotaVerdict verdict;
} rows[] = {
  { DFOTA_ENDING_SAID_DONE, DFOTA_READING_CHANGED, EITHER, DONE },
  { DFOTA_ENDING_SAID_DONE, DFOTA_READING_NOT_TARGET, EITHER, UNCERTAIN (TRUE, NOT_TARGET) },
  { DFOTA_ENDING_SAID_DONE, DFOTA_READING_SAME, EITHER, UNCERTAIN (TRUE, UNCHANGED) },
  { DFOTA_ENDING_SAID_DONE, DFOTA_READING_NONE, EITHER, UNCERTAIN (FALSE, UNREAD) },

  { DFOTA_ENDING_SAID_DONE, DFOTA_READING_ANOTHER, EITHER, UNCERTAIN (FALSE, ANOTHER_MODULE) },
  { DFOTA_ENDING_SAID_DONE, DFOTA_READING_UNKNOWN, EITHER, UNCERTAIN (TRUE, JOINED) },

  { DFOTA_ENDING_LOST, DFOTA_READING_CHANGED, EITHER, DONE },
  { DFOTA_ENDING_LOST, DFOTA_READING_NOT_TARGET, EITHER, UNCERTAIN (TRUE, NOT_TARGET) },
  { DFOTA_ENDING_LOST, DFOTA_READING_SAME, EITHER, UNCERTAIN_OWN (TRUE) },
  { DFOTA_ENDING_LOST, DFOTA_READING_NONE, TRUE, FAILED_OPEN },
  { DFOTA_ENDING_LOST, DFOTA_READING_NONE, FALSE, UNCERTAIN_OWN (FALSE) },

  { DFOTA_ENDING_LOST, DFOTA_READING_ANOTHER, EITHER, UNCERTAIN (FALSE, ANOTHER_MODULE) },
  { DFOTA_ENDING_LOST, DFOTA_READING_UNKNOWN, EITHER, UNCERTAIN (TRUE, JOINED) },

  /* an error code and another version than before contradict each other: nobody should rely on that module */
  { DFOTA_ENDING_SAID_ERROR, DFOTA_READING_SAME, EITHER, FAILED_SAFE },
  { DFOTA_ENDING_SAID_ERROR, DFOTA_READING_NONE, EITHER, FAILED_OPEN },
  { DFOTA_ENDING_SAID_ERROR, DFOTA_READING_CHANGED, EITHER, FAILED_OPEN },
  { DFOTA_ENDING_SAID_ERROR, DFOTA_READING_NOT_TARGET, EITHER, FAILED_OPEN },
  { DFOTA_ENDING_SAID_ERROR, DFOTA_READING_ANOTHER, EITHER, FAILED_OPEN },
  /* it says that it failed, and answers */
  { DFOTA_ENDING_SAID_ERROR, DFOTA_READING_UNKNOWN, EITHER, FAILED_SAFE },

  { DFOTA_ENDING_BROKEN, DFOTA_READING_SAME, EITHER, FAILED_SAFE },
  { DFOTA_ENDING_BROKEN, DFOTA_READING_NONE, EITHER, UNCERTAIN_OWN (FALSE) },
  { DFOTA_ENDING_BROKEN, DFOTA_READING_CHANGED, EITHER, UNCERTAIN_OWN (TRUE) },
  { DFOTA_ENDING_BROKEN, DFOTA_READING_NOT_TARGET, EITHER, UNCERTAIN_OWN (TRUE) },

  { DFOTA_ENDING_BROKEN, DFOTA_READING_ANOTHER, EITHER, UNCERTAIN (FALSE, ANOTHER_MODULE) },
  { DFOTA_ENDING_BROKEN, DFOTA_READING_UNKNOWN, EITHER, UNCERTAIN_OWN (TRUE) },

  { DFOTA_ENDING_STOPPED, DFOTA_READING_SAME, EITHER, CANCELLED },
  { DFOTA_ENDING_STOPPED, DFOTA_READING_NONE, EITHER, UNCERTAIN (FALSE, STOPPED_UNREAD) },
  { DFOTA_ENDING_STOPPED, DFOTA_READING_CHANGED, EITHER, UNCERTAIN (TRUE, STOPPED_UNREAD) },
  { DFOTA_ENDING_STOPPED, DFOTA_READING_NOT_TARGET, EITHER, UNCERTAIN (TRUE, STOPPED_UNREAD) },
  { DFOTA_ENDING_STOPPED, DFOTA_READING_ANOTHER, EITHER, UNCERTAIN (FALSE, ANOTHER_MODULE) },
  { DFOTA_ENDING_STOPPED, DFOTA_READING_UNKNOWN, EITHER, UNCERTAIN (TRUE, STOPPED_UNREAD) },
};

DfotaVerdict
dfota_verdict (DfotaEnding ending, DfotaReading reading, gboolean past_point)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].ending == ending && rows[i].reading == reading
        && (rows[i].past_point == EITHER || rows[i].past_point == past_point))
      return rows[i].verdict;
  g_return_val_if_reached ((DfotaVerdict) UNCERTAIN (FALSE, INTERNAL));
}
