/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "at/at-channel.h"
#include "module/identify.h"
#include "package/package.h"
#include "upgrade/job.h"
#include "upgrade/preflight.h"
#include "upgrade/story.h"

/* How a package gets to the module: one small table of functions a path. The recipe (upgrade/upgrade.c) calls them in this
 * order on its worker thread. check, prepare and tidy may be NULL. */

/* The last chunk of a package: held back until a Stop can no longer be. It is longer than all that is asked of a module that
 * may still be taking every byte as payload (a few times AT), so that such questions can never complete a package. */
#define DFOTA_TRIP_LAST 512

/* What a path needs while it is taken. Belongs to the recipe; pointers are borrowed for the length of the run. */
typedef struct _DfotaTrip DfotaTrip;
struct _DfotaTrip
{
  const DfotaJob *job;
  const DfotaModule *module;
  const DfotaPackage *package; /* NULL where no file of this computer is needed */
  DfotaAtChannel *at;
  DfotaPort *port;
  const DfotaStory *story;
  GCancellable *cancel; /* wakes every wait up to the point of no return */
  gint64 stall_us;      /* how long the line may take no byte */
  DfotaFlow flow;       /* as it was settled by prepare() */

  void (*finding) (DfotaTrip *trip, DfotaCheckId id, DfotaCheckVerdict verdict, const char *value);
  void (*progress) (DfotaTrip *trip, goffset sent); /* bytes of the package */
  gpointer run;                                     /* the recipe's own */

  DfotaPackageReader *reader; /* the route's own: open while the package is being delivered */
  goffset delivered;
  gint64 due;         /* when the next portion may go */
  gboolean uncounted; /* the module does not tell how much it has */
  guint8 last[DFOTA_TRIP_LAST];
  gsize last_len;
};

typedef struct
{
  gboolean (*check) (DfotaTrip *trip, GError **error);                          /* reads only */
  gboolean (*prepare) (DfotaTrip *trip, GError **error);                        /* settings of the connection */
  gboolean (*command) (DfotaTrip *trip, DfotaCommand *command, GError **error); /* adds the fields of AT+QFOTADL */
  gboolean (*is_invited) (const DfotaStory *story);                             /* the module now waits for bytes */
  gboolean (*deliver) (DfotaTrip *trip, GError **error);                        /* all but the last chunk */
  gboolean (*seal) (DfotaTrip *trip, GError **error);                           /* the last chunk */
  void (*tidy) (DfotaTrip *trip);
} DfotaRoute;
