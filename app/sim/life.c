/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-private.h"

#include <string.h>

static void
set_identity (SimEngine *engine, const SimConfig *config)
{
  const SimFamily *family = engine->family;

  engine->manufacturer = g_strdup (config->manufacturer != NULL ? config->manufacturer : family->manufacturer);
  engine->model = g_strdup (config->model != NULL ? config->model : family->model);
  engine->revision = config->revision != NULL ? g_strdup (config->revision) : sim_family_revision (family, config->model);
  engine->target = config->target != NULL ? g_strdup (config->target) : sim_revision_next (engine->revision);
  engine->suffix = g_strdup (config->suffix != NULL ? config->suffix : family->suffix);
  engine->target_suffix = g_strdup (config->target_suffix != NULL ? config->target_suffix : engine->suffix);
  engine->flash_mb = config->flash_mb != 0 ? config->flash_mb : sim_revision_flash (engine->revision);
  engine->folder = g_strdup (config->folder != NULL ? config->folder : "/data/ufs");
  sim_receiver_parse (config->receiver, &engine->receiver);
  /* the maker's rule: EC200A by DFOTA always, the others of its series with 16 MB only */
  engine->dfota_model = strcmp (family->id, "lte-standard") != 0 || g_str_has_prefix (engine->model, "EC200A")
                        || engine->flash_mb == 16 || engine->flash_mb == 0;
}

SimEngine *
sim_engine_new (const SimConfig *config)
{
  SimEngine *engine;

  if (!sim_config_check (config, NULL))
    return NULL;
  engine = g_new0 (SimEngine, 1);
  engine->config = *config;
  engine->family = sim_family_find (config->family != NULL ? config->family : "lte-standard");
  set_identity (engine, config);
  for (const char *const *fault = config->faults; fault != NULL && *fault != NULL; fault++)
    sim_fault_parse (&engine->faults, *fault, NULL);
  if (engine->faults.on[FAULT_BYTE_AT_A_TIME])
    engine->config.chunk = 1;
  engine->config.auto_baud |= engine->faults.on[FAULT_AUTO_BAUD];
  engine->config.https_words |= engine->faults.on[FAULT_HTTPS_WORDS];
  if (config->rate == 0)
    engine->config.rate = config->usb ? 1000000 : 11520;
  engine->noise = g_rand_new_with_seed (config->seed);
  sim_agenda_init (engine);
  engine->now = config->start_us;
  /* idle for long: the line takes all that it ever takes at once */
  engine->in_free = config->start_us - 1e9;
  engine->out_free = config->start_us;
  engine->line = g_string_new (NULL);
  engine->commands = g_string_new (NULL);
  engine->files = g_ptr_array_new_with_free_func (sim_file_free);
  engine->sum = g_checksum_new (G_CHECKSUM_SHA256);
  for (guint i = 0; i < G_N_ELEMENTS (engine->package_sums); i++)
    engine->package_sums[i] = g_checksum_new (G_CHECKSUM_SHA256);
  engine->seen = (SimObserved){ .mode = -1, .download_urcs = -1, .update_urcs = -1, .last_result = -1 };
  engine->seen.rate_setting = engine->config.auto_baud ? 0 : 115200;
  sim_window_init (&engine->burst, 1000);
  sim_window_init (&engine->second, G_USEC_PER_SEC);
  sim_window_init (&engine->second_no_flow, G_USEC_PER_SEC);
  /* what was borrowed must not be read again */
  engine->config.family = engine->config.manufacturer = engine->config.model = engine->config.revision = NULL;
  engine->config.target = engine->config.suffix = engine->config.target_suffix = NULL;
  engine->config.receiver = engine->config.folder = NULL;
  engine->config.faults = NULL;
  sim_boot_start (engine);
  return engine;
}

void
sim_engine_free (SimEngine *engine)
{
  if (engine == NULL)
    return;
  sim_agenda_clear (engine);
  g_rand_free (engine->noise);
  g_checksum_free (engine->sum);
  for (guint i = 0; i < G_N_ELEMENTS (engine->package_sums); i++)
    g_checksum_free (engine->package_sums[i]);
  g_string_free (engine->line, TRUE);
  g_string_free (engine->commands, TRUE);
  g_ptr_array_unref (engine->files);
  g_clear_pointer (&engine->upload, sim_file_free);
  sim_radio_forget (engine);
  g_free (engine->url);
  g_free (engine->folder);
  sim_window_clear (&engine->burst);
  sim_window_clear (&engine->second);
  sim_window_clear (&engine->second_no_flow);
  g_free (engine->manufacturer);
  g_free (engine->model);
  g_free (engine->revision);
  g_free (engine->target);
  g_free (engine->suffix);
  g_free (engine->target_suffix);
  g_free (engine->full_revision);
  g_free (engine);
}
