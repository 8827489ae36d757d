/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "options.h"

/* From what was typed to a DfotaJob. Every nonsense value gets a sentence of its own that names the option.
 * The port stays as typed (`auto` where none was): endpoint_open() finds the real one. Errors: USAGE_ERROR. */
DfotaJob *job_from_options (const Options *options, GError **error);

/* The same for a run that only asks who the module is: --port and --baud alone. */
DfotaJob *job_to_identify (const Options *options, GError **error);
