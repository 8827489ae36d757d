/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dfota.h"

/* Wrong use of the command line. Other than an error of DFOTA_ERROR, its message is the whole sentence, in the language in
 * force and naming the option; its code is the DfotaErrorCode whose id scripts see (`usage`, `way-refused`). */
#define USAGE_ERROR (usage_error_quark ())
GQuark usage_error_quark (void);

/* Sets the error and returns FALSE, so that it can end a function. */
gboolean usage_fail (GError **error, DfotaErrorCode code, const char *format, ...) G_GNUC_PRINTF (3, 4);
