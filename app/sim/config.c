/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "engine-private.h"
#include "words.h"

void
sim_config_init (SimConfig *config, const char *family)
{
  const SimFamily *row = sim_family_find (family != NULL ? family : "lte-standard");

  *config = (SimConfig){
    .family = family,
    .usb = row == NULL || row->usb,
    .echo = TRUE,
    .echo_form = SIM_ECHO_CR_CR_LF,
    .blank_lines = TRUE,
    .range_line = row == NULL || row->range_line != NULL,
    .speed = 1,
    .seed = 1,
    .boot_urcs = TRUE,
    .boot_junk = TRUE,
    .filestart_s = 0.3,
    .verify_s = 3,
    .away_s = 4,
    .updating_s = 20,
    .timeout_s = 10,
    .net_rate = row != NULL ? row->net_rate : 0,
    .fetch_s = 0.5,
    .register_s = 3,
    .mini_timeout_s = 60,
    .retry_s = 10,
    .power_s = 5,
  };
}

static gboolean
check_number (double value, double min, double max, const char *name, GError **error)
{
  if (isfinite (value) && value >= min && value <= max)
    return TRUE;
  g_set_error (error, SIM_ERROR, SIM_ERROR_VALUE, _ ("%s is out of range (%g to %g)."), name, min, max);
  return FALSE;
}

gboolean
sim_receiver_parse (const char *name, SimReceiver *ret)
{
  static const char *const names[] = { "none", "xmodem-crc", "xmodem-1k" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], name != NULL ? name : "none") == 0)
      {
        if (ret != NULL)
          *ret = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
sim_config_check (const SimConfig *config, GError **error)
{
  const char *family = config->family != NULL ? config->family : "lte-standard";
  SimFaults faults = { 0 };
  const struct
  {
    const char *name;
    double value, min, max;
  } numbers[] = {
    { "speed", config->speed, 0.001, 1e6 },         { "rate", config->rate, 0, 1e9 },
    { "flash", config->flash_mb, 0, 1024 },         { "chunk", config->chunk, 0, 65536 },
    { "filestart", config->filestart_s, 0, 86400 }, { "verify", config->verify_s, 0, 86400 },
    { "away", config->away_s, 0, 86400 },           { "updating", config->updating_s, 0, 86400 },
    { "timeout", config->timeout_s, 0.1, 86400 },   { "net-rate", config->net_rate, 0, 1e9 },
    { "fetch", config->fetch_s, 0, 86400 },         { "register", config->register_s, 0, 86400 },
    { "retry", config->retry_s, 0.1, 86400 },       { "mini-timeout", config->mini_timeout_s, 0.1, 86400 },
    { "power", config->power_s, 0, 86400 },
  };

  if (sim_family_find (family) == NULL)
    {
      g_set_error (error, SIM_ERROR, SIM_ERROR_FAMILY, _ ("There is no family \"%s\"."), family);
      return FALSE;
    }
  if (!sim_receiver_parse (config->receiver, NULL))
    {
      g_set_error (error, SIM_ERROR, SIM_ERROR_VALUE, _ ("There is no receiver \"%s\"."), config->receiver);
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (!check_number (numbers[i].value, numbers[i].min, numbers[i].max, numbers[i].name, error))
      return FALSE;
  for (const char *const *fault = config->faults; fault != NULL && *fault != NULL; fault++)
    if (!sim_fault_parse (&faults, *fault, error))
      return FALSE;
  return TRUE;
}
