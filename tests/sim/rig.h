/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine.h"

/* What the module's network client finds. */
typedef struct
{
  const char *url;
  guint8 *bytes;
  gsize n;
  gsize told;            /* what the server says that it has; 0: nothing */
  SimFetchResult result; /* after all `n` bytes */
} RigPlace;

/* A program and a clock that jumps: time passes only as far as the module's agenda and line ask for it. */
typedef struct
{
  SimConfig config;
  SimEngine *engine;
  gint64 now;
  GString *heard; /* since the last rig_ask() or rig_hush(); '|' where the port vanished */
  guint gone, back, dead;
  gsize ghosts;       /* bytes that came while the port was away */
  RigPlace places[4]; /* any other address is missing */
  guint n_places;
  GString *gets; /* every address fetched, LF after each */
  const RigPlace *place;
  gsize fetched;
  guint fetch_ends; /* SIM_FETCH_END */
  const char *faults[8];
  guint n_faults;
} Rig;

/* A quick module on USB without a fault; change `config`, then rig_start(). */
Rig *rig_new (void);
void rig_fault (Rig *rig, const char *fault);
void rig_start (Rig *rig);
void rig_free (Rig *rig);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Rig, rig_free)

void rig_hush (Rig *rig);
void rig_run (Rig *rig, double seconds);
/* Until `text` is heard; FALSE: not within `seconds`. */
gboolean rig_await (Rig *rig, const char *text, double seconds);
void rig_send (Rig *rig, const char *text);
/* `command` and CR; all that is heard within a second. */
const char *rig_ask (Rig *rig, const char *command);
/* As fast as the line takes it, `burst` bytes at a time with `pause_us` between (0: none). How many went; fewer: no room, or the port is gone. */
gsize rig_deliver (Rig *rig, const guint8 *bytes, gsize n, gsize burst, gint64 pause_us);
/* `n` bytes that no two places have alike. Owned by the caller. */
guint8 *rig_package (gsize n);
/* The whole story up to the last byte: flow control, AT+QFOTADL="FILE:n"`settings`, FILESTART, package. FALSE: it stuck. */
gboolean rig_upgrade (Rig *rig, gsize n, const char *settings);
/* At `url` there are now `n` bytes of rig_package(), and then `result`. */
RigPlace *rig_serve (Rig *rig, const char *url, gsize n, SimFetchResult result);
/* What was heard of the upgrade, `START UPDATING,8 END,0` and so on; `|` where the port vanished, RDY where it greeted. Owned by
 * the caller. */
char *rig_story (Rig *rig);
/* Lower-case hex of the first `n` bytes of rig_package(). Owned by the caller. */
char *rig_sha256 (gsize n);
/* "EC200A…" of ATI, owned by the caller; NULL: no answer. */
char *rig_revision (Rig *rig);
