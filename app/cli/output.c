/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output.h"

#include <json-glib/json-glib.h>
#include <math.h>

#include "terminal.h"

static void
add_string (JsonBuilder *json, const char *key, const char *text)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  json_builder_set_member_name (json, key);
  if (valid == NULL)
    json_builder_add_null_value (json);
  else
    json_builder_add_string_value (json, valid);
}

static void
add_bool (JsonBuilder *json, const char *key, gboolean value)
{
  json_builder_set_member_name (json, key);
  json_builder_add_boolean_value (json, value);
}

/* @none: the value that means there is none. */
static void
add_int (JsonBuilder *json, const char *key, gint64 value, gint64 none)
{
  json_builder_set_member_name (json, key);
  if (value == none)
    json_builder_add_null_value (json);
  else
    json_builder_add_int_value (json, value);
}

/* json-glib writes 17 digits; a fraction of 4,096ths needs at most 12 and never looks like 0.30000000000000004. */
static void
add_double (JsonBuilder *json, const char *key, double value)
{
  json_builder_set_member_name (json, key);
  json_builder_add_double_value (json, round (value * 4096) / 4096);
}

static JsonBuilder *
begin (const char *event)
{
  JsonBuilder *json = json_builder_new ();

  json_builder_begin_object (json);
  add_string (json, "event", event);
  return json;
}

static void
end (JsonBuilder *json)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;

  json_builder_end_object (json);
  root = json_builder_get_root (json);
  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, NULL);
  line = g_strconcat (text, "\n", NULL);

  /* A reader that has gone away is no reason to leave a module alone in the middle of its upgrade. */
  terminal_write (line);
}

static void
add_vias (JsonBuilder *json, const DfotaModule *module)
{
  json_builder_set_member_name (json, "routes");
  json_builder_begin_array (json);
  for (guint via = 0; via < DFOTA_N_VIAS; via++)
    if (module->supported && (module->vias & (1u << via)) != 0)
      json_builder_add_string_value (json, dfota_via_name (via));
  json_builder_end_array (json);
}

static void
add_module_members (JsonBuilder *json, const DfotaModule *module)
{
  add_string (json, "manufacturer", module->manufacturer);
  add_string (json, "model", module->model);
  add_string (json, "revision", module->revision);
  add_string (json, "full_revision", module->full_revision);
  add_string (json, "sub_edition", module->sub_edition);
  add_string (json, "family", dfota_family (module->family)->name);
  add_int (json, "flash_mb", module->flash_mb, 0);
  add_string (json, "method", dfota_method_name (module->method));
  add_vias (json, module);
  add_bool (json, "supported", module->supported);
}

static void
add_module (JsonBuilder *json, const char *key, const DfotaModule *module)
{
  json_builder_set_member_name (json, key);
  if (module == NULL)
    {
      json_builder_add_null_value (json);
      return;
    }
  json_builder_begin_object (json);
  add_module_members (json, module);
  json_builder_end_object (json);
}

static void
add_error (JsonBuilder *json, const DfotaFault *fault, const DfotaAdvice *words)
{
  g_autoptr (DfotaAdvice) own = NULL;

  json_builder_set_member_name (json, "error");
  if (fault == NULL)
    {
      json_builder_add_null_value (json);
      return;
    }
  if (words == NULL)
    words = own = dfota_advice_new (fault);

  json_builder_begin_object (json);
  add_string (json, "id", dfota_error_id (fault->error));
  add_int (json, "code", fault->code, -1);
  add_string (json, "family", dfota_family (fault->family)->name);
  add_string (json, "title", words->title);
  add_string (json, "advice", words->advice);
  add_bool (json, "module_safe", fault->module_safe);
  add_bool (json, "retry", fault->retry);
  json_builder_end_object (json);
}

static void
put_state (const DfotaStateEvent *state)
{
  g_autoptr (JsonBuilder) json = begin ("state");

  add_string (json, "state", dfota_state_id (state->state));
  add_bool (json, "may_stop", state->may_stop);
  end (json);
}

static void
put_progress (const DfotaProgressEvent *progress)
{
  g_autoptr (JsonBuilder) json = begin ("progress");

  add_double (json, "fraction", progress->fraction);
  add_string (json, "state", dfota_state_id (progress->state));
  add_bool (json, "known", progress->known);
  if (progress->total > 0)
    {
      add_int (json, "bytes", progress->bytes, -1);
      add_int (json, "total", progress->total, -1);
      add_int (json, "rate", (gint64) progress->rate, -1);
    }
  add_int (json, "seconds_left", progress->seconds_left, -1);
  end (json);
}

