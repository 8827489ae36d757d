/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include <json-glib/json-glib.h>

#include "options.h"
#include "player.h"
#include "system.h"
#include "words.h"

#define EXIT_USE 2

static int
complain (const GError *error)
{
  fprintf (stderr, "dfota-sim: %s\n", error->message);
  return EXIT_USE;
}

static void
list_faults (void)
{
  const char *name, *where, *what;

  for (guint i = 0; sim_fault_describe (i, &name, &where, &what); i++)
    {
      g_autofree char *left = g_strconcat (name, where, NULL);

      printf ("%-34s  %s\n", left, _ (what));
    }
}

static void
list_faults_json (void)
{
  const char *name, *where, *what;

  for (guint i = 0; sim_fault_describe (i, &name, &where, &what); i++)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();
      g_autoptr (JsonNode) root = NULL;
      g_autofree char *text = NULL;

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "name");
      json_builder_add_string_value (builder, name);
      json_builder_set_member_name (builder, "where");
      json_builder_add_string_value (builder, where);
      json_builder_set_member_name (builder, "what");
      json_builder_add_string_value (builder, _ (what));
      json_builder_end_object (builder);
      root = json_builder_get_root (builder);
      text = json_to_string (root, FALSE);
      printf ("%s\n", text);
    }
}

static SimWire *
make_wire (const SimOptions *options, GError **error)
{
  const char *listen = sim_options_get (options, "listen");
  const char *pty = sim_options_get (options, "pty");
  guint64 rate = options->config.rate;

  if ((listen == NULL) == (pty == NULL))
    {
      g_set_error (error, SIM_ERROR, SIM_ERROR_KEY, _ ("Say either --listen HOST:PORT or --pty LINK."));
      return NULL;
    }
  if (pty != NULL)
    return sim_wire_pty_new (pty, error);
  return sim_wire_tcp_new (listen, rate != 0 ? rate : options->config.usb ? 1000000 : 11520, error);
}

static void
quit (gpointer data)
{
  sim_player_quit (data);
}

static int
play (const SimOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SimPlayer) player = NULL;
  SimWire *wire = make_wire (options, &error);

  if (wire == NULL)
    return complain (error);
  player = sim_player_new (sim_engine_new (&options->config), wire, sim_options_get (options, "report"));
  sim_player_set_network (player, sim_options_get (options, "ca"), options->patience_s);
  sim_system_on_end (quit, player);
  printf ("%s\n", wire->class->name (wire));
  fflush (stdout);
  if (sim_player_run (player, &error))
    return EXIT_SUCCESS;
  complain (error);
  return EXIT_FAILURE;
}

int
main (int argc, char **argv)
{
  g_auto (GStrv) args = NULL;
  g_auto (SimOptions) options = { 0 };
  g_autoptr (GError) error = NULL;

  args = sim_system_start (argv);
  setlocale (LC_ALL, "");
  bindtextdomain (SIM_GETTEXT_DOMAIN, SIM_LOCALEDIR);
  bind_textdomain_codeset (SIM_GETTEXT_DOMAIN, "UTF-8");
  if (!sim_options_parse (&options, &args, &error))
    return complain (error);
  if (options.version)
    {
      printf ("dfota-sim %s\n", SIM_VERSION);
      return EXIT_SUCCESS;
    }
  if (!options.list_faults)
    return play (&options);
  if (options.json)
    list_faults_json ();
  else
    list_faults ();
  return EXIT_SUCCESS;
}
