/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-private.h"

#include <string.h>

/* Guide LTE Standard(A), 5.1: by so much of the first package the module sees whether it fits. */
#define CHECK_BYTES 2048
/* UPDATING of the second package: 64, 68 … 96, as figure 3 has it. */
#define FIRST_VALUE 64
#define VALUE_STEP  4
#define N_VALUES    9
/* of a whole upgrade: the second package has nine of them */
#define MINI_TICKS 22

/* The counters go on, or what was planned for an earlier entry would pass for this one's. */
static void
forget (SimEngine *engine)
{
  engine->mini = (SimMini){ .entry = engine->mini.entry + 1, .attempt = engine->mini.attempt + 1 };
}

static gboolean
has_scheme (const char *url, const char *scheme)
{
  return g_ascii_strncasecmp (url, scheme, strlen (scheme)) == 0;
}

/* Chapter 5.1, scene 1: a wrong address is found out only when it is fetched. */
static gboolean
is_refused (SimEngine *engine, const char *url)
{
  g_auto (SimAddress) address = { 0 };

  if (strlen (url) > engine->family->url_max)
    return TRUE;
  if (has_scheme (url, "https://"))
    return engine->config.scheme_error && !engine->config.mini_https;
  if (has_scheme (url, "ftp://"))
    return engine->flash_mb == 2 || engine->flash_mb == 4
           || (sim_address_parse (url, &address) && !sim_address_fits_ftp (&address));
  return !has_scheme (url, "http://");
}

/* The address of the package of this stage, or NULL if no fetching would help. Owned by the caller. */
static char *
address_of (SimEngine *engine)
{
  g_auto (SimAddress) address = { 0 };
  const char *url = engine->url;
  gboolean first = url != NULL && g_str_has_suffix (url, ".mini_1");
  gboolean second = url != NULL && g_str_has_suffix (url, ".mini_2") && engine->mini.stage == 2;
  g_autofree char *copy = g_strdup (url);

  if ((!first && !second) || !sim_address_parse (url, &address))
    return NULL;
  if (strcmp (address.scheme, "https") == 0 && (!engine->config.mini_https || engine->flash_mb == 2))
    return NULL;
  if (engine->faults.on[FAULT_WRONG_NAME] && engine->mini.stage == 1)
    return NULL;
  if (engine->mini.stage == 2)
    copy[strlen (copy) - 1] = '2';
  return g_steal_pointer (&copy);
}

static void
normal_again (SimEngine *engine, int unused)
{
  sim_restart (engine, sim_booted, 0);
}

/* Now, and not again by an attempt that was planned. */
static void
stop_fetching (SimEngine *engine)
{
  sim_client_stop (engine);
  engine->mini.attempt++;
}

/* Nothing was changed: the old firmware runs again. */
static void
go_back (SimEngine *engine)
{
  stop_fetching (engine);
  forget (engine);
  engine->mode = MODE_OFF;
  sim_ended (engine, -1);
  sim_after (engine, 0.2, normal_again, 0);
}

static void fetch_now (SimEngine *engine, int attempt);

static void
retry (SimEngine *engine, double seconds)
{
  engine->mini.attempt++;
  sim_after (engine, seconds, fetch_now, engine->mini.attempt);
}

static void
damaged (SimEngine *engine, int unused)
{
  stop_fetching (engine);
  sim_restart_quietly (engine, sim_mini_up, 1);
}

static void
enter_upgrade_mode (SimEngine *engine, int unused)
{
  stop_fetching (engine);
  engine->mini.entered = FALSE;
  engine->muted = engine->faults.on[FAULT_ALL_URCS_LOST];
  sim_restart_quietly (engine, sim_start, 0);
}

static void
finish (SimEngine *engine, int unused)
{
  stop_fetching (engine);
  forget (engine);
  engine->mode = MODE_DEAF;
  sim_finish (engine, 0);
}

/* FALSE: it does not fit, and the module is on its way back. */
static gboolean
fits (SimEngine *engine)
{
  const SimFaults *faults = &engine->faults;

  engine->mini.checked = !faults->on[FAULT_MINI_MISMATCH] && !faults->on[FAULT_WRONG_VERSION];
  if (!engine->mini.checked)
    go_back (engine);
  return engine->mini.checked;
}

/* FALSE: the story ended here, by a fault. */
static gboolean
say_updating (SimEngine *engine, int value)
{
  if ((guint) value <= engine->mini.said)
    return TRUE;
  engine->mini.said = value;
  sim_urc (engine, "UPDATING", value);
  if (!sim_struck (engine, value))
    return TRUE;
  stop_fetching (engine);
  engine->mode = MODE_DEAF;
  return FALSE;
}

static gboolean
say_progress (SimEngine *engine, guint64 bytes, guint64 total)
{
  for (int i = 0; i < N_VALUES && bytes * N_VALUES >= (i + 1) * total; i++)
    if (!say_updating (engine, FIRST_VALUE + i * VALUE_STEP))
      return FALSE;
  return TRUE;
}

/* TRUE: the network is lost at this byte, or one before it, by fault. */
static gboolean
loses_network (SimEngine *engine, guint64 have)
{
  guint i = engine->mini.stage - 1;
  SimFaultId loss = i == 0 ? FAULT_NETWORK_LOST : FAULT_MINI2_NETWORK_LOST;

  if (engine->mini.lost[i] || have < sim_strikes_at (engine, loss, engine->client.total))
    return FALSE;
  engine->mini.lost[i] = TRUE;
  stop_fetching (engine);
  sim_network_gone (engine);
  return TRUE;
}

