/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-private.h"

#include <string.h>

#define COMMAND_MAX_LENGTH 6291456

static gboolean
parse_length (const char *target, guint64 *ret)
{
  return g_ascii_string_to_unsigned (target + strlen ("FILE:"), 10, 1, COMMAND_MAX_LENGTH, ret, NULL);
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

/* TRUE: they are understood, and kept where the family has them. */
static gboolean
take_settings (SimEngine *engine, SimAsk *ask)
{
  SimObserved *seen = &engine->seen;
  int mode, download_urcs, update_urcs;

  if ((engine->family->can & SIM_HAS_SETTINGS) == 0)
    return ask->n_args == 1;
  if (!parse_setting (ask, 1, seen->mode, 0, 1, 1, &mode)
      || !parse_setting (ask, 2, seen->download_urcs, 50, 5, 100, &download_urcs)
      || !parse_setting (ask, 3, seen->update_urcs, 50, 5, 100, &update_urcs))
    return FALSE;
  /* MiniFOTA takes them and does not heed them (seen on an EG800K) */
  if (engine->family->method == SIM_MINI)
    return TRUE;
  seen->mode = mode;
  seen->download_urcs = download_urcs;
  seen->update_urcs = update_urcs;
  return TRUE;
}

void
sim_accepted (SimEngine *engine)
{
  SimObserved *seen = &engine->seen;
  const SimContext *context = &engine->contexts[engine->fota_cid];

  seen->commands_accepted++;
  seen->declared_bytes = 0;
  seen->payload_bytes = 0;
  seen->lost_bytes = 0;
  seen->restarts_of_upgrade = 0;
  seen->flow_control = sim_flow_on (engine);
  seen->fota_cid = engine->fota_cid;
  seen->apn = context->apn;
  seen->apn_auth = context->auth;
  seen->pdp_active = context->active;
  g_clear_pointer (&engine->url, g_free);
  g_checksum_reset (engine->sum);
  for (guint i = 0; i < G_N_ELEMENTS (seen->packages); i++)
    {
      seen->packages[i] = (SimPackage){ 0 };
      g_checksum_reset (engine->package_sums[i]);
    }
  sim_window_clear (&engine->burst);
  sim_window_clear (&engine->second);
  sim_window_clear (&engine->second_no_flow);
  engine->downloading = 0;
  engine->power_lost = FALSE;
  engine->busy = TRUE;
}

static gboolean
can_fetch (SimEngine *engine, const char *scheme)
{
  static const struct
  {
    const char *scheme;
    guint can;
  } rows[] = { { "ftp", SIM_CAN_FTP }, { "http", SIM_CAN_HTTP }, { "https", SIM_CAN_HTTPS }, { "coap", SIM_CAN_COAP } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (strcmp (rows[i].scheme, scheme) == 0)
      return (engine->family->can & rows[i].can) != 0;
  return FALSE;
}

static SimAnswer
fetch (SimEngine *engine, const char *url, double late)
{
  g_auto (SimAddress) address = { 0 };
  gboolean fetchable;

  if (strlen (url) > engine->family->url_max || !sim_address_parse (url, &address) || *address.path == '\0')
    return ANSWER_ERROR;
  fetchable = can_fetch (engine, address.scheme);
  /* BC260Y-CN alone has a word for it */
  if (!fetchable && (!engine->family->one_of_one || engine->config.scheme_error))
    return ANSWER_ERROR;
  if (strcmp (address.scheme, "ftp") == 0 && engine->family->downloading == SIM_COUNT_ASKED
      && !sim_address_fits_ftp (&address))
    return ANSWER_ERROR;
  sim_accepted (engine);
  engine->url = g_strdup (url);
  sim_over_air_begin (engine, fetchable, late + engine->config.fetch_s);
  return ANSWER_OK;
}

static SimAnswer
take_target (SimEngine *engine, SimAsk *ask, double late)
{
  const SimFaults *faults = &engine->faults;
  const char *target = ask->args[0];
  gboolean file = g_ascii_strncasecmp (target, "FILE:", 5) == 0;
  double delay = faults->on[FAULT_SLOW_FILESTART] ? faults->where[FAULT_SLOW_FILESTART] : engine->config.filestart_s;
  guint64 length;

  if (file && ((engine->family->can & SIM_CAN_FILE) == 0 || !parse_length (target, &length)))
    return ANSWER_ERROR;
  if (file && ask->n_args == 2 && g_strcmp0 (ask->args[1], "2") == 0)
    {
      sim_accepted (engine);
      sim_protocol_begin (engine, length);
      return ANSWER_NONE;
    }
  if (!take_settings (engine, ask))
    return ANSWER_ERROR;
  if (file)
    {
      sim_accepted (engine);
      sim_file_begin (engine, length, late + delay);
      return ANSWER_OK;
    }
  if ((engine->family->can & SIM_CAN_STORED) != 0 && strstr (target, "://") == NULL)
    return sim_fotadl_stored (engine, target);
  return fetch (engine, target, late);
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
  const SimFamily *family = engine->family;
  double late = faults->on[FAULT_LATE_OK] ? faults->where[FAULT_LATE_OK] : 0;
  SimAnswer answer;

  if (ask->form == FORM_TEST && !faults->on[FAULT_NO_DFOTA])
    {
      if (engine->config.range_line && family->range_line != NULL)
        g_string_append_printf (ask->lines, "%s\r\n", family->range_line);
      return ANSWER_OK;
    }
  if (ask->form != FORM_SET || faults->on[FAULT_NO_DFOTA] || faults->on[FAULT_COMMAND_ERROR])
    return ANSWER_ERROR;
  if ((engine->busy && !engine->mini.entered) || family->method == SIM_NO_METHOD || !engine->dfota_model)
    return ANSWER_ERROR;
  if (ask->n_args > 4 || ask->args[0] == NULL || strchr (ask->args[0], '"') != NULL)
    return ANSWER_ERROR;
  if (family->method == SIM_MINI)
    answer = take_settings (engine, ask) ? sim_mini_command (engine, ask->args[0], late) : ANSWER_ERROR;
  else
    answer = take_target (engine, ask, late);
  if (answer != ANSWER_OK || late == 0)
    return answer;
  sim_after (engine, late, late_ok, 0);
  return ANSWER_NONE;
}
