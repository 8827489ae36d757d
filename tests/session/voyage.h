/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jump-port.h"
#include "upgrade/run.h"

typedef void (*DfotaRunDeed) (DfotaRun *run);

/* One whole run against the simulated module, with everything it told, and the promises that hold for every run. */
typedef struct Voyage
{
  SimConfig config; /* change it, then voyage_sail() */
  DfotaJob *job;
  DfotaPortKind kind;
  guint baud;
  gboolean cts;
  gsize server; /* bytes that a serial server in between takes at once; 0: none */
  const char *faults[4];
  gsize size;        /* of the package */
  DfotaRunDeed deed; /* dfota_run_upgrade unless told */
  GPtrArray *shelf;  /* what is on the server: name, GBytes, name, GBytes… */

  /* pressed when the condition is met */
  gint64 stop_at_payload;   /* bytes the module has taken; -1 never */
  gint64 change_at_payload; /* the file is replaced by another of its size; -1 never */
  int stop_at_state;        /* DfotaState; -1 never */
  int leave_at_state;
  const char *stray; /* bytes before the answer to the first AT+QGMR in that state; NULL none */
  DfotaState stray_at;
  const char *stop_at_command; /* when this goes out; NULL never */
  gboolean stop_taken;
  void (*each_step) (const struct Voyage *voyage, const SimObserved *seen); /* NULL none */

  /* on its way, and after it */
  DfotaState state;
  DfotaPort *port;
  DfotaRun *run;
  GPtrArray *events;
  const DfotaFinishedEvent *finished;
  SimObserved seen;
  char *sha256; /* of what the module took */
  char *package_sha;
} Voyage;

Voyage *voyage_new (gsize package_size);

/* By a network path: the package is on a server, fw.example.com, and not on this computer. For MiniFOTA both of its files are,
 * fw.mini_1 and fw.mini_2, of @package_size each. */
Voyage *voyage_new_far (const char *family, DfotaVia via, gsize package_size);

/* Puts @bytes on the server under another name as well, or takes the file away (NULL). Before voyage_sail(). */
void voyage_shelve (Voyage *voyage, const char *name, GBytes *bytes);
void voyage_free (Voyage *voyage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Voyage, voyage_free)

/* Runs the upgrade and asserts what must hold for every one of them: design's "what must never happen". */
void voyage_sail (Voyage *voyage);

/* How often a state was told. */
guint voyage_states (const Voyage *voyage, DfotaState state);

/* The findings with this id and verdict; *ret_value (may be NULL) is the last one's. */
guint voyage_findings (const Voyage *voyage, DfotaCheckId id, DfotaCheckVerdict verdict, const char **ret_value);

/* Was this written to the module as a line? */
gboolean voyage_wrote (const Voyage *voyage, const char *command);
