/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/framing-engine.h"

#include <string.h>

#include "error.h"

/* The engine: waits for what a step waits for, then sends a frame and wants its answer, and the next. One frame is under way at
 * a time. */

#define SECOND    G_GINT64_CONSTANT (1000000)
#define SEND_US   (60 * SECOND) /* a line that has not taken a frame after so long is stuck… */
#define SLOWEST   100           /* …and longer by what a line of so many bytes a second needs */
#define CANCEL_US (5 * SECOND / 2)
#define CANCELS   3

/* --- made and freed --- */

/* The largest numbers that any frame of this step can carry. */
static DfotaFrameValues
largest_values (const DfotaFramingEngine *engine, const DfotaFramingStep *step)
{
  DfotaFrameValues largest = engine->values;
  g_autoptr (GByteArray) made = g_byte_array_new ();
  guint64 size = step->sizes->len > 0 ? g_array_index (step->sizes, guint, 0) : 0;

  if (step->payload != NULL)
    dfota_layout_build (g_ptr_array_index (step->payload, 0), NULL, &largest, made);
  guint64 total = step->sends_file ? (guint64) engine->payload.size : made->len;
  largest.numbers[DFOTA_FIELD_LEN] = MIN (size, total);
  largest.numbers[DFOTA_FIELD_OFFSET] = total > 0 ? total - 1 : 0;
  return largest;
}

static gboolean
check_layouts (const DfotaFramingEngine *engine, const DfotaFramingStep *step, GPtrArray *layouts, const char *key,
               GError **error)
{
  DfotaFrameValues largest = largest_values (engine, step);

  for (guint i = 0; layouts != NULL && i < layouts->len; i++)
    {
      const DfotaToken *token = dfota_layout_overflow (g_ptr_array_index (layouts, i), &largest);
      g_autofree char *group = g_strconcat ("Step ", step->name, NULL);

      if (token != NULL)
        return dfota_framing_fail (error, group, key, token->text);
    }
  return TRUE;
}

static gboolean
check_numbers (const DfotaFramingEngine *engine, GError **error)
{
  for (guint i = 0; i < engine->framing->steps->len; i++)
    {
      const DfotaFramingStep *step = g_ptr_array_index (engine->framing->steps, i);

      if (!check_layouts (engine, step, step->payload, "Payload", error)
          || !check_layouts (engine, step, step->send, "Send", error))
        return FALSE;
    }
  return TRUE;
}

static guint64
count_frames (const DfotaFramingStep *step, guint64 left)
{
  guint64 frames = 0;

  for (; left > 0; frames++)
    {
      guint64 size = g_array_index (step->sizes, guint, dfota_framing_size_for (step, left));
      left -= MIN (size, left);
    }
  return frames;
}

DfotaFramingEngine *
dfota_framing_engine_new (const DfotaFraming *framing, const DfotaFramingPayload *payload, const DfotaFramingLine *line,
                          GError **error)
{
  g_autoptr (DfotaFramingEngine) engine = g_new0 (DfotaFramingEngine, 1);
  const DfotaFramingStep *step = dfota_framing_file_step (framing);

  engine->framing = framing;
  engine->payload = *payload;
  engine->line = *line;
  engine->heard = g_byte_array_new ();
  engine->made = g_byte_array_new ();
  engine->data = g_byte_array_new ();
  engine->frame = g_byte_array_new ();
  engine->values.name = payload->name;
  engine->values.file_sums = g_hash_table_new (NULL, NULL);
  engine->values.numbers[DFOTA_FIELD_FILESIZE] = (guint64) payload->size;
  engine->values.numbers[DFOTA_FIELD_FRAMES] = count_frames (step, (guint64) payload->size);
  engine->values.numbers[DFOTA_FIELD_MTIME] = (guint64) MAX (payload->mtime, 0);
  engine->values.numbers[DFOTA_FIELD_MODE] = payload->mode;
  return check_numbers (engine, error) ? g_steal_pointer (&engine) : NULL;
}

void
dfota_framing_engine_free (DfotaFramingEngine *engine)
{
  if (engine == NULL)
    return;
  g_byte_array_unref (engine->heard);
  g_byte_array_unref (engine->made);
  g_byte_array_unref (engine->data);
  g_byte_array_unref (engine->frame);
  g_hash_table_unref (engine->values.file_sums);
  g_free (engine);
}

/* --- giving up --- */

