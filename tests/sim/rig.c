/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"

#include <string.h>

#include "native.h"

Rig *
rig_new (void)
{
  Rig *rig = g_new0 (Rig, 1);

  sim_config_init (&rig->config, "lte-standard");
  rig->heard = g_string_new (NULL);
  rig->gets = g_string_new (NULL);
  return rig;
}

void
rig_fault (Rig *rig, const char *fault)
{
  rig->faults[rig->n_faults++] = fault;
}

void
rig_start (Rig *rig)
{
  g_autoptr (GError) error = NULL;

  rig->config.faults = rig->faults;
  if (!sim_config_check (&rig->config, &error))
    g_error ("%s", error->message);
  rig->now = rig->config.start_us;
  rig->engine = sim_engine_new (&rig->config);
}

void
rig_free (Rig *rig)
{
  sim_engine_free (rig->engine);
  g_string_free (rig->heard, TRUE);
  g_string_free (rig->gets, TRUE);
  for (guint i = 0; i < rig->n_places; i++)
    g_free (rig->places[i].bytes);
  g_free (rig);
}

void
rig_hush (Rig *rig)
{
  g_string_truncate (rig->heard, 0);
}

RigPlace *
rig_serve (Rig *rig, const char *url, gsize n, SimFetchResult result)
{
  RigPlace *place = NULL;

  for (guint i = 0; i < rig->n_places; i++)
    if (strcmp (rig->places[i].url, url) == 0)
      place = &rig->places[i];
  if (place == NULL)
    place = &rig->places[rig->n_places++];
  g_free (place->bytes);
  *place = (RigPlace){ url, rig_package (n), n, n, result };
  return place;
}

static void
add_word (GString *story, const char *word, gsize n)
{
  if (story->len > 0)
    g_string_append_c (story, ' ');
  g_string_append_len (story, word, n);
}

char *
rig_story (Rig *rig)
{
  static const char urc[] = "+QIND: \"FOTA\",";
  GString *story = g_string_new (NULL);

  for (gsize i = 0; i < rig->heard->len; i++)
    {
      const char *at = rig->heard->str + i;
      gsize n = strcspn (at, "\r");

      if (*at == '|')
        add_word (story, "|", 1);
      else if (g_str_has_prefix (at, "RDY\r"))
        add_word (story, "RDY", 3);
      else if (g_str_has_prefix (at, urc))
        {
          g_autofree char *word = g_strndup (at + strlen (urc) + 1, n - strlen (urc) - 1);
          char *quote = strchr (word, '"');

          /* the quotes around the word say nothing; those of a blank inside would */
          memmove (quote, quote + 1, strlen (quote));
          add_word (story, word, strlen (word));
        }
    }
  return g_string_free (story, FALSE);
}

char *
rig_sha256 (gsize n)
{
  g_autofree guint8 *bytes = rig_package (n);

  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, n);
}

static void
begin_fetch (Rig *rig, const char *url)
{
  static const RigPlace nowhere = { .result = SIM_FETCH_MISSING };

  g_string_append_printf (rig->gets, "%s\n", url);
  rig->place = &nowhere;
  rig->fetched = 0;
  for (guint i = 0; i < rig->n_places; i++)
    if (strcmp (rig->places[i].url, url) == 0)
      rig->place = &rig->places[i];
  if (rig->place->n > 0)
    sim_engine_fetch_begun (rig->engine, rig->now, rig->place->told);
}

/* As much of the file as the module takes now. */
static void
feed (Rig *rig)
{
  const RigPlace *place = rig->place;
  gsize room, n;

  if (place == NULL)
    return;
  room = sim_engine_fetch_room (rig->engine, rig->now);
  n = MIN (place->n - rig->fetched, room);
  rig->fetched += n;
  if (n > 0)
    sim_engine_fetch_bytes (rig->engine, rig->now, place->bytes + rig->fetched - n, n);
  if (rig->fetched < place->n)
    return;
  rig->place = NULL;
  sim_engine_fetch_ended (rig->engine, rig->now, place->result);
}

