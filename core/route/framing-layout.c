/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/framing-private.h"

#include <string.h>

/* From the text of a layout to its tokens. What a token is at work stands in framing-frame.c. */

#define BLANKS    " \t"
#define WIDTH_MAX 16

static const char *const field_names[DFOTA_N_FIELDS] = {
  [DFOTA_FIELD_SEQ] = "seq",           [DFOTA_FIELD_LEN] = "len",       [DFOTA_FIELD_OFFSET] = "offset",
  [DFOTA_FIELD_FILESIZE] = "filesize", [DFOTA_FIELD_FRAMES] = "frames", [DFOTA_FIELD_MTIME] = "mtime",
  [DFOTA_FIELD_MODE] = "mode",         [DFOTA_FIELD_NAME] = "name",
};

static const struct
{
  const char *name;
  DfotaFormat format;
} formats[] = {
  { "u8", { .bytes = 1 } },    { "u16be", { .bytes = 2 } }, { "u16le", { .bytes = 2, .little = TRUE } },
  { "u24be", { .bytes = 3 } }, { "u32be", { .bytes = 4 } }, { "u24le", { .bytes = 3, .little = TRUE } },
  { "dec", { .base = 10 } },   { "oct", { .base = 8 } },    { "u32le", { .bytes = 4, .little = TRUE } },
  { "hex", { .base = 16 } },   { "str", { .base = 0 } },
};

static void
token_free (gpointer data)
{
  DfotaToken *token = data;

  g_free (token->text);
  g_clear_pointer (&token->bytes, g_bytes_unref);
  g_free (token);
}

/* --- one token --- */

static gboolean
is_hex (const char *word)
{
  gsize n = strspn (word, "0123456789abcdefABCDEF");

  return n > 0 && n % 2 == 0 && word[n] == '\0';
}

static GBytes *
bytes_of_hex (const char *word)
{
  gsize n = strlen (word) / 2;
  g_autofree guint8 *bytes = g_malloc (n);

  for (gsize i = 0; i < n; i++)
    bytes[i] = (guint8) (g_ascii_xdigit_value (word[2 * i]) << 4 | g_ascii_xdigit_value (word[2 * i + 1]));
  return g_bytes_new_take (g_steal_pointer (&bytes), n);
}

/* dec, oct and hex may carry a width: hex4. */
static gboolean
read_format (const char *word, DfotaFormat *ret_format)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      gsize n = strlen (formats[i].name);
      guint64 width;

      if (strncmp (word, formats[i].name, n) != 0)
        continue;
      *ret_format = formats[i].format;
      if (word[n] == '\0')
        return TRUE;
      if (formats[i].format.base > 0 && g_ascii_string_to_unsigned (word + n, 10, 1, WIDTH_MAX, &width, NULL))
        {
          ret_format->width = (guint) width;
          return TRUE;
        }
    }
  return FALSE;
}

/* `len`, or `len+2`. */
static gboolean
read_field (const char *word, DfotaToken *token)
{
  g_auto (GStrv) parts = g_strsplit (word, "+", 2);

  token->kind = DFOTA_TOKEN_FIELD;
  if (parts[0] == NULL)
    return FALSE;
  for (token->field = 0; token->field < DFOTA_N_FIELDS; token->field++)
    if (strcmp (field_names[token->field], parts[0]) == 0)
      return parts[1] == NULL
             || (token->field != DFOTA_FIELD_NAME
                 && g_ascii_string_to_unsigned (parts[1], 10, 0, G_MAXUINT32, &token->add, NULL));
  return FALSE;
}

static gboolean
read_check (const char *word, const DfotaLayoutRules *rules, DfotaToken *token)
{
  token->kind = DFOTA_TOKEN_CHECK;
  token->sum = dfota_sum_find (word);
  if (token->sum == NULL)
    token->sum = g_hash_table_lookup (rules->sums, word);
  return token->sum != NULL;
}

/* Can this format hold that? A check must fit as a whole. */
static gboolean
suits (const DfotaToken *token)
{
  const DfotaFormat *format = &token->format;
  gboolean is_text = format->bytes == 0 && format->base == 0;

  if (token->inverted && format->bytes == 0)
    return FALSE;
  if (token->kind == DFOTA_TOKEN_FIELD)
    return (token->field == DFOTA_FIELD_NAME) == is_text;
  return !is_text && dfota_format_fits (format, G_MAXUINT32 >> (32 - token->sum->width));
}

