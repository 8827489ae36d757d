/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "at/at-command.h"
#include "at/at-line.h"
#include "port/port.h"

/* The dialogue with a module over an open port: one question at a time, and everything the module says by itself goes to
 * @on_urc on arrival, whoever was waiting. Belongs to the thread that uses the port. */
typedef struct _DfotaAtChannel DfotaAtChannel;

typedef struct
{
  void (*on_urc) (const char *line, gpointer user_data);               /* unsolicited lines */
  void (*on_traffic) (char dir, const char *text, gpointer user_data); /* 't' sent, 'r' received: for the log; may be NULL */
} DfotaAtWatcher;

/* Borrows @port and @watcher. Starts with the licence LISTEN. */
DfotaAtChannel *dfota_at_channel_new (DfotaPort *port, const DfotaAtWatcher *watcher, gpointer user_data);
void dfota_at_channel_free (DfotaAtChannel *at);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DfotaAtChannel, dfota_at_channel_free)

DfotaPort *dfota_at_channel_port (DfotaAtChannel *at);
void dfota_at_channel_set_licence (DfotaAtChannel *at, DfotaLicence licence);

/* One AT+QFOTADL may go out: taken by sending it, so that it cannot be sent twice. */
void dfota_at_channel_load_shot (DfotaAtChannel *at);
gboolean dfota_at_channel_is_loaded (DfotaAtChannel *at);

/* The port was closed and is open again: half lines and owed answers are forgotten. */
void dfota_at_channel_reopened (DfotaAtChannel *at);

/* Bytes that were no text, so far. */
guint64 dfota_at_channel_garbage (DfotaAtChannel *at);

/* Sends a command and awaits OK (or CONNECT, where @final says so). *ret_text: the answer's lines, parted by LF, "" if none.
 * Errors: DFOTA_AT_ERROR_*, and the three of port.h. A time-out leaves an answer owed: the next question first makes sure that
 * the module is quiet, so that a late OK does not pass for its own. */
gboolean dfota_at_ask (DfotaAtChannel *at, const DfotaCommand *command, DfotaLineKind final, gint64 until,
                       GCancellable *cancel, char **ret_text, GError **error);

/* Sends a command and awaits nothing: for a module that may hear us and cannot answer. Its answer is left owed. */
gboolean dfota_at_tell (DfotaAtChannel *at, const DfotaCommand *command, gint64 until, GCancellable *cancel, GError **error);

/* A read command in one call: @text is a literal of ours, the time-out in ms of the port's time. */
gboolean dfota_at_read (DfotaAtChannel *at, const char *text, guint timeout_ms, GCancellable *cancel, char **ret_text,
                        GError **error);

/* After an ask that ended in CONNECT: the same command's own end, once the bytes it wanted have been pushed. As dfota_at_ask(). */
gboolean dfota_at_end (DfotaAtChannel *at, gint64 until, GCancellable *cancel, char **ret_text, GError **error);

/* From now on every byte that arrives goes to @tap as well, before it is split into lines; NULL: no longer. For answers that
 * are no lines: the single `A` of AT+QFUPL, the frames of a protocol. */
typedef void (*DfotaAtTap) (const guint8 *bytes, gsize n, gpointer user_data);
void dfota_at_channel_set_tap (DfotaAtChannel *at, DfotaAtTap tap, gpointer user_data);

/* Listens until any byte has come, or the deadline. For the reader of a tap. */
gboolean dfota_at_wait_byte (DfotaAtChannel *at, gint64 until, GCancellable *cancel, GError **error);

/* Bytes received so far: whether anything at all came back. */
guint64 dfota_at_channel_received (DfotaAtChannel *at);

/* Has it echoed a command? Then one that comes back neither as an echo nor with an answer was not heard. With echo off (ATE0)
 * silence says nothing. */
gboolean dfota_at_channel_echoes (DfotaAtChannel *at);

/* Listens until something unsolicited was heard, or the deadline. */
gboolean dfota_at_wait (DfotaAtChannel *at, gint64 until, GCancellable *cancel, GError **error);

/* Sends raw bytes (a package), listening meanwhile: what is heard may mean that no more are wanted, so it ends there.
 * *ret_sent: how many the system took, also on failure. */
gboolean dfota_at_push (DfotaAtChannel *at, const guint8 *bytes, gsize n, gint64 until, GCancellable *cancel,
                        gsize *ret_sent, GError **error);

#define DFOTA_AT_ERROR (dfota_at_error_quark ())
GQuark dfota_at_error_quark (void);
typedef enum
{
  DFOTA_AT_ERROR_REFUSED,   /* ERROR or +CME ERROR; the message is the module's line */
  DFOTA_AT_ERROR_RESTARTED, /* RDY came in place of an answer */
  DFOTA_AT_ERROR_LICENCE    /* this run may not send that */
} DfotaAtErrorCode;
