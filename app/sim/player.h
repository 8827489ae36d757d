/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "engine.h"

/* Plays an engine in real time over one wire and with a real network client, on the default main context. */

typedef struct _SimPlayer SimPlayer;
typedef struct _SimWire SimWire;

/* A wire carries bytes between one program and the module. It reports to its player by sim_player_met() and
 * sim_player_readable(). */
typedef struct
{
  const char *(*name) (SimWire *wire); /* the port name that programs are given */
  void (*send) (SimWire *wire, const guint8 *bytes, gsize n);
  gsize (*read) (SimWire *wire, guint8 *ret_bytes, gsize n); /* 0: nothing there */
  void (*watch) (SimWire *wire, gboolean on);                /* readable() is wanted */
  void (*hold) (SimWire *wire, gboolean on);                 /* CTS is low */
  void (*gone) (SimWire *wire);
  gboolean (*back) (SimWire *wire, GError **error);
  void (*free) (SimWire *wire);
} SimWireClass;

struct _SimWire
{
  const SimWireClass *class;
  SimPlayer *player;
};

/* Takes over `engine` and `wire`. `report` may be NULL: where the observations go. */
SimPlayer *sim_player_new (SimEngine *engine, SimWire *wire, const char *report);
/* For the module's network client, see sim_fetch_new(). `ca` may be NULL. */
void sim_player_set_network (SimPlayer *player, const char *ca, double patience_s);
/* Until sim_player_quit(). FALSE: the port could not return, or the report could not be written. */
gboolean sim_player_run (SimPlayer *player, GError **error);
void sim_player_quit (SimPlayer *player);
void sim_player_free (SimPlayer *player);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimPlayer, sim_player_free)

/* A program has opened the port; the module's clock starts with the first one. */
void sim_player_met (SimPlayer *player);
void sim_player_readable (SimPlayer *player);

/* `address` is HOST:PORT; port 0: any. */
SimWire *sim_wire_tcp_new (const char *address, guint64 rate, GError **error);
/* `link` will be a symbolic link to the pty. */
SimWire *sim_wire_pty_new (const char *link, GError **error);
