/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "commands.h"
#include "common/app-locale.h"
#include "start.h"
#include "terminal.h"
#include "text.h"
#include "usage.h"
#include "view.h"
#include "words.h"

static const struct
{
  const char *name;
  int (*run) (char **args);
  const char *what;
} commands[] = {
  { "ports", cmd_ports, N_ ("list the serial ports of this computer") },
  { "identify", cmd_identify, N_ ("ask the module who it is") },
  { "check", cmd_check, N_ ("rehearse an upgrade, changing nothing") },
  { "upgrade", cmd_upgrade, N_ ("upgrade the module's firmware") },
  { "watch", cmd_watch, N_ ("follow an upgrade that runs already, or that a platform starts") },
  { "status", cmd_status, N_ ("say what became of an upgrade that nobody watched to its end") },
  { "probe", cmd_probe, N_ ("look whether a package is at its address") },
  { "host", cmd_host, N_ ("serve a package from this computer") },
  { "explain", cmd_explain, N_ ("say what a number from the module means") },
};

static const Start program_start = {
  .sets = OPTIONS_PROGRAM,
  .words = 0,
  .usage = "dfota COMMAND [OPTION…]",
  .summary = N_ ("Upgrades the firmware of cellular modules with delta packages."),
};

static void
print_commands (void)
{
  TextRow rows[G_N_ELEMENTS (commands)];

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    rows[i] = (TextRow){ commands[i].name, _ (commands[i].what) };

  g_print ("\n%s\n", _ ("Commands:"));
  text_print_rows (rows, G_N_ELEMENTS (rows));
  g_print ("\n%s\n", _ ("“dfota COMMAND --help” says more."));
}

static int
refuse (gboolean json, const char *word)
{
  g_autoptr (GError) error = NULL;

  if (word == NULL)
    usage_fail (&error, DFOTA_ERROR_USAGE, _ ("Say what to do: “dfota --help” lists the commands."));
  else
    usage_fail (&error, DFOTA_ERROR_USAGE, _ ("There is no command “%s”: “dfota --help” lists them."), word);
  return view_refusal (json, error);
}

/* `dfota` with nothing but options. */
static int
run_program (char **args)
{
  int exit_code;
  g_autoptr (Options) options = NULL;

  if (args[1] == NULL)
    {
      g_strfreev (args);
      return refuse (FALSE, NULL);
    }

  options = start (&program_start, args, &exit_code);
  if (options == NULL)
    {
      if (exit_code == 0)
        print_commands ();
      return exit_code;
    }
  if (options->version)
    {
      g_print ("dfota %s\n", DFOTA_VERSION);
      return 0;
    }
  return refuse (FALSE, NULL);
}

/* The first word that is no option; --lang may stand before it with its value. */
static char **
find_command (char **args)
{
  for (char **arg = args + 1; *arg != NULL; arg++)
    {
      if (**arg != '-')
        return arg;
      if (strcmp (*arg, "--lang") == 0 && arg[1] != NULL)
        arg++;
    }
  return NULL;
}

static int
run (char **args)
{
  char **command = find_command (args);

  if (command == NULL)
    return run_program (args);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i].name, *command) == 0)
      {
        g_free (*command);
        for (; *command != NULL; command++)
          command[0] = command[1];
        return commands[i].run (args);
      }

  g_autofree char *word = g_filename_display_name (*command);
  gboolean json = options_peek_flag (args, "--json");

  g_strfreev (args);
  return refuse (json, word);
}

int
main (int argc, char **argv)
{
  char **args = terminal_start (argv);

  app_locale_init (options_peek_lang (args));
  return run (args);
}
