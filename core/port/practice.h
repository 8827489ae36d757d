/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* The built-in practice module: a dfota-sim of our own, on a port of this computer, for as long as this object lives. */
typedef struct _DfotaPractice DfotaPractice;

/* Is this `practice` or `practice:FAULT`? */
gboolean dfota_practice_is_name (const char *port_name);

/* How many times faster than with a real module the time of a practice runs: for DfotaJob.haste, and to be told to the user.
 * @family: the id of the family it plays, NULL: lte-standard. */
double dfota_practice_haste (const char *family);

/* Starts dfota-sim and waits until it serves (some tens of ms; at most 5 s: not on the UI thread).
 * @port_name: `practice` or `practice:FAULT`. @family: the id of the family it plays, NULL: lte-standard.
 * Errors: DFOTA_ERROR_PRACTICE_FAULT (no such fault), DFOTA_ERROR_INTERNAL. */
DfotaPractice *dfota_practice_start (const char *port_name, const char *family, GError **error);
void dfota_practice_free (DfotaPractice *practice); /* ends it */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DfotaPractice, dfota_practice_free)

/* The port to open: `tcp:127.0.0.1:PORT`. */
const char *dfota_practice_port (DfotaPractice *practice);
