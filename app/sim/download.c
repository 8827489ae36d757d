/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-private.h"

#define RECEIVED_S   0.2
#define BURST_LIMIT  32
#define SECOND_LIMIT (15 * 1024)
#define FILE_ERROR   500

/* 8 MB modules report nothing at all about the download. */
static gboolean
is_silent (SimEngine *engine)
{
  return engine->flash_mb == 8;
}

static void
give_up (SimEngine *engine, int code)
{
  sim_urc (engine, "FILEEND", code);
  engine->mode = MODE_AT;
  engine->after_package = TRUE;
  sim_ended (engine, code);
}

void
sim_file_given_up (SimEngine *engine)
{
  give_up (engine, FILE_ERROR);
}

static void
received (SimEngine *engine, int unused)
{
  const SimFaults *faults = &engine->faults;
  int code = faults->on[FAULT_DOWNLOAD_500] ? FILE_ERROR : faults->where[FAULT_DOWNLOAD_CODE];

  if (code != 0)
    {
      give_up (engine, code);
      return;
    }
  if (!is_silent (engine))
    sim_urc (engine, "FILEEND", 0);
  engine->mode = MODE_AT;
  engine->after_package = TRUE;
  sim_after (engine, engine->config.verify_s, sim_verified, 0);
}

void
sim_file_complete (SimEngine *engine)
{
  engine->mode = MODE_TAIL;
  sim_after (engine, RECEIVED_S, received, 0);
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
    sim_file_given_up (engine);
}

static void
file_start (SimEngine *engine, int unused)
{
  engine->mode = MODE_PAYLOAD;
  engine->last_payload = engine->now;
  sim_urc (engine, "FILESTART", -1);
  sim_after (engine, engine->config.timeout_s, timed_out, 0);
}

void
sim_file_begin (SimEngine *engine, guint64 length, double after_seconds)
{
  engine->seen.declared_bytes = length;
  engine->mode = MODE_PREPARE;
  sim_after (engine, after_seconds, file_start, 0);
}

void
sim_protocol_begin (SimEngine *engine, guint64 length)
{
  engine->seen.declared_bytes = length;
  engine->mode = MODE_PROTOCOL;
  engine->last_payload = engine->now;
  sim_say (engine, 0.02, "\r\n010003\r\n", -1);
  sim_after (engine, engine->config.timeout_s, timed_out, 0);
  sim_receiver_begin (engine);
}

void
sim_say_downloading (SimEngine *engine)
{
  const SimObserved *seen = &engine->seen;
  gboolean percent = engine->family->downloading == SIM_COUNT_PERCENT;
  gboolean in_percent = engine->faults.on[FAULT_PERCENT_COUNTS];
  guint most = percent ? 100 : seen->download_urcs;
  const char *word = engine->faults.on[FAULT_DOWNLOAD_SPACE] ? " DOWNLOADING" : percent ? "DOWNLOADING " : "DOWNLOADING";

  if (is_silent (engine) || engine->family->downloading == SIM_COUNT_NONE || seen->declared_bytes == 0)
    return;
  while (engine->downloading < most && seen->payload_bytes * most >= (engine->downloading + 1) * seen->declared_bytes)
    {
      engine->downloading++;
      sim_urc (engine, word, in_percent ? 100 * engine->downloading / most : engine->downloading);
    }
}

guint64
sim_strikes_at (SimEngine *engine, SimFaultId fault, guint64 size)
{
  const SimFaults *faults = &engine->faults;

  if (!faults->on[fault])
    return G_MAXUINT64;
  return faults->share[fault] ? size * faults->where[fault] / 100 : faults->where[fault];
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

void
sim_observe_payload (SimEngine *engine, gsize n)
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
  guint64 cut = sim_strikes_at (engine, FAULT_UNPLUG, seen->declared_bytes);
  guint64 cut_and_back = sim_strikes_at (engine, FAULT_UNPLUG_RETURN, seen->declared_bytes);
  guint64 end = MIN (seen->declared_bytes, MIN (cut, cut_and_back));
  gsize used, lost;

  used = MIN ((guint64) n, end > seen->payload_bytes ? end - seen->payload_bytes : 0);
  lost = overrun (engine, used);
  sim_observe_payload (engine, used);
  g_checksum_update (engine->sum, bytes, used - lost);
  seen->payload_bytes += used - lost;
  seen->lost_bytes += lost;
  sim_say_downloading (engine);
  if (seen->payload_bytes >= MIN (cut, cut_and_back))
    {
      sim_cut (engine, cut_and_back <= cut);
      return n;
    }
  if (seen->payload_bytes == seen->declared_bytes)
    sim_file_complete (engine);
  return used;
}
