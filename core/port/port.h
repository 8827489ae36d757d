/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Bytes in and out, and the clock.
 *
 * A port belongs to one thread at a time; nothing here locks. Every call that can wait takes an absolute deadline in the port's
 * own time (µs of dfota_port_now()) and a cancellable, and ends with one of three errors: G_IO_ERROR_TIMED_OUT,
 * G_IO_ERROR_CANCELLED, or G_IO_ERROR_CONNECTION_CLOSED when the port is gone (unplugged, module restarted, connection lost).
 * No layer below the caller invents a time-out of its own. */

typedef struct _DfotaPort DfotaPort;

typedef enum
{
  DFOTA_PORT_UART, /* a serial adapter: the line rate is real, RTS/CTS are wires */
  DFOTA_PORT_USB,  /* the module's own USB AT port: no line rate */
  DFOTA_PORT_TCP   /* a raw serial server: its wires are out of our sight */
} DfotaPortKind;

typedef enum
{
  DFOTA_FLOW_NONE,
  DFOTA_FLOW_RTSCTS
} DfotaFlow;

/* One step of input and output: either side may be empty. */
typedef struct
{
  const guint8 *out; /* bytes to send */
  gsize out_len;
  gsize sent; /* returned: how many of them the system took */
  guint8 *in; /* room for what arrives */
  gsize in_size;
  gsize received; /* returned */
} DfotaIo;

typedef struct
{
  gint64 (*now) (DfotaPort *port);
  gboolean (*open) (DfotaPort *port, GError **error);
  void (*close) (DfotaPort *port);
  /* Some bytes either way. With nothing to send it waits for input; with something to send it returns as soon as either goes. */
  gboolean (*step) (DfotaPort *port, DfotaIo *io, gint64 until, GCancellable *cancel, GError **error);
  /* After CONNECTION_CLOSED: waits until the port is back at its place, and opens it with the settings it had. */
  gboolean (*await) (DfotaPort *port, gint64 until, GCancellable *cancel, GError **error);
  gboolean (*set_flow) (DfotaPort *port, DfotaFlow flow, GError **error); /* NULL: nothing to set on this side */
  gboolean (*get_cts) (DfotaPort *port);                                  /* NULL: cannot be seen */
  gsize (*queued) (DfotaPort *port);                                      /* bytes still in the system's output buffer */
  void (*drop_output) (DfotaPort *port);                                  /* forgets them */
  /* NULL: waits by the system's clock. A port that has a `now` of its own brings its own pause too. */
  gboolean (*pause) (DfotaPort *port, gint64 until, GCancellable *cancel, GError **error);
  void (*free) (DfotaPort *port);
} DfotaPortClass;

/* What every kind of port has; the kinds embed it first. */
struct _DfotaPort
{
  const DfotaPortClass *klass;
  DfotaPortKind kind;
  char *name;  /* as the user gave it */
  char *title; /* the name it has now: may change when the module comes back */
  guint baud;  /* line rate in bit/s; 0: the line has none that we know */
};

/* The real port for a name of contract.md: `/dev/ttyUSB2`, `COM7` or `tcp:HOST:PORT`. Opens nothing yet.
 * @baud: 0 for the default (115200 on a UART). Errors: DFOTA_ERROR_PORT_*, DFOTA_ERROR_USAGE. */
DfotaPort *dfota_port_new (const char *name, guint baud, GError **error);
void dfota_port_free (DfotaPort *port); /* closes it too */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DfotaPort, dfota_port_free)

gint64 dfota_port_now (DfotaPort *port);
gboolean dfota_port_open (DfotaPort *port, GError **error);
void dfota_port_close (DfotaPort *port);
gboolean dfota_port_step (DfotaPort *port, DfotaIo *io, gint64 until, GCancellable *cancel, GError **error);
gboolean dfota_port_await (DfotaPort *port, gint64 until, GCancellable *cancel, GError **error);
gboolean dfota_port_set_flow (DfotaPort *port, DfotaFlow flow, GError **error);
gboolean dfota_port_cts (DfotaPort *port); /* TRUE where it cannot be seen */
gsize dfota_port_queued (DfotaPort *port);
void dfota_port_drop_output (DfotaPort *port);

/* Pauses until @until; FALSE when cancelled. For pacing: reads nothing. */
gboolean dfota_port_pause (DfotaPort *port, gint64 until, GCancellable *cancel, GError **error);

#define DFOTA_PORT_SECOND G_GINT64_CONSTANT (1000000)
