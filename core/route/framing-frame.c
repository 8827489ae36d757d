/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/framing-private.h"

#include <string.h>

/* From a layout to the bytes of a frame, and from received bytes to an answer. */

static guint64
number_of (const DfotaToken *token, const DfotaFrameValues *values)
{
  return values->numbers[token->field] + token->add;
}

static void
append_binary (const DfotaFormat *format, guint64 value, GByteArray *out)
{
  for (guint i = 0; i < format->bytes; i++)
    {
      guint shift = 8 * (format->little ? i : format->bytes - 1 - i);
      guint8 byte = (guint8) (value >> shift);
      g_byte_array_append (out, &byte, 1);
    }
}

/* The lowest digits where there are more than the width. */
static void
append_digits (const DfotaFormat *format, guint64 value, GByteArray *out)
{
  char digits[32];
  gsize n = 0;

  do
    {
      digits[sizeof digits - ++n] = "0123456789abcdef"[value % format->base];
      value /= format->base;
    }
  while (format->width > 0 ? n < format->width : value > 0);
  g_byte_array_append (out, (const guint8 *) digits + sizeof digits - n, (guint) n);
}

static void
append_number (const DfotaToken *token, guint64 value, GByteArray *out)
{
  if (token->format.bytes > 0)
    append_binary (&token->format, token->inverted ? ~value : value, out);
  else
    append_digits (&token->format, value, out);
}

/* The bytes of one token, without stuffing. @plain: the frame so far; @from: where the check begins in it. */
static void
append_token (const DfotaToken *token, const DfotaFrameValues *values, const GByteArray *plain, gsize from, GByteArray *out)
{
  gsize n = 0;

  switch (token->kind)
    {
      case DFOTA_TOKEN_BYTES: {
        const guint8 *bytes = g_bytes_get_data (token->bytes, &n);
        g_byte_array_append (out, bytes, (guint) n);
        break;
      }
    case DFOTA_TOKEN_DATA:
      g_byte_array_append (out, values->data, (guint) values->data_len);
      break;
    case DFOTA_TOKEN_FIELD:
      if (token->field == DFOTA_FIELD_NAME)
        g_byte_array_append (out, (const guint8 *) values->name, (guint) strlen (values->name));
      else
        append_number (token, number_of (token, values), out);
      break;
      case DFOTA_TOKEN_CHECK: {
        guint32 sum = GPOINTER_TO_UINT (g_hash_table_lookup (values->file_sums, token->sum));
        if (!token->whole_file)
          sum = dfota_sum_end (
              token->sum, dfota_sum_add (token->sum, dfota_sum_begin (token->sum), plain->data + from, plain->len - from));
        append_number (token, sum, out);
        break;
      }
    case DFOTA_TOKEN_ANY:
    case DFOTA_TOKEN_CHECK_FROM:
    case DFOTA_TOKEN_STUFF_ON:
    case DFOTA_TOKEN_STUFF_OFF:
    default:
      break;
    }
}

/* --- out --- */

static const DfotaEscape *
escape_of (GArray *escapes, guint8 byte)
{
  for (guint i = 0; escapes != NULL && i < escapes->len; i++)
    {
      const DfotaEscape *escape = &g_array_index (escapes, DfotaEscape, i);
      if (escape->from == byte)
        return escape;
    }
  return NULL;
}

static void
append_stuffed (GArray *escapes, const GByteArray *part, GByteArray *out)
{
  for (guint i = 0; i < part->len; i++)
    {
      const DfotaEscape *escape = escape_of (escapes, part->data[i]);
      gsize n = 1;
      const guint8 *bytes = escape != NULL ? g_bytes_get_data (escape->to, &n) : &part->data[i];
      g_byte_array_append (out, bytes, (guint) n);
    }
}

void
dfota_layout_build (const DfotaLayout *layout, GArray *escapes, const DfotaFrameValues *values, GByteArray *out)
{
  g_autoptr (GByteArray) plain = g_byte_array_new (); /* the check is made over what is not stuffed */
  g_autoptr (GByteArray) part = g_byte_array_new ();
  gboolean stuffing = FALSE;
  gsize from = 0;

  for (guint i = 0; i < layout->len; i++)
    {
      const DfotaToken *token = g_ptr_array_index (layout, i);

      if (token->kind == DFOTA_TOKEN_STUFF_ON || token->kind == DFOTA_TOKEN_STUFF_OFF)
        stuffing = token->kind == DFOTA_TOKEN_STUFF_ON;
      if (token->kind == DFOTA_TOKEN_CHECK_FROM)
        from = plain->len;
      g_byte_array_set_size (part, 0);
      append_token (token, values, plain, from, part);
      append_stuffed (stuffing ? escapes : NULL, part, out);
      g_byte_array_append (plain, part->data, part->len);
    }
}

