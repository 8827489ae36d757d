/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "options.h"

/* How a subcommand introduces itself in --help. */
typedef struct
{
  OptionSet sets;
  guint words;         /* how many words besides options it takes */
  const char *usage;   /* "dfota upgrade --package FILE [OPTION…]" */
  const char *summary; /* msgid */
} Start;

/* Reads the options. NULL: nothing is left to do (help was shown, or what was typed makes no sense), and *ret_exit_code says
 * with which code to leave. */
Options *start (const Start *start_of, char **args, int *ret_exit_code);
