/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "play.h"

/* For play.c: the port as its system opens it. */

/* Tries once; FALSE: it is not there. */
gboolean play_port_open (Play *play);
void play_port_close (Play *play);

/* Waits for G_IO_IN or G_IO_OUT; FALSE: not within @ms. */
gboolean play_port_wait (Play *play, GIOCondition condition, gint64 ms);

/* How many; 0: the port is gone, -1: none now. */
gssize play_port_read (Play *play, char *bytes, gsize n);
gssize play_port_write (Play *play, const char *bytes, gsize n);
