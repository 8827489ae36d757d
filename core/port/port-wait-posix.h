/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "port/port-wait.h"

/* dfota_wait_socket() for any file descriptor; -1 waits for the time alone. */
gboolean
dfota_wait_fd (int fd, GIOCondition wanted, GIOCondition *ret_came, gint64 until, GCancellable *cancel, GError **error);
