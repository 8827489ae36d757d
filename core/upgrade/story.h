/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "explain/result-codes.h"
#include "upgrade/state.h"

/* What is known of the upgrade so far: facts that the module told or that we did, in no particular order, for messages get
 * lost, come twice and come early. Pure: lines and time in, facts out. */
typedef struct
{
  /* what we did */
  gboolean commanded; /* AT+QFOTADL went out */
  gboolean all_sent;  /* the whole package is on the module, or the path needs none of it from us */
  gboolean fetches;   /* the module fetches the package by itself */
  gboolean mute;      /* and says nothing while it does (MiniFOTA) */

  /* what the module said */
  gboolean accepted; /* OK to the command */
  gboolean refused;  /* ERROR to the command */
  gboolean download_started;
  int downloaded; /* last DOWNLOADING, -1 none */
  int counts;     /* different DOWNLOADING so far */
  int least_step; /* the smallest step from one to the next */
  gboolean download_ended;
  int download_code;
  DfotaCodeKind download_kind;
  gboolean started;
  int updated; /* last UPDATING in percent, -1 none */
  gboolean ended;
  int end_code;
  gboolean not_supported;

  /* what it answered when asked */
  gboolean waiting;  /* download mode (guide LTE Standard(A), 5.1) */
  gboolean returned; /* MiniFOTA: back in the normal system, unchanged (ibid., scenes 1 and 2) */

  /* its restarts */
  gboolean away; /* the port is gone at this moment */
  int restarts;
  gboolean rdy_owed;             /* a hang-up and the RDY after it are one restart */
  gboolean restarted_after_work; /* since START or the last UPDATING */
  int resumed;                   /* so often it restarted in the middle of UPDATING and went on */
  gboolean normal_system;        /* SIM and phonebook messages: the ordinary firmware runs */

  gint64 news_at; /* µs of the port: when something new was learnt */
} DfotaStory;

void dfota_story_init (DfotaStory *story, gint64 now);

/* An unsolicited line. TRUE if it says something new of the upgrade or of a restart. */
gboolean dfota_story_hear (DfotaStory *story, const char *line, gint64 now);

void dfota_story_hang_up (DfotaStory *story, gint64 now);
void dfota_story_return (DfotaStory *story, gint64 now);

/* How much of the package it has fetched, 0…1; negative: it does not tell. @max: the download_URC_max it was given, 100 where
 * it counts in percent. Some firmware prints percents whatever it was given (EC200U: 2, 4 … 100 for 50). */
double dfota_story_fetched (const DfotaStory *story, int max);

/* Does the module itself say how it ended, or is it known otherwise? */
gboolean dfota_story_is_settled (const DfotaStory *story);

/* It ended with an error code. *ret_kind and *ret_code say which. */
gboolean dfota_story_failed (const DfotaStory *story, DfotaCodeKind *ret_kind, int *ret_code);

/* The state that the facts amount to, once the command is out. */
DfotaState dfota_story_state (const DfotaStory *story);
