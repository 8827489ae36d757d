/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-private.h"

#include <string.h>

SimAnswer
sim_answer_line (SimAsk *ask, const char *text)
{
  g_string_append_printf (ask->lines, "%s\r\n", text);
  return ANSWER_OK;
}

SimAnswer
sim_answer_cme (SimAsk *ask, int code)
{
  ask->cme = code;
  return ANSWER_CME;
}

static SimAnswer
do_nothing (SimEngine *engine, SimAsk *ask)
{
  return ANSWER_OK;
}

static SimAnswer
echo_on (SimEngine *engine, SimAsk *ask)
{
  engine->echo = TRUE;
  return ANSWER_OK;
}

static SimAnswer
echo_off (SimEngine *engine, SimAsk *ask)
{
  engine->echo = FALSE;
  return ANSWER_OK;
}

static SimAnswer
ati (SimEngine *engine, SimAsk *ask)
{
  g_string_append_printf (ask->lines, "%s\r\n%s\r\nRevision: %s\r\n", engine->manufacturer, engine->model, engine->revision);
  return ANSWER_OK;
}

static SimAnswer
cgmi (SimEngine *engine, SimAsk *ask)
{
  return sim_answer_line (ask, engine->manufacturer);
}

static SimAnswer
cgmm (SimEngine *engine, SimAsk *ask)
{
  return sim_answer_line (ask, engine->model);
}

static SimAnswer
cgmr (SimEngine *engine, SimAsk *ask)
{
  if (engine->family->revision_prefixed)
    g_string_append (ask->lines, "Revision: ");
  return sim_answer_line (ask, engine->revision);
}

static SimAnswer
qgmr (SimEngine *engine, SimAsk *ask)
{
  return sim_answer_line (ask, sim_engine_full_revision (engine));
}

static SimAnswer
csub (SimEngine *engine, SimAsk *ask)
{
  if (engine->family->sub_edition == NULL)
    return ANSWER_ERROR;
  g_string_append_printf (ask->lines, "SubEdition: %s\r\n", engine->family->sub_edition);
  return ANSWER_OK;
}

static SimAnswer
cgsn (SimEngine *engine, SimAsk *ask)
{
  return sim_answer_line (ask, "861234050000000");
}

gboolean
sim_small_number (const char *text, int max, int *ret)
{
  guint64 value;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, max, &value, NULL))
    return FALSE;
  *ret = value;
  return TRUE;
}

static void
hold (SimEngine *engine, int unused)
{
  engine->held = engine->faults.on[FAULT_DEAD_FLOW] && sim_flow_on (engine);
}

/* `first`: index of the first of the two settings among the arguments. */
static SimAnswer
set_flow (SimEngine *engine, SimAsk *ask, guint first, int setting[2])
{
  int both[2];

  if (ask->n_args != first + 2)
    return ANSWER_ERROR;
  for (guint i = 0; i < 2; i++)
    if (!sim_small_number (ask->args[first + i], 3, &both[i]))
      return ANSWER_ERROR;
  if (engine->faults.on[FAULT_IFC_IGNORED])
    return ANSWER_OK;
  memcpy (setting, both, sizeof both);
  engine->held = engine->held && sim_flow_on (engine);
  /* the OK to this command still gets out */
  sim_after (engine, 0.03, hold, 0);
  return ANSWER_OK;
}

static SimAnswer
ifc (SimEngine *engine, SimAsk *ask)
{
  switch (ask->form)
    {
    case FORM_READ:
      g_string_append_printf (ask->lines, "+IFC: %d,%d\r\n", engine->ifc[0], engine->ifc[1]);
      return ANSWER_OK;
    case FORM_TEST:
      return sim_answer_line (ask, "+IFC: (0-2),(0-2)");
    case FORM_SET:
      return engine->faults.on[FAULT_IFC_REFUSED] ? ANSWER_ERROR : set_flow (engine, ask, 0, engine->ifc);
    case FORM_RUN:
      break;
    }
  return ANSWER_ERROR;
}

static SimAnswer
ipr (SimEngine *engine, SimAsk *ask)
{
  if (ask->form == FORM_SET)
    return ask->n_args == 1 && sim_small_number (ask->args[0], 4000000, &engine->seen.rate_setting) ? ANSWER_OK
                                                                                                    : ANSWER_ERROR;
  if (ask->form != FORM_READ)
    return ANSWER_ERROR;
  g_string_append_printf (ask->lines, "+IPR: %d\r\n", engine->seen.rate_setting);
  return ANSWER_OK;
}

