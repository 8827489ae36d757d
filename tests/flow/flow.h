/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "program.h"

/* One run of the real `dfota` against a `dfota-sim` of its own, in a folder of its own. Several can be under way at once. */
typedef struct
{
  char *dir;
  char *package; /* a file there, FLOW_PACKAGE_NAME */
  char *port;    /* "tcp:127.0.0.1:PORT", NULL without a simulator */

  Program *sim;
  Program *dfota;
  int exit_code; /* of dfota, when it has ended */
  guint busy;    /* streams that are still open, and the program itself */

  GPtrArray *lines;  /* standard output, char * */
  GPtrArray *errors; /* standard error */

  /* Ctrl-C: sent when this state's event arrives, and once more when something stands on standard error. */
  const char *interrupt_at;
  gboolean twice;
  gboolean interrupted;

  /* As in a power cut: the program is killed when this state's event arrives. */
  const char *kill_at;

  /* A second run, begun as soon as the first has ended: the same module, the same journals. */
  char *then;     /* its words, owned; NULL: none, or it has begun */
  int first_exit; /* the first one's exit code; FLOW_KILLED */

  JsonObject *report; /* what the simulator saw; after flow_end() */
} Flow;

#define FLOW_PACKAGE_NAME "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin"
#define FLOW_PACKAGE_SIZE 20000
#define FLOW_KILLED       PROGRAM_KILLED

/* @faults, then options of dfota-sim, in one line ("--fault end-lost --rate 20000"); NULL: no simulator at all. */
Flow *flow_new (const char *sim_options);
void flow_free (Flow *flow);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Flow, flow_free)

/* Another module at the same port; what the first one saw is forgotten. */
void flow_swap (Flow *flow, const char *sim_options);

/* Writes a file of @size bytes beside the package; returns its path, newly allocated. Files of one size have the same bytes. */
char *flow_write (Flow *flow, const char *name, gsize size);
void flow_write_bytes (const char *path, gsize size);
void flow_remove_folder (const char *path);

/* Starts dfota with these words; @PORT and @PACKAGE stand for the flow's own. */
void flow_start (Flow *flow, const char *words);

/* Waits for all of them; fails the test when the deadline passes. Then ends the simulators and reads their reports. */
void flow_wait (Flow *const *flows, guint n);

/* The three in one. */
Flow *flow_run (const char *sim_options, const char *words);

int flow_exit_code (const Flow *flow);

/* Standard output as JSON; fails the test for a line that is no object with an "event". Element: JsonObject. */
GPtrArray *flow_events (const Flow *flow);

/* The only event of this name; fails the test for none, or several. */
JsonObject *flow_only_event (GPtrArray *events, const char *name);

/* Standard output and error as one text. */
char *flow_text (const Flow *flow);

/* How often AT+QFOTADL came, accepted or not. */
gint64 flow_commands_seen (const Flow *flow);