static void
take_all (Rig *rig)
{
  SimAction action;

  while (sim_engine_take (rig->engine, rig->now, &action))
    {
      rig->gone += action.kind == SIM_GONE;
      rig->back += action.kind == SIM_BACK;
      rig->dead += action.kind == SIM_DEAD;
      if (action.kind == SIM_BYTES && rig->gone != rig->back)
        rig->ghosts += action.n;
      if (action.kind == SIM_BYTES)
        g_string_append_len (rig->heard, (const char *) action.bytes, action.n);
      else if (action.kind == SIM_FETCH)
        begin_fetch (rig, action.url);
      else if (action.kind == SIM_FETCH_END)
        {
          rig->fetch_ends++;
          rig->place = NULL;
        }
      else if (action.kind != SIM_BACK)
        g_string_append_c (rig->heard, '|');
    }
}

/* FALSE: `until` is reached. */
static gboolean
step (Rig *rig, gint64 until)
{
  gint64 next;

  take_all (rig);
  feed (rig);
  next = sim_engine_next (rig->engine);
  if (rig->place != NULL)
    {
      gint64 more = sim_engine_fetch_time (rig->engine);

      next = MIN (next, more);
    }
  if (next > until)
    {
      rig->now = until;
      return FALSE;
    }
  rig->now = MAX (rig->now, next);
  take_all (rig);
  return TRUE;
}

void
rig_run (Rig *rig, double seconds)
{
  gint64 until = rig->now + (gint64) (seconds * G_USEC_PER_SEC);

  while (step (rig, until))
    continue;
}

gboolean
rig_await (Rig *rig, const char *text, double seconds)
{
  gint64 until = rig->now + (gint64) (seconds * G_USEC_PER_SEC);

  while (native_find (rig->heard->str, rig->heard->len, text, strlen (text)) == NULL)
    if (!step (rig, until))
      return FALSE;
  return TRUE;
}

void
rig_send (Rig *rig, const char *text)
{
  sim_engine_input (rig->engine, rig->now, (const guint8 *) text, strlen (text));
}

const char *
rig_ask (Rig *rig, const char *command)
{
  g_autofree char *line = g_strconcat (command, "\r", NULL);

  rig_hush (rig);
  rig_send (rig, line);
  rig_run (rig, 1);
  return rig->heard->str;
}

gsize
rig_deliver (Rig *rig, const guint8 *bytes, gsize n, gsize burst, gint64 pause_us)
{
  gsize sent = 0;
  guint gone = rig->gone;

  while (sent < n && rig->dead == 0 && rig->gone == gone)
    {
      gsize want = MIN (burst, n - sent);
      gint64 when = sim_engine_room_time (rig->engine, want);
      gsize room;

      if (when == G_MAXINT64)
        break;
      while (step (rig, MAX (when, rig->now)))
        continue;
      room = sim_engine_room (rig->engine, rig->now);
      room = MIN (room, want);
      sim_engine_input (rig->engine, rig->now, bytes + sent, room);
      take_all (rig);
      sent += room;
      if (pause_us > 0)
        rig_run (rig, pause_us / 1e6);
    }
  take_all (rig);
  return sent;
}

guint8 *
rig_package (gsize n)
{
  guint8 *bytes = g_malloc (n);
  guint32 x = 2463534242u;

  for (gsize i = 0; i < n; i++)
    {
      x ^= x << 13;
      x ^= x >> 17;
      x ^= x << 5;
      bytes[i] = x;
    }
  return bytes;
}

gboolean
rig_upgrade (Rig *rig, gsize n, const char *settings)
{
  g_autofree char *command = g_strdup_printf ("AT+QFOTADL=\"FILE:%zu\"%s\r", n, settings);
  g_autofree guint8 *bytes = rig_package (n);

  rig_ask (rig, rig->config.usb ? "AT+QCFG=\"usbifc\",2,2" : "AT+IFC=2,2");
  rig_hush (rig);
  rig_send (rig, command);
  return rig_await (rig, "FILESTART\"\r\n", 60) && rig_deliver (rig, bytes, n, 4096, 0) == n;
}

char *
rig_revision (Rig *rig)
{
  const char *answer = rig_ask (rig, "ATI");
  const char *begin = strstr (answer, "Revision: ");

  if (begin == NULL)
    return NULL;
  begin += strlen ("Revision: ");
  return g_strndup (begin, strcspn (begin, "\r"));
}