static void
came (SimEngine *engine, const guint8 *bytes, gsize n)
{
  guint stage = engine->mini.stage;
  guint64 total = engine->client.total;
  guint64 have = engine->seen.packages[stage - 1].bytes;
  guint64 before_check = MIN (have, CHECK_BYTES - 1);

  if (stage == 1 && !engine->mini.checked
      && (loses_network (engine, before_check) || (have >= CHECK_BYTES && !fits (engine))))
    return;
  if (!loses_network (engine, have) && stage == 2 && total > 0)
    say_progress (engine, have, total);
}

static void
first_ended (SimEngine *engine)
{
  const SimFaults *faults = &engine->faults;

  if (!engine->mini.checked && !fits (engine))
    return;
  if (engine->mini.damaged < faults->where[FAULT_MINI1_DAMAGED])
    {
      engine->mini.damaged++;
      sim_after (engine, engine->config.verify_s, damaged, 0);
    }
  else
    sim_after (engine, engine->config.verify_s, enter_upgrade_mode, 0);
}

static void
ended (SimEngine *engine, SimFetchResult result)
{
  if (result != SIM_FETCHED || engine->seen.packages[engine->mini.stage - 1].bytes == 0)
    retry (engine, engine->config.retry_s);
  else if (engine->mini.stage == 1)
    first_ended (engine);
  else if (say_progress (engine, 1, 1))
    sim_after (engine, 1, finish, 0);
}

static const SimFetchUser user = { came, ended };

static void
fetch_now (SimEngine *engine, int attempt)
{
  SimMini *mini = &engine->mini;
  g_autofree char *url = address_of (engine);

  if (attempt != (int) mini->attempt || !mini->entered || !mini->registered || url == NULL || !sim_network (engine))
    return;
  if (mini->stage == 2 && mini->missing < engine->faults.where[FAULT_MINI2_MISSING])
    {
      mini->missing++;
      retry (engine, engine->config.retry_s);
      return;
    }
  sim_client_start (engine, mini->stage - 1, url, &user);
}

/* It was upgrading at power-on: the second package comes from nowhere. */
static void
replay (SimEngine *engine, int i)
{
  if (!say_updating (engine, FIRST_VALUE + i * VALUE_STEP))
    return;
  if (i + 1 < N_VALUES)
    sim_after (engine, engine->config.updating_s / MINI_TICKS, replay, i + 1);
  else
    sim_after (engine, 1, finish, 0);
}

static void
registered (SimEngine *engine, int entry)
{
  if (entry != (int) engine->mini.entry)
    return;
  engine->mini.registered = TRUE;
  if (engine->mini.replayed)
    replay (engine, 0);
  else
    retry (engine, 0);
}

/* Scene 1: nothing ever came. */
static void
timed_out (SimEngine *engine, int entry)
{
  if (entry == (int) engine->mini.entry && engine->mini.stage == 1 && !engine->mini.checked)
    go_back (engine);
}

void
sim_mini_network (SimEngine *engine)
{
  retry (engine, 0);
}

void
sim_mini_up (SimEngine *engine, int stage)
{
  SimMini *mini = &engine->mini;

  mini->stage = stage;
  mini->entered = TRUE;
  mini->registered = FALSE;
  mini->entry++;
  mini->attempt++;
  mini->said = FIRST_VALUE - 1;
  engine->mode = MODE_AT;
  engine->busy = TRUE;
  sim_after (engine, engine->config.register_s, registered, mini->entry);
  if (stage == 1 && !mini->checked)
    sim_after (engine, engine->config.mini_timeout_s, timed_out, mini->entry);
}

void
sim_mini_updated (SimEngine *engine, int unused)
{
  sim_restart_quietly (engine, sim_mini_up, 2);
}

void
sim_mini_failed (SimEngine *engine, int unused)
{
  g_clear_pointer (&engine->url, g_free);
  engine->mini.entered = FALSE;
  sim_restart_quietly (engine, sim_mini_up, engine->mini.stage);
}

void
sim_mini_already (SimEngine *engine, gboolean waiting)
{
  engine->mini.stage = 1;
  engine->mini.checked = TRUE;
  if (waiting)
    sim_mini_up (engine, MAX (1, engine->faults.where[FAULT_DOWNLOAD_MODE]));
  else
    engine->mini.replayed = TRUE;
}

static void
enter (SimEngine *engine, int entry)
{
  if (entry == (int) engine->mini.entry)
    sim_restart_quietly (engine, sim_mini_up, 1);
}

SimAnswer
sim_mini_command (SimEngine *engine, const char *url, double late)
{
  if (is_refused (engine, url))
    return ANSWER_ERROR;
  if (!engine->mini.entered)
    {
      sim_accepted (engine);
      forget (engine);
      engine->mini.stage = 1;
      sim_after (engine, late + engine->config.fetch_s, enter, engine->mini.entry);
    }
  else
    {
      engine->seen.commands_accepted++;
      sim_client_stop (engine);
      retry (engine, late + engine->config.fetch_s);
    }
  g_free (engine->url);
  engine->url = g_strdup (url);
  return ANSWER_OK;
}
