/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-private.h"

#include <string.h>

/* UPDATING comes in twelfths, rounded down: 8, 16, 25 … 91, as the maker's figure has it. */
#define UPDATE_STEPS 12
#define MINI_STEPS   26
/* Where an update fails whose fault does not say where. */
#define FAILS_AT 41

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
  gboolean updating = g_str_equal (word, "UPDATING");
  gboolean progress = updating || strstr (word, "DOWNLOADING") != NULL;
  gboolean signed_too = progress && (engine->family->one_of_one || engine->faults.on[FAULT_PERCENT_SIGN]);
  const char *tail = updating && engine->family->one_of_one ? ",1,1" : "";
  g_autofree char *text
      = value < 0 ? g_strdup_printf ("\r\n+QIND: \"FOTA\",\"%s\"\r\n", word)
                  : g_strdup_printf ("\r\n+QIND: \"FOTA\",\"%s\",%d%s%s\r\n", word, value, signed_too ? "%" : "", tail);

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
  if (code >= 0)
    engine->seen.last_result = code;
  engine->seen.upgrades_ended++;
}

static int
steps (SimEngine *engine)
{
  int asked = engine->seen.update_urcs;

  switch (engine->family->updating)
    {
    case SIM_SCALE_HUNDRED:
      return 100;
    case SIM_SCALE_FORTIETHS:
      return 40;
    case SIM_SCALE_MINI:
      return MINI_STEPS;
    case SIM_SCALE_TWELFTHS:
      break;
    }
  return engine->config.honour_update_urcs && asked >= 0 ? asked : UPDATE_STEPS;
}

static int
value_of (SimEngine *engine, int step, int n)
{
  switch (engine->family->updating)
    {
    case SIM_SCALE_HUNDRED:
      return step;
    case SIM_SCALE_FORTIETHS:
      return (5 * step + 1) / 2;
    case SIM_SCALE_MINI:
      return step == MINI_STEPS ? 60 : MIN (2 * step, 49);
    case SIM_SCALE_TWELFTHS:
      break;
    }
  return engine->config.honour_update_urcs ? step : 100 * step / n;
}

/* Not every scale is gone through to its end. */
static int
last_step (SimEngine *engine, int n)
{
  if (engine->family->updating != SIM_SCALE_TWELFTHS || engine->config.honour_update_urcs || engine->config.to_hundred)
    return n;
  return n - 1;
}

int
sim_upgrade_code (SimEngine *engine)
{
  const SimFaults *faults = &engine->faults;

  if (faults->on[FAULT_UPGRADE_CODE])
    return faults->where[FAULT_UPGRADE_CODE];
  if (faults->on[FAULT_WRONG_NAME])
    return engine->family->wrong_name;
  return faults->on[FAULT_WRONG_VERSION] ? engine->family->wrong_version : 0;
}

