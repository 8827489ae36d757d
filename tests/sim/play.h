/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "program.h"

/* dfota-sim as a program, and its port seen from outside, by TCP or by pty. Whatever does not come in time fails the test. */
typedef struct
{
  Program *program;
  char *name; /* of the port */
  char *room;
  char *report;
  GSocketConnection *connection;
  int fd;         /* where ports are descriptors */
  GString *heard; /* by the last play_await(), up to its text */
  GString *ahead; /* and what came after it */
} Play;

/* `where`: --listen or --pty. `scenario`: a file's text. `more`: an option "--name=value" or NULL. */
void play_start (Play *play, const char *where, const char *scenario, const char *more);
void play_stop (Play *play);
void play_open (Play *play);
/* Waits until there is something to read, and reads nothing. */
void play_await_unread (Play *play);
void play_close (Play *play);
void play_put (Play *play, const char *bytes, gsize n);
/* Reads until `text` is heard, or until the port is gone if it is NULL. */
void play_await (Play *play, const char *text);
/* The same through restarts of the module: the port may vanish and return meanwhile. */
void play_follow (Play *play, const char *text);
/* Sends `line` and awaits `answer`. */
void play_ask (Play *play, const char *line, const char *answer);
/* What is in the report now, owned by the caller. */
char *play_report (Play *play);
/* The same, once `text` is in it. */
char *play_report_with (Play *play, const char *text);
