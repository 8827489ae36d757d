/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/port-serial.h"

#include <libserialport.h>

#include "error.h"
#include "port/place.h"
#include "port/port-list.h"
#include "port/port-list-system.h"
#include "port/port-serial-system.h"
#include "port/port-wait.h"

#define DEFAULT_BAUD 115200
#define LOOK_EVERY   (DFOTA_PORT_SECOND / 5)

typedef struct
{
  DfotaPort base;
  struct sp_port *handle; /* NULL while closed */
  guint rate;             /* what the line is set to, on a USB port as well */
  DfotaFlow flow;
  DfotaPlace place; /* where it was when it was opened last */
  GPtrArray
      *strangers; /* hub paths of the USB devices that were there when ours vanished; NULL while nothing has vanished */
} DfotaPortSerial;

static void
serial_close (DfotaPort *port)
{
  DfotaPortSerial *serial = (DfotaPortSerial *) port;

  if (serial->handle != NULL)
    dfota_serial_close (g_steal_pointer (&serial->handle));
}

/* Some modules refuse to set a line rate or modem lines on their USB ports (EC600M, interface 3), where both mean nothing. */
static gboolean
is_set (DfotaPortSerial *serial, enum sp_return result)
{
  return result == SP_OK || serial->base.kind == DFOTA_PORT_USB;
}

static gboolean
serial_set_flow (DfotaPort *port, DfotaFlow flow, GError **error)
{
  DfotaPortSerial *serial = (DfotaPortSerial *) port;

  if (serial->handle == NULL)
    return dfota_wait_closed (error);
  if (!dfota_serial_set_flow (serial->handle, flow) && port->kind == DFOTA_PORT_UART)
    return dfota_fail (error, DFOTA_ERROR_FLOW_REFUSED, port->title);
  serial->flow = flow;
  return TRUE;
}

static gboolean
set_line (DfotaPortSerial *serial)
{
  struct sp_port *handle = serial->handle;

  return is_set (serial, sp_set_baudrate (handle, (int) serial->rate)) && is_set (serial, sp_set_bits (handle, 8))
         && is_set (serial, sp_set_parity (handle, SP_PARITY_NONE)) && is_set (serial, sp_set_stopbits (handle, 1))
         && is_set (serial, sp_set_xon_xoff (handle, SP_XONXOFF_DISABLED)) && is_set (serial, sp_set_dtr (handle, SP_DTR_ON))
         && is_set (serial, sp_set_rts (handle, SP_RTS_ON));
}

/* The system says that somebody has it, and we cannot see who. */
static gboolean
fail_busy (DfotaPortSerial *serial, const char *title, GError **error)
{
  /* The modem service of most desktops runs as root and holds every module's ports. */
  static const char manager[] = "ModemManager";

  if (serial->base.kind == DFOTA_PORT_USB && dfota_port_program_runs (manager))
    return dfota_fail (error, DFOTA_ERROR_PORT_BUSY, manager);
  return dfota_fail (error, DFOTA_ERROR_PORT_BUSY, title);
}

/* Everything that can be known without touching the port. */
static gboolean
check (DfotaPortSerial *serial, const char *title, GError **error)
{
  const DfotaRole role = dfota_port_role (&serial->place, title);
  g_autofree char *group = NULL;

  if (!dfota_serial_exists (title))
    return dfota_fail (error, DFOTA_ERROR_PORT_MISSING, serial->base.name);
  if (role == DFOTA_ROLE_DIAG || role == DFOTA_ROLE_NMEA || role == DFOTA_ROLE_DOWNLOAD)
    return dfota_fail (error, DFOTA_ERROR_PORT_FORBIDDEN, title);
  if (!dfota_serial_may_open (title, &group))
    return dfota_fail (error, DFOTA_ERROR_PORT_DENIED, group);
  return TRUE;
}

static void
learn_place (DfotaPortSerial *serial, const char *title)
{
  dfota_place_clear (&serial->place);
  dfota_place_read (&serial->place, title);
  serial->base.kind = dfota_usb_is_module (serial->place.vid, serial->place.pid) ? DFOTA_PORT_USB : DFOTA_PORT_UART;
  serial->base.baud = serial->base.kind == DFOTA_PORT_UART ? serial->rate : 0;
}

static gboolean
open_handle (DfotaPortSerial *serial, struct sp_port *handle, const char *title, GError **error)
{
  /* Most programs do not keep others out of a port they have open: the system would let us in, and both get half the bytes. */
  g_autofree char *program = dfota_port_busy_by (title);

  if (program != NULL)
    return dfota_fail (error, DFOTA_ERROR_PORT_BUSY, program);
  if (sp_open (handle, SP_MODE_READ_WRITE) == SP_OK)
    return TRUE;

  const DfotaSerialTrouble trouble = dfota_serial_trouble (title);
  if (trouble == DFOTA_SERIAL_BUSY)
    return fail_busy (serial, title, error);
  return dfota_fail (error, trouble == DFOTA_SERIAL_MISSING ? DFOTA_ERROR_PORT_MISSING : DFOTA_ERROR_PORT_FAILED, title);
}

/* Opens the port under the name it has now, with the settings it had. */
static gboolean
open_as (DfotaPortSerial *serial, const char *title, GError **error)
{
  struct sp_port *handle = NULL;

  serial_close (&serial->base);
  if (!check (serial, title, error))
    return FALSE;
  if (sp_get_port_by_name (title, &handle) != SP_OK)
    return dfota_fail (error, DFOTA_ERROR_PORT_FAILED, title);
  if (!open_handle (serial, handle, title, error))
    {
      dfota_serial_close (handle);
      return FALSE;
    }
  dfota_serial_claim (handle);
  serial->handle = handle;
  /* libserialport refuses to touch RTS alone on a port that an earlier program left with flow control on */
  dfota_serial_set_flow (handle, DFOTA_FLOW_NONE);
  if (!set_line (serial) || !serial_set_flow (&serial->base, serial->flow, NULL))
    {
      serial_close (&serial->base);
      return dfota_fail (error, DFOTA_ERROR_PORT_FAILED, title);
    }
  g_free (serial->base.title);
  serial->base.title = g_strdup (title);
  g_clear_pointer (&serial->strangers, g_ptr_array_unref);
  return TRUE;
}

