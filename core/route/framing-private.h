/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "route/framing.h"

/* What the files of the framing engine share. */

/* --- checksums (framing-check.c) --- */

typedef enum
{
  DFOTA_SUM_XOR,
  DFOTA_SUM_ADD,
  DFOTA_SUM_NEGATED, /* what makes the sum of all bytes 0 */
  DFOTA_SUM_CRC
} DfotaSumKind;

/* The parameters of a CRC as catalogues list them: poly and init are not reflected. */
typedef struct
{
  const char *name;
  DfotaSumKind kind;
  guint width; /* bits, 8–32 */
  guint32 poly, init, xor_out;
  gboolean ref_in, ref_out;
} DfotaSum;

const DfotaSum *dfota_sum_find (const char *name); /* a built-in one, or NULL */

guint32 dfota_sum_begin (const DfotaSum *sum);
guint32 dfota_sum_add (const DfotaSum *sum, guint32 state, const guint8 *bytes, gsize n);
guint32 dfota_sum_end (const DfotaSum *sum, guint32 state);

/* --- layouts (framing-layout.c) --- */

typedef enum
{
  DFOTA_FIELD_SEQ,      /* the frame's number in its step, from Seq on */
  DFOTA_FIELD_LEN,      /* payload bytes in this frame, without the filler */
  DFOTA_FIELD_OFFSET,   /* payload bytes before this frame */
  DFOTA_FIELD_FILESIZE, /* bytes */
  DFOTA_FIELD_FRAMES,   /* into which the file is cut */
  DFOTA_FIELD_MTIME,    /* s since 1970 */
  DFOTA_FIELD_MODE,     /* as POSIX has it */
  DFOTA_FIELD_NAME,     /* the only one that is text */
  DFOTA_N_FIELDS
} DfotaField;

typedef enum
{
  DFOTA_TOKEN_BYTES,
  DFOTA_TOKEN_ANY,
  DFOTA_TOKEN_DATA,
  DFOTA_TOKEN_CHECK_FROM,
  DFOTA_TOKEN_STUFF_ON,
  DFOTA_TOKEN_STUFF_OFF,
  DFOTA_TOKEN_FIELD,
  DFOTA_TOKEN_CHECK
} DfotaTokenKind;

typedef struct
{
  guint bytes;     /* binary: how many; 0: digits or text */
  gboolean little; /* binary: least significant first */
  guint base;      /* digits: 8, 10, 16; 0: text */
  guint width;     /* digits: so many, with zeros in front; 0: as many as it takes */
} DfotaFormat;

typedef struct
{
  DfotaTokenKind kind;
  char *text;    /* as it was written */
  GBytes *bytes; /* of DFOTA_TOKEN_BYTES */
  DfotaField field;
  const DfotaSum *sum;
  gboolean whole_file; /* @file */
  guint64 add;
  DfotaFormat format;
  gboolean inverted;
} DfotaToken;

/* An array of DfotaToken. */
typedef GPtrArray DfotaLayout;

/* What may stand in a layout. */
#define DFOTA_MAY_DATA  (1u << 0)
#define DFOTA_MAY_ANY   (1u << 1)
#define DFOTA_MAY_FILE  (1u << 2) /* fields and checks of the file */
#define DFOTA_MAY_FRAME (1u << 3) /* fields and checks of the frame; stuffing */

/* What layouts are read with. */
typedef struct
{
  guint may;
  GHashTable *sums;     /* name → DfotaSum: the profile's own */
  gboolean has_escapes; /* stuffing is described */
} DfotaLayoutRules;

/* Layouts parted by `;`, an array of DfotaLayout; empty for an empty text. NULL: *ret_bad is the token that is wrong, "" where
 * it is the whole. */
GPtrArray *dfota_layouts_parse (const char *text, const DfotaLayoutRules *rules, char **ret_bad);

gboolean dfota_layout_has (const DfotaLayout *layout, DfotaTokenKind kind);

/* Is @value within what this format can show? */
gboolean dfota_format_fits (const DfotaFormat *format, guint64 value);

/* Do both always stand for the same bytes? */
gboolean dfota_layout_equals (const DfotaLayout *a, const DfotaLayout *b);

/* --- layouts at work (framing-frame.c) --- */

/* One byte inside [ ], and what goes out in its place. */
typedef struct
{
  guint8 from;
  GBytes *to;
} DfotaEscape;

