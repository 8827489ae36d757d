/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-private.h"

#include <math.h>

/* What the network and its queues hold when the module has been idle. */
#define NET_DEPTH_US 50000.0
/* Less than this is not worth a waking. */
#define NET_GULP_US 10000.0

void
sim_client_start (SimEngine *engine, guint which, const char *url, const SimFetchUser *user)
{
  SimPackage *package = &engine->seen.packages[which];

  package->fetches++;
  package->bytes = 0;
  g_checksum_reset (engine->package_sums[which]);
  engine->client = (SimClientState){ .running = TRUE, .which = which, .user = user, .free = engine->now };
  sim_client_action (engine, url);
}

void
sim_client_stop (SimEngine *engine)
{
  if (!engine->client.running)
    return;
  engine->client.running = FALSE;
  sim_client_action (engine, NULL);
}

/* A caller that has not heard yet of an end or of the next address speaks of an earlier one. */
static gboolean
is_listening (SimEngine *engine)
{
  return engine->client.running && engine->client.taken;
}

static double
rate (SimEngine *engine)
{
  return engine->config.net_rate * engine->config.speed;
}

/* A byte must fit, however slow the network is. */
static double
depth (SimEngine *engine)
{
  double two_bytes = 2e6 / rate (engine);

  return MAX (NET_DEPTH_US, two_bytes);
}

void
sim_engine_fetch_begun (SimEngine *engine, gint64 now_us, guint64 total)
{
  sim_advance (engine, now_us);
  if (is_listening (engine))
    engine->client.total = total;
}

void
sim_engine_fetch_bytes (SimEngine *engine, gint64 now_us, const guint8 *bytes, gsize n)
{
  SimClientState *client = &engine->client;

  sim_advance (engine, now_us);
  if (!is_listening (engine))
    return;
  if (engine->config.net_rate > 0)
    {
      double idle_since = engine->now - depth (engine);

      client->free = MAX (client->free, idle_since) + n * 1e6 / rate (engine);
    }
  engine->seen.packages[client->which].bytes += n;
  g_checksum_update (engine->package_sums[client->which], bytes, n);
  client->user->bytes (engine, bytes, n);
}

void
sim_engine_fetch_ended (SimEngine *engine, gint64 now_us, SimFetchResult result)
{
  SimClientState *client = &engine->client;
  const SimPackage *package;

  sim_advance (engine, now_us);
  if (!is_listening (engine))
    return;
  package = &engine->seen.packages[client->which];
  client->running = FALSE;
  if (result == SIM_FETCHED && client->total > package->bytes)
    result = SIM_FETCH_SHORT;
  engine->seen.packages[client->which].complete += result == SIM_FETCHED;
  client->user->ended (engine, result);
}

gsize
sim_engine_fetch_room (SimEngine *engine, gint64 now_us)
{
  double idle, most;

  sim_advance (engine, now_us);
  if (!is_listening (engine))
    return 0;
  if (engine->config.net_rate == 0)
    return G_MAXSIZE;
  most = depth (engine);
  idle = MIN (engine->now - engine->client.free, most);
  /* a hair more than nothing: time that was rounded to µs must not cost a byte */
  return idle > 0 ? idle * rate (engine) / 1e6 + 1e-3 : 0;
}

gint64
sim_engine_fetch_time (SimEngine *engine)
{
  double byte;

  if (!is_listening (engine))
    return G_MAXINT64;
  if (engine->config.net_rate == 0)
    return engine->now;
  byte = 1e6 / rate (engine);
  return ceil (engine->client.free + MAX (byte, NET_GULP_US));
}
