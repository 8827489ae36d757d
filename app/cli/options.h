/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dfota.h"

/* Which options a subcommand takes: every row of the table in options.c belongs to some of these. */
typedef enum
{
  OPTIONS_COMMON = 1 << 0, /* --json --lang --log --help: all of them */
  OPTIONS_PORT = 1 << 1,   /* what it takes to talk to a module */
  OPTIONS_RUN = 1 << 2,    /* what an upgrade, or its rehearsal, is asked to do */
  OPTIONS_EXPLAIN = 1 << 3,
  OPTIONS_PROGRAM = 1 << 4, /* `dfota` without a subcommand */
  OPTIONS_WATCH = 1 << 5,   /* following an upgrade that somebody else has started */
  OPTIONS_PROBE = 1 << 6,
  OPTIONS_HOST = 1 << 7
} OptionSet;

/* What was typed, still as text: the checks with their sentences come in job.c. NULL is "not given". */
typedef struct
{
  gboolean json, help, version;
  char *lang, *log;

  char *port, *baud;
  gboolean verbose;

  char **packages;
  char *via, *flow, *mode, *method, *download_urcs, *update_urcs, *target, *patience;
  char *url, *apn, *apn_user, *apn_password, *apn_auth, *cid, *folder, *framing, *plan;
  gboolean host_here, no_probe, replace;

  gboolean yes, resend;

  char *family, *kind, *case_code;

  char **rest; /* what is no option */
} Options;

/* @args: the program's (or the subcommand's) name first; taken over. Error: USAGE_ERROR. */
Options *options_new (OptionSet sets, char **args, GError **error);
void options_free (Options *options);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Options, options_free)

/* Fails for an option that says nothing of this way. Error: USAGE_ERROR. */
gboolean options_fit_way (const Options *options, DfotaVia via, GError **error);

/* Fails if more than @n words stand beside the options. Error: USAGE_ERROR. */
gboolean options_take_words (const Options *options, guint n, GError **error);

/* Prints "Usage: …", @summary and the options of @sets. */
void options_print_help (OptionSet sets, const char *usage, const char *summary);

/* Looks ahead: the language and the kind of output are needed before anything can be wrong. */
const char *options_peek_lang (char **args); /* NULL: none given */
gboolean options_peek_flag (char **args, const char *flag);