static gboolean
serial_open (DfotaPort *port, GError **error)
{
  DfotaPortSerial *serial = (DfotaPortSerial *) port;
  g_autofree char *title = dfota_serial_resolve (port->name);

  learn_place (serial, title);
  return open_as (serial, title, error);
}

/* Ours has just vanished: what is there now is something else, however alike it may look. */
static void
note_strangers (DfotaPortSerial *serial)
{
  if (serial->strangers != NULL)
    return;
  g_autoptr (GPtrArray) list = dfota_port_list_places ();
  serial->strangers = dfota_place_strangers (&serial->place, list);
}

static gboolean
serial_exchange (DfotaPort *port, DfotaIo *io)
{
  DfotaPortSerial *serial = (DfotaPortSerial *) port;

  return serial->handle != NULL && dfota_serial_exchange (serial->handle, io);
}

static gboolean
serial_wait (DfotaPort *port, GIOCondition wanted, GIOCondition *ret_came, gint64 until, GCancellable *cancel,
             GError **error)
{
  return dfota_serial_wait (((DfotaPortSerial *) port)->handle, wanted, ret_came, until, cancel, error);
}

static gboolean
serial_step (DfotaPort *port, DfotaIo *io, gint64 until, GCancellable *cancel, GError **error)
{
  static const DfotaWaitClass wait = { .exchange = serial_exchange, .wait = serial_wait };
  DfotaPortSerial *serial = (DfotaPortSerial *) port;
  g_autoptr (GError) local = NULL;

  if (dfota_wait_step (port, &wait, io, until, cancel, &local))
    return TRUE;
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED) && serial->handle != NULL)
    {
      serial_close (port);
      note_strangers (serial);
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* One look: opened, or not back yet. */
static gboolean
come_back (DfotaPortSerial *serial)
{
  if (serial->place.vid == 0)
    return open_as (serial, serial->base.title, NULL);

  g_autoptr (GPtrArray) list = dfota_port_list_places ();
  dfota_place_drop_strangers (list, serial->strangers);
  const int found = dfota_place_find (&serial->place, list);

  if (found < 0)
    return FALSE;
  const DfotaPortInfo *info = g_ptr_array_index (list, found);
  DfotaPlace before = serial->place;
  serial->place = (DfotaPlace){ .interface = -1 };
  learn_place (serial, info->name);
  if (!open_as (serial, info->name, NULL))
    {
      /* Not ready, or not in a mode to be opened in: the place it is to be found at stays what it was. */
      dfota_place_clear (&serial->place);
      serial->place = before;
      return FALSE;
    }
  dfota_place_clear (&before);
  return TRUE;
}

static gboolean
serial_await (DfotaPort *port, gint64 until, GCancellable *cancel, GError **error)
{
  DfotaPortSerial *serial = (DfotaPortSerial *) port;

  serial_close (port);
  note_strangers (serial);
  while (TRUE)
    {
      const gint64 now = g_get_monotonic_time ();

      if (g_cancellable_set_error_if_cancelled (cancel, error))
        return FALSE;
      if (come_back (serial))
        return TRUE;
      if (now >= until)
        return dfota_wait_timed_out (error);
      if (!dfota_wait_until (MIN (until, now + LOOK_EVERY), cancel, error))
        return FALSE;
    }
}

static gboolean
serial_get_cts (DfotaPort *port)
{
  DfotaPortSerial *serial = (DfotaPortSerial *) port;
  enum sp_signal signals;

  if (serial->handle == NULL || sp_get_signals (serial->handle, &signals) != SP_OK)
    return TRUE;
  return (signals & SP_SIG_CTS) != 0;
}

static gsize
serial_queued (DfotaPort *port)
{
  DfotaPortSerial *serial = (DfotaPortSerial *) port;
  const int waiting = serial->handle != NULL ? (int) sp_output_waiting (serial->handle) : 0;

  return waiting > 0 ? (gsize) waiting : 0;
}

static void
serial_drop_output (DfotaPort *port)
{
  DfotaPortSerial *serial = (DfotaPortSerial *) port;

  if (serial->handle != NULL)
    dfota_serial_drop_output (serial->handle);
}

static void
serial_free (DfotaPort *port)
{
  DfotaPortSerial *serial = (DfotaPortSerial *) port;

  dfota_place_clear (&serial->place);
  g_clear_pointer (&serial->strangers, g_ptr_array_unref);
  g_free (serial);
}

static const DfotaPortClass serial_class = {
  .open = serial_open,
  .close = serial_close,
  .step = serial_step,
  .await = serial_await,
  .set_flow = serial_set_flow,
  .get_cts = serial_get_cts,
  .queued = serial_queued,
  .drop_output = serial_drop_output,
  .free = serial_free,
};

DfotaPort *
dfota_port_serial_new (const char *name, guint baud)
{
  DfotaPortSerial *serial = g_new0 (DfotaPortSerial, 1);

  serial->base.klass = &serial_class;
  serial->base.name = g_strdup (name);
  serial->base.title = dfota_serial_resolve (name);
  serial->rate = baud != 0 ? baud : DEFAULT_BAUD;
  learn_place (serial, serial->base.title);
  return &serial->base;
}
