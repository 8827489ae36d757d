/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/framing-engine.h"

/* What the receiver says: answers found in what the line brings. */

void
dfota_framing_feed (DfotaFramingEngine *engine, const guint8 *bytes, gsize n)
{
  g_byte_array_append (engine->heard, bytes, (guint) n);
}

gboolean
dfota_framing_is_over (const DfotaFramingEngine *engine)
{
  return engine->line.is_over != NULL && engine->line.is_over (engine->line.user_data);
}

gint64
dfota_framing_now (const DfotaFramingEngine *engine)
{
  return engine->line.now (engine->line.user_data);
}

const DfotaFramingStep *
dfota_framing_current (const DfotaFramingEngine *engine)
{
  guint last = engine->framing->steps->len - 1;

  return g_ptr_array_index (engine->framing->steps, MIN (engine->step, last));
}

/* What stands at one place of what has come. */
typedef struct
{
  DfotaAnswer answer;
  gsize len;
  gboolean part; /* one of them may become an answer with the next byte */
} Found;

/* Does one of these stand at the beginning of @bytes? The longest counts. */
static void
look_for (const DfotaFramingEngine *engine, GPtrArray *layouts, DfotaAnswer answer, const guint8 *bytes, gsize n,
          Found *found)
{
  for (guint i = 0; i < layouts->len; i++)
    {
      gsize len = 0;
      DfotaMatch match = dfota_layout_match (g_ptr_array_index (layouts, i), dfota_framing_current (engine)->escapes,
                                             &engine->values, bytes, n, &len);

      found->part = found->part || match == DFOTA_MATCH_PART;
      if (match == DFOTA_MATCH_YES && len > found->len)
        {
          found->answer = answer;
          found->len = len;
        }
    }
}

static Found
look_at (const DfotaFramingEngine *engine, DfotaAnswer wanted, const guint8 *bytes, gsize n)
{
  const DfotaFramingStep *step = dfota_framing_current (engine);
  Found found = { DFOTA_ANSWER_NONE, 0, FALSE };

  look_for (engine, step->abort, DFOTA_ANSWER_ABORT, bytes, n, &found);
  if (wanted == DFOTA_ANSWER_WAITED)
    look_for (engine, step->wait, DFOTA_ANSWER_WAITED, bytes, n, &found);
  if (wanted == DFOTA_ANSWER_ACK)
    {
      look_for (engine, step->nak, DFOTA_ANSWER_NAK, bytes, n, &found);
      look_for (engine, step->ack, DFOTA_ANSWER_ACK, bytes, n, &found);
    }
  return found;
}

DfotaAnswer
dfota_framing_take_answer (DfotaFramingEngine *engine, DfotaAnswer wanted, gboolean all)
{
  GByteArray *heard = engine->heard;

  for (guint i = 0; i < heard->len; i++)
    {
      Found found = look_at (engine, wanted, heard->data + i, heard->len - i);

      if (found.answer != DFOTA_ANSWER_NONE)
        {
          g_byte_array_remove_range (heard, 0, i + (guint) found.len);
          return found.answer;
        }
      if (found.part && !all)
        {
          g_byte_array_remove_range (heard, 0, i);
          return DFOTA_ANSWER_NONE;
        }
    }
  g_byte_array_set_size (heard, 0);
  return DFOTA_ANSWER_NONE;
}

gboolean
dfota_framing_await_answer (DfotaFramingEngine *engine, DfotaAnswer wanted, gint64 length, DfotaAnswer *ret_answer,
                            GError **error)
{
  gint64 until = dfota_framing_now (engine) + length;

  for (;;)
    {
      g_autoptr (GError) local = NULL;

      *ret_answer = dfota_framing_take_answer (engine, wanted, FALSE);
      if (*ret_answer != DFOTA_ANSWER_NONE || dfota_framing_is_over (engine))
        return TRUE;
      if (engine->line.wait (engine->line.user_data, until, &local) && dfota_framing_now (engine) < until)
        continue;
      if (local != NULL && !g_error_matches (local, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      *ret_answer = dfota_framing_take_answer (engine, wanted, TRUE);
      return TRUE;
    }
}