static void
install (SimEngine *engine)
{
  const SimFaults *faults = &engine->faults;

  if (faults->on[FAULT_UNCHANGED])
    return;
  engine->seen.upgraded = TRUE;
  if (faults->on[FAULT_ANOTHER_MODULE])
    {
      g_free (engine->model);
      g_free (engine->revision);
      engine->model = g_strdup ("EC200T");
      engine->revision = g_strdup ("EC200TCNHAR02A09M16");
      return;
    }
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
power_lost (SimEngine *engine, int unused)
{
  sim_dead (engine);
}

void
sim_say_end (SimEngine *engine, int code)
{
  if (!engine->faults.on[FAULT_END_LOST])
    sim_urc (engine, "END", code);
  sim_ended (engine, code);
  if (code != 0 && engine->faults.on[FAULT_DEAD_AFTER_END])
    sim_after (engine, 0.1, power_lost, 0);
}

static gboolean
ends_after_restart (SimEngine *engine)
{
  return engine->family->one_of_one || engine->faults.on[FAULT_RESTART_BEFORE_END];
}

static void
up_again (SimEngine *engine, int unused)
{
  /* what was lost were the words of the upgrade; from here the module talks again */
  if (engine->faults.on[FAULT_ALL_URCS_LOST])
    {
      engine->mode = MODE_AT;
      engine->muted = FALSE;
      if (ends_after_restart (engine))
        sim_ended (engine, 0);
      return;
    }
  sim_booted (engine, engine->faults.on[FAULT_EXTRA_RESTART]);
  if (ends_after_restart (engine))
    sim_after (engine, engine->family->one_of_one ? 0.15 : 2, sim_say_end, 0);
}

static void
last_restart (SimEngine *engine, int unused)
{
  sim_restart (engine, up_again, 0);
}

void
sim_finish (SimEngine *engine, int unused)
{
  install (engine);
  if (ends_after_restart (engine))
    {
      last_restart (engine, 0);
      return;
    }
  sim_say_end (engine, 0);
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
  if (engine->mini.stage > 0)
    sim_mini_failed (engine, 0);
  else
    sim_restart (engine, up_unchanged, 0);
}

/* Guide BC260Y-CN, 2.2 note 1: it goes on where it was. */
static void
resume (SimEngine *engine, int step)
{
  if (engine->config.boot_urcs)
    sim_say (engine, 0, "\r\nRDY\r\n\r\n+CFUN: 1\r\n", -1);
  sim_after (engine, 0.3, sim_start, step);
}

/* Whether the power's return helps is a matter of family and moment: guide LTE Standard(A), chapter 2 note 1 and 2.3.1.2 step 5. */
static void
power_cut (SimEngine *engine, int unused)
{
  if (engine->family->one_of_one)
    sim_power_cut (engine, resume, engine->step);
  else if (engine->mini.stage == 2)
    sim_power_cut (engine, sim_mini_up, 2);
  else
    sim_dead (engine);
}

static gboolean
strikes (SimEngine *engine, SimFaultId fault, int percent)
{
  return engine->faults.on[fault] && percent >= engine->faults.where[fault];
}

gboolean
sim_struck (SimEngine *engine, int percent)
{
  int code = sim_upgrade_code (engine);
  gboolean fails = code != 0 && percent >= FAILS_AT && !sim_family_checks (engine->family, code);

  if (strikes (engine, FAULT_SILENCE, percent))
    engine->seen.dead = TRUE;
  else if (strikes (engine, FAULT_DEAD_AFTER_START, percent))
    sim_after (engine, 0.1, power_lost, 0);
  else if (strikes (engine, FAULT_POWER_LOST, percent) && !engine->power_lost)
    {
      engine->power_lost = TRUE;
      sim_after (engine, 0.1, power_cut, 0);
    }
  else if (fails || strikes (engine, FAULT_UPDATE_504, percent))
    {
      sim_after (engine, 0.5, restart_unchanged, 0);
      sim_say_end (engine, fails ? code : engine->family->failed);
    }
  else
    return FALSE;
  return TRUE;
}

/* How far it is, whatever is said of it. */
static int
percent_of (SimEngine *engine, int step, int n)
{
  if (n == 0)
    return 100;
  return engine->family->updating == SIM_SCALE_TWELFTHS ? 100 * step / n : value_of (engine, step, n);
}

static void
updating (SimEngine *engine, int step)
{
  int n = steps (engine);
  int last = last_step (engine, n);
  double pace = engine->config.updating_s / MAX (last, 1);

  engine->step = step;
  if (n > 0)
    sim_urc (engine, "UPDATING", value_of (engine, step, n));
  if (sim_struck (engine, percent_of (engine, step, n)))
    return;
  if (step < last)
    sim_after (engine, pace, updating, step + 1);
  else
    sim_after (engine, n > 0 ? 1.0 : engine->config.updating_s, engine->mini.stage > 0 ? sim_mini_updated : sim_finish, 0);
}

void
sim_start (SimEngine *engine, int step)
{
  int n = steps (engine);
  int last = last_step (engine, n);
  double pace = engine->config.updating_s / MAX (n, UPDATE_STEPS);

  engine->mode = MODE_DEAF;
  if (!engine->faults.on[FAULT_START_LOST])
    sim_urc (engine, "START", -1);
  if (engine->faults.on[FAULT_SILENCE] && sim_struck (engine, 0))
    return;
  sim_after (engine, pace, updating, step < last ? step + 1 : MAX (last, 1));
}

void
sim_verified (SimEngine *engine, int unused)
{
  const SimFaults *faults = &engine->faults;
  gboolean at_once = engine->seen.mode == 1 ? !engine->config.mode1_restart : faults->on[FAULT_NO_RESTART];
  int code = sim_upgrade_code (engine);

  if (sim_family_checks (engine->family, code))
    {
      sim_say_end (engine, code);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (faults->on[checks[i].fault])
      {
        sim_say_end (engine, checks[i].code);
        return;
      }
  if (faults->on[FAULT_ALL_URCS_LOST])
    engine->muted = TRUE;
  engine->after_package = FALSE;
  engine->mode = MODE_DEAF;
  if (engine->family->restarts_first && !at_once)
    sim_restart (engine, sim_start, 0);
  else
    sim_after (engine, 0.2, sim_start, 0);
}

void
sim_already_updating (SimEngine *engine)
{
  if (engine->family->method == SIM_MINI)
    sim_mini_already (engine, FALSE);
  engine->busy = TRUE;
  engine->mode = MODE_DEAF;
  sim_after (engine, 0.5, updating, steps (engine) / 3);
}
