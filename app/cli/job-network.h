/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "options.h"

/* The options of the network ways: the address (or that this computer is to serve it), APN, login and PDP context.
 * Error: USAGE_ERROR. */
gboolean job_fill_network (DfotaJob *job, const Options *options, GError **error);
