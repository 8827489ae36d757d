/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "port/place.h"
#include "record/journal.h"
#include "record/redactor.h"
#include "upgrade/gate.h"
#include "upgrade/progress.h"
#include "upgrade/run.h"
#include "upgrade/story.h"
#include "upgrade/verdict.h"

/* The inside of a run, for run.c, agreed.c, rehearse.c, upgrade.c, join.c, follow.c, confirm.c, notes.c and detective.c alone. */
struct _DfotaRun
{
  DfotaJob *job;
  DfotaRunEmit emit;
  gpointer user_data;

  DfotaGate gate;
  GCancellable *ours; /* wakes what we do before the command: by a Stop, and when the module speaks of an upgrade already */
  gulong ours_link;
  DfotaPort *port;
  DfotaAtChannel *at;
  gint64 began; /* µs, monotonic: for the seconds a person waited */

  DfotaModule *before; /* NULL where an upgrade was joined and nobody knows */
  DfotaModule *after;
  DfotaModule *waiting; /* what is known of a module in download mode, that cannot say it itself */
  DfotaPackage *package;
  DfotaPackage *second;   /* MiniFOTA: its .mini_2 */
  gboolean remembered;    /* `before` is from the journal, not from the module itself */
  DfotaJournal *journal;  /* of the upgrade that is followed; NULL none */
  gboolean noted;         /* it was written by this run */
  gboolean open_delivery; /* of an earlier run: the module may still be waiting for the rest of the package */
  const DfotaWay *way;
  DfotaTrip trip;
  DfotaStory story;

  DfotaProgress progress;
  int promised;
  double told; /* the fraction that was emitted last */
  gint64 told_at;
  gint64 sending_since;
  int restarts_told;
  int peeked;              /* restarts after which the ordinary firmware was asked who it is */
  gboolean following;      /* the module leads: what it says is told */
  gint64 looked_at;        /* µs: when a silent module was last asked who it is; 0 never */
  gboolean unsynchronised; /* BC260Y-CN: its baud rate is automatic and could not be fixed: it says nothing at the end */
  gboolean waiting_told;
  int resumed_told;
  gint64 old_firmware_at;     /* µs: when the ordinary firmware answered as the old one; 0 never */
  gboolean asked_for_restart; /* of the user */
  gint64 quiet;               /* µs without news when the watching ended */

  DfotaRedactor *redactor; /* of what the log is told */
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
/* As introduce, after the three seconds that a module at work needs to be heard. */
gboolean dfota_run_listen_and_introduce (DfotaRun *run, GError **error);

/* Are the module that has just been asked, and the packages that have just been hashed, those of the job? Errors:
 * DFOTA_ERROR_MODULE_CHANGED, DFOTA_ERROR_PACKAGE_CHANGED. agreed.c */
gboolean dfota_run_is_agreed_module (DfotaRun *run, GError **error);
gboolean dfota_run_are_agreed_packages (DfotaRun *run, GError **error);

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
/* s: the table's alone. */
int dfota_run_usual_silence (DfotaRun *run, DfotaState state);
/* The same for a short wait of ours, in s: patience makes it shorter, never longer. */
gint64 dfota_run_brief (DfotaRun *run, int seconds);
/* The same for one that keeps the module safe, or a success true: patience has no say in it. */
gint64 dfota_run_careful (DfotaRun *run, int seconds);

/* Who is it now? NULL: no answer with a version by @until; run->story.waiting says whether it is in download mode. confirm.c */
DfotaModule *dfota_run_ask_who (DfotaRun *run, gint64 until);

/* Reads who it is after its last restart, twice where it changed (run->after). */
void dfota_run_read_back (DfotaRun *run, gint64 length);

/* What went wrong, where the module did not say done (run->fault), and how it ended (run->ending). */
void dfota_run_conclude (DfotaRun *run);

/* Follow.c: listens for something unsolicited; FALSE when @until has come, or we leave. A hang-up is a fact like any other. */
gboolean dfota_run_listen (DfotaRun *run, gint64 until);
/* The port is gone: waits for it at its place. FALSE: not back by @until. */
gboolean dfota_run_await_port (DfotaRun *run, gint64 until);

/* From the last byte on: watches until the module has said how it ended, or has been silent too long, then reads who it is
 * (run->after). See follow.c. */
void dfota_run_follow (DfotaRun *run);

/* After a Stop or a failure before the package was complete: sends nothing, lets the module give up, and reads who it is. */
void dfota_run_retreat (DfotaRun *run);

/* Join.c: an upgrade that is on its way already, by whoever's command: what the journal knows of it, then as follow. */
void dfota_run_join (DfotaRun *run, const GError *why);
/* Is this error of the first half of the recipe an upgrade to be joined? */
gboolean dfota_run_is_joinable (const GError *error);
/* The same, or a module that answers nothing where an upgrade of ours was on its way. Reads the journal. */
gboolean dfota_run_may_join (DfotaRun *run, const GError *error);
/* A module in download mode: who it is by the journal, or by what only MiniFOTA does (run->waiting, run->way). */
void dfota_run_know_waiting (DfotaRun *run);

/* The journal (notes.c): what is about to be done; and what was heard, at most every few seconds. */
void dfota_run_write_journal (DfotaRun *run);
void dfota_run_refresh_journal (DfotaRun *run);
/* At the end of the run: @known says that it is known how the upgrade ended. Else it stays as it was last written. */
void dfota_run_close_journal (DfotaRun *run, gboolean known);
/* The unfinished entry for this place, if there is one: newly allocated; or into run->journal. */
DfotaJournal *dfota_run_find_journal (DfotaRun *run);
void dfota_run_read_journal (DfotaRun *run);

/* What an upgrade of ours that nobody watched to its end may still be doing: FALSE, ALREADY_UPGRADING: it may be at work in
 * silence. The module has been asked who it is. detective.c */
gboolean dfota_run_is_forgotten (DfotaRun *run, GError **error);
/* µs: how long a module is to be listened to before it is asked anything. Longer than @usual where it may still take our bytes
 * for the package of an earlier run, that never was complete; what it says of that one is of no account (run->open_delivery). */
gint64 dfota_run_listening (DfotaRun *run, gint64 usual);
/* Has it given that one up? Then *until becomes an earlier one. */
void dfota_run_hear_given_up (DfotaRun *run, gint64 usual, gint64 *until);

/* What a trip needs, once the way and the module are known. rehearse.c */
void dfota_run_pack_trip (DfotaRun *run, const DfotaModule *module);

/* The command goes out, once, and what follows it. upgrade.c */
void dfota_run_start (DfotaRun *run);

void dfota_run_end_before_command (DfotaRun *run, const GError *error);
void dfota_run_end_after_command (DfotaRun *run);

/* What a route changed on the module is put back, and what it holds is freed. */
void dfota_run_clear_up (DfotaRun *run);

/* Puts back what is owed to the module and the system, closes the port, and emits the last event. */
void dfota_run_finish (DfotaRun *run, const DfotaVerdict *verdict);
