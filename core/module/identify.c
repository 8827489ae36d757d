/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "module/identify.h"

#include <string.h>

#include "error.h"
#include "module/revision.h"

/* How long one question may take. Modules answer within tens of milliseconds; while they start they do not answer at all. */
#define ANSWER_MS 3000
#define WAKE_MS   1000

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

  while (dfota_port_now (port) < until)
    {
      g_autoptr (GError) local = NULL;
      gint64 left_ms = (until - dfota_port_now (port)) / 1000;

      if (dfota_at_read (at, "AT", (guint) CLAMP (left_ms, 1, WAKE_MS), cancel, NULL, &local))
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

/* An answer, or NULL where the module has none; *error is set only for what ends the asking. */
static char *
question (DfotaAtChannel *at, const char *command, gint64 until, GCancellable *cancel, GError **error)
{
  DfotaPort *port = dfota_at_channel_port (at);

  for (int tries = 0; tries < 3 && dfota_port_now (port) < until; tries++)
    {
      g_autoptr (GError) local = NULL;
      g_autofree char *answer = NULL;
      gint64 left_ms = (until - dfota_port_now (port)) / 1000;

      if (dfota_at_read (at, command, (guint) CLAMP (left_ms, 1, ANSWER_MS), cancel, &answer, &local))
        return g_steal_pointer (&answer);
      if (is_final (local))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      if (g_error_matches (local, DFOTA_AT_ERROR, DFOTA_AT_ERROR_REFUSED))
        return NULL;
    }
  return NULL;
}

/* `+QGMR: X`, `Revision: X`, `SubEdition: X`, `"X"` or X: the X of the first line. */
static char *
value_of (const char *answer)
{
  g_auto (GStrv) lines = g_strsplit (answer, "\n", 2);
  const char *line = lines[0] != NULL ? lines[0] : "";
  const char *colon = strstr (line, ": ");
  g_autofree char *value = g_strdup (colon != NULL ? colon + 2 : line);

  g_strdelimit (value, "\"", ' ');
  return dfota_revision_clean (value);
}

static char *
ask_value (DfotaAtChannel *at, const char *command, gint64 until, GCancellable *cancel, GError **error)
{
  g_autofree char *answer = question (at, command, until, cancel, error);

  return answer != NULL ? value_of (answer) : NULL;
}

static const char *
without_brand (const char *model)
{
  return g_ascii_strncasecmp (model, "Quectel_", 8) == 0 ? model + 8 : model;
}

/* ATI: manufacturer, model, `Revision: …`, and perhaps `SubEdition: …` and others, in this order. */
static void
read_ati (DfotaModule *module, const char *answer)
{
  g_auto (GStrv) lines = g_strsplit (answer, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_ascii_strncasecmp (lines[i], "Revision:", 9) == 0)
        module->revision = module->revision != NULL ? module->revision : dfota_revision_clean (lines[i]);
      else if (g_ascii_strncasecmp (lines[i], "SubEdition:", 11) == 0)
        module->sub_edition = module->sub_edition != NULL ? module->sub_edition : value_of (lines[i]);
      else if (strchr (lines[i], ':') != NULL)
        continue;
      else if (module->manufacturer == NULL)
        module->manufacturer = g_strdup (lines[i]);
      else if (module->model == NULL)
        module->model = g_strdup (without_brand (lines[i]));
    }
}

static gboolean
ask_the_rest (DfotaModule *module, DfotaAtChannel *at, gint64 until, GCancellable *cancel, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *model = ask_value (at, "AT+CGMM", until, cancel, &local);
  g_autofree char *revision = local == NULL ? ask_value (at, "AT+CGMR", until, cancel, &local) : NULL;
  g_autofree char *sub_edition = NULL;

  if (local == NULL)
    module->full_revision = ask_value (at, "AT+QGMR", until, cancel, &local);
  if (local == NULL)
    sub_edition = ask_value (at, "AT+CSUB", until, cancel, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  /* ATI's model is the one the guides use; AT+CGMM's may be a board code */
  if (module->model == NULL && model != NULL)
    module->model = g_strdup (without_brand (model));
  if (module->revision == NULL)
    module->revision = g_steal_pointer (&revision);
  if (module->sub_edition == NULL)
    module->sub_edition = g_steal_pointer (&sub_edition);
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

  if (local == NULL && ati != NULL)
    read_ati (module, ati);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (!ask_the_rest (module, at, until, cancel, error))
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
