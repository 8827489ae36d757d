/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "port/place.h"
#include "upgrade/gate.h"
#include "upgrade/progress.h"
#include "upgrade/run.h"
#include "upgrade/story.h"
#include "upgrade/verdict.h"

/* The inside of a run, for run.c, rehearse.c, upgrade.c and follow.c alone. */
struct _DfotaRun
{
  DfotaJob *job;
  DfotaRunEmit emit;
  gpointer user_data;

  DfotaGate gate;
  DfotaPort *port;
  DfotaAtChannel *at;
  gint64 began; /* µs, monotonic: for the seconds a person waited */

  DfotaModule *before;
  DfotaModule *after;
  DfotaPackage *package;
  const DfotaWay *way;
  DfotaTrip trip;
  DfotaStory story;

  DfotaProgress progress;
  int promised;
  double told; /* the fraction that was emitted last */
  gint64 told_at;
  gint64 sending_since;
  int restarts_told;
  int peeked;                 /* restarts after which the ordinary firmware was asked who it is */
  gint64 old_firmware_at;     /* µs: when the ordinary firmware answered as the old one; 0 never */
  gboolean asked_for_restart; /* of the user */
  gint64 quiet;               /* µs without news when the watching ended */

  DfotaPlace place;
  gboolean power_told;
  gboolean power_owed; /* USB autosuspend was switched off by us */

  DfotaFault *fault; /* what went wrong, if something did */
  DfotaEnding ending;
};

/* Emits; takes @event over. */
void dfota_run_tell (DfotaRun *run, DfotaEvent *event);
void dfota_run_tell_module (DfotaRun *run, const DfotaModule *module, gboolean after);
void dfota_run_tell_finding (DfotaRun *run, DfotaCheckId id, DfotaCheckVerdict verdict, const char *value);
void dfota_run_tell_note (DfotaRun *run, const char *text);

/* Emits progress: @part of the present state, @known whether the module gave a figure. Not more often than it matters. */
void dfota_run_tell_progress (DfotaRun *run, double part, gboolean known);

void dfota_run_tell_state (DfotaRun *run);

/* The bar's shares and the promise: anew when flow control is settled, without going back. */
void dfota_run_plan (DfotaRun *run, DfotaFlow flow);

/* The first half of the recipe (rehearse.c), read-only: who it is, and all that can be checked. */
gboolean dfota_run_introduce (DfotaRun *run, GError **error);
gboolean dfota_run_rehearse (DfotaRun *run, GError **error);

/* FALSE: the module has spoken of an upgrade that is not ours. */
gboolean dfota_run_is_idle (DfotaRun *run, GError **error);

/* USB autosuspend off, as often as the device is a new one; what was told the first time is not told again. */
void dfota_run_keep_awake (DfotaRun *run);

/* Opens the port and the channel on it. */
gboolean dfota_run_open (DfotaRun *run, GError **error);

/* What we do next. FALSE: a Stop was there first; *error says CANCELLED. */
gboolean dfota_run_enter (DfotaRun *run, DfotaState state, GError **error);

/* The last byte, or the command that cannot be taken back, is about to go. FALSE as for enter. */
gboolean dfota_run_pass_point (DfotaRun *run, GError **error);

/* What the facts amount to now: state, progress and restarts are told if they are new. */
void dfota_run_observe (DfotaRun *run);

/* µs without news that are still normal in this state: the table's, or the user's patience. */
gint64 dfota_run_silence (DfotaRun *run, DfotaState state);
/* The same for a short wait of ours, in s: patience makes it shorter, never longer. */
gint64 dfota_run_brief (DfotaRun *run, int seconds);

/* From the last byte on: watches until the module has said how it ended, or has been silent too long, then reads who it is
 * (run->after). See follow.c. */
void dfota_run_follow (DfotaRun *run);

/* After a Stop or a failure before the package was complete: sends nothing, lets the module give up, and reads who it is. */
void dfota_run_retreat (DfotaRun *run);

/* Puts back what is owed to the system, closes the port, and emits the last event. */
void dfota_run_finish (DfotaRun *run, const DfotaVerdict *verdict);