/* Guide LTE Standard(A), 3.3.1.1 note 2: MiniFOTA has none. */
static SimAnswer
set_cid (SimEngine *engine, const char *text)
{
  int cid;

  if (engine->family->method == SIM_MINI || !sim_small_number (text, SIM_N_CONTEXTS, &cid) || cid == 0)
    return ANSWER_ERROR;
  engine->fota_cid = cid;
  return ANSWER_OK;
}

static SimAnswer
qcfg (SimEngine *engine, SimAsk *ask)
{
  const char *key = ask->n_args > 0 ? ask->args[0] : NULL;

  if (key == NULL || (engine->family->can & SIM_HAS_PDP) == 0)
    return ANSWER_ERROR;
  if (g_ascii_strcasecmp (key, "usbifc") == 0)
    {
      if (ask->n_args > 1)
        return engine->faults.on[FAULT_USBIFC_REFUSED] ? ANSWER_ERROR : set_flow (engine, ask, 1, engine->usbifc);
      g_string_append_printf (ask->lines, "+QCFG: \"usbifc\",%d,%d\r\n", engine->usbifc[0], engine->usbifc[1]);
      return ANSWER_OK;
    }
  if (g_ascii_strcasecmp (key, "fota/cid") == 0)
    {
      if (ask->n_args > 1)
        return set_cid (engine, ask->args[1]);
      g_string_append_printf (ask->lines, "+QCFG: \"fota/cid\",%d\r\n", engine->fota_cid);
      return ANSWER_OK;
    }
  return ANSWER_ERROR;
}

/* While the package is being checked this is the way out of an upgrade. */
static void
restart_by_command (SimEngine *engine, int unused)
{
  sim_drop_agenda (engine);
  /* what was planned for its return is gone */
  engine->network_lost = engine->network_lost && !engine->faults.on[FAULT_NETWORK_BACK];
  /* the Mini system is where a module in download mode wakes up */
  if (engine->mini.entered)
    {
      sim_restart_quietly (engine, sim_mini_up, engine->mini.stage);
      return;
    }
  engine->mini.stage = 0;
  engine->busy = FALSE;
  sim_restart (engine, sim_booted, 0);
}

static SimAnswer
cmee (SimEngine *engine, SimAsk *ask)
{
  if (ask->form == FORM_SET)
    return sim_small_number (ask->args[0], 2, &engine->error_form) ? ANSWER_OK : ANSWER_ERROR;
  if (ask->form != FORM_READ)
    return ANSWER_OK;
  g_string_append_printf (ask->lines, "+CMEE: %d\r\n", engine->error_form);
  return ANSWER_OK;
}

static SimAnswer
cfun (SimEngine *engine, SimAsk *ask)
{
  if (ask->form == FORM_READ)
    return sim_answer_line (ask, "+CFUN: 1");
  if (ask->form == FORM_SET && ask->n_args == 2 && g_strcmp0 (ask->args[1], "1") == 0)
    sim_after (engine, 0.2, restart_by_command, 0);
  return ANSWER_OK;
}

static const SimCommandRow commands[] = {
  { "", do_nothing, 0, TRUE },
  { "I", ati },
  { "E0", echo_off, 0, TRUE },
  { "E1", echo_on, 0, TRUE },
  { "E", echo_off, 0, TRUE },
  { "V1", do_nothing, 0, TRUE },
  { "Q0", do_nothing, 0, TRUE },
  { "&W", do_nothing },
  { "+GMI", cgmi },
  { "+CGMI", cgmi },
  { "+GMM", cgmm },
  { "+CGMM", cgmm },
  { "+GMR", cgmr },
  { "+CGMR", cgmr },
  { "+QGMR", qgmr },
  { "+CSUB", csub },
  { "+GSN", cgsn },
  { "+CGSN", cgsn },
  { "+IFC", ifc },
  { "+IPR", ipr },
  { "+QCFG", qcfg },
  { "+CFUN", cfun, 0, TRUE },
  { "+CMEE", cmee, 0, TRUE },
  { "+QINDCFG", do_nothing },
  { "+QFOTADL", sim_fotadl, 0, TRUE },
  { NULL },
};

SimAnswer
sim_command (SimEngine *engine, const char *name, SimAsk *ask)
{
  const SimCommandRow *const tables[] = { commands, sim_radio_commands, sim_storage_commands };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const SimCommandRow *row = tables[i]; row->name != NULL; row++)
      if (strcmp (row->name, name) == 0)
        {
          gboolean known = (engine->family->can & row->needs) == row->needs && (row->mini || !engine->mini.entered);

          return known ? row->handler (engine, ask) : ANSWER_ERROR;
        }
  return ANSWER_ERROR;
}
