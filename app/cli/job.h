/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "options.h"

/* From what was typed to a DfotaJob. Every nonsense value gets a sentence of its own that names the option.
 * The port stays as typed (`auto` where none was): endpoint_new() finds the real one, and serves the package where this
 * computer is to (job->url is then still NULL). Errors: USAGE_ERROR. */
DfotaJob *job_from_options (const Options *options, GError **error);

/* The same for a run that only asks who the module is: --port and --baud alone. */
DfotaJob *job_to_identify (const Options *options, GError **error);

/* And for one that follows what somebody else has started: these, --target and --patience. */
DfotaJob *job_to_watch (const Options *options, GError **error);

/* Is this computer to serve the package of @job? */
gboolean job_is_served_here (const DfotaJob *job, const Options *options);

/* The .mini_2 beside a .mini_1, and the other way round; NULL for any other name. Newly allocated. */
char *job_other_half (const char *package);
