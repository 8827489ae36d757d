/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "module/family.h"
#include "upgrade/job.h"

/* How long an upgrade will take, as far as the tables can say (ways.c), before it begins. */
typedef struct
{
  int seconds;            /* the whole */
  int sending_seconds;    /* of it: the package over the line; 0 where none goes over it */
  int restarts;           /* how often the module restarts; a hint */
  const char *stop_words; /* the line about stopping, untranslated msgid: pass it through dfota_text() */
} DfotaPromise;

/* @size in bytes; @flow as it will be used (AUTO counts as hardware); @kind and @baud of the port. FALSE: no such way. */
gboolean dfota_promise (DfotaFamilyId family, DfotaVia via, goffset size, DfotaFlowChoice flow, DfotaPortKind kind,
                        guint baud, DfotaPromise *ret_promise);

/* What is to be shown of the time left @seconds after an event that told @left seconds, @stage of them in the state of that
 * moment: what comes after it has not begun, and is not counted down. -1: nobody can tell. */
int dfota_time_left (int left, int stage, double seconds);

/* The state of that moment has taken so much longer than was expected that the figure above stands still, and says nothing more.
 * That is no failure. @stage negative: it was late by so many seconds when the event came. */
gboolean dfota_time_is_late (int left, int stage, double seconds);

/* A msgid of core in the language in force. */
const char *dfota_text (const char *msgid);
