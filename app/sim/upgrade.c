/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-private.h"

/* UPDATING comes in twelfths, rounded down: 8, 16, 25 … 91, as the maker's figure has it. */
#define UPDATE_STEPS  12
#define UPDATE_FAILED 504

static const struct
{
  SimFaultId fault;
  int code;
} checks[] = {
  { FAULT_CHECK_504, 504 }, { FAULT_CHECK_505, 505 }, { FAULT_CHECK_506, 506 },
  { FAULT_CHECK_507, 507 }, { FAULT_CHECK_552, 552 }, { FAULT_CHECK_553, 553 },
};

void
sim_urc (SimEngine *engine, const char *word, int value)
{
  gboolean percent
      = engine->faults.on[FAULT_PERCENT_SIGN] && (g_str_has_suffix (word, "DOWNLOADING") || g_str_equal (word, "UPDATING"));
  g_autofree char *text = value < 0
                              ? g_strdup_printf ("\r\n+QIND: \"FOTA\",\"%s\"\r\n", word)
                              : g_strdup_printf ("\r\n+QIND: \"FOTA\",\"%s\",%d%s\r\n", word, value, percent ? "%" : "");

  if (engine->faults.on[FAULT_URC_NOISE])
    sim_say (engine, 0, g_rand_boolean (engine->noise) ? "\r\n+CREG: 1\r\n" : "\r\n+QIND: \"csq\",24,99\r\n", -1);
  sim_say (engine, 0, text, -1);
  if (engine->faults.on[FAULT_DUPLICATE_URCS])
    sim_say (engine, 0, text, -1);
}

void
sim_ended (SimEngine *engine, int code)
{
  engine->busy = FALSE;
  engine->seen.last_result = code;
  engine->seen.upgrades_ended++;
}

static int
steps (SimEngine *engine)
{
  int asked = engine->seen.update_urcs;

  return engine->config.honour_update_urcs && asked >= 0 ? asked : UPDATE_STEPS;
}

static void
install (SimEngine *engine)
{
  const SimFaults *faults = &engine->faults;

  if (faults->on[FAULT_UNCHANGED])
    return;
  engine->seen.upgraded = TRUE;
  if (faults->on[FAULT_SAME_REVISION_QGMR])
    {
      g_free (engine->suffix);
      engine->suffix = g_strdup ("_01.201.01.201");
      return;
    }
  g_free (engine->revision);
  g_free (engine->suffix);
  engine->revision = g_strdup (engine->target);
  engine->suffix = g_strdup (engine->target_suffix);
}

static void
say_end (SimEngine *engine, int code)
{
  if (!engine->faults.on[FAULT_END_LOST])
    sim_urc (engine, "END", code);
  sim_ended (engine, code);
}

static void
up_again (SimEngine *engine, int unused)
{
  /* what was lost were the words of the upgrade; from here the module talks again */
  if (engine->faults.on[FAULT_ALL_URCS_LOST])
    {
      engine->mode = MODE_AT;
      engine->muted = FALSE;
      return;
    }
  sim_booted (engine, engine->faults.on[FAULT_EXTRA_RESTART]);
  if (engine->faults.on[FAULT_RESTART_BEFORE_END])
    sim_after (engine, 2, say_end, 0);
}

static void
last_restart (SimEngine *engine, int unused)
{
  sim_restart (engine, up_again, 0);
}

static void
finish (SimEngine *engine, int unused)
{
  install (engine);
  if (engine->faults.on[FAULT_RESTART_BEFORE_END])
    {
      last_restart (engine, 0);
      return;
    }
  say_end (engine, 0);
  sim_after (engine, 0.5, last_restart, 0);
}

static void
up_unchanged (SimEngine *engine, int unused)
{
  sim_booted (engine, 0);
}

static void
restart_unchanged (SimEngine *engine, int unused)
{
  sim_restart (engine, up_unchanged, 0);
}

static void
power_lost (SimEngine *engine, int unused)
{
  sim_dead (engine);
}

/* TRUE: the upgrade ends here, by a fault that strikes at this value. */
static gboolean
struck (SimEngine *engine, int percent)
{
  const SimFaults *faults = &engine->faults;

  if (faults->on[FAULT_SILENCE] && percent >= faults->where[FAULT_SILENCE])
    {
      engine->seen.dead = TRUE;
      return TRUE;
    }
  if (faults->on[FAULT_DEAD_AFTER_START] && percent >= faults->where[FAULT_DEAD_AFTER_START])
    {
      sim_after (engine, 0.1, power_lost, 0);
      return TRUE;
    }
  if (faults->on[FAULT_UPDATE_504] && percent >= faults->where[FAULT_UPDATE_504])
    {
      say_end (engine, UPDATE_FAILED);
      sim_after (engine, 0.5, restart_unchanged, 0);
      return TRUE;
    }
  return FALSE;
}

static void
updating (SimEngine *engine, int step)
{
  int n = steps (engine);
  gboolean counted = engine->config.honour_update_urcs;
  int last = counted || engine->config.to_hundred ? n : n - 1;
  double pace = engine->config.updating_s / MAX (last, 1);

  if (n > 0)
    sim_urc (engine, "UPDATING", counted ? step : 100 * step / n);
  if (struck (engine, n > 0 ? 100 * step / n : 100))
    return;
  if (step < last)
    sim_after (engine, pace, updating, step + 1);
  else
    sim_after (engine, n > 0 ? 1.0 : engine->config.updating_s, finish, 0);
}

static void
start (SimEngine *engine, int unused)
{
  engine->mode = MODE_DEAF;
  if (!engine->faults.on[FAULT_START_LOST])
    sim_urc (engine, "START", -1);
  if (engine->faults.on[FAULT_SILENCE] && struck (engine, 0))
    return;
  sim_after (engine, engine->config.updating_s / UPDATE_STEPS, updating, 1);
}

void
sim_verified (SimEngine *engine, int unused)
{
  const SimFaults *faults = &engine->faults;
  gboolean restarts = engine->seen.mode == 0 ? !faults->on[FAULT_NO_RESTART] : engine->config.mode1_restart;

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (faults->on[checks[i].fault])
      {
        say_end (engine, checks[i].code);
        return;
      }
  if (faults->on[FAULT_ALL_URCS_LOST])
    engine->muted = TRUE;
  engine->after_package = FALSE;
  engine->mode = MODE_DEAF;
  if (restarts)
    sim_restart (engine, start, 0);
  else
    sim_after (engine, 0.2, start, 0);
}

void
sim_already_updating (SimEngine *engine)
{
  engine->busy = TRUE;
  engine->mode = MODE_DEAF;
  sim_after (engine, 0.5, updating, UPDATE_STEPS / 3);
}
