/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine.h"

/* What the module saw, as one JSON object; replaces `path` whole. */
gboolean sim_report_write (SimEngine *engine, const char *path, GError **error);
