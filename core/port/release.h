/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* The service of a system that takes every modem for its own, and how it is asked to leave one alone for a while. On Linux
 * that is ModemManager: it opens each port of each modem, sends AT commands of its own, and does so again after each restart
 * of the module. Where a system has no such service, nothing is ever found and there is nothing to ask for.
 *
 * Sources: ModemManager's D-Bus reference, org.freedesktop.ModemManager1.InhibitDevice (since 1.10), and its src/
 * mm-base-manager.c and mm-device.c:
 * - only a modem that stands on the bus can be inhibited, so one that has just been plugged in is waited for;
 * - the call wants the right of an administrator (polkit), so a question for the password may come up;
 * - taking it back by a call wants that right once more; but it ends by itself when the connection that asked for it closes.
 *   So each release has a connection of its own, and the end of the program, however it comes, ends it too. */

/* A port that is left alone as long as this lives. */
typedef struct _DfotaRelease DfotaRelease;

/* Is @program such a service? Then dfota_release_ask() may help. NULL is none. */
gboolean dfota_release_is_service (const char *program);

/* The service that says of the port (/dev/ttyUSB2, ttyUSB2) that it belongs to one of its modems; newly allocated, NULL:
 * none. Asks over D-Bus, at most a second: not on the UI thread. */
char *dfota_release_holder (const char *port);

/* The same for many ports (DfotaPortInfo) with one question: fills in busy_by where it is not known. */
void dfota_release_name_holders (GPtrArray *ports);

/* Asks the service to leave the module at @port alone. Waits for a person who is asked for a password, and up to
 * DFOTA_RELEASE_PATIENCE for a service that is still looking at the module: not on the UI thread; cancellable. A service that
 * does not run is asked for nothing, and that is no error.
 * Errors: DFOTA_ERROR_RELEASE_REFUSED (value: the service), G_IO_ERROR_CANCELLED. */
DfotaRelease *dfota_release_ask (const char *port, GCancellable *cancel, GError **error);

/* The service may have it again. Never waits; any thread. */
void dfota_release_free (DfotaRelease *release);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DfotaRelease, dfota_release_free)

#define DFOTA_RELEASE_PATIENCE (45 * G_USEC_PER_SEC)

/* What an administrator types to pause the service as a whole, and to start it again afterwards. NULL: there is none. */
const char *dfota_release_command (void);
const char *dfota_release_command_back (void);
