/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dfota.h"

/* Serves @files (NULL-ended) from this computer; each is looked at first. @address NULL: to everybody. Errors: those of
 * dfota_package_new(), DFOTA_ERROR_SERVER_FAILED. */
DfotaHost *serve_files (DfotaVia via, const char *const *files, const char *address, GError **error);

/* The same with @job's package, or both halves of it: its address becomes the job's. */
gboolean serve_job (DfotaJob *job, const char *address, GError **error);
