/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-private.h"

#include <stdlib.h>
#include <string.h>

#define UFS_TOTAL       6291456
#define CME_NOT_FOUND   405
#define CME_NOT_ALLOWED 3

typedef SimAnswer (*Handler) (SimEngine *engine, SimAsk *ask);

static SimAnswer
say_line (SimAsk *ask, const char *text)
{
  g_string_append_printf (ask->lines, "%s\r\n", text);
  return ANSWER_OK;
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
  return say_line (ask, engine->manufacturer);
}

static SimAnswer
cgmm (SimEngine *engine, SimAsk *ask)
{
  return say_line (ask, engine->model);
}

static SimAnswer
cgmr (SimEngine *engine, SimAsk *ask)
{
  if (engine->family->revision_prefixed)
    g_string_append (ask->lines, "Revision: ");
  return say_line (ask, engine->revision);
}

static SimAnswer
qgmr (SimEngine *engine, SimAsk *ask)
{
  return say_line (ask, sim_engine_full_revision (engine));
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
  return say_line (ask, "861234050000000");
}

static gboolean
small_number (const char *text, int max, int *ret)
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
    if (!small_number (ask->args[first + i], 3, &both[i]))
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
      return say_line (ask, "+IFC: (0-2),(0-2)");
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
    return ask->n_args == 1 && small_number (ask->args[0], 4000000, &engine->rate_setting) ? ANSWER_OK : ANSWER_ERROR;
  if (ask->form != FORM_READ)
    return ANSWER_ERROR;
  g_string_append_printf (ask->lines, "+IPR: %d\r\n", engine->rate_setting);
  return ANSWER_OK;
}

static SimAnswer
qcfg (SimEngine *engine, SimAsk *ask)
{
  const char *key = ask->n_args > 0 ? ask->args[0] : NULL;

  if (key == NULL)
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
        return small_number (ask->args[1], 15, &engine->fota_cid) ? ANSWER_OK : ANSWER_ERROR;
      g_string_append_printf (ask->lines, "+QCFG: \"fota/cid\",%d\r\n", engine->fota_cid);
      return ANSWER_OK;
    }
  return ANSWER_ERROR;
}

static SimAnswer
qflds (SimEngine *engine, SimAsk *ask)
{
  int room = engine->faults.on[FAULT_NO_SPACE] ? 1000 : UFS_TOTAL;

  if (ask->form == FORM_TEST)
    return ANSWER_OK;
  g_string_append_printf (ask->lines, "+QFLDS: %d,%d\r\n", room, UFS_TOTAL);
  return ANSWER_OK;
}

static SimAnswer
qfdel (SimEngine *engine, SimAsk *ask)
{
  if (ask->form == FORM_TEST)
    return say_line (ask, "+QFDEL: <filename>");
  ask->cme = CME_NOT_FOUND;
  return ask->n_args == 1 && g_strcmp0 (ask->args[0], "*") == 0 ? ANSWER_OK : ANSWER_CME;
}

static SimAnswer
csq (SimEngine *engine, SimAsk *ask)
{
  ask->cme = CME_NOT_ALLOWED;
  return ask->form == FORM_RUN ? say_line (ask, "+CSQ: 29,99") : ANSWER_CME;
}

static SimAnswer
cpin (SimEngine *engine, SimAsk *ask)
{
  return ask->form == FORM_READ ? say_line (ask, "+CPIN: READY") : ANSWER_ERROR;
}

static SimAnswer
creg (SimEngine *engine, SimAsk *ask)
{
  return ask->form == FORM_READ ? say_line (ask, "+CREG: 0,1") : ANSWER_OK;
}

static SimAnswer
cereg (SimEngine *engine, SimAsk *ask)
{
  return ask->form == FORM_READ ? say_line (ask, "+CEREG: 0,1") : ANSWER_OK;
}

static SimAnswer
cgatt (SimEngine *engine, SimAsk *ask)
{
  return ask->form == FORM_READ ? say_line (ask, "+CGATT: 1") : ANSWER_OK;
}

/* While the package is being checked this is the way out of an upgrade. */
static void
restart_by_command (SimEngine *engine, int unused)
{
  sim_drop_agenda (engine);
  engine->busy = FALSE;
  sim_restart (engine, sim_booted, 0);
}

static SimAnswer
cfun (SimEngine *engine, SimAsk *ask)
{
  if (ask->form == FORM_READ)
    return say_line (ask, "+CFUN: 1");
  if (ask->form == FORM_SET && ask->n_args == 2 && g_strcmp0 (ask->args[1], "1") == 0)
    sim_after (engine, 0.2, restart_by_command, 0);
  return ANSWER_OK;
}

static const struct
{
  const char *name;
  Handler handler;
} commands[] = {
  { "", do_nothing },
  { "I", ati },
  { "E0", echo_off },
  { "E1", echo_on },
  { "E", echo_off },
  { "V1", do_nothing },
  { "Q0", do_nothing },
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
  { "+QFLDS", qflds },
  { "+QFLST", do_nothing },
  { "+QFDEL", qfdel },
  { "+CSQ", csq },
  { "+CPIN", cpin },
  { "+CREG", creg },
  { "+CEREG", cereg },
  { "+CGATT", cgatt },
  { "+CFUN", cfun },
  { "+CMEE", do_nothing },
  { "+QINDCFG", do_nothing },
  { "+QFOTADL", sim_fotadl },
};

SimAnswer
sim_command (SimEngine *engine, const char *name, SimAsk *ask)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i].name, name) == 0)
      return commands[i].handler (engine, ask);
  return ANSWER_ERROR;
}