static void
put_finding (const char *id, DfotaCheckVerdict verdict, const char *title, const char *advice)
{
  g_autoptr (JsonBuilder) json = begin ("check");

  add_string (json, "id", id);
  add_string (json, "verdict", dfota_verdict_name (verdict));
  add_string (json, "title", title);
  add_string (json, "advice", advice);
  end (json);
}

static void
put_check (const DfotaCheckEvent *check)
{
  g_autofree char *title = NULL;
  g_autofree char *advice = NULL;

  dfota_check_words (check, &title, &advice);
  put_finding (dfota_check_name (check->id), check->verdict, title, advice);
}

void
output_obstacle (const DfotaFault *fault)
{
  g_autoptr (DfotaAdvice) words = dfota_advice_new (fault);

  put_finding (dfota_error_id (fault->error), DFOTA_VERDICT_FAIL, words->title, words->advice);
}

static void
put_restart (const DfotaRestartEvent *restart)
{
  g_autoptr (JsonBuilder) json = begin ("restart");

  add_int (json, "seen", restart->seen, -1);
  add_int (json, "expected", restart->expected, -1);
  end (json);
}

static void
put_line (const DfotaLineEvent *line)
{
  static const char *const dirs[] = { [DFOTA_LINE_TX] = "tx", [DFOTA_LINE_RX] = "rx", [DFOTA_LINE_NOTE] = "note" };
  g_autoptr (JsonBuilder) json = begin ("line");

  add_string (json, "dir", dirs[line->dir]);
  add_string (json, "text", line->text);
  end (json);
}

static void
put_finished (const DfotaFinishedEvent *finished, const DfotaAdvice *words)
{
  g_autoptr (JsonBuilder) json = begin ("finished");

  add_string (json, "outcome", dfota_outcome_name (finished->outcome));
  add_module (json, "before", finished->before);
  add_module (json, "after", finished->after);
  add_error (json, finished->fault, words);
  add_string (json, "case_code", NULL);
  add_double (json, "seconds", finished->seconds);
  end (json);
}

void
output_event (const DfotaEvent *event, const DfotaAdvice *words)
{
  switch (event->type)
    {
    case DFOTA_EVENT_STATE:
      put_state (&event->state);
      break;
    case DFOTA_EVENT_PROGRESS:
      put_progress (&event->progress);
      break;
    case DFOTA_EVENT_MODULE:
      output_module (event->module.module);
      break;
    case DFOTA_EVENT_CHECK:
      put_check (&event->check);
      break;
    case DFOTA_EVENT_RESTART:
      put_restart (&event->restart);
      break;
    case DFOTA_EVENT_LINE:
      put_line (&event->line);
      break;
    case DFOTA_EVENT_FINISHED:
      put_finished (&event->finished, words);
      break;
    default:
      break;
    }
}

static void
add_hex (JsonBuilder *json, const char *key, guint id)
{
  g_autofree char *hex = id != 0 ? g_strdup_printf ("%04x", id) : NULL;

  add_string (json, key, hex);
}

void
output_port (const DfotaPortInfo *port)
{
  g_autoptr (JsonBuilder) json = begin ("port");

  add_string (json, "name", port->name);
  add_hex (json, "vid", port->place.vid);
  add_hex (json, "pid", port->place.pid);
  add_int (json, "interface", port->place.interface, -1);
  add_string (json, "role", dfota_role_name (port->role));
  add_string (json, "product", port->product);
  add_string (json, "busy_by", port->busy_by);
  end (json);
}

void
output_driverless (const DfotaDriverless *device)
{
  g_autoptr (JsonBuilder) json = begin ("driverless");
  g_autoptr (DfotaAdvice) words = dfota_driver_advice (device);
  g_autofree char *command = dfota_driver_command (device);

  add_string (json, "name", device->name);
  add_hex (json, "vid", device->vid);
  add_hex (json, "pid", device->pid);
  add_bool (json, "module", device->is_module);
  add_bool (json, "driver", !device->no_driver);
  add_int (json, "problem", device->problem, 0);
  add_string (json, "title", words->title);
  add_string (json, "advice", words->advice);
  add_string (json, "command", command);
  end (json);
}

