/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dfota.h"

/* From the port's name as typed to one that core opens: `auto` is chosen from the list, `practice` is started and goes on for
 * as long as this object lives. */
typedef struct
{
  DfotaPractice *practice; /* or NULL */
  DfotaPortKind kind;      /* as far as it can be told without opening it: for the promise */
} Endpoint;

/* Replaces @job's port; with @serve this computer serves its package besides, and @job gets its address. Errors:
 * DFOTA_ERROR_PORT_NONE, _PORT_MANY, those of dfota_practice_start() and serve_job(). */
Endpoint *endpoint_new (DfotaJob *job, gboolean serve, GError **error);
void endpoint_free (Endpoint *endpoint);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Endpoint, endpoint_free)
