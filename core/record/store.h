/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Writes a small private file whole or not at all, on the disk when this returns; over one of the same name that another program
 * may be reading just now. FALSE: what stood there still stands there. Any thread. */
gboolean dfota_store_replace (const char *path, const char *text, gsize n);
