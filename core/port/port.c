/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/port.h"

#include <string.h>

#include "error.h"
#include "port/port-serial.h"
#include "port/port-tcp.h"
#include "port/port-wait.h"

DfotaPort *
dfota_port_new (const char *name, guint baud, GError **error)
{
  if (g_str_has_prefix (name, "tcp:"))
    return dfota_port_tcp_new (name, name + strlen ("tcp:"), baud, error);
  if (dfota_port_serial_is_name (name))
    return dfota_port_serial_new (name, baud);
  dfota_fail (error, DFOTA_ERROR_PORT_MISSING, name);
  return NULL;
}

void
dfota_port_free (DfotaPort *port)
{
  if (port == NULL)
    return;
  dfota_port_close (port);
  g_free (port->name);
  g_free (port->title);
  port->klass->free (port);
}

gint64
dfota_port_now (DfotaPort *port)
{
  return port->klass->now != NULL ? port->klass->now (port) : g_get_monotonic_time ();
}

gboolean
dfota_port_open (DfotaPort *port, GError **error)
{
  return port->klass->open (port, error);
}

void
dfota_port_close (DfotaPort *port)
{
  if (port->klass->close != NULL)
    port->klass->close (port);
}

gboolean
dfota_port_step (DfotaPort *port, DfotaIo *io, gint64 until, GCancellable *cancel, GError **error)
{
  return port->klass->step (port, io, until, cancel, error);
}

gboolean
dfota_port_await (DfotaPort *port, gint64 until, GCancellable *cancel, GError **error)
{
  return port->klass->await (port, until, cancel, error);
}

gboolean
dfota_port_set_flow (DfotaPort *port, DfotaFlow flow, GError **error)
{
  return port->klass->set_flow == NULL || port->klass->set_flow (port, flow, error);
}

gboolean
dfota_port_cts (DfotaPort *port)
{
  return port->klass->get_cts == NULL || port->klass->get_cts (port);
}

gsize
dfota_port_queued (DfotaPort *port)
{
  return port->klass->queued != NULL ? port->klass->queued (port) : 0;
}

void
dfota_port_drop_output (DfotaPort *port)
{
  if (port->klass->drop_output != NULL)
    port->klass->drop_output (port);
}

gboolean
dfota_port_pause (DfotaPort *port, gint64 until, GCancellable *cancel, GError **error)
{
  if (port->klass->pause != NULL)
    return port->klass->pause (port, until, cancel, error);
  return dfota_wait_until (until, cancel, error);
}