typedef struct
{
  guint64 numbers[DFOTA_N_FIELDS];
  const char *name;
  const guint8 *data; /* filler included */
  gsize data_len;
  GHashTable *file_sums; /* DfotaSum → the value over the whole file */
} DfotaFrameValues;

/* @escapes: an array of DfotaEscape, or NULL. */
void dfota_layout_build (const DfotaLayout *layout, GArray *escapes, const DfotaFrameValues *values, GByteArray *out);

typedef enum
{
  DFOTA_MATCH_NO,
  DFOTA_MATCH_PART, /* so far; more bytes will tell */
  DFOTA_MATCH_YES
} DfotaMatch;

/* Do @bytes begin with it? *ret_len: how many it takes. */
DfotaMatch dfota_layout_match (const DfotaLayout *layout, GArray *escapes, const DfotaFrameValues *values,
                               const guint8 *bytes, gsize n, gsize *ret_len);

/* The first token whose field is too small for its number in @largest, or NULL. A sequence number counts round. */
const DfotaToken *dfota_layout_overflow (const DfotaLayout *layout, const DfotaFrameValues *largest);

/* --- the profile (framing-profile.c, framing-step.c, framing-value.c) --- */

typedef struct
{
  char *name;
  GPtrArray *wait, *ack, *nak, *abort; /* of DfotaLayout */
  GPtrArray *send;                     /* of DfotaLayout, one a size; empty: only waits */
  gboolean sends_file;                 /* the payload is the file */
  GPtrArray *payload;                  /* the payload is the first of these; NULL: none, or the file */
  GArray *sizes;                       /* of guint, descending; empty without a payload */
  int pad;                             /* the filler; negative: none */
  guint32 seq;
  gint64 wait_us, timeout_us, delay_us;
  guint tries;
  gboolean unconfirmed;
  GArray *escapes; /* of DfotaEscape */
} DfotaFramingStep;

struct _DfotaFraming
{
  char *name;
  GPtrArray *steps;  /* of DfotaFramingStep */
  GPtrArray *cancel; /* of DfotaLayout: one, or empty */
  GHashTable *sums;  /* name → DfotaSum: [Check NAME] */
};

/* One section as it is being read. */
typedef struct
{
  GKeyFile *file;
  DfotaFraming *framing;
  const char *group; /* "Step data" */
} DfotaFramingReader;

#define DFOTA_FRAMING_PROFILE "Profile"

/* DFOTA_ERROR_FRAMING_BAD: "[group] key: detail". @key and @detail may be NULL. */
gboolean dfota_framing_fail (GError **error, const char *group, const char *key, const char *detail);

/* The section in which this key stands: the reader's own, or [Profile] where it may hold the default. NULL: in neither. */
const char *dfota_framing_group_of (const DfotaFramingReader *reader, const char *key);

/* The values of a key; where there is none, *ret_… stays as it is. What is out of its range is refused. */
gboolean dfota_framing_read_text (const DfotaFramingReader *reader, const char *key, char **ret_text, GError **error);
gboolean dfota_framing_read_number (const DfotaFramingReader *reader, const char *key, guint base, guint64 least,
                                    guint64 most, guint64 *ret_number, GError **error);
gboolean dfota_framing_read_flag (const DfotaFramingReader *reader, const char *key, gboolean *ret_flag, GError **error);
gboolean dfota_framing_read_seconds (const DfotaFramingReader *reader, const char *key, gint64 least_us, gint64 *ret_us,
                                     GError **error);

/* *ret_step is a new one, or NULL. */
gboolean dfota_framing_read_step (const DfotaFramingReader *reader, DfotaFramingStep **ret_step, GError **error);
void dfota_framing_step_free (DfotaFramingStep *step);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DfotaFramingStep, dfota_framing_step_free)

/* Is this a key that a step may have? */
gboolean dfota_framing_is_step_key (const char *key);

/* Whose value in [Profile] is the default of every step? */
gboolean dfota_framing_is_default_key (const char *key);

const DfotaFramingStep *dfota_framing_file_step (const DfotaFraming *framing);

/* How large the next frame of a payload is, as an index into sizes. @left: bytes of it that remain. */
guint dfota_framing_size_for (const DfotaFramingStep *step, guint64 left);
