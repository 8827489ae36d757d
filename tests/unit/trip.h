/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "script-port.h"
#include "upgrade/ways.h"

/* A trip over a scripted port, packed as the recipe packs it, and what was found on it. */
typedef struct
{
  DfotaJob *job;
  DfotaModule module;
  DfotaStory story;
  DfotaPort *port;
  DfotaAtChannel *at;
  GCancellable *cancel;
  GString *findings; /* "sim pass READY|registration pass 1|" */
  DfotaTrip trip;
  const DfotaRoute *route;
} Journey;

/* With the licence CHANGE. @lines must live as long as it does. */
Journey *journey_new (DfotaFamilyId family, DfotaVia via, const ScriptLine *lines);
void journey_free (Journey *journey);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Journey, journey_free)

/* Another program holds its port (the tests that have trip.c are linked with --wrap=dfota_port_busy_by). */
#define JOURNEY_HELD   "/dev/ttyUSB2"
#define JOURNEY_HOLDER "ModemManager"
void journey_hold (Journey *journey);

void assert_text (const char *got, const char *expected);

/* @code -1: @error must be NULL. @value NULL: any. Frees @error. */
void assert_fault (GError *error, int code, const char *value);

/* All commands that went out. */
void assert_sent (Journey *journey, const char *expected);
