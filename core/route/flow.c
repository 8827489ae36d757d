/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/flow.h"

#include <string.h>

#include "at/at-fields.h"
#include "error.h"

#define ANSWER_MS 3000

/* The two forms of one setting. */
typedef struct
{
  const char *set;  /* fields follow */
  const char *name; /* first field, or NULL */
  const char *query;
  const char *prefix; /* of the answer to @query */
  const char *words;  /* what the user reads */
} FlowForm;

static const FlowForm forms[] = {
  [DFOTA_FLOW_FORM_IFC] = { "AT+IFC", NULL, "AT+IFC?", "+IFC:", "AT+IFC=2,2" },
  [DFOTA_FLOW_FORM_USBIFC] = { "AT+QCFG", "usbifc", "AT+QCFG=\"usbifc\"", "+QCFG:", "AT+QCFG=\"usbifc\",2,2" },
};

static const DfotaFlowSetting hardware = { 2, 2 };

static const FlowForm *
form_for (const DfotaTrip *trip)
{
  DfotaFlowForm form = trip->port->kind == DFOTA_PORT_TCP    ? dfota_family (trip->module->family)->tcp_flow_form
                       : trip->port->kind == DFOTA_PORT_UART ? DFOTA_FLOW_FORM_IFC
                                                             : DFOTA_FLOW_FORM_USBIFC;

  return form == DFOTA_FLOW_FORM_NONE ? NULL : &forms[form];
}

static gboolean
read_setting (DfotaTrip *trip, const FlowForm *form, DfotaFlowSetting *ret_setting)
{
  g_autofree char *answer = NULL;

  if (!dfota_at_read (trip->at, form->query, ANSWER_MS, trip->cancel, &answer, NULL))
    return FALSE;

  g_auto (GStrv) fields = dfota_at_fields_in (answer, form->prefix);
  guint first = form->name != NULL ? 1 : 0;
  return fields != NULL && g_strv_length (fields) >= first + 2
         && dfota_at_field_number (fields[first], &ret_setting->to_module)
         && dfota_at_field_number (fields[first + 1], &ret_setting->from_module);
}

static DfotaCommand *
command_for (const FlowForm *form, const DfotaFlowSetting *setting)
{
  DfotaCommand *command = dfota_command_new_change (form->set);

  if (form->name != NULL)
    dfota_command_add_string (command, form->name, NULL);
  dfota_command_add_number (command, setting->to_module);
  dfota_command_add_number (command, setting->from_module);
  return command;
}

static gboolean
write_setting (DfotaTrip *trip, const FlowForm *form, const DfotaFlowSetting *setting)
{
  g_autoptr (DfotaCommand) command = command_for (form, setting);
  gint64 until = dfota_port_now (trip->port) + ANSWER_MS * 1000;

  return dfota_at_ask (trip->at, command, DFOTA_LINE_OK, until, trip->cancel, NULL, NULL);
}

/* NULL: it holds. Otherwise what refused it, as the user reads it. */
static const char *
switch_on (DfotaTrip *trip, const FlowForm *form)
{
  DfotaFlowSetting now;

  if (!write_setting (trip, form, &hardware))
    return form->words;
  if (!read_setting (trip, form, &now) || memcmp (&now, &hardware, sizeof now) != 0)
    return form->query;
  if (!dfota_port_set_flow (trip->port, DFOTA_FLOW_RTSCTS, NULL))
    return "RTS/CTS";
  if (!dfota_port_cts (trip->port))
    return "CTS";
  if (!dfota_at_read (trip->at, "AT", ANSWER_MS, trip->cancel, NULL, NULL))
    return "AT";
  return NULL;
}

/* With flow control on and its wires missing the module hears us and cannot answer: so this waits for no answer before the
 * setting is out. */
static void
switch_back (DfotaTrip *trip, const FlowForm *form, const DfotaFlowSetting *before)
{
  g_autoptr (DfotaCommand) command = command_for (form, before);
  gint64 until = dfota_port_now (trip->port) + ANSWER_MS * 1000;

  dfota_port_drop_output (trip->port);
  dfota_port_set_flow (trip->port, DFOTA_FLOW_NONE, NULL);
  /* also after a Stop, which is why it cannot be cancelled: the module must be left as it was found */
  dfota_at_tell (trip->at, command, until, NULL, NULL);
  dfota_at_read (trip->at, "AT", ANSWER_MS, trip->cancel, NULL, NULL);
}

gboolean
dfota_flow_settle (DfotaTrip *trip, GError **error)
{
  const FlowForm *form = form_for (trip);
  DfotaFlowSetting before = { 0, 0 };
  const char *refused = "";

  trip->flow = DFOTA_FLOW_NONE;
  if (trip->job->flow == DFOTA_FLOW_CHOICE_NONE || form == NULL)
    {
      trip->finding (trip, DFOTA_CHECK_FLOW, DFOTA_VERDICT_WARN, "");
      return TRUE;
    }

  if (!read_setting (trip, form, &before))
    before = (DfotaFlowSetting){ 0, 0 }; /* the module's default */
  refused = switch_on (trip, form);
  if (refused != NULL)
    switch_back (trip, form, &before);
  trip->flow_owed = refused == NULL && memcmp (&before, &hardware, sizeof before) != 0;
  trip->flow_before = before;
  if (g_cancellable_set_error_if_cancelled (trip->cancel, error))
    return FALSE;
  if (refused != NULL && trip->job->flow == DFOTA_FLOW_CHOICE_RTSCTS)
    return dfota_fail (error, DFOTA_ERROR_FLOW_REFUSED, refused);

  trip->flow = refused == NULL ? DFOTA_FLOW_RTSCTS : DFOTA_FLOW_NONE;
  trip->finding (trip, DFOTA_CHECK_FLOW, refused == NULL ? DFOTA_VERDICT_PASS : DFOTA_VERDICT_WARN,
                 refused == NULL ? form->words : refused);
  return TRUE;
}

/* A module that may have the whole package is at work, and is left alone; a setting that nobody saved is gone with a restart. */
static gboolean
is_still_set (const DfotaStory *story)
{
  DfotaCodeKind kind;
  int code;
  gboolean over = story->refused || !story->all_sent || dfota_story_failed (story, &kind, &code);

  return over && story->restarts == 0 && !story->started && !story->waiting && !story->away;
}

void
dfota_flow_restore (DfotaTrip *trip)
{
  if (!trip->flow_owed || !is_still_set (trip->story))
    return;
  trip->flow_owed = FALSE;
  write_setting (trip, form_for (trip), &trip->flow_before);
  dfota_port_set_flow (trip->port, DFOTA_FLOW_NONE, NULL);
}