/* --- in --- */

typedef struct
{
  const guint8 *bytes;
  gsize n, at;
  GArray *escapes;
  gboolean stuffing;
} Scanner;

/* One byte of the frame, which may be several of the line. */
static DfotaMatch
scan_byte (Scanner *scanner, guint8 *ret_byte)
{
  gsize left = scanner->n - scanner->at;
  const guint8 *bytes = scanner->bytes + scanner->at;

  if (left == 0)
    return DFOTA_MATCH_PART;
  for (guint i = 0; scanner->stuffing && i < scanner->escapes->len; i++)
    {
      const DfotaEscape *escape = &g_array_index (scanner->escapes, DfotaEscape, i);
      gsize n;
      const guint8 *to = g_bytes_get_data (escape->to, &n);

      if (memcmp (bytes, to, MIN (n, left)) != 0)
        continue;
      if (left < n)
        return DFOTA_MATCH_PART;
      *ret_byte = escape->from;
      scanner->at += n;
      return DFOTA_MATCH_YES;
    }
  if (scanner->stuffing && escape_of (scanner->escapes, *bytes) != NULL)
    return DFOTA_MATCH_NO;
  *ret_byte = *bytes;
  scanner->at++;
  return DFOTA_MATCH_YES;
}

/* @part: what the token stands for; empty for `??`. */
static DfotaMatch
scan_part (Scanner *scanner, const GByteArray *part, gboolean any, GByteArray *plain)
{
  guint n = any ? 1 : part->len;

  for (guint i = 0; i < n; i++)
    {
      guint8 byte;
      DfotaMatch match = scan_byte (scanner, &byte);

      if (match != DFOTA_MATCH_YES)
        return match;
      if (!any && byte != part->data[i])
        return DFOTA_MATCH_NO;
      g_byte_array_append (plain, &byte, 1);
    }
  return DFOTA_MATCH_YES;
}

DfotaMatch
dfota_layout_match (const DfotaLayout *layout, GArray *escapes, const DfotaFrameValues *values, const guint8 *bytes, gsize n,
                    gsize *ret_len)
{
  g_autoptr (GByteArray) plain = g_byte_array_new ();
  g_autoptr (GByteArray) part = g_byte_array_new ();
  Scanner scanner = { .bytes = bytes, .n = n, .escapes = escapes };
  gsize from = 0;

  for (guint i = 0; i < layout->len; i++)
    {
      const DfotaToken *token = g_ptr_array_index (layout, i);

      if (token->kind == DFOTA_TOKEN_STUFF_ON || token->kind == DFOTA_TOKEN_STUFF_OFF)
        scanner.stuffing = token->kind == DFOTA_TOKEN_STUFF_ON && escapes != NULL;
      if (token->kind == DFOTA_TOKEN_CHECK_FROM)
        from = plain->len;
      g_byte_array_set_size (part, 0);
      append_token (token, values, plain, from, part);
      DfotaMatch match = scan_part (&scanner, part, token->kind == DFOTA_TOKEN_ANY, plain);
      if (match != DFOTA_MATCH_YES)
        return match;
    }
  *ret_len = scanner.at;
  return DFOTA_MATCH_YES;
}

/* --- does it fit? --- */

gboolean
dfota_format_fits (const DfotaFormat *format, guint64 value)
{
  if (format->bytes > 0)
    return value >> (8 * format->bytes) == 0;
  for (guint i = 0; i < format->width; i++)
    value /= format->base;
  return format->width == 0 || value == 0;
}

const DfotaToken *
dfota_layout_overflow (const DfotaLayout *layout, const DfotaFrameValues *largest)
{
  for (guint i = 0; i < layout->len; i++)
    {
      const DfotaToken *token = g_ptr_array_index (layout, i);

      if (token->kind == DFOTA_TOKEN_FIELD && token->field != DFOTA_FIELD_SEQ && token->field != DFOTA_FIELD_NAME
          && !dfota_format_fits (&token->format, number_of (token, largest)))
        return token;
    }
  return NULL;
}
