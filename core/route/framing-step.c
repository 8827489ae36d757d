/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/framing-private.h"

#include <string.h>

/* One [Step NAME]: its keys, and what contradicts what. */

#define WAIT_US     (60 * G_GINT64_CONSTANT (1000000))
#define TIMEOUT_US  (10 * G_GINT64_CONSTANT (1000000))
#define TRIES       10
#define TRIES_MAX   1000
#define LARGEST     65536
#define ESCAPES_MAX 4 /* bytes that may stand for one */

/* What a key belongs to: alone it would say nothing. */
typedef enum
{
  OF_STEP,
  OF_WAIT,
  OF_SEND,
  OF_PAYLOAD
} Owner;

static const struct
{
  const char *key;
  gboolean is_default; /* in [Profile] it holds for every step */
  Owner owner;
} keys[] = {
  { "Wait", FALSE, OF_STEP },    { "WaitTimeout", TRUE, OF_WAIT },  { "Send", FALSE, OF_STEP },
  { "Payload", FALSE, OF_SEND }, { "Size", FALSE, OF_PAYLOAD },     { "Pad", FALSE, OF_PAYLOAD },
  { "Seq", FALSE, OF_SEND },     { "Ack", TRUE, OF_SEND },          { "Nak", TRUE, OF_SEND },
  { "Abort", TRUE, OF_STEP },    { "Timeout", TRUE, OF_SEND },      { "Retries", TRUE, OF_SEND },
  { "Delay", TRUE, OF_SEND },    { "Unconfirmed", FALSE, OF_SEND }, { "Escape", TRUE, OF_STEP },
};

gboolean
dfota_framing_is_step_key (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (strcmp (keys[i].key, key) == 0)
      return TRUE;
  return FALSE;
}

gboolean
dfota_framing_is_default_key (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (strcmp (keys[i].key, key) == 0)
      return keys[i].is_default;
  return FALSE;
}

void
dfota_framing_step_free (DfotaFramingStep *step)
{
  if (step == NULL)
    return;
  g_free (step->name);
  g_clear_pointer (&step->wait, g_ptr_array_unref);
  g_clear_pointer (&step->ack, g_ptr_array_unref);
  g_clear_pointer (&step->nak, g_ptr_array_unref);
  g_clear_pointer (&step->abort, g_ptr_array_unref);
  g_clear_pointer (&step->send, g_ptr_array_unref);
  g_clear_pointer (&step->payload, g_ptr_array_unref);
  g_clear_pointer (&step->sizes, g_array_unref);
  g_clear_pointer (&step->escapes, g_array_unref);
  g_free (step);
}

/* --- reading --- */

/* *ret_layouts is never NULL on success. */
static gboolean
read_layouts (const DfotaFramingReader *reader, const DfotaFramingStep *step, const char *key, guint may,
              GPtrArray **ret_layouts, GError **error)
{
  g_autofree char *text = g_strdup ("");
  g_autofree char *bad = NULL;
  DfotaLayoutRules rules = { may, reader->framing->sums, step->escapes->len > 0 };

  if (!dfota_framing_read_text (reader, key, &text, error))
    return FALSE;
  *ret_layouts = dfota_layouts_parse (text, &rules, &bad);
  return *ret_layouts != NULL || dfota_framing_fail (error, dfota_framing_group_of (reader, key), key, bad);
}