static gboolean
is_allowed (const DfotaToken *token, guint may)
{
  if (token->kind == DFOTA_TOKEN_CHECK)
    return (may & (token->whole_file ? DFOTA_MAY_FILE : DFOTA_MAY_FRAME)) != 0;
  return (may & (token->field <= DFOTA_FIELD_OFFSET ? DFOTA_MAY_FRAME : DFOTA_MAY_FILE)) != 0;
}

/* field:format[:inv][@file] */
static gboolean
read_value (const char *word, const DfotaLayoutRules *rules, DfotaToken *token)
{
  const char *at = strchr (word, '@');
  g_autofree char *front = g_strndup (word, at != NULL ? (gsize) (at - word) : strlen (word));
  g_auto (GStrv) parts = g_strsplit (front, ":", -1);
  guint n = g_strv_length (parts);

  if (n < 2 || n > 3 || (n == 3 && strcmp (parts[2], "inv") != 0) || (at != NULL && strcmp (at, "@file") != 0))
    return FALSE;
  token->inverted = n == 3;
  token->whole_file = at != NULL;
  if (!read_field (parts[0], token) && !read_check (parts[0], rules, token))
    return FALSE;
  if (token->whole_file && token->kind != DFOTA_TOKEN_CHECK)
    return FALSE;
  return read_format (parts[1], &token->format) && suits (token) && is_allowed (token, rules->may);
}

/* The tokens that are signs. */
static const struct
{
  const char *word;
  DfotaTokenKind kind;
  guint needs;
} signs[] = {
  { "data", DFOTA_TOKEN_DATA, DFOTA_MAY_DATA },     { "??", DFOTA_TOKEN_ANY, DFOTA_MAY_ANY },
  { "^", DFOTA_TOKEN_CHECK_FROM, DFOTA_MAY_FRAME }, { "[", DFOTA_TOKEN_STUFF_ON, DFOTA_MAY_FRAME },
  { "]", DFOTA_TOKEN_STUFF_OFF, DFOTA_MAY_FRAME },
};

static gboolean
read_token (const char *word, const DfotaLayoutRules *rules, DfotaToken *token)
{
  gsize n = strlen (word);

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (strcmp (word, signs[i].word) == 0)
      {
        token->kind = signs[i].kind;
        return (rules->may & signs[i].needs) != 0 && (token->kind != DFOTA_TOKEN_STUFF_ON || rules->has_escapes);
      }
  if (*word != '\'' && !is_hex (word))
    return read_value (word, rules, token);

  token->kind = DFOTA_TOKEN_BYTES;
  if (*word != '\'')
    token->bytes = bytes_of_hex (word);
  else if (n > 2 && word[n - 1] == '\'')
    token->bytes = g_bytes_new (word + 1, n - 2);
  return token->bytes != NULL;
}

/* --- a layout --- */

static gboolean
puts_bytes (const DfotaToken *token)
{
  return token->kind != DFOTA_TOKEN_CHECK_FROM && token->kind != DFOTA_TOKEN_STUFF_ON
         && token->kind != DFOTA_TOKEN_STUFF_OFF;
}

/* What holds for all tokens together. NULL: sound; else the token that is wrong, "" the whole. */
static const char *
find_contradiction (const DfotaLayout *layout)
{
  gboolean has_from = dfota_layout_has (layout, DFOTA_TOKEN_CHECK_FROM);
  gboolean from_seen = FALSE, from_open = FALSE, stuffing = FALSE, data_seen = FALSE;
  guint covered = 0, total = 0;

  for (guint i = 0; i < layout->len; i++)
    {
      const DfotaToken *token = g_ptr_array_index (layout, i);

      /* a check stands behind what it covers */
      if (token->kind == DFOTA_TOKEN_CHECK && !token->whole_file && (covered == 0 || (has_from && !from_seen)))
        return token->text;
      if ((token->kind == DFOTA_TOKEN_STUFF_ON && stuffing) || (token->kind == DFOTA_TOKEN_STUFF_OFF && !stuffing)
          || (token->kind == DFOTA_TOKEN_DATA && data_seen) || (token->kind == DFOTA_TOKEN_CHECK_FROM && from_open))
        return token->text;
      if (token->kind == DFOTA_TOKEN_STUFF_ON || token->kind == DFOTA_TOKEN_STUFF_OFF)
        stuffing = token->kind == DFOTA_TOKEN_STUFF_ON;
      data_seen = data_seen || token->kind == DFOTA_TOKEN_DATA;
      from_open = token->kind == DFOTA_TOKEN_CHECK_FROM || (from_open && token->kind != DFOTA_TOKEN_CHECK);
      from_seen = from_seen || token->kind == DFOTA_TOKEN_CHECK_FROM;
      covered = token->kind == DFOTA_TOKEN_CHECK_FROM ? 0 : covered + (puts_bytes (token) ? 1 : 0);
      total += puts_bytes (token) ? 1 : 0;
    }
  if (stuffing || from_open)
    return stuffing ? "[" : "^";
  return total > 0 ? NULL : "";
}

