/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-private.h"

#define BOOT_S          1.0
#define CUT_AWAY_S      5.0
#define EXTRA_RESTART_S 2.0

static const char rom_words[] = "\0\0^boot.rom'v'!\n";

typedef struct
{
  double after_s;
  const char *text;
} Greeting;

static const Greeting greetings[] = {
  { 0, "\r\nRDY\r\n" },
  { 0.05, "\r\n+CFUN: 1\r\n" },
  { 0.3, "\r\n+CPIN: READY\r\n" },
  { 0.35, "\r\n+QUSIM: 1\r\n" },
  { 0.9, "\r\n+CREG: 1\r\n" },
  { 1.2, "\r\n+QIND: SMS DONE\r\n" },
  { 1.5, "\r\n+QIND: PB DONE\r\n" },
};

/* guide BC260Y-CN, chapter 7; END comes between the second and the third */
static const Greeting bc260y_greetings[] = {
  { 0, "\r\nRDY\r\n" },
  { 0.05, "\r\n+CFUN: 1\r\n" },
  { 0.3, "\r\n+CPIN: READY\r\n" },
  { 0.9, "\r\n+IP: 100.75.72.128\r\n" },
};

/* What AT&W does not keep is gone with the power. */
static void
forget_settings (SimEngine *engine)
{
  engine->ifc[0] = engine->ifc[1] = 0;
  engine->usbifc[0] = engine->usbifc[1] = 0;
  engine->held = FALSE;
  engine->echo = engine->config.echo;
  engine->fota_cid = 1;
  engine->error_form = 1;
  engine->pin_entered = FALSE;
  for (guint i = 0; i <= SIM_N_CONTEXTS; i++)
    engine->contexts[i].active = FALSE;
  engine->unsynced = engine->config.auto_baud && engine->seen.rate_setting == 0;
  engine->after_cr = FALSE;
  engine->after_package = FALSE;
  engine->line_too_long = FALSE;
  g_string_truncate (engine->line, 0);
}

static void
again (SimEngine *engine, int more)
{
  sim_restart (engine, sim_booted, more);
}

void
sim_booted (SimEngine *engine, int more)
{
  const Greeting *first = engine->family->one_of_one ? bc260y_greetings : greetings;
  guint n = engine->family->one_of_one ? G_N_ELEMENTS (bc260y_greetings) : G_N_ELEMENTS (greetings);

  engine->mode = MODE_AT;
  engine->awake_until = engine->now + sim_seconds (engine, engine->faults.where[FAULT_DEEP_SLEEP]);
  if (engine->config.boot_urcs)
    for (guint i = 0; i < n; i++)
      sim_say (engine, first[i].after_s, first[i].text, -1);
  if (more > 0)
    sim_after (engine, EXTRA_RESTART_S, again, more - 1);
}

static void
back (SimEngine *engine, int port_was_gone)
{
  engine->away = FALSE;
  if (port_was_gone)
    sim_port (engine, SIM_BACK);
  /* the ROM of a UART speaks before any system does */
  if (engine->config.boot_junk && !(engine->quiet_boot && engine->config.usb))
    sim_say (engine, 0.1, rom_words, sizeof rom_words - 1);
  sim_after (engine, BOOT_S, engine->booted, engine->booted_arg);
}

static void
leave (SimEngine *engine, double seconds, gboolean port_goes)
{
  double still_sending = MAX (0, engine->out_free - engine->now) / G_USEC_PER_SEC * engine->config.speed;

  engine->mode = MODE_OFF;
  forget_settings (engine);
  engine->seen.restarts++;
  engine->seen.restarts_of_upgrade++;
  if (port_goes)
    sim_port (engine, SIM_GONE);
  engine->away = TRUE;
  sim_after (engine, still_sending + seconds, back, port_goes);
}

void
sim_restart_quietly (SimEngine *engine, SimStep step, int arg)
{
  sim_restart (engine, step, arg);
  engine->quiet_boot = TRUE;
}

void
sim_restart (SimEngine *engine, SimStep step, int arg)
{
  engine->quiet_boot = FALSE;
  engine->booted = step;
  engine->booted_arg = arg;
  leave (engine, engine->config.away_s, engine->config.usb);
}

void
sim_cut (SimEngine *engine, gboolean returns)
{
  sim_drop_agenda (engine);
  engine->busy = FALSE;
  engine->mini = (SimMini){ 0 };
  if (!returns)
    {
      engine->mode = MODE_OFF;
      engine->muted = TRUE;
      engine->seen.dead = TRUE;
      sim_port (engine, SIM_DEAD);
      return;
    }
  engine->booted = sim_booted;
  engine->booted_arg = 0;
  leave (engine, CUT_AWAY_S, TRUE);
}

void
sim_dead (SimEngine *engine)
{
  /* the adapter of a UART stays where it is when the module behind it dies */
  if (engine->config.usb)
    {
      sim_cut (engine, FALSE);
      return;
    }
  sim_drop_agenda (engine);
  engine->busy = FALSE;
  engine->mini = (SimMini){ 0 };
  engine->mode = MODE_OFF;
  engine->muted = TRUE;
  engine->seen.dead = TRUE;
}

void
sim_power_cut (SimEngine *engine, SimStep step, int arg)
{
  sim_drop_agenda (engine);
  engine->seen.power_losses++;
  engine->booted = step;
  engine->booted_arg = arg;
  leave (engine, engine->config.power_s, engine->config.usb);
}

void
sim_boot_start (SimEngine *engine)
{
  const SimFaults *faults = &engine->faults;

  forget_settings (engine);
  engine->mode = MODE_AT;
  engine->awake_until = engine->now;
  if (faults->on[FAULT_NO_ANSWER])
    engine->muted = TRUE;
  if (faults->on[FAULT_SLOW_BOOT])
    {
      engine->mode = MODE_OFF;
      sim_after (engine, faults->where[FAULT_SLOW_BOOT], sim_booted, 0);
    }
  if (faults->on[FAULT_DOWNLOAD_MODE] && engine->family->method == SIM_MINI)
    sim_mini_already (engine, TRUE);
  else if (faults->on[FAULT_ALREADY_UPDATING])
    sim_already_updating (engine);
  else if (faults->on[FAULT_PLATFORM_UPDATE])
    sim_after (engine, faults->where[FAULT_PLATFORM_UPDATE], sim_platform, TRUE);
  else if (faults->on[FAULT_PLATFORM_TRIGGER])
    sim_after (engine, faults->where[FAULT_PLATFORM_TRIGGER], sim_platform, FALSE);
}
