/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "module/identify.h"

/* What was started on which port, with what, and how far it came: kept on disk, because a module that waits in download mode
 * cannot say who it is, and neither can this program after a power cut. One small file a port; it is written before the deed,
 * so that after a crash it says "about to" and never "had not yet". No password ever stands in it. A value. */
typedef struct
{
  char *place;         /* what it is filed under: dfota_journal_place() */
  char *port;          /* the name the port had; NULL: unknown */
  DfotaModule *module; /* as it was before */
  DfotaVia via;
  char *url;           /* without its password; NULL: none */
  char *package;       /* the package's name; NULL: none on this computer */
  char *path;          /* where it lay; NULL: none on this computer */
  gboolean hosted;     /* this computer was its server */
  char *target;        /* the revision asked for, or NULL */
  char *state;         /* id of the last known state */
  gint64 seen;         /* s since 1970: when the module was last heard, or given something */
  int silence;         /* s of silence that are normal in it; 0: no silence is too long */
  gboolean past_point; /* of no return */
  int updated;         /* last UPDATING, -1 none */
  int code;            /* what END said, -1 nothing */
  gint64 began;        /* s since 1970 */
} DfotaJournal;

DfotaJournal *dfota_journal_copy (const DfotaJournal *journal);
void dfota_journal_free (DfotaJournal *journal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DfotaJournal, dfota_journal_free)

/* Now, as a journal counts: s since 1970. */
gint64 dfota_journal_time (void);

/* Where a port's journal is filed: by its USB place where it has one (its name may change), else by its name. @usb_port: which of several
 * ports of that interface, 0 the first. Newly allocated. */
char *dfota_journal_place (const char *port_name, const char *usb_path, int usb_interface, int usb_port);

/* @folder NULL: the user's own (XDG_STATE_HOME/dfota-wizard); "": none is kept. A journal that cannot be written or read does not
 * stop an upgrade: write returns FALSE, find returns NULL. */
gboolean dfota_journal_write (const DfotaJournal *journal, const char *folder);

/* Could one be written? Tries. */
gboolean dfota_journal_may_write (const char *folder);

/* Where there is no room for another writing (a full disk): what stands there says from now on that the point is passed; if not
 * even that can be written, nothing stands there any more. */
void dfota_journal_pass_point (const char *place, const char *folder);

DfotaJournal *dfota_journal_find (const char *place, const char *folder);

/* All unfinished upgrades that this computer remembers, the latest first. Element: DfotaJournal. Reads the disk: not on the UI
 * thread. */
GPtrArray *dfota_journal_list (const char *folder);

/* The user has seen how it ended: it is remembered no longer. */
gboolean dfota_journal_forget (const char *place, const char *folder);
