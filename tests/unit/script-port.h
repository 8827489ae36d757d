/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "port/port.h"

/* A port that plays bytes written down in a table: for each command line that is sent, what comes back, and how. Its clock
 * jumps. */
typedef struct
{
  const char *command; /* without CR; NULL: comes at once, before anything is sent */
  const char *bytes;
  gint64 after_ms;
} ScriptLine;

/* Lines are used in order: each answers the next command of its name. @chunk: bytes at a time, 0 whole. Ends with {0}. */
DfotaPort *script_port_new (const ScriptLine *lines, gsize chunk);

/* Bytes of a line that are events instead: the port is gone from now on; whoever waits is told to stop. */
#define SCRIPT_GONE "<gone>"
#define SCRIPT_STOP "<stop>"

/* What it does from a line with CONNECT on, when what is sent are the bytes of a file and no commands. */
typedef struct
{
  gsize size; /* it takes so many, says @end and takes commands again */
  const char *end;
  int acks_missing; /* of one `A` per 1,024 bytes: so many of the last; negative: so many more than are due */
  gsize breaks_at;  /* after so many bytes it says @breaks and takes commands again; 0 never */
  const char *breaks;
  gint64 timeout_ms; /* without a byte for so long it says @gives_up and takes commands again; 0 never */
  const char *gives_up;
  gsize stop_at; /* after so many bytes whoever waits is told to stop; 0 never */
} ScriptData;

/* @data must live as long as the port. */
void script_port_set_data (DfotaPort *port, const ScriptData *data);

/* What it has taken as a file's bytes, and how far it was ever ahead of the acknowledgements that were read. */
const GByteArray *script_port_data (DfotaPort *port);
gsize script_port_ahead (DfotaPort *port);

/* All commands so far, parted by `|`. Newly allocated. */
char *script_port_sent (DfotaPort *port);

/* How often a command of this name was sent. */
guint script_port_count (DfotaPort *port, const char *command);
