/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rig.h"

/* Upgrades by a command with an address, and what is to be heard of them, in short. */

/* A module of that family that does not echo; `fault` may be NULL. */
Rig *story_rig (const char *family, const char *fault);
/* AT+QFOTADL="`url`"`settings`, and what was heard before is forgotten. */
void story_command (Rig *rig, const char *url, const char *settings);

/* {5}: DOWNLOADING,1 … 5. {%}: percentages of BC260Y-CN's download. {12}, {40}, {100}: all of UPDATING of lte-standard, bc260y and
 * ep06. {40 after N}: what follows N. {60} and {96}: START and UPDATING of the two packages of MiniFOTA. Owned by the caller. */
char *story_expand (const char *story);
/* It is what rig_story() says, expanded. */
void story_assert (Rig *rig, const char *story);
void story_assert_revision (Rig *rig, const char *revision);