void
output_module (const DfotaModule *module)
{
  g_autoptr (JsonBuilder) json = begin ("module");

  add_module_members (json, module);
  end (json);
}

void
output_summary (const guint counts[3], const DfotaFault *fault)
{
  g_autoptr (JsonBuilder) json = begin ("summary");

  add_int (json, "pass", counts[DFOTA_VERDICT_PASS], -1);
  add_int (json, "warn", counts[DFOTA_VERDICT_WARN], -1);
  add_int (json, "fail", counts[DFOTA_VERDICT_FAIL], -1);
  add_bool (json, "ready", fault == NULL && counts[DFOTA_VERDICT_FAIL] == 0);
  add_error (json, fault, NULL);
  end (json);
}

static void
add_journal (JsonBuilder *json, const DfotaJournal *journal)
{
  json_builder_set_member_name (json, "journal");
  if (journal == NULL)
    {
      json_builder_add_null_value (json);
      return;
    }
  json_builder_begin_object (json);
  add_string (json, "port", journal->port);
  add_string (json, "via", dfota_via_name (journal->via));
  add_string (json, "url", journal->url);
  add_string (json, "package", journal->package);
  add_string (json, "target", journal->target);
  add_string (json, "state", journal->state);
  add_bool (json, "past_point", journal->past_point);
  add_int (json, "updated", journal->updated, -1);
  add_int (json, "code", journal->code, -1);
  add_int (json, "began", journal->began, 0);
  add_int (json, "seen", journal->seen, 0);
  add_module (json, "module", journal->module);
  json_builder_end_object (json);
}

void
output_status (const DfotaStatusEvent *status)
{
  g_autoptr (JsonBuilder) json = begin ("status");
  g_autofree char *title = NULL;
  g_autofree char *advice = NULL;

  dfota_status_words (status, &title, &advice);
  add_string (json, "conclusion", dfota_conclusion_name (status->conclusion));
  add_journal (json, status->journal);
  add_module (json, "module", status->module);
  add_string (json, "title", title);
  add_string (json, "advice", advice);
  add_int (json, "wait_seconds", status->wait == DFOTA_STATUS_ENDLESS ? 0 : status->wait, 0);
  add_error (json, status->fault, NULL);
  end (json);
}

static const char *
result_name (DfotaProbeResult result)
{
  static const char *const names[] = {
    [DFOTA_PROBE_FOUND] = "found",         [DFOTA_PROBE_MISSING] = "missing", [DFOTA_PROBE_DENIED] = "denied",
    [DFOTA_PROBE_REFUSED] = "refused",     [DFOTA_PROBE_BROKEN] = "broken",   [DFOTA_PROBE_NO_NAME] = "no-name",
    [DFOTA_PROBE_NO_ANSWER] = "no-answer",
  };

  return names[result];
}

void
output_probe (const DfotaProbe *probe, const char *url, int same, const DfotaAdvice *words)
{
  g_autoptr (JsonBuilder) json = begin ("probe");

  add_string (json, "url", url);
  add_string (json, "result", result_name (probe->result));
  add_int (json, "bytes", probe->size, -1);
  add_string (json, "sha256", probe->sha256);
  json_builder_set_member_name (json, "same");
  if (same < 0)
    json_builder_add_null_value (json);
  else
    json_builder_add_boolean_value (json, same);
  add_string (json, "title", words->title);
  add_string (json, "advice", words->advice);
  end (json);
}

void
output_host (const char *file, const char *url)
{
  g_autoptr (JsonBuilder) json = begin ("host");

  add_string (json, "file", file);
  add_string (json, "url", url);
  end (json);
}

void
output_served (const char *file, goffset bytes, const char *peer)
{
  g_autoptr (JsonBuilder) json = begin ("served");

  add_string (json, "file", file);
  add_int (json, "bytes", bytes, -1);
  add_string (json, "peer", peer);
  end (json);
}

void
output_explanation (const DfotaFault *fault)
{
  g_autoptr (JsonBuilder) json = begin ("explain");
  g_autoptr (DfotaAdvice) words = dfota_advice_new (fault);

  add_int (json, "code", fault->code, -1);
  add_string (json, "family", dfota_family (fault->family)->name);
  add_string (json, "kind", dfota_code_kind_name (fault->kind));
  add_string (json, "title", words->title);
  add_string (json, "advice", words->advice);
  add_bool (json, "module_safe", fault->module_safe);
  add_bool (json, "retry", fault->retry);
  end (json);
}
