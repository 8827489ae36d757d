/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/event.h"

DfotaEvent *
dfota_event_new (DfotaEventType type)
{
  DfotaEvent *event = g_new0 (DfotaEvent, 1);

  event->type = type;
  event->time = g_get_monotonic_time ();
  return event;
}

void
dfota_event_free (DfotaEvent *event)
{
  if (event == NULL)
    return;
  if (event->type == DFOTA_EVENT_MODULE)
    dfota_module_free (event->module.module);
  else if (event->type == DFOTA_EVENT_CHECK)
    g_free (event->check.value);
  else if (event->type == DFOTA_EVENT_LINE)
    g_free (event->line.text);
  else if (event->type == DFOTA_EVENT_STATUS)
    dfota_status_clear (&event->status);
  else if (event->type == DFOTA_EVENT_FINISHED)
    {
      dfota_module_free (event->finished.before);
      dfota_module_free (event->finished.after);
      dfota_fault_free (event->finished.fault);
    }
  g_free (event);
}

const char *
dfota_outcome_name (DfotaOutcome outcome)
{
  static const char *const names[] = { "done", "failed", "cancelled", "uncertain" };

  return names[outcome];
}
