/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui.h"

/* A module that does what the test says, at the moment it says so: core's sessions are replaced at link time
 * (-Wl,--wrap=dfota_session_start and its sisters), and the test hands the wizard the events that core would. Times may lie in
 * the past. Without script_arm() the real sessions run.
 *
 * Asking who the module is, and the checks, go well by themselves; upgrades and watchings are left to the test. */
#define SCRIPT_PORT "tcp:127.0.0.1:9"
void script_arm (gboolean mini); /* a module by MiniFOTA, else one by DFOTA */

/* Up to page 6, ready to be started: with a package over the cable, or MiniFOTA from a web server. */
void script_walk (Ui *ui);
void script_start (Ui *ui); /* the walk, and the upgrade begins: page 7 */
void script_watch (Ui *ui); /* an upgrade that somebody else has begun */

/* Of the run. @ago: s. */
void script_state (DfotaState state, gboolean may_stop, gboolean past_point, int silence_limit, double ago);
void script_progress (DfotaState state, double fraction, double point, int seconds_left, int stage_left);
void script_line (const char *text, double ago); /* from the module */
void script_restart (int seen, int expected);
void script_remark (DfotaCheckId id); /* what the user should know in the middle of it */
void script_finish (DfotaOutcome outcome);

/* What the wizard asked of the run. */
gboolean
script_was_stopped (void); /* since script_start(); the script says that it is not too late while it may be stopped */
gboolean script_was_left (void);