/* The next word, `;` for the end of a layout, NULL at the end of all. */
static char *
take_word (const char **at)
{
  const char *start = *at + strspn (*at, BLANKS);
  gsize n;

  if (*start == '\0')
    return NULL;
  if (*start == ';')
    n = 1;
  else if (*start != '\'')
    n = strcspn (start, BLANKS ";");
  else
    {
      const char *quote = strchr (start + 1, '\'');
      n = quote != NULL ? (gsize) (quote - start) + 1 : strlen (start);
      n += strcspn (start + n, BLANKS ";"); /* something that clings to the quote belongs to the bad word */
    }
  *at = start + n;
  return g_strndup (start, n);
}

/* Ends a layout; *ret_bad as in dfota_layouts_parse(). */
static gboolean
close_layout (GPtrArray *layouts, DfotaLayout **layout, char **ret_bad)
{
  const char *bad = find_contradiction (*layout);

  if (bad != NULL)
    {
      *ret_bad = g_strdup (bad);
      return FALSE;
    }
  g_ptr_array_add (layouts, g_steal_pointer (layout));
  *layout = g_ptr_array_new_with_free_func (token_free);
  return TRUE;
}

static gboolean
add_word (const char *word, const DfotaLayoutRules *rules, DfotaLayout *layout, char **ret_bad)
{
  DfotaToken *token = g_new0 (DfotaToken, 1);

  token->text = g_strdup (word);
  g_ptr_array_add (layout, token);
  if (read_token (word, rules, token))
    return TRUE;
  *ret_bad = g_strdup (word);
  return FALSE;
}

GPtrArray *
dfota_layouts_parse (const char *text, const DfotaLayoutRules *rules, char **ret_bad)
{
  g_autoptr (GPtrArray) layouts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) layout = g_ptr_array_new_with_free_func (token_free);
  const char *at = text;

  for (;;)
    {
      g_autofree char *word = take_word (&at);

      if (word == NULL)
        break;
      gboolean ok
          = strcmp (word, ";") == 0 ? close_layout (layouts, &layout, ret_bad) : add_word (word, rules, layout, ret_bad);
      if (!ok)
        return NULL;
    }
  /* a `;` may end the list, as in any key file */
  if (layout->len > 0 && !close_layout (layouts, &layout, ret_bad))
    return NULL;
  return g_steal_pointer (&layouts);
}

gboolean
dfota_layout_has (const DfotaLayout *layout, DfotaTokenKind kind)
{
  for (guint i = 0; i < layout->len; i++)
    if (((const DfotaToken *) g_ptr_array_index (layout, i))->kind == kind)
      return TRUE;
  return FALSE;
}

/* Only fixed bytes can be compared before anything is sent. NULL: there are others. */
static GByteArray *
fixed_bytes (const DfotaLayout *layout)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();

  for (guint i = 0; i < layout->len; i++)
    {
      const DfotaToken *token = g_ptr_array_index (layout, i);
      gsize n;

      if (token->kind != DFOTA_TOKEN_BYTES)
        return NULL;
      const guint8 *bytes = g_bytes_get_data (token->bytes, &n);
      g_byte_array_append (all, bytes, (guint) n);
    }
  return g_steal_pointer (&all);
}

gboolean
dfota_layout_equals (const DfotaLayout *a, const DfotaLayout *b)
{
  g_autoptr (GByteArray) x = fixed_bytes (a);
  g_autoptr (GByteArray) y = fixed_bytes (b);

  return x != NULL && y != NULL && x->len == y->len && memcmp (x->data, y->data, x->len) == 0;
}
