/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-private.h"

#include <string.h>

#define CME_NOT_ALLOWED 3
#define CME_NO_SIM      10
#define CME_WRONG_PIN   16
#define ADDRESS         "10.123.45.67"

static gboolean
has_sim (SimEngine *engine)
{
  return !engine->faults.on[FAULT_NO_SIM] && (!engine->faults.on[FAULT_SIM_PIN] || engine->pin_entered);
}

static gboolean
is_registered (SimEngine *engine)
{
  return has_sim (engine) && !engine->faults.on[FAULT_NOT_REGISTERED] && !engine->network_lost
         && (!engine->mini.entered || engine->mini.registered);
}

static gboolean
is_attached (SimEngine *engine)
{
  return is_registered (engine) && !engine->faults.on[FAULT_NOT_ATTACHED];
}

gboolean
sim_network (SimEngine *engine)
{
  return is_attached (engine) && !engine->faults.on[FAULT_NO_IP];
}

static void
network_returns (SimEngine *engine, int unused)
{
  engine->network_lost = FALSE;
  if (engine->mini.entered)
    sim_mini_network (engine);
}

void
sim_network_gone (SimEngine *engine)
{
  engine->network_lost = TRUE;
  if (engine->faults.on[FAULT_NETWORK_BACK])
    sim_after (engine, engine->faults.where[FAULT_NETWORK_BACK], network_returns, 0);
}

void
sim_radio_forget (SimEngine *engine)
{
  for (guint i = 0; i <= SIM_N_CONTEXTS; i++)
    {
      g_free (engine->contexts[i].apn);
      g_free (engine->contexts[i].user);
      g_free (engine->contexts[i].password);
      engine->contexts[i] = (SimContext){ 0 };
    }
}

static SimAnswer
cpin (SimEngine *engine, SimAsk *ask)
{
  if (engine->faults.on[FAULT_NO_SIM])
    return sim_answer_cme (ask, CME_NO_SIM);
  if (ask->form == FORM_READ)
    return sim_answer_line (ask, has_sim (engine) ? "+CPIN: READY" : "+CPIN: SIM PIN");
  if (ask->form != FORM_SET)
    return ask->form == FORM_TEST ? ANSWER_OK : ANSWER_ERROR;
  if (has_sim (engine) || ask->args[0] == NULL || strlen (ask->args[0]) != 4)
    return sim_answer_cme (ask, CME_WRONG_PIN);
  engine->pin_entered = TRUE;
  return ANSWER_OK;
}

static SimAnswer
csq (SimEngine *engine, SimAsk *ask)
{
  if (ask->form != FORM_RUN)
    return sim_answer_cme (ask, CME_NOT_ALLOWED);
  if (!is_registered (engine))
    return sim_answer_line (ask, "+CSQ: 99,99");
  return sim_answer_line (ask, engine->faults.on[FAULT_WEAK_SIGNAL] ? "+CSQ: 3,99" : "+CSQ: 29,99");
}

/* The good one is the guide BC260Y-CN's, chapter 7: -92 dBm. */
static SimAnswer
cesq (SimEngine *engine, SimAsk *ask)
{
  if (ask->form != FORM_RUN)
    return sim_answer_cme (ask, CME_NOT_ALLOWED);
  if (!is_registered (engine))
    return sim_answer_line (ask, "+CESQ: 99,99,255,255,255,255");
  return sim_answer_line (ask,
                          engine->faults.on[FAULT_WEAK_SIGNAL] ? "+CESQ: 99,99,255,255,5,11" : "+CESQ: 99,99,255,255,23,49");
}

static SimAnswer
registration (SimEngine *engine, SimAsk *ask, const char *name)
{
  if (ask->form != FORM_READ)
    return ANSWER_OK;
  g_string_append_printf (ask->lines, "%s: 0,%d\r\n", name, is_registered (engine) ? 1 : has_sim (engine) ? 2 : 0);
  return ANSWER_OK;
}

static SimAnswer
creg (SimEngine *engine, SimAsk *ask)
{
  return registration (engine, ask, "+CREG");
}

static SimAnswer
cgreg (SimEngine *engine, SimAsk *ask)
{
  return registration (engine, ask, "+CGREG");
}

static SimAnswer
cereg (SimEngine *engine, SimAsk *ask)
{
  return registration (engine, ask, "+CEREG");
}

static SimAnswer
cgatt (SimEngine *engine, SimAsk *ask)
{
  if (ask->form != FORM_READ)
    return ANSWER_OK;
  return sim_answer_line (ask, is_attached (engine) ? "+CGATT: 1" : "+CGATT: 0");
}

