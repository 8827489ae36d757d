/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-private.h"

#include <string.h>

#define COMMAND_MAX_LENGTH 6291456
#define RECEIVED_S         0.2
#define BURST_LIMIT        32
#define SECOND_LIMIT       (15 * 1024)
#define FILE_ERROR         500

static void
give_up (SimEngine *engine)
{
  sim_urc (engine, "FILEEND", FILE_ERROR);
  engine->mode = MODE_AT;
  engine->after_package = TRUE;
  sim_ended (engine, FILE_ERROR);
}

static void
received (SimEngine *engine, int unused)
{
  /* 8 MB modules report nothing at all about the download */
  gboolean silent = engine->flash_mb == 8;

  if (engine->faults.on[FAULT_DOWNLOAD_500])
    {
      give_up (engine);
      return;
    }
  if (!silent)
    sim_urc (engine, "FILEEND", 0);
  engine->mode = MODE_AT;
  engine->after_package = TRUE;
  sim_after (engine, engine->config.verify_s, sim_verified, 0);
}

static void
timed_out (SimEngine *engine, int unused)
{
  gint64 limit = engine->last_payload + sim_seconds (engine, engine->config.timeout_s);

  if (engine->mode != MODE_PAYLOAD && engine->mode != MODE_PROTOCOL)
    return;
  if (engine->now < limit)
    sim_at (engine, limit, timed_out, 0);
  else if (engine->mode == MODE_PROTOCOL)
    {
      engine->mode = MODE_AT;
      engine->busy = FALSE;
    }
  else if (!engine->faults.on[FAULT_CTS_LOW])
    give_up (engine);
}

static void
file_start (SimEngine *engine, int unused)
{
  engine->mode = MODE_PAYLOAD;
  engine->last_payload = engine->now;
  sim_urc (engine, "FILESTART", -1);
  sim_after (engine, engine->config.timeout_s, timed_out, 0);
}

static void
say_downloading (SimEngine *engine)
{
  const SimObserved *seen = &engine->seen;
  const char *word = engine->faults.on[FAULT_DOWNLOAD_SPACE] ? " DOWNLOADING" : "DOWNLOADING";

  if (engine->flash_mb == 8)
    return;
  while (engine->downloading < (guint) seen->download_urcs
         && seen->payload_bytes * seen->download_urcs >= (engine->downloading + 1) * seen->declared_bytes)
    sim_urc (engine, word, ++engine->downloading);
}

/* Where in the package the fault strikes; G_MAXUINT64: it does not. */
static guint64
strikes_at (SimEngine *engine, SimFaultId fault)
{
  const SimFaults *faults = &engine->faults;

  if (!faults->on[fault])
    return G_MAXUINT64;
  return faults->share[fault] ? engine->seen.declared_bytes * faults->where[fault] / 100 : faults->where[fault];
}

/* What a module without flow control loses of `n` bytes that come too fast. */
static gsize
overrun (SimEngine *engine, gsize n)
{
  gsize burst = sim_window_left (&engine->burst, engine->now, BURST_LIMIT);
  gsize second = sim_window_left (&engine->second_no_flow, engine->now, SECOND_LIMIT);
  gsize kept = MIN (burst, second);

  if (!engine->faults.on[FAULT_OVERRUN] || sim_flow_on (engine) || n <= kept)
    return 0;
  return n - kept;
}

static void
observe (SimEngine *engine, gsize n)
{
  engine->last_payload = engine->now;
  sim_window_add (&engine->second, engine->now, n);
  if (sim_flow_on (engine))
    return;
  sim_window_add (&engine->burst, engine->now, n);
  sim_window_add (&engine->second_no_flow, engine->now, n);
}

gsize
sim_payload (SimEngine *engine, const guint8 *bytes, gsize n)
{
  SimObserved *seen = &engine->seen;
  guint64 cut = strikes_at (engine, FAULT_UNPLUG);
  guint64 cut_and_back = strikes_at (engine, FAULT_UNPLUG_RETURN);
  guint64 end = MIN (seen->declared_bytes, MIN (cut, cut_and_back));
  gsize used, lost;

  used = MIN ((guint64) n, end > seen->payload_bytes ? end - seen->payload_bytes : 0);
  lost = overrun (engine, used);
  observe (engine, used);
  g_checksum_update (engine->sum, bytes, used - lost);
  seen->payload_bytes += used - lost;
  seen->lost_bytes += lost;
  say_downloading (engine);
  if (seen->payload_bytes >= MIN (cut, cut_and_back))
    {
      sim_cut (engine, cut_and_back <= cut);
      return n;
    }
  if (seen->payload_bytes == seen->declared_bytes)
    {
      engine->mode = MODE_TAIL;
      sim_after (engine, RECEIVED_S, received, 0);
    }
  return used;
}

