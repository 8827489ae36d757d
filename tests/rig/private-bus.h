/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A D-Bus daemon of this test's own. It ends with the test, however the test ends, and says nothing: on a machine that grants
 * it few files it complains in the middle of the test's own lines.
 * Returns (transfer full): its address. @ret_bus (transfer full): the daemon. Aborts where it cannot be started. */
char *private_bus_start (GSubprocess **ret_bus);
