/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "module/identify.h"

#include <string.h>

#include "error.h"
#include "module/revision.h"

/* How long one question may take. Modules answer within tens of milliseconds; while they start they do not answer at all. */
#define ANSWER_MS 3000

/* The first AT; each that is not answered is followed by one that may take twice as long, for the link may be slow. */
#define WAKE_MS      1000
#define WAKE_MOST_MS 6000

/* What at-split.h makes of a byte that is no text. */
#define DAMAGED "\xef\xbf\xbd"

/* So many bytes that are no text, and no answer: the line rate is wrong. */
#define GARBAGE_BYTES 8

static gboolean
is_final (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED)
         || g_error_matches (error, DFOTA_AT_ERROR, DFOTA_AT_ERROR_LICENCE);
}

/* AT until it answers: the first seconds after a start nothing does, and the first AT may be what wakes it. */
static gboolean
wake (DfotaAtChannel *at, gint64 until, GCancellable *cancel, GError **error)
{
  DfotaPort *port = dfota_at_channel_port (at);

  for (gint64 patience_ms = WAKE_MS; dfota_port_now (port) < until; patience_ms = MIN (2 * patience_ms, WAKE_MOST_MS))
    {
      g_autoptr (GError) local = NULL;
      gint64 left_ms = (until - dfota_port_now (port)) / 1000;

      if (dfota_at_read (at, "AT", (guint) CLAMP (left_ms, 1, patience_ms), cancel, NULL, &local))
        return TRUE;
      if (is_final (local))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  gboolean garbage = dfota_at_channel_garbage (at) >= GARBAGE_BYTES;
  return dfota_fail (error, garbage ? DFOTA_ERROR_GARBAGE : DFOTA_ERROR_NO_ANSWER, port->title);
}

/* An answer, or NULL where the module has none; *error is set only for what ends the asking. One with bytes that are no text is
 * asked for again: the line has damaged it. */
static char *
question (DfotaAtChannel *at, const char *command, gint64 until, GCancellable *cancel, GError **error)
{
  DfotaPort *port = dfota_at_channel_port (at);
  g_autofree char *damaged = NULL;

  for (int tries = 0; tries < 3 && dfota_port_now (port) < until; tries++)
    {
      g_autoptr (GError) local = NULL;
      g_autofree char *answer = NULL;
      gint64 left_ms = (until - dfota_port_now (port)) / 1000;

      if (dfota_at_read (at, command, (guint) CLAMP (left_ms, 1, ANSWER_MS), cancel, &answer, &local))
        {
          if (strstr (answer, DAMAGED) == NULL)
            return g_steal_pointer (&answer);
          g_free (damaged);
          damaged = g_steal_pointer (&answer);
          continue;
        }
      if (is_final (local))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      if (g_error_matches (local, DFOTA_AT_ERROR, DFOTA_AT_ERROR_REFUSED))
        return NULL;
    }
  return g_steal_pointer (&damaged);
}

/* Where the value begins: behind the command's own name, however it is written (`+QGMR:X`), or another that stands before it. */
static const char *
behind_name (const char *line, const char *name)
{
  gsize n = strlen (name);
  const char *colon = strstr (line, ": ");

  if (line[0] == '+' && g_ascii_strncasecmp (line + 1, name, n) == 0 && line[1 + n] == ':')
    return line + 1 + n + 1;
  if (g_ascii_strncasecmp (line, "SubEdition:", 11) == 0)
    return line + 11;
  return colon != NULL ? colon + 2 : line;
}

/* `+QGMR: X`, `Revision: X`, `SubEdition: X`, `"X"` or X: the X. */
static char *
value_of (const char *line, const char *name)
{
  g_autofree char *value = g_strdup (behind_name (line, name));

  g_strdelimit (value, "\"", ' ');
  return dfota_revision_clean (value);
}

/* Of the first line; a version, of the first that looks like one, for a stray line may have come before it. */
static char *
value_in (const char *answer, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (answer, "\n", -1);
  DfotaRevision revision;

  for (guint i = 0; g_str_has_suffix (name, "GMR") && lines[i] != NULL; i++)
    if (dfota_revision_read (lines[i], &revision))
      return value_of (lines[i], name);
  return value_of (lines[0] != NULL ? lines[0] : "", name);
}

/* Asks AT+@name. */
static char *
ask_value (DfotaAtChannel *at, const char *name, gint64 until, GCancellable *cancel, GError **error)
{
  g_autofree char *command = g_strconcat ("AT+", name, NULL);
  g_autofree char *answer = question (at, command, until, cancel, error);

  return answer != NULL ? value_in (answer, name) : NULL;
}

static const char *
without_brand (const char *model)
{
  if (g_ascii_strncasecmp (model, "Quectel", 7) == 0 && (model[7] == '_' || model[7] == ' '))
    return model + 7 + strspn (model + 7, "_ ");
  return model;
}

/* ATI: manufacturer, model, `Revision: …`, and perhaps `SubEdition: …` and others, in this order. */
static void
read_ati (DfotaModule *module, const char *answer)
{
  g_auto (GStrv) lines = g_strsplit (answer, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strstrip (g_strdelimit (lines[i], "\"", ' '));
      if (g_ascii_strncasecmp (lines[i], "Revision:", 9) == 0)
        module->revision = module->revision != NULL ? module->revision : dfota_revision_clean (lines[i]);
      else if (g_ascii_strncasecmp (lines[i], "SubEdition:", 11) == 0)
        module->sub_edition = module->sub_edition != NULL ? module->sub_edition : value_of (lines[i], "CSUB");
      else if (strchr (lines[i], ':') != NULL)
        continue;
      else if (module->manufacturer == NULL)
        module->manufacturer = g_strdup (lines[i]);
      else if (module->model == NULL)
        module->model = g_strdup (without_brand (lines[i]));
    }
}

static gboolean
is_listed (const char *line, const char *revision)
{
  return line != NULL && dfota_model_row_find (without_brand (line), revision) != NULL;
}

static gboolean
is_brand (const char *line, const char *revision)
{
  return line != NULL && g_ascii_strncasecmp (line, "Quectel", 7) == 0 && !is_listed (line, revision);
}

/* A stray line may have come first, and some firmware puts brand and model on one: where the guides know nothing of what should be
 * the model, it is the line that they know. */
static void
mend_model (DfotaModule *module, const char *ati, const char *cgmm)
{
  g_autofree char *all = g_strconcat (ati != NULL ? ati : "", "\n", cgmm, NULL);
  g_auto (GStrv) lines = g_strsplit (all, "\n", -1);

  for (guint i = 0; lines[i] != NULL && !is_listed (module->model, module->revision); i++)
    {
      g_strstrip (g_strdelimit (lines[i], "\"", ' '));
      if (!is_listed (lines[i], module->revision))
        continue;
      g_free (module->model);
      module->model = g_strdup (without_brand (lines[i]));
      if (is_brand (module->manufacturer, module->revision))
        continue;
      g_free (module->manufacturer);
      module->manufacturer = g_strdup ("Quectel");
    }
}

static gboolean
ask_the_rest (DfotaModule *module, DfotaAtChannel *at, const char *ati, gint64 until, GCancellable *cancel, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *model = ask_value (at, "CGMM", until, cancel, &local);
  g_autofree char *sub_edition = NULL;

  if (local == NULL)
    module->cgmr = ask_value (at, "CGMR", until, cancel, &local);
  if (local == NULL)
    module->full_revision = ask_value (at, "QGMR", until, cancel, &local);
  if (local == NULL)
    sub_edition = ask_value (at, "CSUB", until, cancel, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  /* ATI's model is the one the guides use; AT+CGMM's may be a board code */
  if (module->model == NULL && model != NULL)
    module->model = g_strdup (without_brand (model));
  module->by_cgmr = module->revision == NULL && module->cgmr != NULL;
  if (module->by_cgmr)
    module->revision = g_strdup (module->cgmr);
  if (module->sub_edition == NULL)
    module->sub_edition = g_steal_pointer (&sub_edition);
  mend_model (module, ati, model);
  return TRUE;
}

/* It is asked twice, with this pause: an ordinary module that boots may refuse for a moment as well. */
#define BOOT_PAUSE_S 2

static gboolean
refuses_to_say (DfotaAtChannel *at, GCancellable *cancel, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (dfota_at_read (at, "ATI", ANSWER_MS, cancel, NULL, &local))
    return FALSE;
  if (is_final (local))
    g_propagate_error (error, g_error_copy (local));
  return g_error_matches (local, DFOTA_AT_ERROR, DFOTA_AT_ERROR_REFUSED);
}

/* MiniFOTA's Mini system: AT is answered and nothing that tells who it is, but AT+QFOTADL still is there (guide LTE Standard(A),
 * 2.3.1.2 note 1: only registration, download and upgrade are left). *error is set only for what ends the asking. */
static gboolean
is_download_mode (DfotaAtChannel *at, GCancellable *cancel, GError **error)
{
  DfotaPort *port = dfota_at_channel_port (at);
  g_autoptr (GError) local = NULL;

  if (!refuses_to_say (at, cancel, error))
    return FALSE;
  gint64 until = dfota_port_now (port) + BOOT_PAUSE_S * DFOTA_PORT_SECOND;
  while (dfota_at_wait (at, until, cancel, &local))
    continue;
  if (is_final (local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  g_clear_error (&local);
  if (!refuses_to_say (at, cancel, error))
    return FALSE;
  if (dfota_at_read (at, "AT+QFOTADL=?", ANSWER_MS, cancel, NULL, &local))
    return TRUE;
  if (is_final (local))
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

DfotaModule *
dfota_identify (DfotaAtChannel *at, gint64 until, GCancellable *cancel, GError **error)
{
  if (!wake (at, until, cancel, error))
    return NULL;

  g_autoptr (DfotaModule) module = g_new0 (DfotaModule, 1);
  g_autoptr (GError) local = NULL;
  g_autofree char *ati = question (at, "ATI", until, cancel, &local);

  module->ati_mute = ati == NULL;
  if (local == NULL && ati != NULL)
    read_ati (module, ati);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (!ask_the_rest (module, at, ati, until, cancel, error))
    return NULL;
  if (module->revision == NULL && module->model == NULL)
    {
      gboolean waits = is_download_mode (at, cancel, &local);
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        dfota_fail (error, waits ? DFOTA_ERROR_DOWNLOAD_MODE : DFOTA_ERROR_NO_ANSWER, dfota_at_channel_port (at)->title);
      return NULL;
    }
  dfota_module_classify (module);
  return g_steal_pointer (&module);
}
