/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "route/framing-private.h"

/* The engine's inside: what framing.c, framing-answer.c and framing-sum.c share. */

typedef enum
{
  DFOTA_ANSWER_NONE,
  DFOTA_ANSWER_WAITED, /* what Wait names */
  DFOTA_ANSWER_ACK,
  DFOTA_ANSWER_NAK,
  DFOTA_ANSWER_ABORT
} DfotaAnswer;

struct _DfotaFramingEngine
{
  const DfotaFraming *framing;
  DfotaFramingPayload payload;
  DfotaFramingLine line;
  GByteArray *heard;

  guint step;       /* the one that is on */
  gboolean begun;   /* what it waits for was seen */
  gboolean aborted; /* the receiver has given up */
  gboolean complete;

  /* what this step sends */
  GByteArray *made;   /* a payload that is not the file */
  guint64 total, cut; /* bytes of the payload, and those that are in frames already */
  guint frames_left;  /* of a step without a payload: the one */

  /* the frame that is under way */
  gboolean framed;
  DfotaFrameValues values;
  GByteArray *data;
  GByteArray *frame;
};

/* The step that is on; after the end the last one. */
const DfotaFramingStep *dfota_framing_current (const DfotaFramingEngine *engine);

gint64 dfota_framing_now (const DfotaFramingEngine *engine);

/* The receiver leads now. */
gboolean dfota_framing_is_over (const DfotaFramingEngine *engine);

/* The first answer in what has been heard; what stands before it is noise and goes with it. @wanted, besides Abort: _WAITED, _ACK
 * (with _NAK), or _ABORT alone. @all: no more will come, so that a beginning counts for nothing. */
DfotaAnswer dfota_framing_take_answer (DfotaFramingEngine *engine, DfotaAnswer wanted, gboolean all);

/* The same, for @length µs at the most. *ret_answer is DFOTA_ANSWER_NONE when the time is over, or the delivery. */
gboolean dfota_framing_await_answer (DfotaFramingEngine *engine, DfotaAnswer wanted, gint64 length, DfotaAnswer *ret_answer,
                                     GError **error);

/* Makes the checks over the whole file that this profile needs: before the first frame, for one of them may stand there. */
gboolean dfota_framing_sum_file (DfotaFramingEngine *engine, GError **error);
