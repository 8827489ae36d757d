/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "route/route.h"

/* Questions that a module may leave unanswered: not every firmware knows every command, and none of that stops an upgrade. */
typedef enum
{
  DFOTA_REPLY_NONE,    /* nothing in time, or the module has just started */
  DFOTA_REPLY_REFUSED, /* ERROR, or +CME ERROR: …; the text is that line */
  DFOTA_REPLY_ANSWERED /* the text is the answer's lines, parted by LF */
} DfotaReply;

/* FALSE only for what ends the run at once: it was stopped, or the port is gone (G_IO_ERROR_CANCELLED, _CONNECTION_CLOSED).
 * *ret_text is never NULL otherwise; newly allocated. */
gboolean dfota_question_ask (DfotaTrip *trip, const DfotaCommand *command, guint timeout_ms, DfotaReply *ret_reply,
                             char **ret_text, GError **error);

/* The same for a read command: @text is a literal of ours. */
gboolean dfota_question_read (DfotaTrip *trip, const char *text, guint timeout_ms, DfotaReply *ret_reply, char **ret_text,
                              GError **error);

/* Listens for a while before the next question. FALSE as above. */
gboolean dfota_question_pause (DfotaTrip *trip, guint ms, GError **error);

/* A list of checks goes on after its first fault, so that all of it is told, and ends with that one. Takes @fault over (NULL:
 * none). FALSE: the list must end now; *first is what it ends with. */
gboolean dfota_question_go_on (GError **first, GError *fault);

/* One of a list of checks. */
typedef gboolean (*DfotaQuestionCheck) (DfotaTrip *trip, GError **error);

/* Runs @n checks one by one in this manner. FALSE with the first fault. */
gboolean dfota_question_run (DfotaTrip *trip, const DfotaQuestionCheck *checks, gsize n, GError **error);

/* What +CME ERROR: says, without that; the whole line where it says no more than ERROR. Part of @line. */
const char *dfota_question_words (const char *line);
