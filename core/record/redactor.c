/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "record/redactor.h"

#include <string.h>

#include "record/redact.h"

/* A piece of a command counts as its echo when it is all of a line, when so much of the command stands in it, or so much of a
 * secret. What is shorter gives nobody away, and may be a word of the module's own. */
#define LEAST_LINE    3
#define LEAST_COMMAND 6
#define LEAST_SECRET  4

#define MASK "***"

typedef struct
{
  char *text; /* in lower case: some modules echo in capitals */
  gsize n;
  gsize *secrets; /* how many bytes before this one are secret; n + 1 of them */
} Sent;

struct _DfotaRedactor
{
  GPtrArray *sent; /* Sent: the commands that hold something secret */
};

static void
sent_free (gpointer data)
{
  Sent *sent = data;

  g_free (sent->text);
  g_free (sent->secrets);
  g_free (sent);
}

DfotaRedactor *
dfota_redactor_new (void)
{
  DfotaRedactor *redactor = g_new0 (DfotaRedactor, 1);

  redactor->sent = g_ptr_array_new_with_free_func (sent_free);
  return redactor;
}

void
dfota_redactor_free (DfotaRedactor *redactor)
{
  if (redactor == NULL)
    return;
  g_ptr_array_unref (redactor->sent);
  g_free (redactor);
}

/* Where the part of @text that is shown as @part begins, from @from on; the last one ends it. -1: nowhere. */
static gssize
find_part (const char *text, gsize n, gsize from, const char *part, gboolean last)
{
  gsize length = strlen (part);

  if (last)
    return from + length <= n && strcmp (text + n - length, part) == 0 ? (gssize) (n - length) : -1;
  const char *at = strstr (text + from, part);
  return at != NULL ? at - text : -1;
}

/* Marks what dfota_redact() has hidden. All of it is secret where the two cannot be laid side by side. */
static void
mark (const char *text, gsize n, const char *redacted, gboolean *secret)
{
  g_autofree char *lower = g_ascii_strdown (redacted, -1);
  g_auto (GStrv) parts = g_strsplit (lower, MASK, -1);
  gsize from = 0;

  for (gsize i = 0; i < n; i++)
    secret[i] = TRUE;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      gssize at = find_part (text, n, from, parts[i], parts[i + 1] == NULL);

      if (at < 0 || (i == 0 && at > 0))
        return;
      from = (gsize) at + strlen (parts[i]);
      for (gsize k = (gsize) at; k < from; k++)
        secret[k] = FALSE;
    }
}

static gboolean
is_known (const DfotaRedactor *redactor, const char *lower)
{
  for (guint i = 0; i < redactor->sent->len; i++)
    if (strcmp (((const Sent *) g_ptr_array_index (redactor->sent, i))->text, lower) == 0)
      return TRUE;
  return FALSE;
}

char *
dfota_redactor_sent (DfotaRedactor *redactor, const char *command)
{
  char *redacted = dfota_redact (command);
  g_autofree char *lower = g_ascii_strdown (command, -1);

  if (strcmp (redacted, command) == 0 || is_known (redactor, lower))
    return redacted;

  Sent *sent = g_new0 (Sent, 1);
  sent->text = g_steal_pointer (&lower);
  sent->n = strlen (sent->text);
  sent->secrets = g_new0 (gsize, sent->n + 1);
  g_autofree gboolean *secret = g_new0 (gboolean, sent->n + 1);
  mark (sent->text, sent->n, redacted, secret);
  for (gsize i = 0; i < sent->n; i++)
    sent->secrets[i + 1] = sent->secrets[i] + (secret[i] ? 1 : 0);
  g_ptr_array_add (redactor->sent, sent);
  return redacted;
}

/* The @m bytes of the line before @line_end are those of the command before @end. */
static void
hide_piece (const Sent *sent, gsize line_end, gsize end, gsize m, gsize line_n, gboolean *hide)
{
  gsize secret = sent->secrets[end] - sent->secrets[end - m];

  if (secret == 0 || !((m == line_n && m >= LEAST_LINE) || m >= LEAST_COMMAND || secret >= LEAST_SECRET))
    return;
  for (gsize i = 0; i < m; i++)
    if (sent->secrets[end - i] != sent->secrets[end - i - 1])
      hide[line_end - 1 - i] = TRUE;
}

/* All pieces that the line and the command have in common, each as long as it can be. */
static void
hide_pieces (const Sent *sent, const char *line, gsize line_n, gboolean *hide)
{
  g_autofree gsize *before = g_new0 (gsize, sent->n + 1); /* how long the piece is that ends here, for the byte before */
  g_autofree gsize *now = g_new0 (gsize, sent->n + 1);

  for (gsize i = 1; i <= line_n; i++)
    {
      for (gsize j = 1; j <= sent->n; j++)
        {
          now[j] = line[i - 1] == sent->text[j - 1] ? before[j - 1] + 1 : 0;
          if (now[j] > 0 && (i == line_n || j == sent->n || line[i] != sent->text[j]))
            hide_piece (sent, i, j, now[j], line_n, hide);
        }
      gsize *swap = before;
      before = now;
      now = swap;
    }
}

char *
dfota_redactor_received (DfotaRedactor *redactor, const char *line)
{
  if (redactor->sent->len == 0)
    return dfota_redact (line);

  g_autofree char *lower = g_ascii_strdown (line, -1);
  gsize n = strlen (lower);
  g_autofree gboolean *hide = g_new0 (gboolean, n + 1);
  g_autoptr (GString) shown = g_string_sized_new (n);

  for (guint i = 0; i < redactor->sent->len; i++)
    hide_pieces (g_ptr_array_index (redactor->sent, i), lower, n, hide);
  for (gsize i = 0; i < n; i++)
    if (!hide[i])
      g_string_append_c (shown, line[i]);
    else if (i == 0 || !hide[i - 1])
      g_string_append (shown, MASK);
  return dfota_redact (shown->str);
}
