/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

/* libdfota: firmware upgrades of cellular modules by delta package.
 *
 * Life of a run. Fill a DfotaJob, start a DfotaSession, receive events, free the session. Everything else in here is either a
 * value (DfotaModule, DfotaPackage, DfotaFault, DfotaEvent) or a pure question (families, result codes, words).
 *
 * Threads. A session is used from one thread, the one its events come to; the work happens on its own worker. Functions that
 * say "not on the UI thread" read files or devices and may take a while. Nothing here has global state.
 *
 * Errors. GError of DFOTA_ERROR (error.h): the code names a row of words, the message is the one value they name.
 * dfota_advice_new() turns it into a sentence and an advice in the language in force.
 *
 * Ownership. `…_new`, `…_copy` and everything documented "newly allocated" belongs to the caller; `const` results do not. */

#include "error.h"
#include "explain/advice.h"
#include "explain/driver.h"
#include "explain/result-codes.h"
#include "module/family.h"
#include "module/identify.h"
#include "module/revision.h"
#include "package/match.h"
#include "package/package.h"
#include "package/path.h"
#include "package/url.h"
#include "port/driverless.h"
#include "port/driverless.h"
#include "port/port-list.h"
#include "port/practice.h"
#include "port/release.h"
#include "record/journal.h"
#include "record/redact.h"
#include "route/framing.h"
#include "serve/host.h"
#include "serve/probe.h"
#include "session/session.h"
#include "upgrade/event.h"
#include "upgrade/job.h"
#include "upgrade/preflight.h"
#include "upgrade/promise.h"
#include "upgrade/state.h"
#include "upgrade/status.h"
#include "upgrade/ways.h"