/* BC260Y-CN takes the question mark, and counts its one context from 0. */
static SimAnswer
cgpaddr (SimEngine *engine, SimAsk *ask)
{
  gboolean narrow = engine->family->one_of_one;
  int first = narrow ? 0 : 1;
  int asked = first;

  if (ask->form == FORM_TEST || (ask->form == FORM_READ && !narrow))
    return ask->form == FORM_TEST ? ANSWER_OK : ANSWER_ERROR;
  if (ask->form == FORM_SET && !sim_small_number (ask->args[0], SIM_N_CONTEXTS, &asked))
    return ANSWER_ERROR;
  g_string_append_printf (ask->lines, "+CGPADDR: %d", asked);
  if (sim_network (engine) && (asked == first || engine->contexts[asked].active))
    g_string_append (ask->lines, narrow ? ",\"100.125.10.122\"" : ",\"" ADDRESS "\"");
  g_string_append (ask->lines, "\r\n");
  return ANSWER_OK;
}

static SimAnswer
read_context (SimAsk *ask, const SimContext *context)
{
  g_string_append_printf (ask->lines, "+QICSGP: %d,\"%s\",\"%s\",\"%s\",%d\r\n", MAX (1, context->type),
                          context->apn != NULL ? context->apn : "", context->user != NULL ? context->user : "",
                          context->password != NULL ? context->password : "", context->auth);
  return ANSWER_OK;
}

static SimAnswer
qicsgp (SimEngine *engine, SimAsk *ask)
{
  int cid, type, auth = 0;
  SimContext *context;

  if (ask->form == FORM_TEST)
    return sim_answer_line (ask, "+QICSGP: (1-15),(1-3),<APN>,<username>,<password>,(0-2)");
  if (ask->form != FORM_SET || !sim_small_number (ask->args[0], SIM_N_CONTEXTS, &cid) || cid == 0)
    return ANSWER_ERROR;
  context = &engine->contexts[cid];
  if (ask->n_args == 1)
    return read_context (ask, context);
  if (ask->n_args > 6 || !sim_small_number (ask->args[1], 3, &type) || type == 0 || ask->args[2] == NULL)
    return ANSWER_ERROR;
  if (ask->args[5] != NULL && !sim_small_number (ask->args[5], 2, &auth))
    return ANSWER_ERROR;
  g_free (context->apn);
  g_free (context->user);
  g_free (context->password);
  *context = (SimContext){ .apn = g_strdup (ask->args[2]),
                           .user = g_strdup (ask->args[3]),
                           .password = g_strdup (ask->args[4]),
                           .type = type,
                           .auth = auth,
                           .active = context->active };
  return ANSWER_OK;
}

static SimAnswer
qiact (SimEngine *engine, SimAsk *ask)
{
  int cid;

  if (ask->form == FORM_READ)
    {
      for (guint i = 1; i <= SIM_N_CONTEXTS; i++)
        if (engine->contexts[i].active)
          g_string_append_printf (ask->lines, "+QIACT: %u,1,%d,\"" ADDRESS "\"\r\n", i, MAX (1, engine->contexts[i].type));
      return ANSWER_OK;
    }
  if (ask->form == FORM_TEST)
    return sim_answer_line (ask, "+QIACT: (1-15)");
  if (ask->form != FORM_SET || !sim_small_number (ask->args[0], SIM_N_CONTEXTS, &cid) || cid == 0)
    return ANSWER_ERROR;
  /* ERROR for an active one too: seen on an EG800K */
  if (engine->contexts[cid].active || engine->faults.on[FAULT_PDP_ERROR] || !sim_network (engine))
    return ANSWER_ERROR;
  engine->contexts[cid].active = TRUE;
  return ANSWER_OK;
}

static SimAnswer
qideact (SimEngine *engine, SimAsk *ask)
{
  int cid;

  if (ask->form == FORM_TEST)
    return sim_answer_line (ask, "+QIDEACT: (1-15)");
  if (ask->form != FORM_SET || !sim_small_number (ask->args[0], SIM_N_CONTEXTS, &cid) || cid == 0)
    return ANSWER_ERROR;
  engine->contexts[cid].active = FALSE;
  return ANSWER_OK;
}

const SimCommandRow sim_radio_commands[] = {
  { "+CPIN", cpin, 0, TRUE },           { "+CSQ", csq, 0, TRUE },
  { "+CESQ", cesq, 0, TRUE },           { "+CREG", creg, 0, TRUE },
  { "+CEREG", cereg, 0, TRUE },         { "+CGREG", cgreg, SIM_HAS_PDP, TRUE },
  { "+CGATT", cgatt, 0, TRUE },         { "+CGPADDR", cgpaddr, 0, TRUE },
  { "+QICSGP", qicsgp, SIM_HAS_PDP },   { "+QIACT", qiact, SIM_HAS_PDP },
  { "+QIDEACT", qideact, SIM_HAS_PDP }, { NULL },
};
