/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "at/at-channel.h"
#include "module/identify.h"
#include "package/package.h"
#include "package/url.h"
#include "upgrade/job.h"
#include "upgrade/preflight.h"
#include "upgrade/story.h"

/* How a package gets to the module: one small table of functions a path. The recipe (upgrade/upgrade.c) calls them in this
 * order on its worker thread. Any of them may be NULL. */

/* The last chunk of a package: held back until a Stop can no longer be. It is longer than all that is asked of a module that
 * may still be taking every byte as payload (a few times AT), so that such questions can never complete a package. */
#define DFOTA_TRIP_LAST 512

/* A module's flow control, as AT+IFC and AT+QCFG="usbifc" count it; both 0: none. */
typedef struct
{
  gint64 to_module;
  gint64 from_module;
} DfotaFlowSetting;

/* What a path needs while it is taken. Belongs to the recipe; pointers are borrowed for the length of the run. */
typedef struct _DfotaTrip DfotaTrip;
struct _DfotaTrip
{
  const DfotaJob *job;
  const DfotaModule *module;
  const DfotaPackage *package;  /* NULL where no file of this computer is needed */
  const DfotaPackage *second;   /* MiniFOTA: its .mini_2; NULL: none, or not on this computer */
  const DfotaUrlRules *address; /* the way's; NULL: it has no address */
  guint sends;                  /* the way's: DFOTA_SENDS_* */
  const char *folder;           /* the way's default for files in the module's storage */
  DfotaAtChannel *at;
  DfotaPort *port;
  const DfotaStory *story;
  GCancellable *cancel; /* wakes every wait up to the point of no return */
  gint64 stall_us;      /* how long the line may take no byte */
  DfotaFlow flow;       /* as it was settled by prepare() */

  void (*finding) (DfotaTrip *trip, DfotaCheckId id, DfotaCheckVerdict verdict, const char *value);
  void (*progress) (DfotaTrip *trip, goffset sent); /* bytes of the package */
  gpointer run;                                     /* the recipe's own */

  gboolean touched;   /* set by a route when something besides settings was changed on the module: a file in its storage */
  DfotaUrl *url;      /* the network route's own */
  gpointer own;       /* a route's own, from check to tidy */
  int baud_before;    /* AT+IPR's setting to be put back; DFOTA_UNSET: nothing owed */
  gboolean flow_owed; /* the module's flow control is to be put back to what it was */
  DfotaFlowSetting flow_before;

  DfotaPackageReader *reader; /* the route's own: open while the package is being delivered */
  goffset delivered;
  gint64 due;         /* when the next portion may go */
  gboolean uncounted; /* the module does not tell how much it has */
  guint8 last[DFOTA_TRIP_LAST];
  gsize last_len;
};

/* What AT+QFOTADL takes besides its target, and what may be set before it. */
#define DFOTA_SENDS_MODE   (1u << 0) /* upgrade_mode */
#define DFOTA_SENDS_COUNTS (1u << 1) /* download_URC_max, update_URC_max */
#define DFOTA_SENDS_APN    (1u << 2) /* AT+QICSGP */
#define DFOTA_SENDS_CID    (1u << 3) /* AT+QCFG="fota/cid", AT+QIACT */

typedef struct
{
  gboolean (*check) (DfotaTrip *trip, GError **error);   /* reads only */
  gboolean (*prepare) (DfotaTrip *trip, GError **error); /* settings of the connection */
  /* the package goes to the module before the command; may be stopped */
  gboolean (*stage) (DfotaTrip *trip, GError **error);
  gboolean (*command) (DfotaTrip *trip, DfotaCommand *command, GError **error); /* adds the fields of AT+QFOTADL */
  DfotaLineKind answer;                                                         /* how the module accepts it */

  /* where bytes follow the command; all three or none: without them the module fetches the package by itself */
  gboolean (*is_invited) (const DfotaStory *story);      /* the module now waits for bytes */
  gboolean (*deliver) (DfotaTrip *trip, GError **error); /* all but the last chunk */
  gboolean (*seal) (DfotaTrip *trip, GError **error);    /* the last chunk */

  void (*tidy) (DfotaTrip *trip);  /* frees what the route holds; sends nothing */
  void (*leave) (DfotaTrip *trip); /* the module has ended and answers again: puts back what was changed */
} DfotaRoute;

/* Opens the package (trip->reader), unless it is open already, and makes sure that it is the one that was hashed: from then on no
 * file that vanishes leaves a module waiting for bytes. Errors: those of dfota_package_reader_new(), DFOTA_ERROR_PACKAGE_CHANGED. */
gboolean dfota_route_open_package (DfotaTrip *trip, GError **error);

/* The fields that the way takes after the target of AT+QFOTADL. They are always sent: an omitted one keeps its last value. */
void dfota_route_add_settings (const DfotaTrip *trip, DfotaCommand *command);
