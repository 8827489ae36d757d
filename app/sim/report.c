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
    { "apn_auth", seen->apn_auth },
    { "fota_cid", seen->fota_cid },
    { "restarts_of_upgrade", seen->restarts_of_upgrade },
    { "deaf_bytes", seen->deaf_bytes },
    { "lines_asleep", seen->lines_asleep },
    { "power_losses", seen->power_losses },
    { "stored_files", seen->stored_files },
    { "upload_bytes", seen->upload_bytes },
    { "rate_setting", seen->rate_setting },
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
  if (value == NULL)
    json_builder_add_null_value (builder);
  else
    json_builder_add_string_value (builder, value);
}

/* A copy without the passwords: of AT+QICSGP's fifth field, and of addresses. */
static char *
without_passwords (const char *text)
{
  static const char *const patterns[] = {
    "(AT\\+QICSGP=[^,\n]*,[^,\n]*,\"[^\"\n]*\",\"[^\"\n]*\",\")[^\"\n]+()",
    "(ftp://[^:@/\"\n]*:)[^\"\n]*(@)", /* it may have a slash in it, or another @ */
    "(//[^:@/\"\n]*:)[^/\"\n]*(@)",
  };
  g_autofree char *plain = g_strdup (text);

  for (guint i = 0; plain != NULL && i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GRegex) regex = g_regex_new (patterns[i], G_REGEX_CASELESS | G_REGEX_RAW, 0, NULL);
      char *masked = g_regex_replace (regex, plain, -1, 0, "\\1***\\2", 0, NULL);

      g_free (plain);
      plain = masked;
    }
  return plain != NULL ? g_utf8_make_valid (plain, -1) : NULL;
}

static void
add_commands (JsonBuilder *builder, const char *commands)
{
  g_autofree char *plain = without_passwords (commands != NULL ? commands : "");
  g_auto (GStrv) lines = g_strsplit (plain, "\n", -1);

  json_builder_set_member_name (builder, "commands");
  json_builder_begin_array (builder);
  for (char **line = lines; *line != NULL; line++)
    if ((*line)[0] != '\0')
      json_builder_add_string_value (builder, *line);
  json_builder_end_array (builder);
}

static void
add_packages (JsonBuilder *builder, const SimObserved *seen)
{
  json_builder_set_member_name (builder, "packages");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (seen->packages); i++)
    {
      const SimPackage *package = &seen->packages[i];

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "fetches");
      json_builder_add_int_value (builder, package->fetches);
      json_builder_set_member_name (builder, "complete");
      json_builder_add_int_value (builder, package->complete);
      json_builder_set_member_name (builder, "bytes");
      json_builder_add_int_value (builder, package->bytes);
      add_text (builder, "sha256", package->sha256);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

gboolean
sim_report_write (SimEngine *engine, const char *path, GError **error)
{
  const SimObserved *seen = sim_engine_observed (engine);
  g_autofree char *sha256 = sim_engine_payload_sha256 (engine);
  g_autofree char *url = without_passwords (seen->url);
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
  add_flag (builder, "pdp_active", seen->pdp_active);
  add_flag (builder, "download_mode", seen->download_mode);
  add_text (builder, "url", url);
  add_text (builder, "apn", seen->apn);
  add_packages (builder, seen);
  add_commands (builder, seen->commands);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  body = json_to_string (root, TRUE);
  text = g_strconcat (body, "\n", NULL);
  return g_file_set_contents (path, text, -1, error);
}
