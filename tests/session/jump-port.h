/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine.h"
#include "port/port.h"

/* A port with the simulated module at its other end and a clock that jumps to whatever happens next: nothing ever sleeps. */

/* Takes @engine over. @kind and @baud as the program is to see them. */
DfotaPort *jump_port_new (SimEngine *engine, DfotaPortKind kind, guint baud);

SimEngine *jump_port_engine (DfotaPort *port);

/* What the program wrote, command bytes and payload alike. */
const GByteArray *jump_port_written (DfotaPort *port);

/* The computer's CTS input; high unless told. */
void jump_port_set_cts (DfotaPort *port, gboolean high);

/* A serial server in between, that takes @bytes at once and passes them on as fast as the module's line goes. */
void jump_port_set_server (DfotaPort *port, gsize bytes);

/* What the module finds on the server: @bytes under the last part of an address; NULL: no longer there. */
void jump_port_serve (DfotaPort *port, const char *name, GBytes *bytes);

/* What becomes of a fetch from now on, although the file is there; SIM_FETCHED: it is fetched. */
void jump_port_set_network (DfotaPort *port, SimFetchResult result);

/* How often the module asked the server for something. */
guint jump_port_fetches (DfotaPort *port);

/* Puts @bytes before whatever the module says next. */
void jump_port_inject (DfotaPort *port, const char *bytes);

/* How often the program asked to forget what had not gone out. */
guint jump_port_drops (DfotaPort *port);

/* Is the computer's own side set to hardware flow control? */
gboolean jump_port_has_flow (DfotaPort *port);

/* Called before each step, with the module's time: a place to press Stop from. */
void jump_port_set_hook (DfotaPort *port, void (*hook) (DfotaPort *port, gpointer data), gpointer data);
