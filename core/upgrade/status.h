/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "explain/advice.h"
#include "module/identify.h"
#include "record/journal.h"

/* The detective: what became of an upgrade that nobody watched to its end, from what this computer remembers of it (the
 * journal) and from what the module does now. It only listens and reads; nothing is sent again. Ids are contract.md's. */

typedef enum
{
  DFOTA_CONCLUSION_IDLE,            /* nothing is unfinished here */
  DFOTA_CONCLUSION_NOT_STARTED,     /* the package never was complete on the module: safe to start again */
  DFOTA_CONCLUSION_STILL_UPGRADING, /* it is at work, or may be: it is to be watched */
  DFOTA_CONCLUSION_WAITING,         /* in download mode (guide LTE Standard(A), 5.1) */
  DFOTA_CONCLUSION_DONE,   /* another version is read than before, and the one that was wanted where that is known */
  DFOTA_CONCLUSION_FAILED, /* it is over, and the old version is read */
  DFOTA_CONCLUSION_UNKNOWN /* cannot be told; the advice says what to do */
} DfotaConclusion;

/* What the module shows of itself when it is looked at. */
typedef enum
{
  DFOTA_SIGN_ITSELF,        /* it answers, and says who it is */
  DFOTA_SIGN_AT_WORK,       /* it speaks of an upgrade */
  DFOTA_SIGN_DOWNLOAD_MODE, /* it waits for its package */
  DFOTA_SIGN_SILENT,        /* the port is there, and nobody answers */
  DFOTA_SIGN_NO_PORT        /* the port is not there, or cannot be opened */
} DfotaSign;

typedef struct
{
  DfotaConclusion conclusion;
  DfotaSign sign;
  DfotaJournal *journal; /* of the unfinished upgrade; NULL: none is remembered */
  DfotaModule *module;   /* as it is now; NULL: it did not say */
  DfotaFault *fault;     /* NO_PORT, SILENT: why nothing is known; may be NULL */
  int wait; /* s for which silence is still normal; 0: it is not; DFOTA_STATUS_ENDLESS: no silence is too long */
} DfotaStatusEvent;

/* Pure. @now in s since 1970. Fills conclusion and wait from the rest. */
void dfota_status_conclude (DfotaStatusEvent *status, gint64 now);

#define DFOTA_STATUS_ENDLESS G_MAXINT

/* May the module still be at work on it, although it says nothing? Pure. The seconds for which that is normal; 0: no;
 * DFOTA_STATUS_ENDLESS: it waits in download mode (guide LTE Standard(A), 5.1). */
int dfota_status_may_work (const DfotaJournal *journal, gint64 now);

const char *dfota_conclusion_name (DfotaConclusion conclusion); /* "still-upgrading" */

/* One sentence what became of it, and what to do now, in the language in force. Newly allocated. */
void dfota_status_words (const DfotaStatusEvent *status, char **ret_title, char **ret_advice);

void dfota_status_copy (DfotaStatusEvent *to, const DfotaStatusEvent *from);
void dfota_status_clear (DfotaStatusEvent *status);
