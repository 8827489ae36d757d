/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "output.h"
#include "start.h"
#include "text.h"
#include "view.h"
#include "words.h"

static const Start ports_start = {
  .sets = OPTIONS_COMMON,
  .usage = "dfota ports [OPTION…]",
  .summary = N_ ("Lists the serial ports of this computer, and what is plugged in and has none. Nothing is opened."),
};

static const char *
role_words (DfotaRole role)
{
  switch (role)
    {
    case DFOTA_ROLE_AT:
      return _ ("cellular module, AT port");
    case DFOTA_ROLE_MODEM:
      return _ ("cellular module, modem port");
    case DFOTA_ROLE_DIAG:
      return _ ("cellular module, diagnostic port (not for upgrades)");
    case DFOTA_ROLE_NMEA:
      return _ ("cellular module, position data (not for upgrades)");
    case DFOTA_ROLE_DOWNLOAD:
      return _ ("module in its download mode");
    case DFOTA_ROLE_UNKNOWN:
    default:
      return _ ("serial port");
    }
}

static void
print_port (const DfotaPortInfo *port, int width)
{
  g_autofree char *name = text_pad (port->name, width);

  g_print ("%s  %s", name, role_words (port->role));
  if (port->product != NULL && *port->product != '\0')
    g_print (" · %s", port->product);
  if (port->busy_by != NULL)
    g_print (_ (" · in use by %s"), port->busy_by);
  g_print ("\n");
}

static void
print_driverless (const DfotaDriverless *device)
{
  g_autoptr (DfotaAdvice) words = dfota_driver_advice (device);
  g_autofree char *command = dfota_driver_command (device);

  g_print ("%s\n%s\n", words->title, words->advice);
  if (command != NULL)
    g_print ("  %s\n", command);
}

static void
list_driverless (GPtrArray *devices, gboolean json)
{
  for (guint i = 0; i < devices->len; i++)
    {
      if (json)
        output_driverless (g_ptr_array_index (devices, i));
      else
        print_driverless (g_ptr_array_index (devices, i));
    }
}

static void
note_emptiness (View *view)
{
  g_autoptr (DfotaFault) fault = dfota_fault_new (DFOTA_ERROR_PORT_NONE, NULL);
  g_autoptr (DfotaAdvice) words = dfota_advice_new (fault);

  view_note (view, _ ("No serial port was found."));
  view_note (view, words->advice);
}

int
cmd_ports (char **args)
{
  int exit_code;
  g_autoptr (GError) error = NULL;
  g_autoptr (Options) options = start (&ports_start, args, &exit_code);
  g_autoptr (View) view = NULL;
  g_autoptr (GPtrArray) ports = NULL;
  g_autoptr (GPtrArray) driverless = NULL;
  int width = 0;

  if (options == NULL)
    return exit_code;
  view = view_new (options, &error);
  if (view == NULL)
    return view_refusal (options->json, error);

  ports = dfota_port_list ();
  for (guint i = 0; i < ports->len; i++)
    text_widen (&width, ((DfotaPortInfo *) g_ptr_array_index (ports, i))->name);
  for (guint i = 0; i < ports->len; i++)
    {
      if (options->json)
        output_port (g_ptr_array_index (ports, i));
      else
        print_port (g_ptr_array_index (ports, i), width);
    }
  driverless = dfota_driverless_list ();
  list_driverless (driverless, options->json);
  if (ports->len == 0 && driverless->len == 0)
    note_emptiness (view);
  return 0;
}