static gboolean
send_frame (DfotaFramingEngine *engine, gint64 length, GError **error)
{
  gint64 until = dfota_framing_now (engine) + length;

  return engine->line.send (engine->line.user_data, engine->frame->data, engine->frame->len, until, error);
}

void
dfota_framing_cancel (DfotaFramingEngine *engine)
{
  GPtrArray *cancel = engine->framing->cancel;
  guint times = dfota_framing_current (engine)->abort->len > 0 ? CANCELS : 1;

  if (cancel->len == 0)
    return;
  g_byte_array_set_size (engine->frame, 0);
  engine->framed = FALSE;
  dfota_layout_build (g_ptr_array_index (cancel, 0), NULL, &engine->values, engine->frame);
  for (guint i = 0; i < times && !engine->aborted && !dfota_framing_is_over (engine); i++)
    {
      DfotaAnswer answer = DFOTA_ANSWER_NONE;

      if (!send_frame (engine, CANCEL_US, NULL)
          || (times > 1 && !dfota_framing_await_answer (engine, DFOTA_ANSWER_ABORT, CANCEL_US, &answer, NULL)))
        return;
      engine->aborted = answer == DFOTA_ANSWER_ABORT;
    }
}

static gboolean
fail (DfotaFramingEngine *engine, DfotaAnswer answer, GError **error)
{
  engine->aborted = engine->aborted || answer == DFOTA_ANSWER_ABORT;
  dfota_fail (error, DFOTA_ERROR_FRAMING_FAILED, dfota_framing_current (engine)->name);
  dfota_framing_cancel (engine);
  return FALSE;
}

/* --- one frame --- */