static gboolean
parse_length (const char *target, guint64 *ret)
{
  if (target == NULL || g_ascii_strncasecmp (target, "FILE:", 5) != 0)
    return FALSE;
  return g_ascii_string_to_unsigned (target + 5, 10, 1, COMMAND_MAX_LENGTH, ret, NULL);
}

/* An omitted setting keeps what it had, at first the module's default. */
static gboolean
parse_setting (SimAsk *ask, guint i, int before, int at_first, guint64 min, guint64 max, int *ret)
{
  guint64 value;

  *ret = before >= 0 ? before : at_first;
  if (i >= ask->n_args || ask->args[i] == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (ask->args[i], 10, 0, max, &value, NULL) || (value != 0 && value < min))
    return FALSE;
  *ret = value;
  return TRUE;
}

static void
accepted (SimEngine *engine, guint64 length)
{
  SimObserved *seen = &engine->seen;

  seen->commands_accepted++;
  seen->declared_bytes = length;
  seen->payload_bytes = 0;
  seen->lost_bytes = 0;
  seen->flow_control = sim_flow_on (engine);
  g_checksum_reset (engine->sum);
  sim_window_clear (&engine->burst);
  sim_window_clear (&engine->second);
  sim_window_clear (&engine->second_no_flow);
  engine->downloading = 0;
  engine->busy = TRUE;
  engine->mode = MODE_PREPARE;
}

static SimAnswer
protocol (SimEngine *engine, guint64 length)
{
  accepted (engine, length);
  engine->mode = MODE_PROTOCOL;
  engine->last_payload = engine->now;
  sim_say (engine, 0.02, "\r\n010003\r\n", -1);
  sim_after (engine, engine->config.timeout_s, timed_out, 0);
  return ANSWER_NONE;
}

static void
late_ok (SimEngine *engine, int unused)
{
  sim_say (engine, 0, "\r\nOK\r\n", -1);
}

SimAnswer
sim_fotadl (SimEngine *engine, SimAsk *ask)
{
  const SimFaults *faults = &engine->faults;
  SimObserved *seen = &engine->seen;
  int mode, download_urcs, update_urcs;
  double delay = faults->on[FAULT_SLOW_FILESTART] ? faults->where[FAULT_SLOW_FILESTART] : engine->config.filestart_s;
  double late = faults->on[FAULT_LATE_OK] ? faults->where[FAULT_LATE_OK] : 0;
  guint64 length;

  if (ask->form == FORM_TEST && !faults->on[FAULT_NO_DFOTA])
    {
      if (engine->config.range_line && engine->family->range_line != NULL)
        g_string_append_printf (ask->lines, "%s\r\n", engine->family->range_line);
      return ANSWER_OK;
    }
  if (ask->form != FORM_SET || engine->busy || faults->on[FAULT_NO_DFOTA] || faults->on[FAULT_COMMAND_ERROR])
    return ANSWER_ERROR;
  if (!engine->file_route || ask->n_args > 4 || !parse_length (ask->args[0], &length))
    return ANSWER_ERROR;
  if (ask->n_args == 2 && g_strcmp0 (ask->args[1], "2") == 0)
    return protocol (engine, length);
  if (!parse_setting (ask, 1, seen->mode, 0, 1, 1, &mode)
      || !parse_setting (ask, 2, seen->download_urcs, 50, 5, 100, &download_urcs)
      || !parse_setting (ask, 3, seen->update_urcs, 50, 5, 100, &update_urcs))
    return ANSWER_ERROR;
  accepted (engine, length);
  seen->mode = mode;
  seen->download_urcs = download_urcs;
  seen->update_urcs = update_urcs;
  if (late > 0)
    sim_after (engine, late, late_ok, 0);
  sim_after (engine, late + delay, file_start, 0);
  return late > 0 ? ANSWER_NONE : ANSWER_OK;
}
