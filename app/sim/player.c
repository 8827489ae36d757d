/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "player.h"

#include "fetch.h"
#include "report.h"

#define READ_MAX  65536
#define FETCH_MAX 4096 /* at once, so that the line is not kept waiting */

struct _SimPlayer
{
  SimEngine *engine;
  SimWire *wire;
  char *report;
  char *ca;
  double patience_s;
  SimFetch *fetch; /* NULL: the module fetches nothing */
  gboolean fetch_begun;
  GMainLoop *loop;
  GSource *timer;
  GError *error;
  gint64 born; /* monotonic; 0: no program has come yet */
  guint upgrades_reported;
  gboolean waiting_for_room;
  gboolean held;
};

static gboolean
timer_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  g_source_set_ready_time (source, -1);
  return callback (data);
}

static GSourceFuncs timer_funcs = { .dispatch = timer_dispatch };

static gint64
module_time (const SimPlayer *player)
{
  return player->born != 0 ? g_get_monotonic_time () - player->born : 0;
}

static void
fail (SimPlayer *player, GError *error)
{
  if (player->error == NULL)
    player->error = error;
  else
    g_error_free (error);
  g_main_loop_quit (player->loop);
}

static void
write_report (SimPlayer *player)
{
  GError *error = NULL;

  if (player->report != NULL && !sim_report_write (player->engine, player->report, &error))
    fail (player, error);
}

/* Called by SimFetch at any moment: pump() comes back by itself. */
static void
fetch_changed (gpointer data)
{
  SimPlayer *player = data;

  g_source_set_ready_time (player->timer, 0);
}

static void
end_fetch (SimPlayer *player)
{
  g_clear_pointer (&player->fetch, sim_fetch_free);
  player->fetch_begun = FALSE;
}

static void
act (SimPlayer *player, const SimAction *action)
{
  const SimWireClass *class = player->wire->class;
  GError *error = NULL;

  switch (action->kind)
    {
    case SIM_BYTES:
      class->send (player->wire, action->bytes, action->n);
      break;
    case SIM_GONE:
    case SIM_DEAD:
      class->gone (player->wire);
      break;
    case SIM_FETCH:
      end_fetch (player);
      player->fetch = sim_fetch_new (action->url, player->ca, player->patience_s, fetch_changed, player);
      break;
    case SIM_FETCH_END:
      end_fetch (player);
      break;
    case SIM_BACK:
      if (!class->back (player->wire, &error))
        fail (player, error);
      break;
    }
}

/* Whether the program may go on writing, and when to look again if not. */
static gint64
look_for_room (SimPlayer *player)
{
  gboolean room = sim_engine_room (player->engine, module_time (player)) > 0;
  gint64 when = sim_engine_room_time (player->engine, 1);
  gboolean hold = when == G_MAXINT64;

  if (hold != player->held)
    player->wire->class->hold (player->wire, hold);
  player->held = hold;
  if (room != !player->waiting_for_room)
    player->wire->class->watch (player->wire, room);
  player->waiting_for_room = !room;
  /* a module drains its queue in gulps, and so spares us a thousand wakings a second */
  return room ? G_MAXINT64 : hold ? when : when + 1000;
}

/* Hands the module one piece of what its client has got; FALSE: there is none, or it takes none now. */
static gboolean
feed (SimPlayer *player)
{
  guint8 bytes[FETCH_MAX];
  SimFetchResult result;
  guint64 total;
  gsize n;

  if (player->fetch == NULL)
    return FALSE;
  if (!player->fetch_begun && sim_fetch_has_begun (player->fetch, &total))
    {
      player->fetch_begun = TRUE;
      sim_engine_fetch_begun (player->engine, module_time (player), total);
      return TRUE;
    }
  if (sim_fetch_has_ended (player->fetch, &result))
    {
      end_fetch (player);
      sim_engine_fetch_ended (player->engine, module_time (player), result);
      return TRUE;
    }
  n = sim_engine_fetch_room (player->engine, module_time (player));
  n = sim_fetch_read (player->fetch, bytes, MIN (n, sizeof bytes));
  if (n > 0)
    sim_engine_fetch_bytes (player->engine, module_time (player), bytes, n);
  return n > 0;
}

/* When the module will take more of what is there. */
static gint64
look_for_fetch (SimPlayer *player)
{
  if (player->fetch == NULL || sim_fetch_waiting (player->fetch) == 0)
    return G_MAXINT64;
  return sim_engine_fetch_time (player->engine);
}

static gboolean
pump (gpointer data)
{
  SimPlayer *player = data;
  SimAction action;
  gint64 room, fetch, next;

  do
    while (sim_engine_take (player->engine, module_time (player), &action))
      act (player, &action);
  while (feed (player));
  room = look_for_room (player);
  fetch = look_for_fetch (player);
  next = sim_engine_next (player->engine);
  next = MIN (next, room);
  next = MIN (next, fetch);
  if (player->born != 0 && next != G_MAXINT64)
    g_source_set_ready_time (player->timer, player->born + next);
  else
    g_source_set_ready_time (player->timer, -1);
  if (sim_engine_observed (player->engine)->upgrades_ended != player->upgrades_reported)
    {
      player->upgrades_reported = sim_engine_observed (player->engine)->upgrades_ended;
      write_report (player);
    }
  return G_SOURCE_CONTINUE;
}

void
sim_player_met (SimPlayer *player)
{
  if (player->born == 0)
    player->born = g_get_monotonic_time ();
  pump (player);
}

void
sim_player_readable (SimPlayer *player)
{
  guint8 bytes[READ_MAX];
  gsize room = sim_engine_room (player->engine, module_time (player));
  gsize n = room > 0 ? player->wire->class->read (player->wire, bytes, MIN (room, sizeof bytes)) : 0;

  if (n > 0)
    sim_engine_input (player->engine, module_time (player), bytes, n);
  pump (player);
}

void
sim_player_set_network (SimPlayer *player, const char *ca, double patience_s)
{
  g_free (player->ca);
  player->ca = g_strdup (ca);
  player->patience_s = patience_s;
}

SimPlayer *
sim_player_new (SimEngine *engine, SimWire *wire, const char *report)
{
  SimPlayer *player = g_new0 (SimPlayer, 1);

  player->engine = engine;
  player->wire = wire;
  player->report = g_strdup (report);
  player->patience_s = SIM_FETCH_PATIENCE_S;
  player->loop = g_main_loop_new (NULL, FALSE);
  player->timer = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_callback (player->timer, pump, player, NULL);
  g_source_attach (player->timer, NULL);
  wire->player = player;
  wire->class->watch (wire, TRUE);
  return player;
}

gboolean
sim_player_run (SimPlayer *player, GError **error)
{
  g_main_loop_run (player->loop);
  write_report (player);
  if (player->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&player->error));
  return FALSE;
}

void
sim_player_quit (SimPlayer *player)
{
  g_main_loop_quit (player->loop);
}

void
sim_player_free (SimPlayer *player)
{
  if (player == NULL)
    return;
  end_fetch (player);
  g_source_destroy (player->timer);
  g_source_unref (player->timer);
  player->wire->class->free (player->wire);
  sim_engine_free (player->engine);
  g_main_loop_unref (player->loop);
  g_clear_error (&player->error);
  g_free (player->report);
  g_free (player->ca);
  g_free (player);
}
