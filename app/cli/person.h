/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dfota.h"

/* Standard output for people: what the run is doing, line by line, and on a terminal a bar below that is redrawn. */
typedef struct
{
  gboolean verbose;
  gboolean terminal;
  gboolean bar_shown;
  gboolean silence_told; /* that a download gives no figures: once is enough */
  int tenths;            /* without a terminal: progress is said every tenth */
  DfotaState state;
  DfotaVia via; /* of the run, as its last state said */
} Person;

void person_init (Person *person, gboolean verbose);
void person_event (Person *person, const DfotaEvent *event);

/* A sentence of ours above the bar. */
void person_note (Person *person, const char *sentence);
