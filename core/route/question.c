/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/question.h"

#include <string.h>

static gboolean
is_end (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED)
         || g_error_matches (error, DFOTA_AT_ERROR, DFOTA_AT_ERROR_LICENCE);
}

gboolean
dfota_question_ask (DfotaTrip *trip, const DfotaCommand *command, guint timeout_ms, DfotaReply *ret_reply, char **ret_text,
                    GError **error)
{
  gint64 until = dfota_port_now (trip->port) + timeout_ms * G_GINT64_CONSTANT (1000);
  g_autoptr (GError) local = NULL;

  if (dfota_at_ask (trip->at, command, DFOTA_LINE_OK, until, trip->cancel, ret_text, &local))
    {
      *ret_reply = DFOTA_REPLY_ANSWERED;
      return TRUE;
    }
  if (is_end (local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  gboolean refused = g_error_matches (local, DFOTA_AT_ERROR, DFOTA_AT_ERROR_REFUSED);
  *ret_reply = refused ? DFOTA_REPLY_REFUSED : DFOTA_REPLY_NONE;
  *ret_text = g_strdup (refused ? local->message : "");
  return TRUE;
}

gboolean
dfota_question_read (DfotaTrip *trip, const char *text, guint timeout_ms, DfotaReply *ret_reply, char **ret_text,
                     GError **error)
{
  g_autoptr (DfotaCommand) command = dfota_command_new_read (text);

  return dfota_question_ask (trip, command, timeout_ms, ret_reply, ret_text, error);
}

gboolean
dfota_question_pause (DfotaTrip *trip, guint ms, GError **error)
{
  gint64 until = dfota_port_now (trip->port) + ms * G_GINT64_CONSTANT (1000);
  g_autoptr (GError) local = NULL;

  while (dfota_at_wait (trip->at, until, trip->cancel, &local))
    continue;
  if (!is_end (local))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
dfota_question_go_on (GError **first, GError *fault)
{
  if (fault == NULL)
    return TRUE;

  gboolean end = fault->domain == G_IO_ERROR || is_end (fault);
  if (end)
    g_clear_error (first);
  if (*first == NULL)
    *first = fault;
  else
    g_error_free (fault);
  return !end;
}

gboolean
dfota_question_run (DfotaTrip *trip, const DfotaQuestionCheck *checks, gsize n, GError **error)
{
  GError *first = NULL;
  gboolean goes_on = TRUE;

  for (gsize i = 0; i < n && goes_on; i++)
    {
      GError *fault = NULL;
      checks[i](trip, &fault);
      goes_on = dfota_question_go_on (&first, fault);
    }
  if (first != NULL)
    g_propagate_error (error, first);
  return first == NULL;
}

const char *
dfota_question_words (const char *line)
{
  const char *colon = g_str_has_prefix (line, "+CME ERROR:") ? strchr (line, ':') : NULL;

  return colon != NULL ? colon + 1 + strspn (colon + 1, " ") : line;
}
