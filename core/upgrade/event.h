/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "explain/advice.h"
#include "module/identify.h"
#include "upgrade/preflight.h"
#include "upgrade/state.h"
#include "upgrade/status.h"

/* What happens in a run, as values: no sentences in any language. Events are reference-free: whoever receives a pointer may
 * read it until he returns, and copies what he keeps. */

typedef enum
{
  DFOTA_EVENT_STATE,
  DFOTA_EVENT_PROGRESS,
  DFOTA_EVENT_MODULE, /* who it is: before the upgrade, and again after it */
  DFOTA_EVENT_CHECK,  /* one finding before the start */
  DFOTA_EVENT_RESTART,
  DFOTA_EVENT_LINE,    /* what goes over the line */
  DFOTA_EVENT_STATUS,  /* what became of an upgrade: the one finding of the deed STATUS */
  DFOTA_EVENT_FINISHED /* the last one, exactly once */
} DfotaEventType;

typedef enum
{
  DFOTA_OUTCOME_DONE,
  DFOTA_OUTCOME_FAILED,
  DFOTA_OUTCOME_CANCELLED,
  DFOTA_OUTCOME_UNCERTAIN
} DfotaOutcome;

typedef enum
{
  DFOTA_LINE_TX,
  DFOTA_LINE_RX,
  DFOTA_LINE_NOTE /* our own remark, English, for the log */
} DfotaLineDir;

typedef struct
{
  DfotaState state;
  DfotaVia via; /* whose words: dfota_state_label() */
  gboolean may_stop;
  gboolean past_point; /* of no return */
  int silence_limit;   /* s of silence that are normal here; 0: none */
} DfotaStateEvent;

typedef struct
{
  DfotaState state;
  double fraction;      /* 0…1 of the whole run, never decreasing */
  gboolean known;       /* FALSE: the module gives no figures for this stage */
  goffset bytes, total; /* while sending; total 0 otherwise */
  double rate;          /* bytes/s while sending, else 0 */
  int seconds_left;     /* of the whole run; -1 unknown */
  int stage_left;       /* of them in this state: so many may be counted down until the next event; negative: it is late */
  double point;         /* where in 0…1 the point of no return lies */
} DfotaProgressEvent;

typedef struct
{
  gboolean after; /* FALSE: before the upgrade */
  DfotaModule *module;
} DfotaModuleEvent;

typedef struct
{
  int seen;
  int expected; /* a hint, never a condition */
} DfotaRestartEvent;

typedef struct
{
  DfotaLineDir dir;
  char *text; /* redacted: no password, IMEI, IMSI or ICCID */
} DfotaLineEvent;

typedef struct
{
  DfotaOutcome outcome;
  gboolean started;    /* AT+QFOTADL went out, or an upgrade on its way was joined */
  DfotaModule *before; /* may be NULL */
  DfotaModule *after;  /* may be NULL */
  DfotaFault *fault;   /* NULL when done */
  double seconds;      /* wall time of the run */
  int promised;        /* s that were promised at the start; -1 none */
  gboolean needs_attention;
  int exit_code; /* contract.md's */
} DfotaFinishedEvent;

typedef struct
{
  DfotaEventType type;
  gint64 time; /* µs, g_get_monotonic_time() when it happened */
  union
  {
    DfotaStateEvent state;
    DfotaProgressEvent progress;
    DfotaModuleEvent module;
    DfotaCheckEvent check;
    DfotaRestartEvent restart;
    DfotaLineEvent line;
    DfotaStatusEvent status;
    DfotaFinishedEvent finished;
  };
} DfotaEvent;

typedef void (*DfotaEventFunc) (const DfotaEvent *event, gpointer user_data);

DfotaEvent *dfota_event_new (DfotaEventType type);
void dfota_event_free (DfotaEvent *event);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DfotaEvent, dfota_event_free)

const char *dfota_outcome_name (DfotaOutcome outcome); /* "done" "failed" "cancelled" "uncertain" */
