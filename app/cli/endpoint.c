/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint.h"

#include "job.h"
#include "serve.h"

#define THIS_COMPUTER "127.0.0.1"

static gboolean
names_half (const char *text)
{
  g_autofree char *other = text != NULL ? job_other_half (text) : NULL;

  return other != NULL;
}

/* What the practice module plays: a family that takes the path. */
static const char *
practised_family (const DfotaJob *job)
{
  if (job->via == DFOTA_VIA_COAP)
    return "bc260y";
  if (job->via == DFOTA_VIA_STORAGE)
    return "ep06";
  return names_half (job->package_path) || names_half (job->url) ? "lte-standard-mini" : NULL;
}

static gboolean
start_practice (Endpoint *endpoint, DfotaJob *job, GError **error)
{
  endpoint->practice = dfota_practice_start (job->port, practised_family (job), error);
  if (endpoint->practice == NULL)
    return FALSE;

  job->haste = dfota_practice_haste (practised_family (job));
  g_free (job->port);
  job->port = g_strdup (dfota_practice_port (endpoint->practice));
  return TRUE;
}

/* A module first, and an adapter for want of one. */
static const DfotaDriverless *
best_driverless (GPtrArray *devices)
{
  for (guint i = 0; i < devices->len; i++)
    if (((const DfotaDriverless *) g_ptr_array_index (devices, i))->is_module)
      return g_ptr_array_index (devices, i);
  return devices->len > 0 ? g_ptr_array_index (devices, 0) : NULL;
}

/* The module may be there, and have no port. */
static gboolean
fail_without_port (GError **error)
{
  g_autoptr (GPtrArray) devices = dfota_driverless_list ();
  const DfotaDriverless *device = best_driverless (devices);
  g_autofree char *name = device != NULL ? dfota_driver_name (device) : NULL;

  return dfota_fail (error, DFOTA_ERROR_PORT_NONE, name);
}

static gboolean
choose_alone (DfotaJob *job, GPtrArray *ports, GError **error)
{
  g_autoptr (GError) reason = NULL;
  char *name = dfota_port_list_choose (ports, &reason);

  if (g_error_matches (reason, DFOTA_ERROR, DFOTA_ERROR_PORT_NONE))
    return fail_without_port (error);
  if (name == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  g_free (job->port);
  job->port = name;
  return TRUE;
}

static DfotaPortKind
guess_kind (const char *name, GPtrArray *ports)
{
  if (g_str_has_prefix (name, "tcp:"))
    return DFOTA_PORT_TCP;
  for (guint i = 0; i < ports->len; i++)
    {
      const DfotaPortInfo *info = g_ptr_array_index (ports, i);

      /* A port of a known role is the module's own; of an adapter the table knows nothing. */
      if (g_str_equal (info->name, name) && info->place.vid != 0 && info->role != DFOTA_ROLE_UNKNOWN)
        return DFOTA_PORT_USB;
    }
  return DFOTA_PORT_UART;
}

Endpoint *
endpoint_new (DfotaJob *job, gboolean serve, GError **error)
{
  g_autoptr (Endpoint) endpoint = g_new0 (Endpoint, 1);
  g_autoptr (GPtrArray) ports = NULL;
  gboolean practice = dfota_practice_is_name (job->port);

  if (serve && !serve_job (job, practice ? THIS_COMPUTER : NULL, error))
    return NULL;
  if (practice && !start_practice (endpoint, job, error))
    return NULL;

  ports = dfota_port_list ();
  if (g_str_equal (job->port, "auto") && !choose_alone (job, ports, error))
    return NULL;

  endpoint->kind = guess_kind (job->port, ports);
  return g_steal_pointer (&endpoint);
}

void
endpoint_free (Endpoint *endpoint)
{
  g_clear_pointer (&endpoint->practice, dfota_practice_free);
  g_free (endpoint);
}
