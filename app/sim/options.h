/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine.h"

/* All that the command line and the scenario file say. */
typedef struct
{
  SimConfig config;   /* borrows from `values` */
  GHashTable *values; /* option name → text; faults apart */
  GPtrArray *faults;  /* NULL-ended when parsed */
  double patience_s;  /* of the network client */
  gboolean list_faults;
  gboolean json;
  gboolean version;
} SimOptions;

/* FALSE with one sentence for people. `argv` loses what was understood. */
gboolean sim_options_parse (SimOptions *options, char ***argv, GError **error);
/* NULL when it was not given. */
const char *sim_options_get (const SimOptions *options, const char *name);
void sim_options_clear (SimOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SimOptions, sim_options_clear)
