/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "upgrade/event.h"
#include "upgrade/job.h"

/* The door to core: one run on one worker thread.
 *
 * dfota_session_start() returns at once. Events come to @func on the thread of @context, in order, by one idle callback that
 * drains a queue; progress events that nobody has seen yet are merged. The last event of every run is FINISHED, exactly once.
 * After dfota_session_free() no event comes any more, whatever the worker still does; free never waits for it: the worker
 * ends by itself (it is told to leave), closes the port, and goes.
 *
 * All functions are called on the thread of @context. */
typedef struct _DfotaSession DfotaSession;

typedef enum
{
  DFOTA_DEED_IDENTIFY, /* opens, asks who it is, closes */
  DFOTA_DEED_CHECK,    /* the rehearsal: as an upgrade, left after checking; read-only */
  DFOTA_DEED_UPGRADE,
  DFOTA_DEED_WATCH, /* sends nothing while the module is at work: follows an upgrade that somebody else has started or will start */
  DFOTA_DEED_STATUS /* the detective: reads the journal, listens, asks who it is; one STATUS event */
} DfotaDeed;

/* @job is copied. @context NULL: the thread-default one. */
DfotaSession *
dfota_session_start (DfotaDeed deed, const DfotaJob *job, GMainContext *context, DfotaEventFunc func, gpointer user_data);
void dfota_session_free (DfotaSession *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DfotaSession, dfota_session_free)

/* After FINISHED, for a program that ends now: frees it when its worker is gone for good. The libraries that a worker has used
 * (libcurl's TLS, say) tidy up at exit, and a worker that is just leaving them then would be a crash in place of an exit code. */
void dfota_session_join (DfotaSession *session);

/* Asks the run to stop. TRUE: it will, and the module stays on its old firmware (the run says so when it has read it).
 * FALSE: it is too late; nothing happens. */
gboolean dfota_session_stop (DfotaSession *session);

/* Ends the watching, not the module's work: the run finishes soon, as `uncertain` if the module is at work. */
void dfota_session_leave (DfotaSession *session);
