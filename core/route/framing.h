/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Framing profiles: small declarative files, `*.dfota-framing`, that say in which frames a package goes over a line, and the
 * engine that sends them. docs/framing.md is the grammar. Knows no port and no module: tests drive it over whatever line they
 * have. Nothing here locks; a profile is a value that never changes. */

/* --- the profile --- */

typedef struct _DfotaFraming DfotaFraming;

/* At most 64 KiB of UTF-8. Every fault is refused by name, DFOTA_ERROR_FRAMING_BAD with the place as its value:
 * "[Step data] Sise" an unknown key, "[Step data] Send: crc99" an unknown or misplaced token, "[Step eot]" a section that is
 * missing or in no step, "[Step data] Pad" a key that contradicts another or is out of its range, "line 7" no line of a key
 * file; the file's name where it cannot be read at all. */
DfotaFraming *dfota_framing_load (const char *path, GError **error);

/* The same for a text in memory. */
DfotaFraming *dfota_framing_parse (const char *text, gsize n, GError **error);

void dfota_framing_free (DfotaFraming *framing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DfotaFraming, dfota_framing_free)

const char *dfota_framing_name (const DfotaFraming *framing);
guint dfota_framing_n_steps (const DfotaFraming *framing);
const char *dfota_framing_step (const DfotaFraming *framing, guint i); /* its name */

/* --- what is sent --- */

typedef struct
{
  const char *name; /* without folders; borrowed until the engine is freed */
  goffset size;     /* bytes */
  gint64 mtime;     /* s since 1970 */
  guint mode;       /* 0100644 */

  /* The next @n bytes, all of them. */
  gboolean (*take) (gpointer user_data, guint8 *bytes, gsize n, GError **error);
  /* Back to the first byte: for a check over the whole file, which is made before the first frame. May be NULL where no profile
   * with such a check will be used. */
  gboolean (*rewind) (gpointer user_data, GError **error);
  gpointer user_data;
} DfotaFramingPayload;

/* --- over what --- */

/* Times are µs on one clock. Errors besides those below end the delivery and come out as they are. */
typedef struct
{
  gint64 (*now) (gpointer user_data);
  /* All of @n, at the pace the line needs. G_IO_ERROR_TIMED_OUT: not by @until. */
  gboolean (*send) (gpointer user_data, const guint8 *bytes, gsize n, gint64 until, GError **error);
  /* Until something has come, which was handed to dfota_framing_feed() on arrival; G_IO_ERROR_TIMED_OUT: nothing by @until.
   * With an @until that has passed it only looks. */
  gboolean (*wait) (gpointer user_data, gint64 until, GError **error);
  /* The receiver wants no more, whatever the frames say: the delivery ends there, and that is no failure. May be NULL. */
  gboolean (*is_over) (gpointer user_data);
  /* So many bytes of the file have been acknowledged. May be NULL. */
  void (*acknowledged) (gpointer user_data, goffset bytes);
  gpointer user_data;
} DfotaFramingLine;

/* --- the engine --- */

typedef struct _DfotaFramingEngine DfotaFramingEngine;

/* Borrows @framing. Sends nothing yet. DFOTA_ERROR_FRAMING_BAD: a number of this file does not fit into its field; the value is
 * the place, "[Step header] Payload: filesize:u16be". */
DfotaFramingEngine *dfota_framing_engine_new (const DfotaFraming *framing, const DfotaFramingPayload *payload,
                                              const DfotaFramingLine *line, GError **error);
void dfota_framing_engine_free (DfotaFramingEngine *engine);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DfotaFramingEngine, dfota_framing_engine_free)

/* What the line received. Called from within the line's functions, or between the engine's. */
void dfota_framing_feed (DfotaFramingEngine *engine, const guint8 *bytes, gsize n);

/* Everything up to the frame that carries the last bytes of the file, which has then been read but not sent; seal() sends it and
 * what follows it. DFOTA_ERROR_FRAMING_FAILED: the receiver gave up or does not answer; the value is the step's name, and Cancel
 * has been sent where it is the sender that gives up. */
gboolean dfota_framing_deliver (DfotaFramingEngine *engine, GError **error);
gboolean dfota_framing_seal (DfotaFramingEngine *engine, GError **error);

/* We give up: Cancel, until the receiver confirms it by Abort; three times at most, 2.5 s each. Nothing where the profile has no
 * Cancel or the receiver has given up already. */
void dfota_framing_cancel (DfotaFramingEngine *engine);

/* Is the file's last frame out? It may not have been acknowledged yet. */
gboolean dfota_framing_is_complete (const DfotaFramingEngine *engine);
