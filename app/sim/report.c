/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report.h"

#include <json-glib/json-glib.h>

static void
add_counts (JsonBuilder *builder, const SimObserved *seen)
{
  const struct
  {
    const char *name;
    gint64 value;
  } counts[] = {
    { "declared_bytes", seen->declared_bytes },
    { "payload_bytes", seen->payload_bytes },
    { "early_bytes", seen->early_bytes },
    { "extra_bytes", seen->extra_bytes },
    { "stray_bytes", seen->stray_bytes },
    { "lost_bytes", seen->lost_bytes },
    { "longest_burst", seen->longest_burst },
    { "max_second", seen->max_second },
    { "max_second_no_flow", seen->max_second_no_flow },
    { "mode", seen->mode },
    { "download_urcs", seen->download_urcs },
    { "update_urcs", seen->update_urcs },
    { "commands_accepted", seen->commands_accepted },
    { "commands_refused", seen->commands_refused },
    { "restarts", seen->restarts },
    { "upgrades_ended", seen->upgrades_ended },
    { "last_result", seen->last_result },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      json_builder_set_member_name (builder, counts[i].name);
      json_builder_add_int_value (builder, counts[i].value);
    }
}

static void
add_flag (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

gboolean
sim_report_write (SimEngine *engine, const char *path, GError **error)
{
  const SimObserved *seen = sim_engine_observed (engine);
  g_autofree char *sha256 = sim_engine_payload_sha256 (engine);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *body = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  add_counts (builder, seen);
  add_flag (builder, "flow_control", seen->flow_control != 0);
  add_flag (builder, "upgraded", seen->upgraded);
  add_flag (builder, "dead", seen->dead);
  add_text (builder, "payload_sha256", sha256);
  add_text (builder, "full_revision", sim_engine_full_revision (engine));
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  body = json_to_string (root, TRUE);
  text = g_strconcat (body, "\n", NULL);
  return g_file_set_contents (path, text, -1, error);
}
