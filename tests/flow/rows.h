/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "flow.h"
#include "servers.h"

/* A run against real servers, and what a user notices of it. All rows of a program go on at the same time.
 *
 * In the texts stand for what is known only then: {http} {https} {ftp} {coap} {odd}, the address of a server's root folder with
 * its slash; {http-port} and so on, its port; {closed}, a port where nobody listens; {ca} {wrong-ca}, authorities' files; {dir},
 * the run's own folder; {top}, the checkout. */
typedef struct
{
  const char *name;  /* as docs/coverage.md cites it */
  const char *sim;   /* options of dfota-sim; NULL: none, for a practice module */
  const char *words; /* of dfota, behind "upgrade --json --yes --port @PORT "; with "=" before them: all of them */
  int exit_code;
  const char *error;           /* id; NULL: none */
  int code;                    /* the module's number; 0: none */
  const char *seen;            /* of the events, in this order, others between them; see rows_words() */
  const char *unseen;          /* none of the events */
  const char *sent;            /* beginnings of AT lines, in this order, others between them; separated by | */
  const char *unsent;          /* beginnings that no AT line has */
  guint arrived;               /* bits: these files are whole on the module: 1 the package or its .mini_1, 2 its .mini_2 */
  const char *first;           /* a run before this one, with the same module: words; NULL: none */
  int first_exit;              /* how it ends */
  const char *kill_at;         /* it is killed in this state; its first_exit is FLOW_KILLED */
  void (*before) (Flow *flow); /* between the simulator's start and dfota's */
  int shots;                   /* so many AT+QFOTADL more than the one of every run that is not refused */
  void (*more) (Flow *flow, GPtrArray *events);
} Row;

#define ROWS_MINI_1 "EC800MCNGAR06A05M08-EC800MCNGAR06A06M08.mini_1"
#define ROWS_MINI_2 "EC800MCNGAR06A05M08-EC800MCNGAR06A06M08.mini_2"
#define ROWS_PATCH  "system_patch.mini_1" /* guide LTE Standard(A), figure 2: a name that tells nothing; and its .mini_2 */
#define ROWS_8_MB   "EC200ACNHAR01A02M08-EC200ACNHAR01A03M08.bin"
#define ROWS_BC260Y "BC260YCNAAR02A02-BC260YCNAAR02A03.bin"
#define ROWS_EP06   "EP06ELAR04A03M4G-EP06ELAR04A04M4G.zip"

/* FLOW_PACKAGE_NAME's bytes and one more. */
#define ROWS_PLUS_ONE "plus-one.bin"

/* Serves all packages by these kinds of servers (see servers.h), runs the rows and returns what a main() returns. */
int rows_run (const Row *rows, guint n, guint kinds);

/* Before rows_run(): its rows differ in nothing the system does, so where programs start slowly some of them will do and the others
 * are skipped (native_stride()). */
void rows_sample (void);

/* What an event is called in `seen`: a state's id, "restart2", the detective's conclusion, a finding's id with "!" behind it for a warning and "!!" for what
 * stops, "module", "unknown" for the first progress of a download that has no figures, "known" for the first that has.
 * Newly allocated, separated by spaces. */
char *rows_words (GPtrArray *events);

/* @text with what is known now in place of {…}. Newly allocated. */
char *rows_fill (const char *text, const Flow *flow);

/* The servers that rows_run() has started. */
Servers *rows_servers (void);
