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

/* How often a command of this name was sent. */
guint script_port_count (DfotaPort *port, const char *command);
