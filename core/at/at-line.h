/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What a line is, seen from the command that waits for an answer (NULL: none waits). */
typedef enum
{
  DFOTA_LINE_OK,
  DFOTA_LINE_ERROR,   /* ERROR, +CME ERROR: …, +CMS ERROR: … */
  DFOTA_LINE_INVITED, /* 010003: the answer to AT+QFOTADL="FILE:<n>",2 (guide LTE Standard(A), 3.3.1.4) */
  DFOTA_LINE_CONNECT, /* the module waits for bytes */
  DFOTA_LINE_READY,   /* RDY, APP RDY: the module has just started, an answer that was owed will not come */
  DFOTA_LINE_ECHO,    /* the command itself */
  DFOTA_LINE_TEXT,    /* part of the answer */
  DFOTA_LINE_URC      /* unsolicited */
} DfotaLineKind;

/* Without the bytes at its ends that were no text (a port that opens, a module that switches its line on). Newly allocated. */
char *dfota_at_line_clean (const char *line);

/* Pure. @line is clean. @command: what was sent, without CR. A line that begins like the command's own answer (`+CREG:` for AT+CREG?) is text;
 * other `+X:` lines, boot messages and power messages are unsolicited, wherever they stand. */
DfotaLineKind dfota_at_line_kind (const char *line, const char *command);
