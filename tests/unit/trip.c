/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "error.h"
#include "trip.h"

#define STALL_US (60 * DFOTA_PORT_SECOND)

/* One port of this computer is held by another program. */
char *__wrap_dfota_port_busy_by (const char *name);

char *
__wrap_dfota_port_busy_by (const char *name)
{
  return g_str_equal (name, JOURNEY_HELD) ? g_strdup (JOURNEY_HOLDER) : NULL;
}

static void
on_urc (const char *line, gpointer user_data)
{
}

static const DfotaAtWatcher watcher = { on_urc, NULL };

static void
on_finding (DfotaTrip *trip, DfotaCheckId id, DfotaCheckVerdict verdict, const char *value)
{
  Journey *journey = trip->run;

  g_string_append_printf (journey->findings, "%s %s %s|", dfota_check_name (id), dfota_verdict_name (verdict), value);
}

static void
on_progress (DfotaTrip *trip, goffset sent)
{
}

Journey *
journey_new (DfotaFamilyId family, DfotaVia via, const ScriptLine *lines)
{
  const DfotaWay *way = dfota_way_find (family, via);
  Journey *journey = g_new0 (Journey, 1);

  assert_non_null (way);
  journey->job = dfota_job_new ();
  journey->module.family = family;
  journey->port = script_port_new (lines, 0);
  assert_true (dfota_port_open (journey->port, NULL));
  journey->at = dfota_at_channel_new (journey->port, &watcher, journey);
  dfota_at_channel_set_licence (journey->at, DFOTA_LICENCE_CHANGE);
  journey->cancel = g_cancellable_new ();
  journey->findings = g_string_new (NULL);
  journey->route = way->route;
  journey->trip = (DfotaTrip){
    .job = journey->job,
    .module = &journey->module,
    .address = way->address,
    .sends = way->sends,
    .folder = way->folder,
    .at = journey->at,
    .port = journey->port,
    .story = &journey->story,
    .cancel = journey->cancel,
    .stall_us = STALL_US,
    .finding = on_finding,
    .progress = on_progress,
    .baud_before = DFOTA_UNSET,
    .run = journey,
  };
  return journey;
}

void
journey_free (Journey *journey)
{
  if (journey->route->tidy != NULL)
    journey->route->tidy (&journey->trip);
  dfota_at_channel_free (journey->at);
  dfota_port_free (journey->port);
  dfota_job_free (journey->job);
  g_object_unref (journey->cancel);
  g_string_free (journey->findings, TRUE);
  g_free (journey);
}

void
journey_hold (Journey *journey)
{
  g_free (journey->port->title);
  journey->port->title = g_strdup (JOURNEY_HELD);
}

void
assert_text (const char *got, const char *expected)
{
  if (g_strcmp0 (got, expected) != 0)
    fail_msg ("%s\n  where there should be\n%s", got, expected);
}

void
assert_fault (GError *error, int code, const char *value)
{
  if (code < 0 && error == NULL)
    return;
  if (code < 0)
    fail_msg ("%s: %s, not expected", g_quark_to_string (error->domain), error->message);
  if (error == NULL || error->domain != DFOTA_ERROR || error->code != code)
    fail_msg ("%s, not %s", error != NULL ? error->message : "nothing", dfota_error_id ((DfotaErrorCode) code));
  if (value != NULL)
    assert_text (error->message, value);
  g_error_free (error);
}

void
assert_sent (Journey *journey, const char *expected)
{
  g_autofree char *sent = script_port_sent (journey->port);

  assert_text (sent, expected);
}