/* The bytes of a plain layout, hex or text. NULL: it is none. */
static GBytes *
read_bytes (const char *text)
{
  g_autoptr (GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *bad = NULL;
  g_autoptr (GPtrArray) layouts = dfota_layouts_parse (text, &(DfotaLayoutRules){ .sums = none }, &bad);

  if (layouts == NULL || layouts->len != 1)
    return NULL;
  const DfotaLayout *layout = g_ptr_array_index (layouts, 0);
  const DfotaToken *token = g_ptr_array_index (layout, 0);
  return layout->len == 1 ? g_bytes_ref (token->bytes) : NULL;
}

static void
clear_escape (gpointer data)
{
  g_clear_pointer (&((DfotaEscape *) data)->to, g_bytes_unref);
}

static gboolean
has_escape (GArray *escapes, guint8 from)
{
  for (guint i = 0; i < escapes->len; i++)
    if (g_array_index (escapes, DfotaEscape, i).from == from)
      return TRUE;
  return FALSE;
}

/* 7E>7D5E: one byte, and the bytes in its place */
static gboolean
read_escape (const char *text, GArray *escapes)
{
  g_auto (GStrv) sides = g_strsplit (text, ">", -1);

  if (g_strv_length (sides) != 2)
    return FALSE;
  g_autoptr (GBytes) from = read_bytes (sides[0]);
  g_autoptr (GBytes) to = read_bytes (sides[1]);
  if (from == NULL || to == NULL || g_bytes_get_size (from) != 1 || g_bytes_get_size (to) > ESCAPES_MAX)
    return FALSE;

  DfotaEscape escape = { *(const guint8 *) g_bytes_get_data (from, NULL), NULL };
  if (has_escape (escapes, escape.from))
    return FALSE;
  escape.to = g_steal_pointer (&to);
  g_array_append_val (escapes, escape);
  return TRUE;
}

static gboolean
read_escapes (const DfotaFramingReader *reader, DfotaFramingStep *step, GError **error)
{
  g_autofree char *text = g_strdup ("");

  step->escapes = g_array_new (FALSE, FALSE, sizeof (DfotaEscape));
  g_array_set_clear_func (step->escapes, clear_escape);
  if (!dfota_framing_read_text (reader, "Escape", &text, error))
    return FALSE;

  g_auto (GStrv) items = g_strsplit (text, ";", -1);
  for (guint i = 0; items[i] != NULL; i++)
    if (*g_strstrip (items[i]) != '\0' && !read_escape (items[i], step->escapes))
      return dfota_framing_fail (error, dfota_framing_group_of (reader, "Escape"), "Escape", items[i]);
  return TRUE;
}

static gboolean
read_answers (const DfotaFramingReader *reader, DfotaFramingStep *step, GError **error)
{
  const guint may = DFOTA_MAY_ANY | DFOTA_MAY_FILE | DFOTA_MAY_FRAME;

  return read_layouts (reader, step, "Wait", may, &step->wait, error)
         && read_layouts (reader, step, "Ack", may, &step->ack, error)
         && read_layouts (reader, step, "Nak", may, &step->nak, error)
         && read_layouts (reader, step, "Abort", may, &step->abort, error);
}

/* Sizes come the largest first. */
static gboolean
read_sizes (const DfotaFramingReader *reader, DfotaFramingStep *step, GError **error)
{
  g_autofree char *text = g_strdup ("");
  guint64 before = LARGEST + 1;

  step->sizes = g_array_new (FALSE, FALSE, sizeof (guint));
  if (!dfota_framing_read_text (reader, "Size", &text, error))
    return FALSE;

  g_auto (GStrv) items = g_strsplit (text, ";", -1);
  for (guint i = 0; items[i] != NULL; i++)
    {
      guint64 size;

      if (*g_strstrip (items[i]) == '\0' && i > 0 && items[i + 1] == NULL)
        continue;
      if (!g_ascii_string_to_unsigned (items[i], 10, 1, before - 1, &size, NULL))
        return dfota_framing_fail (error, reader->group, "Size", items[i]);
      before = size;
      g_array_append_vals (step->sizes, &(guint){ (guint) size }, 1);
    }
  return TRUE;
}

static gboolean
read_pad (const DfotaFramingReader *reader, DfotaFramingStep *step, GError **error)
{
  g_autofree char *text = NULL;

  step->pad = -1;
  if (!dfota_framing_read_text (reader, "Pad", &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  g_autoptr (GBytes) bytes = read_bytes (text);
  if (bytes == NULL || g_bytes_get_size (bytes) != 1)
    return dfota_framing_fail (error, reader->group, "Pad", text);
  step->pad = *(const guint8 *) g_bytes_get_data (bytes, NULL);
  return TRUE;
}

static gboolean
read_payload (const DfotaFramingReader *reader, DfotaFramingStep *step, GError **error)
{
  g_autofree char *text = NULL;

  if (!dfota_framing_read_text (reader, "Payload", &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  step->sends_file = strcmp (text, "file") == 0;
  if (step->sends_file)
    return TRUE;
  if (!read_layouts (reader, step, "Payload", DFOTA_MAY_FILE, &step->payload, error))
    return FALSE;
  return step->payload->len == 1 || dfota_framing_fail (error, reader->group, "Payload", text);
}

static gboolean
has_payload (const DfotaFramingStep *step)
{
  return step->sends_file || step->payload != NULL;
}

static gboolean
read_sending (const DfotaFramingReader *reader, DfotaFramingStep *step, GError **error)
{
  guint64 seq = 0;

  if (!read_payload (reader, step, error) || !read_sizes (reader, step, error) || !read_pad (reader, step, error)
      || !dfota_framing_read_number (reader, "Seq", 10, 0, G_MAXUINT32, &seq, error))
    return FALSE;
  step->seq = (guint32) seq;
  guint may = DFOTA_MAY_FILE | DFOTA_MAY_FRAME | (has_payload (step) ? DFOTA_MAY_DATA : 0);
  return read_layouts (reader, step, "Send", may, &step->send, error);
}

static gboolean
read_patience (const DfotaFramingReader *reader, DfotaFramingStep *step, GError **error)
{
  guint64 tries = TRIES;

  step->wait_us = WAIT_US;
  step->timeout_us = TIMEOUT_US;
  if (!dfota_framing_read_seconds (reader, "WaitTimeout", 1, &step->wait_us, error)
      || !dfota_framing_read_seconds (reader, "Timeout", 1, &step->timeout_us, error)
      || !dfota_framing_read_seconds (reader, "Delay", 0, &step->delay_us, error)
      || !dfota_framing_read_number (reader, "Retries", 10, 1, TRIES_MAX, &tries, error)
      || !dfota_framing_read_flag (reader, "Unconfirmed", &step->unconfirmed, error))
    return FALSE;
  step->tries = (guint) tries;
  return TRUE;
}

/* --- contradictions --- */

/* A key of the step's own whose owner is missing. NULL: none. */
static const char *
find_orphan (const DfotaFramingReader *reader, const DfotaFramingStep *step)
{
  const gboolean present[] = {
    [OF_STEP] = TRUE,
    [OF_WAIT] = step->wait->len > 0,
    [OF_SEND] = step->send->len > 0,
    [OF_PAYLOAD] = has_payload (step),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (!present[keys[i].owner] && g_key_file_has_key (reader->file, reader->group, keys[i].key, NULL))
      return keys[i].key;
  return NULL;
}

static gboolean
overlaps (GPtrArray *some, GPtrArray *others)
{
  for (guint i = 0; i < some->len; i++)
    for (guint j = 0; j < others->len; j++)
      if (dfota_layout_equals (g_ptr_array_index (some, i), g_ptr_array_index (others, j)))
        return TRUE;
  return FALSE;
}

/* One answer with two meanings. */
static const char *
find_double (const DfotaFramingStep *step)
{
  if (overlaps (step->ack, step->nak))
    return "Nak";
  if (overlaps (step->abort, step->ack) || overlaps (step->abort, step->nak) || overlaps (step->abort, step->wait))
    return "Abort";
  return NULL;
}

static gboolean
stuffs (GPtrArray *layouts)
{
  for (guint i = 0; i < layouts->len; i++)
    if (dfota_layout_has (g_ptr_array_index (layouts, i), DFOTA_TOKEN_STUFF_ON))
      return TRUE;
  return FALSE;
}

static gboolean
carries_payload (const DfotaFramingStep *step)
{
  for (guint i = 0; i < step->send->len; i++)
    if (!dfota_layout_has (g_ptr_array_index (step->send, i), DFOTA_TOKEN_DATA))
      return FALSE;
  return TRUE;
}

static gboolean
check_step (const DfotaFramingReader *reader, const DfotaFramingStep *step, GError **error)
{
  const char *group = reader->group;
  gboolean sends = step->send->len > 0;
  const char *wrong = find_orphan (reader, step);

  if (!sends && g_key_file_has_key (reader->file, group, "Send", NULL))
    return dfota_framing_fail (error, group, "Send", NULL);
  if (wrong != NULL)
    return dfota_framing_fail (error, group, wrong, NULL);
  if (!sends)
    return step->wait->len > 0 || dfota_framing_fail (error, group, NULL, NULL);
  if (step->ack->len == 0)
    return dfota_framing_fail (error, group, "Ack", NULL);
  wrong = find_double (step);
  if (wrong != NULL)
    return dfota_framing_fail (error, group, wrong, NULL);
  if (has_payload (step) && step->sizes->len == 0)
    return dfota_framing_fail (error, group, "Size", NULL);
  if (step->send->len != (has_payload (step) ? step->sizes->len : 1))
    return dfota_framing_fail (error, group, "Send", NULL);
  if (has_payload (step) && !carries_payload (step))
    return dfota_framing_fail (error, group, "Send", "data");
  /* a block that got lost would never be noticed */
  if (step->sends_file && step->unconfirmed)
    return dfota_framing_fail (error, group, "Unconfirmed", NULL);
  if (g_key_file_has_key (reader->file, group, "Escape", NULL) && !stuffs (step->send) && !stuffs (step->ack)
      && !stuffs (step->nak) && !stuffs (step->wait))
    return dfota_framing_fail (error, group, "Escape", NULL);
  return TRUE;
}

gboolean
dfota_framing_read_step (const DfotaFramingReader *reader, DfotaFramingStep **ret_step, GError **error)
{
  g_autoptr (DfotaFramingStep) step = g_new0 (DfotaFramingStep, 1);

  step->name = g_strdup (reader->group + strlen ("Step "));
  if (!read_escapes (reader, step, error) || !read_answers (reader, step, error) || !read_sending (reader, step, error)
      || !read_patience (reader, step, error) || !check_step (reader, step, error))
    return FALSE;
  *ret_step = g_steal_pointer (&step);
  return TRUE;
}
