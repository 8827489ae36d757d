/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "port/port.h"

/* A port behind which a module answers whatever it is asked, one question after the other, over a line that is slow, loses
 * commands, is noisy, or never silent. Its clock jumps. */
typedef struct
{
  gint64 lag_ms;     /* every answer comes so much later */
  guint lost;        /* bits: the first command, the second … is never heard */
  gint64 chatter_ms; /* a message that nobody asked for, each time so much has passed; 0: none */
  const char *flood; /* comes again and again without a pause, from @flood_ms on; NULL: none */
  gint64 flood_ms;
  guint most_steps;    /* a test that takes more of them fails: it would never end */
  const char *waiting; /* lies there already, and comes a part at a time */
  const char *junk;    /* stands before every line of an answer; NULL: nothing */
} LagConfig;

/* Borrows @config. */
DfotaPort *lag_port_new (const LagConfig *config);
