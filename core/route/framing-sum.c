/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/framing-engine.h"

/* Checks over the whole file. */

#define SUM_PORTION 65536

static gboolean
sum_file (DfotaFramingEngine *engine, const DfotaSum *sum, GError **error)
{
  g_autofree guint8 *bytes = g_malloc (SUM_PORTION);
  guint32 state = dfota_sum_begin (sum);
  goffset left = engine->payload.size;

  if (g_hash_table_contains (engine->values.file_sums, sum))
    return TRUE;
  for (gsize n = 0; left > 0; left -= (goffset) n)
    {
      n = (gsize) MIN (left, SUM_PORTION);
      if (!engine->payload.take (engine->payload.user_data, bytes, n, error))
        return FALSE;
      state = dfota_sum_add (sum, state, bytes, n);
    }
  g_hash_table_insert (engine->values.file_sums, (gpointer) sum, GUINT_TO_POINTER (dfota_sum_end (sum, state)));
  return engine->payload.rewind (engine->payload.user_data, error);
}

static gboolean
sum_layouts (DfotaFramingEngine *engine, GPtrArray *layouts, GError **error)
{
  for (guint i = 0; layouts != NULL && i < layouts->len; i++)
    {
      const DfotaLayout *layout = g_ptr_array_index (layouts, i);

      for (guint j = 0; j < layout->len; j++)
        {
          const DfotaToken *token = g_ptr_array_index (layout, j);
          if (token->kind == DFOTA_TOKEN_CHECK && token->whole_file && !sum_file (engine, token->sum, error))
            return FALSE;
        }
    }
  return TRUE;
}

gboolean
dfota_framing_sum_file (DfotaFramingEngine *engine, GError **error)
{
  for (guint i = 0; i < engine->framing->steps->len; i++)
    {
      const DfotaFramingStep *step = g_ptr_array_index (engine->framing->steps, i);
      GPtrArray *const all[] = { step->payload, step->send, step->wait, step->ack, step->nak, step->abort };

      for (gsize j = 0; j < G_N_ELEMENTS (all); j++)
        if (!sum_layouts (engine, all[j], error))
          return FALSE;
    }
  return TRUE;
}