/* Quiet before a frame; what comes meanwhile answers nothing any more, unless the receiver gives up. */
static gboolean
be_quiet (DfotaFramingEngine *engine, GError **error)
{
  gint64 until = dfota_framing_now (engine) + dfota_framing_current (engine)->delay_us;
  g_autoptr (GError) local = NULL;

  while (engine->line.wait (engine->line.user_data, until, &local) && dfota_framing_now (engine) < until)
    continue;
  if (local != NULL && !g_error_matches (local, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  DfotaAnswer answer = dfota_framing_take_answer (engine, DFOTA_ANSWER_ABORT, TRUE);
  return answer == DFOTA_ANSWER_NONE || fail (engine, answer, error);
}

/* Sends the frame until it is acknowledged, or the delivery is over. */
static gboolean
exchange (DfotaFramingEngine *engine, GError **error)
{
  const DfotaFramingStep *step = dfota_framing_current (engine);
  DfotaAnswer answer = DFOTA_ANSWER_NONE;

  for (guint i = 0; i < step->tries; i++)
    {
      if (!be_quiet (engine, error))
        return FALSE;
      if (dfota_framing_is_over (engine))
        return TRUE;
      engine->complete = engine->complete || (step->sends_file && engine->cut == engine->total);
      if (!send_frame (engine, SEND_US + engine->frame->len * SECOND / SLOWEST, error)
          || !dfota_framing_await_answer (engine, DFOTA_ANSWER_ACK, step->timeout_us, &answer, error))
        return FALSE;
      if (answer == DFOTA_ANSWER_ACK || dfota_framing_is_over (engine))
        return TRUE;
      if (answer == DFOTA_ANSWER_ABORT)
        return fail (engine, answer, error);
    }
  return (step->unconfirmed && answer == DFOTA_ANSWER_NONE) || fail (engine, answer, error);
}

/* The next bytes of the payload, and the filler. */
static gboolean
cut_data (DfotaFramingEngine *engine, guint size, GError **error)
{
  const DfotaFramingStep *step = dfota_framing_current (engine);
  guint64 left = engine->total - engine->cut;
  gsize n = (gsize) MIN (left, size);

  g_byte_array_set_size (engine->data, (guint) n);
  if (!step->sends_file)
    memcpy (engine->data->data, engine->made->data + engine->cut, n);
  else if (!engine->payload.take (engine->payload.user_data, engine->data->data, n, error))
    return FALSE;
  if (step->pad >= 0)
    {
      g_byte_array_set_size (engine->data, size);
      memset (engine->data->data + n, step->pad, size - n);
    }
  engine->values.numbers[DFOTA_FIELD_LEN] = n;
  engine->values.numbers[DFOTA_FIELD_OFFSET] = engine->cut;
  engine->values.data = engine->data->data;
  engine->values.data_len = engine->data->len;
  engine->cut += n;
  return TRUE;
}

static gboolean
make_frame (DfotaFramingEngine *engine, GError **error)
{
  const DfotaFramingStep *step = dfota_framing_current (engine);
  guint which = 0;

  if (step->sizes->len > 0)
    {
      which = dfota_framing_size_for (step, engine->total - engine->cut);
      if (!cut_data (engine, g_array_index (step->sizes, guint, which), error))
        return FALSE;
    }
  else
    engine->frames_left = 0;
  g_byte_array_set_size (engine->frame, 0);
  dfota_layout_build (g_ptr_array_index (step->send, which), step->escapes, &engine->values, engine->frame);
  engine->framed = TRUE;
  return TRUE;
}

static void
frame_acknowledged (DfotaFramingEngine *engine)
{
  engine->framed = FALSE;
  engine->values.numbers[DFOTA_FIELD_SEQ]++;
  if (dfota_framing_current (engine)->sends_file && engine->line.acknowledged != NULL)
    engine->line.acknowledged (engine->line.user_data, (goffset) engine->cut);
}

/* --- one step --- */

static void
open_payload (DfotaFramingEngine *engine)
{
  const DfotaFramingStep *step = dfota_framing_current (engine);

  g_byte_array_set_size (engine->made, 0);
  if (step->payload != NULL)
    dfota_layout_build (g_ptr_array_index (step->payload, 0), NULL, &engine->values, engine->made);
  engine->total = step->sends_file ? (guint64) engine->payload.size : engine->made->len;
  engine->cut = 0;
  engine->frames_left = step->send->len > 0 && step->sizes->len == 0 ? 1 : 0;
}

/* Awaits what the step waits for. A step that need not be confirmed is left out where nothing comes. */
static gboolean
begin_step (DfotaFramingEngine *engine, GError **error)
{
  const DfotaFramingStep *step = dfota_framing_current (engine);
  DfotaAnswer answer = DFOTA_ANSWER_WAITED;

  memset (engine->values.numbers, 0, sizeof (guint64) * (DFOTA_FIELD_OFFSET + 1));
  engine->values.numbers[DFOTA_FIELD_SEQ] = step->seq;
  open_payload (engine);
  if (step->wait->len > 0 && !dfota_framing_await_answer (engine, DFOTA_ANSWER_WAITED, step->wait_us, &answer, error))
    return FALSE;
  if (dfota_framing_is_over (engine))
    return TRUE;
  if (answer == DFOTA_ANSWER_ABORT || (answer == DFOTA_ANSWER_NONE && !step->unconfirmed))
    return fail (engine, answer, error);
  if (answer == DFOTA_ANSWER_NONE)
    engine->cut = engine->total;
  if (answer == DFOTA_ANSWER_NONE)
    engine->frames_left = 0;
  engine->begun = TRUE;
  return TRUE;
}

static gboolean
has_frames (const DfotaFramingEngine *engine)
{
  return engine->framed || engine->cut < engine->total || engine->frames_left > 0;
}

/* --- all of them --- */

/* The frame that is next carries the last bytes of the file. */
static gboolean
is_at_last (const DfotaFramingEngine *engine)
{
  return dfota_framing_current (engine)->sends_file && engine->cut == engine->total;
}

/* Goes on where it stands. @seal: to the end; else to the file's last frame, which is then made and not sent. */
static gboolean
go_on (DfotaFramingEngine *engine, gboolean seal, GError **error)
{
  while (engine->step < engine->framing->steps->len)
    {
      if (!engine->begun && !begin_step (engine, error))
        return FALSE;
      while (!dfota_framing_is_over (engine) && has_frames (engine))
        {
          if (!engine->framed && !make_frame (engine, error))
            return FALSE;
          if (!seal && is_at_last (engine))
            return TRUE;
          if (!exchange (engine, error))
            return FALSE;
          if (!dfota_framing_is_over (engine))
            frame_acknowledged (engine);
        }
      if (dfota_framing_is_over (engine))
        return TRUE;
      engine->step++;
      engine->begun = FALSE;
    }
  return TRUE;
}

gboolean
dfota_framing_deliver (DfotaFramingEngine *engine, GError **error)
{
  return dfota_framing_sum_file (engine, error) && go_on (engine, FALSE, error);
}

gboolean
dfota_framing_seal (DfotaFramingEngine *engine, GError **error)
{
  return go_on (engine, TRUE, error);
}

gboolean
dfota_framing_is_complete (const DfotaFramingEngine *engine)
{
  return engine->complete;
}
